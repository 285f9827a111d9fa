// Room: one that is opened: how it stands, its works in their order, what was said of the whole, and what its owner can do.
import {h} from '../lib/dom.js';
import {confirmed} from '../lib/dialogs.js';
import {icon} from '../lib/icons.js';
import {layDialog} from '../lib/layers.js';
import {change, go, lookOf, newLink} from '../lib/rooms.js';
import {say} from '../lib/words.js';
import {attempt} from '../lib/works.js';
import {menu} from './actions.js';
import {orderOf} from './order.js';
import {picked} from './picking.js';
import {redrawn, thread, writing} from './remarks.js';
import {openedOf, stateOf, termsOf} from './room-card.js';
import {ItemView} from './room-item.js';
import {showLink} from './room-link.js';
import {termsForm} from './room-terms.js';
import {toast} from './toasts.js';

export class RoomView {
  // `reload()` asks for the room again.
  constructor(reload) {
    this.reload = reload;
    this.items = new Map(); // what is drawn of each, by its id
    this.head = h('header', {class: 'room-head'});
    this.strip = h('div', {class: 'room-strip'});
    this.works = h('div', {class: 'room-works'});
    this.whole = h('section', {class: 'room-whole', 'aria-label': say('room.whole')});
    this.element = h('div', {class: 'room'}, this.head, this.strip, this.works, this.whole);
  }

  draw({room, remarks}) {
    this.room = room;
    redrawn(this.head, () => this._head());
    const order = room.items.map(item => `${item.id} ${item.versions.at(-1)?.id}`).join();
    if (this.drawn !== order) this.strip.replaceChildren(...this._strip());
    this.drawn = order;
    this._drop(new Set(room.items.map(item => item.id)));
    room.items.forEach((item, at) => {
      if (!this.items.has(item.id)) this.items.set(item.id, new ItemView(this));
      const {element} = this.items.get(item.id);
      if (this.works.children[at] !== element) this.works.insertBefore(element, this.works.children[at] || null);
      this.items.get(item.id).draw(item, at, remarks.filter(one => one.item === item.id));
    });
    redrawn(this.whole, () => this._whole(remarks.filter(one => !one.item)));
  }

  // What is no longer in the room.
  _drop(ids) {
    for (const [id, {element}] of this.items) {
      if (ids.has(id)) continue;
      element.remove();
      this.items.delete(id);
    }
  }

  show(item) { this.items.get(item)?.show(); }

  // Do something to the room and draw what came of it; `said` tells of it.
  do(deed, values, said = '') {
    return attempt(async () => {
      await change(this.room.id, deed, values);
      if (said) toast(said, {kind: 'good'});
      await this.reload();
      return true;
    });
  }

  _head() {
    const {room} = this;
    return [
      h('button', {type: 'button', class: 'btn quiet small room-back', 'data-key': 'back', onclick: () => go('')}, icon('chevron-left'), say('room.back')),
      h('h2', {class: 'library-title', dir: 'auto', tabindex: -1}, room.title),
      room.note && h('p', {class: 'room-note', dir: 'auto'}, room.note),
      h('p', {class: 'room-facts'}, stateOf(room), h('span', {}, openedOf(room)), termsOf(room).map(fact => h('span', {}, fact))),
      h('div', {class: 'room-ways', role: 'toolbar', 'aria-label': say('room.ways')},
        h('a', {class: 'btn', 'data-key': 'external-link', href: lookOf(room.id), target: '_blank', rel: 'noopener'}, icon('external-link'), say('room.as_client')), this._way('pen-line', say('room.edit'), () => this._edit()),
        this._way('image-plus', say('room.add'), () => this._add()),
        menu('ellipsis', say('stage.more'), [
          ['link', say('room.new_link'), () => this._link()],
          room.state !== 'revoked' && ['circle-x', say('room.revoke'), () => this._revoke()],
          ['trash-2', say('room.delete'), () => this._delete()],
        ].filter(Boolean))),
    ].filter(Boolean);
  }

  _way(image, title, onclick) {
    return h('button', {type: 'button', class: 'btn', 'data-key': image, onclick}, icon(image), title);
  }

  _strip() {
    if (!this.room.items.length) return [h('p', {class: 'room-empty'}, say('room.empty'))];
    if (this.room.items.length < 2) return [];
    const order = orderOf(this.room.items.map(item => ({key: item.id, card: item.versions.at(-1)})), {
      open: id => this.show(id), moved: items => this._moved(items)});
    return [order.element];
  }

  // The row on the page is in that order already, and keeps the focus.
  _moved(items) {
    const known = new Map(this.room.items.map(item => [item.id, item]));
    this.drawn = items.map(id => `${id} ${known.get(id).versions.at(-1)?.id}`).join();
    return this.do('', {items});
  }

  _whole(remarks) {
    return [h('h3', {}, say('room.whole')),
      remarks.length ? thread(remarks, {done: this.reload}) : h('p', {class: 'room-quiet'}, say('room.whole_quiet')),
      writing({room: this.room.id, remark: '', item: ''}, say('room.write'), 'message-square', this.reload)];
  }

  async _link() {
    if (!(await confirmed(say('room.link_title'), say('room.link_text'), say('room.new_link')))) return;
    await attempt(async () => {
      await newLink(this.room.id);
      await this.reload();
      showLink(this.room);
    });
  }

  _edit() {
    const terms = termsForm(this.room);
    const form = h('form', {class: 'ask', onsubmit: async event => {
      event.preventDefault();
      if (await this.do('', terms.values(), say('room.saved'))) close();
    }}, terms.elements, h('div', {class: 'ask-buttons'}, h('button', {type: 'button', class: 'btn', onclick: () => close()}, say('dialogs.cancel')),
      h('button', {type: 'submit', class: 'btn primary'}, say('boards.save'))));
    const close = layDialog(h('dialog', {class: 'dialog share-room', 'aria-label': say('room.edit_title')}, h('h2', {}, say('room.edit_title')), form));
  }

  async _add() {
    const works = await picked({title: say('room.add'), yes: say('share_room.put'), many: true,
      without: this.room.items.flatMap(item => item.versions.map(card => card?.id))});
    if (works.length) await this.do('add', {works}, say('room.added'));
  }

  async _revoke() {
    if (await confirmed(say('room.revoke_title'), say('room.revoke_text'), say('room.revoke'), {danger: true})) await this.do('revoke', {}, say('room.revoked'));
  }

  async _delete() {
    if (!(await confirmed(say('room.delete_title', {title: this.room.title}), say('room.delete_text'), say('room.delete'), {danger: true}))) return;
    await attempt(async () => {
      await change(this.room.id, 'delete');
      toast(say('room.deleted', {title: this.room.title}), {kind: 'good'});
      go('');
    });
  }
}
