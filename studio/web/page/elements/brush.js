// <ink-brush>: a field that says where another field's picture is to be worked on. Its value is the id of an upload, white
// there and black elsewhere. What was painted stays until the picture is another one.
import {h} from '../lib/dom.js';
import {held, sourceOf} from '../lib/held.js';
import {icon} from '../lib/icons.js';
import {say} from '../lib/words.js';
import {Brought} from './brought.js';

const masks = {}; // what was painted, by field: {of, mask}, `of` the id of the picture below

class Brush extends Brought {
  build() {
    const [title, hint] = this.words;
    this.open = h('button', {type: 'button', class: 'brush-open', 'data-do': 'paint', onclick: () => this.paint()});
    this.clear = h('button', {type: 'button', class: 'btn quiet icon-only', 'data-do': 'remove', title: say('brush.clear'), 'aria-label': say('brush.clear'),
      onclick: () => this.forget()}, icon('x'));
    this.said = h('p', {class: 'brought-said', 'data-part': 'said', role: 'status', hidden: true});
    return [h('div', {class: 'brought brush', role: 'group', 'aria-label': title}, h('span', {class: 'brought-title'}, title),
      h('span', {class: 'brought-hint'}, hint), h('div', {class: 'brush-row'}, this.open, this.clear), this.said)];
  }

  get below() { return held.of(this.asks.over).value; }

  handleEvent(event) {
    const {field, by} = event.detail;
    // Another picture has another mask; a form that is filled in brings both.
    if (field === this.asks.over && by === 'visitor' && masks[this.field]?.of !== this.below && this.state.value) this.forget();
    if (field === this.asks.over || field === this.field) this.draw();
  }

  draw() {
    const {value, said, bad} = this.state, picture = this.below;
    this.clear.hidden = !value;
    this.open.disabled = !picture;
    const key = `${picture} ${value}`;
    if (this.open.dataset.of !== key) this.open.replaceChildren(...this._face(picture, value));
    this.open.dataset.of = key;
    this.said.textContent = said;
    this.said.classList.toggle('alert', bad);
    this.said.hidden = !said;
  }

  _face(picture, value) {
    if (!picture) return [icon('brush'), h('span', {}, say('brush.first'))];
    const mask = value && h('img', {class: 'brush-mask', src: `${sourceOf(value)}?thumb=1`, alt: ''});
    return [h('span', {class: 'brush-thumb'}, h('img', {src: `${sourceOf(picture)}?thumb=1`, alt: ''}), mask), icon('brush'),
      h('span', {}, say(value ? 'brush.again' : 'brush.paint'))];
  }

  forget() {
    delete masks[this.field];
    this.hold('');
  }

  // Opened anew, it is what it was.
  async paint() {
    try {
      const image = await loaded(sourceOf(this.below)), mask = await this._mask(image), {painted} = await import('./painting.js');
      const before = mask.deeds.at(-1);
      await painted(image, mask);
      this.open.focus();
      if (mask.deeds.at(-1) !== before || !this.state.value) await this._keep(mask);
    } catch (error) {
      this.refuse(error.message);
    }
  }

  async _mask(image) {
    if (masks[this.field]?.of !== this.below) {
      const {Mask} = await import('../lib/mask.js'), mask = new Mask(image.naturalWidth, image.naturalHeight);
      if (this.state.value) mask.take(await loaded(sourceOf(this.state.value)));
      masks[this.field] = {of: this.below, mask};
    }
    return masks[this.field].mask;
  }

  async _keep(mask) {
    if (mask.isEmpty) this.hold('');
    else await this.take(await mask.file(), 'mask.png');
  }
}

async function loaded(source) {
  const image = new Image();
  image.src = source;
  await image.decode().catch(() => { throw new Error(say('brush.failed')); });
  return image;
}

customElements.define('ink-brush', Brush);
