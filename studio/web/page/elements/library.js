// <ink-library>: all works of the visitor. The shelf knows them; this lays out what shows and changes them.
import {h} from '../lib/dom.js';
import {drag} from '../lib/dragging.js';
import {say} from '../lib/words.js';
import {shelf} from '../lib/shelf.js';
import {sound} from '../lib/sound.js';
import {attempt, bin, mark, markAndSay} from '../lib/works.js';
import {now} from '../now.js';
import {rail} from './boards.js';
import {filterChips, filterPanel, kindPills} from './filters.js';
import {Grid} from './grid.js';
import {importing} from './importing.js';
import {openWork} from './opened.js';
import {focusWork, roving} from './roving.js';
import {Selection, selectionBar} from './selection.js';
import {emptiness, heading, toolbar} from './shelving.js';

const SIZE = 'ink-tile-size';
const SIZES = {least: 110, most: 380}; // pixels
const usual = () => Math.min(200, Math.floor(innerWidth / 2) - 30);
const selection = new Selection();

class Library extends HTMLElement {
  connectedCallback() {
    if (!this.grid) this._build();
    this._watch(true);
    this.grid.connect();
    if (shelf.isLoaded) this._draw({what: 'loaded'});
    else if (this.offsetParent) shelf.load();
  }

  disconnectedCallback() {
    this._watch(false);
    this.grid.disconnect();
  }

  _build() {
    const size = Number(localStorage.getItem(SIZE)) || usual();
    this.grid = new Grid({least: size, isSelected: id => selection.has(id), onend: () => shelf.more(), label: say('library.works')});
    this.top = h('div', {class: 'library-top'});
    this.empty = h('div', {class: 'library-empty', hidden: true});
    this.brought = importing(this, () => attempt(() => shelf.refresh()));
    const panel = filterPanel(shelf);
    this.tools = toolbar(shelf, {panel, sizes: {...SIZES, now: size}, resize: least => this._resize(least), bring: this.brought.button});
    this.top.append(this.tools, h('div', {class: 'library-kinds'}, kindPills(shelf), filterChips(shelf)), panel);
    this.append(h('div', {class: 'library'}, rail(shelf),
      h('section', {class: 'library-main', 'aria-label': say('library.title')},
        heading(shelf), this.top, this.brought.line, this.empty, this.grid.element),
      selectionBar(selection, shelf), this.brought.drop));
    this._wireGrid();
  }

  _wireGrid() {
    const card = at => this.grid.cards[at];
    this.does = {
      open: at => this._open(at),
      select: (at, event) => selection.toggle(card(at).id, {through: event?.shiftKey ? this.grid.cards.map(one => one.id) : null}),
      favourite: at => this._favour(card(at)),
      bin: at => this._bin(at),
      all: () => selection.set(this.grid.cards.map(one => one.id)),
      clear: () => selection.set([]),
    };
    roving(this.grid, this.does, () => this._head());
    this.grid.element.addEventListener('click', event => this._clicked(event));
    this.grid.element.addEventListener('dragstart', event => this._dragged(event));
  }

  _clicked(event) {
    const tile = event.target.closest('.tile');
    if (!tile) return;
    const at = Number(tile.dataset.number), does = event.target.closest('[data-does]')?.dataset.does;
    if (does === 'favourite') this.does.favourite(at);
    else if (does === 'play') sound.toggle(tile.work);
    else if (event.target.matches('input')) this.does.select(at, event);
    else if (event.target.closest('.tile-check')) return;
    else if (event.ctrlKey || event.metaKey || event.shiftKey) this.does.select(at, event);
    else if (event.target.closest('.tile-open')) this.does.open(at);
  }

  _dragged(event) {
    const {id} = event.target.closest('.tile').work;
    drag(event, selection.has(id) ? [...selection.ids] : [id]);
  }

  _open(at) {
    const {id} = this.grid.cards[at];
    this.grid.kept = id;
    openWork(id, {list: () => shelf.cards, closed: last => {
      this.grid.kept = '';
      focusWork(this.grid, this.grid.numberOf(this.grid.numberOf(last) < 0 ? id : last), () => this._head());
    }});
  }

