// Share room: works go to a client, in a room of their own, in one that there is, or as the newer version of a work there.
import {h} from '../lib/dom.js';
import {layDialog} from '../lib/layers.js';
import {allRooms, change, go, newRoom, prefer, preferred} from '../lib/rooms.js';
import {styled} from '../lib/styles.js';
import {isText} from '../lib/telling.js';
import {say} from '../lib/words.js';
import {attempt} from '../lib/works.js';
import {face, orderOf} from './order.js';
import {linkView} from './room-link.js';
import {termsForm} from './room-terms.js';
import {toast} from './toasts.js';

await styled('css/clients.css');

// Ask how `cards` are to be shared. Who may not share is told why.
export async function shareWorks(cards) {
  try {
    const [{rooms}, chosen] = await Promise.all([allRooms(), preferred()]);
    new Sharing(cards, rooms, chosen).open();
  } catch (error) {
    refused(error.status === 403 ? `${say('clients.not_you_why')} ${error.message}` : error.message);
  }
}

function refused(why) {
  const element = h('dialog', {class: 'dialog', 'aria-label': say('share_room.title')}, h('h2', {}, say('share_room.title')),
    h('p', {class: 'ask-text'}, why), h('div', {class: 'ask-buttons'}, h('button', {type: 'button', class: 'btn', onclick: () => close()}, say('work.close'))));
  const close = layDialog(element);
}

class Sharing {
  constructor(cards, rooms, chosen) {
    Object.assign(this, {cards, rooms, chosen});
    this.body = h('div', {class: 'share-body'});
    this.ways = h('div', {class: 'pills', role: 'group', 'aria-label': say('share_room.where')});
    this.title = h('h2', {}, say('share_room.title'));
    this.element = h('dialog', {class: 'dialog share-room', 'aria-label': say('share_room.title')}, this.title, this.ways, this.body);
  }

  open() {
    this.close = layDialog(this.element);
    this._way('new');
  }

  _way(way) {
    const ways = [['new', say('share_room.new')], this.rooms.length && ['add', say('share_room.add')],
      this.cards.length === 1 && this.rooms.some(room => room.items.length) && ['version', say('share_room.version')]].filter(Boolean);
    this.ways.hidden = ways.length < 2;
    this.ways.replaceChildren(...ways.map(([key, title]) => h('button', {type: 'button', class: 'pill', 'aria-pressed': String(key === way),
      onclick: () => { this._way(key); this.ways.querySelector('[aria-pressed=true]').focus(); }}, title)));
    this.body.replaceChildren({new: () => this._new(), add: () => this._add(), version: () => this._version()}[way]());
  }

  // A form that closes the dialog, or not, by what `send` makes of it.
  _form(children, yes, send) {
    const button = h('button', {type: 'submit', class: 'btn primary'}, yes);
    return h('form', {class: 'ask', onsubmit: async event => {
      event.preventDefault();
      button.disabled = true;
      await attempt(send);
      button.disabled = false;
    }}, children, h('div', {class: 'ask-buttons'}, h('button', {type: 'button', class: 'btn', onclick: () => this.close()}, say('dialogs.cancel')), button));
  }

  _new() {
    const order = orderOf(this.cards.map(card => ({key: card.id, card})), {remove: this.cards.length > 1 ? () => {} : null});
    const {name, accent, copyright} = this.chosen;
    // The title of anything else may be its prompt, which is the sharer's own.
    const title = isText(this.cards[0]) ? this.cards[0].title : '';
    const terms = termsForm({title, name, accent, copyright, downloads: false, recipe: false}, h('div', {class: 'ask-field'}, h('span', {}, say('share_room.works')), order.element));
    return this._form(terms.elements, say('share_room.make'), async () => {
      const values = terms.values(), room = await newRoom({...values, works: order.keys()});
      // First the link, which is shown this once.
      this._made(room);
      await prefer({name: values.name, accent: values.accent, copyright: values.copyright});
    });
  }

  _made(room) {
    this.ways.hidden = true;
    this.title.textContent = say('room_link.title');
    this.body.replaceChildren(linkView(room), h('div', {class: 'ask-buttons'},
      h('button', {type: 'button', class: 'btn', onclick: () => this._go(room)}, say('share_room.see')),
      h('button', {type: 'button', class: 'btn', onclick: () => this.close()}, say('work.close'))));
    this.body.querySelector('.room-link-box').focus();
  }

  _add() {
    const {field, chosen} = this._rooms(this.rooms);
    return this._form([field, h('div', {class: 'share-faces'}, this.cards.map(card => face(card)))], say('share_room.put'), async () => {
      await change(chosen().id, 'add', {works: this.cards.map(card => card.id)});
      this._put(chosen());
    });
  }

  _version() {
    const items = h('div', {class: 'share-items', role: 'radiogroup', 'aria-label': say('share_room.which')});
    const draw = room => items.replaceChildren(...room.items.map((item, at) => this._item(item, at)));
    const {field, chosen} = this._rooms(this.rooms.filter(room => room.items.length), draw);
    return this._form([field, h('p', {class: 'ask-text small'}, say('share_room.which')), items], say('share_room.put_version'), async () => {
      const item = items.querySelector('input:checked').value;
      await change(chosen().id, 'version', {item, work: this.cards[0].id});
      this._put(chosen());
    });
  }

  _item(item, at) {
    const card = item.versions.at(-1);
    return h('label', {class: 'share-item'}, h('input', {type: 'radio', name: 'item', value: item.id, checked: at === 0, required: true}),
      face(card), h('span', {dir: 'auto'}, card?.title || say('order.gone')));
  }

  // Which room; `drawn(room)` hears of each that is chosen.
  _rooms(rooms, drawn = () => {}) {
    const select = h('select', {class: 'ask-input', onchange: () => drawn(chosen())}, rooms.map(room => h('option', {value: room.id}, room.title)));
    const chosen = () => rooms.find(room => room.id === select.value);
    drawn(chosen());
    return {field: h('label', {class: 'ask-field'}, h('span', {}, say('share_room.room')), select), chosen};
  }

  _put(room) {
    this.close();
    toast(say('share_room.there', {title: room.title}), {kind: 'good', action: {label: say('jobs.see'), run: () => go(room.id)}});
  }

  // The dialog takes its step of the history along before another one is made.
  _go(room) {
    window.addEventListener('popstate', () => go(room.id), {once: true});
    this.close();
  }
}
