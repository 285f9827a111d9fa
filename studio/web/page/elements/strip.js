// Strip: the works of a tab in a row, what is being made first; one click or an arrow key brings each onto the stage.
import {h} from '../lib/dom.js';
import {drag} from '../lib/dragging.js';
import {get} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {page} from '../lib/page.js';
import {isHeard, nameOf} from '../lib/telling.js';
import {say} from '../lib/words.js';
import {hasEnded, now} from '../now.js';

const PAGE = 40;
const NEAR = 600; // pixels before its end at which more is fetched
const shelves = {}; // what is known of each tab: {cards, next}; it outlives the elements

class Strip extends HTMLElement {
  _tiles = new Map();
  _shown = [];

  connectedCallback() {
    this._tab = this.getAttribute('tab');
    if (!this.firstChild) this._build();
    now.addEventListener('change', this._draw);
    now.addEventListener('ended', this);
    window.addEventListener('works-changed', this);
    document.addEventListener('visibilitychange', this);
    if (shelves[this._tab]) this._draw();
    else this._more();
  }

  disconnectedCallback() {
    now.removeEventListener('change', this._draw);
    now.removeEventListener('ended', this);
    window.removeEventListener('works-changed', this);
    document.removeEventListener('visibilitychange', this);
  }

  // Mark what stands on the stage: the ids of works, or of a job.
  show(ids) {
    if (ids.join() === this._shown.join()) return;
    this._shown = ids;
    this._mark();
  }

  // The work that was made before another one.
  after(id) {
    const cards = shelves[this._tab]?.cards || [], at = cards.findIndex(card => card.id === id);
    return at < 0 ? null : cards[at + 1] || null;
  }

  handleEvent({type, detail}) {
    const shelf = shelves[this._tab];
    // Another page may have made and deleted since.
    if (type === 'visibilitychange') document.hidden || this._more(true);
    if (type === 'ended' && detail.tab === this._tab && detail.works.length) this._add(detail.works);
    if (type === 'works-changed' && shelf) {
      const newer = new Map(detail.cards.map(card => [card.id, card]));
      if ('forgotten' in detail.change) shelf.cards = shelf.cards.filter(card => !detail.ids.includes(card.id));
      shelf.cards = shelf.cards.map(card => newer.get(card.id) || card).filter(card => !card.binned);
      const kinds = kindsOf(this._tab);
      // What comes back from the bin stands where it stood.
      if (detail.change.bin === false) this._add(detail.cards.filter(card => kinds.includes(card.kind)));
    }
    this._draw();
  }

  _build() {
    this._list = h('div', {class: 'strip', role: 'listbox', 'aria-label': say('strip.title'), 'aria-multiselectable': 'true'});
    this._list.addEventListener('scroll', () => this._isNearEnd() && this._more(), {passive: true});
    this._list.addEventListener('keydown', event => this._move(event));
    this.append(this._list);
  }

  _add(cards) {
    const shelf = shelves[this._tab] ??= {cards: [], next: ''};
    const ids = new Set(cards.map(card => card.id));
    shelf.cards = [...cards, ...shelf.cards.filter(card => !ids.has(card.id))].sort((one, other) => other.created.localeCompare(one.created));
  }

  // The next page of it; or all `anew`.
  async _more(anew = false) {
    const shelf = anew ? null : shelves[this._tab];
    if (this._asks || (shelf && !shelf.next)) return;
    this._asks = true;
    try {
      const told = await get(`library?kinds=${kindsOf(this._tab)}&limit=${PAGE}&after=${encodeURIComponent(shelf?.next || '')}`);
      if (anew) shelves[this._tab] = null;
      this._add(told.cards);
      shelves[this._tab].next = told.next;
    } catch {
      // The strip is asked for again with the next page of it, or the next visit.
    }
    this._asks = false;
    this._draw();
  }

  _isNearEnd() {
    const {scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight} = this._list;
    return scrollWidth - scrollLeft - clientWidth < NEAR && scrollHeight - scrollTop - clientHeight < NEAR;
  }

  _draw = () => {
    const jobs = now.of(this._tab).filter(job => !hasEnded(job));
    const cards = [...jobs.flatMap(job => job.works), ...(shelves[this._tab]?.cards || [])];
    const unique = [...new Map(cards.map(card => [card.id, card])).values()];
    const tiles = new Map([...jobs.map(job => [job.id, this._tile(job, newJob)]), ...unique.map(card => [card.id, this._tile(card, newCard)])]);
    this._tiles = tiles;
    const wanted = [...tiles.values()];
    for (const tile of [...this._list.children]) if (!wanted.includes(tile)) tile.remove();
    wanted.forEach((tile, at) => this._list.children[at] !== tile && this._list.insertBefore(tile, this._list.children[at] || null));
    this.hidden = wanted.length === 0;
    this._mark();
  };

  _tile(of, make) {
    const tile = this._tiles.get(of.id) || make(of);
    tile.draw(of);
    tile.choose = () => this.dispatchEvent(new CustomEvent('ink-choose', {bubbles: true, detail: make === newJob ? {job: of.id} : {card: of}}));
    return tile;
  }

  _mark() {
    const tiles = [...this._tiles], first = tiles.find(([id]) => this._shown.includes(id)) || tiles[0];
    tiles.forEach(([id, tile]) => {
      tile.setAttribute('aria-selected', this._shown.includes(id));
      tile.tabIndex = id === first[0] ? 0 : -1;
    });
  }

  _move(event) {
    const all = [...this._list.children], at = all.indexOf(document.activeElement);
    const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1}[event.key];
    if (at < 0 || !all[to]) return;
    event.preventDefault();
    all[to].focus();
    all[to].choose();
    if (this._isNearEnd()) this._more();
  }
}

const kindsOf = tab => page.tabs.find(one => one.key === tab)?.kinds || [];

function newTile(...children) {
  const tile = h('button', {type: 'button', class: 'strip-tile', role: 'option', onclick: () => tile.choose()}, children);
  return tile;
}

function newJob() {
  const tile = newTile(h('span', {class: 'strip-ring'}), icon('loader'));
  tile.classList.add('strip-job');
  tile.draw = job => {
    tile.style.setProperty('--done', job.fraction ?? 0);
    tile.classList.toggle('waits', job.state === 'queued');
    tile.setAttribute('aria-label', `${job.prompt || job.mode_title}: ${job.said}`);
    tile.title = job.prompt;
  };
  return tile;
}

function newCard(card) {
  const picture = card.thumb ? h('img', {src: card.thumb, alt: '', loading: 'lazy', decoding: 'async', draggable: 'false'})
    : h('span', {class: 'strip-words', dir: 'auto'}, isHeard(card) ? icon(card.kind === 'music' ? 'music' : 'audio-lines') : card.title);
  const tile = newTile(picture, card.kind === 'animation' && h('span', {class: 'strip-play'}, icon('play')), h('span', {class: 'strip-star'}, icon('star-filled')));
  tile.draggable = true;
  tile.addEventListener('dragstart', event => drag(event, [card.id]));
  tile.draw = newer => {
    tile.style.setProperty('--tint', newer.colour || 'var(--well)');
    tile.classList.toggle('is-favourite', newer.favourite);
    tile.setAttribute('aria-label', nameOf(newer));
    tile.title = newer.title;
  };
  return tile;
}

customElements.define('ink-strip', Strip);