  _favour(card) {
    const change = {favourite: !card.favourite};
    // Where only favourites show, it goes out of sight, so there has to be a way back.
    return shelf.query.favourite ? markAndSay([card.id], change, {favourite: card.favourite}, say('works.unfavoured', {count: 1}))
      : attempt(() => mark([card.id], change));
  }

  async _bin(at) {
    const ids = selection.has(this.grid.cards[at].id) ? [...selection.ids] : [this.grid.cards[at].id];
    if (shelf.query.bin) return;
    if (await bin(ids)) focusWork(this.grid, Math.min(at, this.grid.cards.length - 1), () => this._head());
  }

  _resize(least) {
    localStorage.setItem(SIZE, least);
    this.grid.least = least;
    this.grid.lay();
  }

  // Pixels at the top of the window that something always covers.
  _head() { return Math.max(0, this.top.getBoundingClientRect().bottom) < innerHeight / 2 ? Math.max(0, this.top.getBoundingClientRect().bottom) + 8 : 8; }

  _watch(on) {
    const each = on ? 'addEventListener' : 'removeEventListener';
    this._heard ||= {
      change: event => this._draw(event.detail),
      selected: () => { this.classList.toggle('selecting', selection.size > 0); this.grid.redraw(); },
      played: () => this.grid.redraw(),
      worked: event => this._worked(event.detail),
      made: () => this._made(),
      shown: event => event.detail?.tab === 'library' && this._shown(),
      scrolled: () => { if (this.offsetParent) shelf.scroll = window.scrollY; },
      key: event => this._key(event),
    };
    shelf[each]('change', this._heard.change);
    selection[each]('change', this._heard.selected);
    sound[each]('change', this._heard.played);
    now[each]('change', this._heard.made);
    window[each]('works-changed', this._heard.worked);
    window[each]('tab-shown', this._heard.shown);
    window[each]('scroll', this._heard.scrolled, {passive: true});
    document[each]('keydown', this._heard.key);
  }

  _draw({what, gone}) {
    if (gone) selection.drop(gone);
    if (what === 'loaded') { selection.set([]); this.grid.clear(); }
    if (what === 'added') this.grid.extend(shelf.cards);
    else if (what === 'marked') { this.grid.cards = shelf.cards; this.grid.redraw(); }
    else if (what !== 'counted') this.grid.set(shelf.cards);
    emptiness(this.empty, shelf, this.brought.choose);
  }

  _worked(change) {
    if (!shelf.isLoaded) return;
    shelf.take(change);
    clearTimeout(this._count);
    this._count = setTimeout(() => attempt(() => shelf.refresh()), 300);
  }

  // A job is done: its works join those that are here.
  _made() {
    const made = now.jobs.filter(job => job.state === 'done').map(job => job.id).join();
    if (made === this._known) return;
    const isFirst = this._known === undefined;
    this._known = made;
    if (isFirst || !shelf.isLoaded) return;
    if (this.offsetParent) attempt(() => shelf.refresh());
    else this._isStale = true;
  }

  _shown() {
    if (!shelf.isLoaded) return void shelf.load();
    requestAnimationFrame(() => {
      if (this.grid.element.clientWidth !== this.grid._room) this.grid.lay();
      window.scrollTo({top: shelf.scroll, behavior: 'instant'});
      this.grid.render();
    });
    if (this._isStale) attempt(() => shelf.refresh());
    this._isStale = false;
  }

  _key(event) {
    if (event.key === 'Escape' && selection.size && !event.defaultPrevented && !event.target.closest('dialog, input, select')) {
      selection.set([]);
      focusWork(this.grid, Math.max(0, this.grid.focused), () => this._head());
    }
    if (event.key !== '/' || event.ctrlKey || event.metaKey || !this.offsetParent) return;
    if (event.target.closest('input, textarea, select, dialog, [contenteditable]')) return;
    event.preventDefault();
    this.tools.querySelector('input[type=search]').select();
    this.tools.querySelector('input[type=search]').focus();
  }
}

customElements.define('ink-library', Library);
