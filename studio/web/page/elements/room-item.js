// Room item: a work of a room with its versions, what was said of each, and what its owner can do with it there.
import {h} from '../lib/dom.js';
import {confirmed} from '../lib/dialogs.js';
import {icon} from '../lib/icons.js';
import {number, say} from '../lib/words.js';
import {menu} from './actions.js';
import {picked} from './picking.js';
import {pinned, placeIcon, placeOf} from './pinned.js';
import {redrawn, thread, writing} from './remarks.js';

const STATES = {approved: 'circle-check', changes: 'pencil-line'};

// What it looks like stays while only what was said of it changes. `room`: the view that it is in.
export class ItemView {
  constructor(room) {
    this.room = room;
    this.bar = h('header', {class: 'room-item-head'});
    this.stage = h('div', {class: 'room-item-stage'});
    this.side = h('div', {class: 'room-item-side'});
    this.element = h('section', {class: 'room-item', tabindex: -1}, this.bar, this.stage, this.side);
  }

  draw(item, at, remarks) {
    const newest = item.versions.length - 1, isNewer = this.item && this.item.versions.length !== item.versions.length;
    Object.assign(this, {item, at, remarks});
    this._version(this.version === undefined || isNewer ? newest : Math.min(this.version, newest));
  }

  get title() { return this.item.versions.at(-1)?.title || say('order.gone'); }

  show() {
    this.element.scrollIntoView({block: 'start'});
    this.element.focus({preventScroll: true});
  }

  // Show one of the versions, with the pins of what was said of it.
  _version(version) {
    const card = this.item.versions[version];
    if (this.version !== version || this.card?.id !== card?.id || !this.shown) {
      this.shown = pinned(card, remark => this._find(remark));
      this.stage.replaceChildren(this.shown);
    }
    Object.assign(this, {version, card});
    this.element.setAttribute('aria-label', this.title);
    this.shown.draw(this._of(version));
    redrawn(this.bar, () => this._bar());
    redrawn(this.side, () => this._side());
  }

  // Versions are counted as people count them.
  _of(version) { return this.remarks.filter(one => one.version === version + 1); }

  _bar() {
    const {versions, state} = this.item;
    return [
      h('h3', {dir: 'auto'}, this.title),
      STATES[state] && h('span', {class: `room-state is-${state}`}, icon(STATES[state]), say(`room.state.${state}`)),
      versions.length > 1 && h('span', {class: 'room-versions pills', role: 'group', 'aria-label': say('room.versions')}, versions.map((_, at) => h('button', {
        type: 'button', class: 'pill', 'data-key': `version ${at}`, 'aria-pressed': String(at === this.version), onclick: () => this._version(at)}, say('room.version', {number: number(at + 1)})))),
      menu('ellipsis', say('room.item_ways', {title: this.title}), [
        ['replace', say('room.replace'), () => this._replace()],
        ['trash-2', say('room.remove'), () => this._remove()],
      ], 'quiet'),
    ].filter(Boolean);
  }

  _side() {
    const about = remark => {
      const version = remark.version - 1, place = placeOf(remark, this._of(version));
      const told = [this.item.versions.length > 1 && say('room.version', {number: number(remark.version)}), place].filter(Boolean).join(' · ');
      return told ? h('button', {type: 'button', class: 'remark-place', 'data-key': `place ${remark.id}`, onclick: () => this._see(remark)}, place && icon(placeIcon(remark)), told) : null;
    };
    return [
      this.remarks.length ? thread(this.remarks, {about, done: this.room.reload}) : h('p', {class: 'room-quiet'}, say('room.quiet')),
      writing({room: this.room.room.id, remark: '', item: this.item.id}, say('room.write'), 'message-square', this.room.reload),
    ];
  }

  // Where a remark is, in the version that it is about.
  _see(remark) {
    if (this.version !== remark.version - 1) this._version(remark.version - 1);
    this.shown.see(remark);
  }

  // The remark of a pin.
  _find(remark) {
    const found = this.side.querySelector(`[data-remark="${remark.id}"]`);
    found?.scrollIntoView({block: 'nearest'});
    found?.querySelector('button')?.focus();
  }

  async _replace() {
    const [work] = await picked({title: say('room.replace_title', {title: this.title}), yes: say('share_room.put_version'),
      without: this.item.versions.map(card => card?.id)});
    if (work) await this.room.do('version', {item: this.item.id, work}, say('room.replaced'));
  }

  async _remove() {
    if (!(await confirmed(say('room.remove_title', {title: this.title}), say('room.remove_text'), say('room.remove'), {danger: true}))) return;
    await this.room.do('remove', {item: this.item.id}, say('room.removed'));
  }
}
