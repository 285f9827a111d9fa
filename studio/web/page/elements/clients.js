// <ink-clients>: the rooms that are shared with clients, one of them, or all that was said in them as a list to work off.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {allRemarks, allRooms, change, go, isTask, oneRoom, place, placeInside} from '../lib/rooms.js';
import {attempt} from '../lib/works.js';
import {styled} from '../lib/styles.js';
import {number, say} from '../lib/words.js';
import {show, shown} from '../nav.js';
import {now} from '../now.js';
import {face} from './order.js';
import {glimpse, momentOf} from './pinned.js';
import {redrawn, said} from './remarks.js';
import {roomCard} from './room-card.js';
import {RoomView} from './room.js';

await styled('css/clients.css');

const FILTERS = ['open', 'done', 'all'];

class Clients extends HTMLElement {
  #turn = 0; // an answer to an older question is dropped
  #place = null; // what is drawn: as `place()`
  #view = null; // the room that is drawn
  #unseen = 0;
  #filter = 'open';

  connectedCallback() {
    this.heard = {
      'tab-shown': ({detail}) => detail.tab === 'clients' && this.load(),
      'clients-place': () => this.load(),
      popstate: () => shown() === 'clients' && place() !== this.#place && this.load(),
    };
    for (const [name, hear] of Object.entries(this.heard)) window.addEventListener(name, hear);
    now.addEventListener('change', this.#hear);
    if (shown() === 'clients') this.load();
  }

  disconnectedCallback() {
    for (const [name, hear] of Object.entries(this.heard)) window.removeEventListener(name, hear);
    now.removeEventListener('change', this.#hear);
  }

  #hear = () => {
    const isNews = now.unseen > this.#unseen;
    this.#unseen = now.unseen;
    if (isNews && this.offsetParent) this.load();
  };

  load = async () => {
    const turn = ++this.#turn, at = place();
    const isAnother = at !== this.#place;
    if (isAnother && this.#place !== null) scrollTo({top: 0, behavior: 'instant'});
    try {
      const told = await (at === '' ? allRooms() : at === 'remarks' ? allRemarks() : oneRoom(at));
      if (turn !== this.#turn) return;
      if (at === '' || at === 'remarks') this.#list(at, told, isAnother);
      else this.#room(told, isAnother);
      this.#place = at;
    } catch (error) {
      if (turn === this.#turn) this.#refuse(at, error);
    }
  };

  #list(at, told, isAnother) {
    this.#view = null;
    redrawn(this, () => h('div', {class: 'clients'}, ...(at === '' ? this.#rooms(told) : this.#remarks(told))));
    if (at === 'remarks') this.#seen(told.remarks);
    if (isAnother && this.#place !== null) this.querySelector('.library-title').focus({preventScroll: true});
  }

  #head(at, count) {
    const way = (to, title) => h('button', {type: 'button', class: 'pill', 'data-key': `to ${to}`, 'aria-pressed': String(at === to), onclick: () => go(to)}, title);
    return h('header', {class: 'library-head clients-head'}, h('h2', {class: 'library-title', tabindex: -1}, say('clients.title')), h('p', {class: 'library-count', role: 'status'}, count),
      h('div', {class: 'pills', role: 'group', 'aria-label': say('clients.ways')}, way('', say('clients.rooms')), way('remarks', say('clients.remarks'))));
  }

  #rooms({rooms}) {
    if (!rooms.length) return [this.#head('', ''), teaching()];
    return [this.#head('', say(rooms.length === 1 ? 'clients.total_one' : 'clients.total', {count: number(rooms.length)})), h('ul', {class: 'room-cards'}, rooms.map(roomCard))];
  }

  // The newest first: they are what one comes for.
  #remarks({remarks}) {
    const tasks = remarks.filter(isTask).reverse(), fits = {open: one => !one.done, done: one => one.done, all: () => true};
    const some = tasks.filter(fits[this.#filter]);
    const filters = FILTERS.map(key => h('button', {type: 'button', class: 'pill', 'data-key': `filter ${key}`, 'aria-pressed': String(key === this.#filter),
      onclick: () => { this.#filter = key; this.load(); }}, say(`clients.filter.${key}`), h('span', {class: 'pill-count'}, tasks.filter(fits[key]).length)));
    return [this.#head('remarks', ''), h('div', {class: 'pills', role: 'group', 'aria-label': say('clients.filters')}, filters),
      some.length ? h('ol', {class: 'tasks'}, some.map(one => this.#task(one, remarks))) : h('p', {class: 'room-quiet'}, say(`clients.none.${this.#filter}`))];
  }

  // A remark of the list, with what it is about before it.
  #task(remark, all) {
    const about = () => h('button', {type: 'button', class: 'task-about', 'data-key': `about ${remark.id}`, onclick: () => go([remark.room, remark.item].filter(Boolean).join('/'))},
      remark.card && glimpse(remark.card, remark, face(remark.card)),
      h('span', {}, h('strong', {dir: 'auto'}, remark.card?.title || (remark.item ? say('order.gone') : say('room.whole'))), h('span', {dir: 'auto'}, [remark.room_title, momentOf(remark)].filter(Boolean).join(' · '))));
    return said(remark, all.filter(one => one.answers === remark.id), {about, done: this.load});
  }

  #room(told, isAnother) {
    if (isAnother || !this.#view) {
      this.#view = new RoomView(this.load);
      this.replaceChildren(h('div', {class: 'clients'}, this.#view.element));
    }
    this.#view.draw(told);
    if (isAnother && placeInside()) this.#view.show(placeInside());
    else if (isAnother && this.#place !== null) this.querySelector('.library-title').focus({preventScroll: true});
    this.#seen(told.remarks);
  }

  // What is shown is read; it keeps its mark until it is drawn again.
  #seen(remarks) {
    const rooms = new Set(remarks.filter(one => one.author === 'client' && !one.seen).map(one => one.room));
    return attempt(() => Promise.all([...rooms].map(id => change(id, 'seen'))));
  }

  // A room that is gone, or somebody who may not share.
  #refuse(at, error) {
    this.#view = null;
    this.#place = at;
    const again = error.status === 403 ? null : h('button', {type: 'button', class: 'btn', onclick: () => (error.status === 404 ? go('') : this.load())},
      error.status === 404 ? say('room.back') : say('library.retry'));
    this.replaceChildren(h('div', {class: 'clients'}, this.#head(null, ''), h('div', {class: 'library-empty'}, icon(error.status === 403 ? 'lock' : 'triangle-alert'),
      h('h3', {}, error.status === 403 ? say('clients.not_you') : say('clients.failed')), h('p', {}, error.status === 403 && `${say('clients.not_you_why')} `, error.message), again)));
  }
}

// What a room is for, and how to come to one.
function teaching() {
  return h('div', {class: 'library-empty'}, icon('users'), h('h3', {}, say('clients.nothing')), h('p', {}, say('clients.nothing_hint')),
    h('ol', {class: 'clients-steps'}, ['choose', 'send', 'hear'].map(step => h('li', {}, say(`clients.step.${step}`)))),
    h('div', {class: 'library-ways'}, h('button', {type: 'button', class: 'btn primary', onclick: () => show('library')}, say('clients.to_library'))));
}

customElements.define('ink-clients', Clients);
