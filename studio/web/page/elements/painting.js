// Painting: where a picture is to be worked on is painted over it, as large as the window, by mouse, pen, finger or figures.
import {h} from '../lib/dom.js';
import {Gestures} from '../lib/gestures.js';
import {icon} from '../lib/icons.js';
import {layDialog} from '../lib/layers.js';
import {number, say} from '../lib/words.js';
import {iconly} from './actions.js';
import {figures} from './figures.js';

const SMALLEST = 0.004, LARGEST = 0.4; // of the longer side, the brush at both ends of its slider
const STEP = 5; // of 100 on the slider, a press of [ or ]
let size = 50; // as it was left, of 100

// Let the visitor paint `mask` over `image`; done when they are.
export function painted(image, mask) {
  return new Promise(done => new Painting(image, mask, done).open());
}

class Painting {
  constructor(image, mask, done) {
    Object.assign(this, {image, mask, done});
    this.isErasing = false;
    image.className = 'painting-picture';
    image.draggable = false;
    image.alt = '';
    mask.canvas.className = 'painting-mask';
    this.ring = h('span', {class: 'painting-ring', 'aria-hidden': 'true'});
    this.sheet = h('div', {class: 'painting-sheet', style: {'--ratio': mask.width / mask.height}}, image, mask.canvas, this.ring);
    this.view = h('div', {class: 'painting-view', tabindex: 0, role: 'application', 'aria-label': say('painting.picture')}, this.sheet);
    this.said = h('span', {class: 'painting-said', role: 'status'});
    this.element = h('dialog', {class: 'painting', 'aria-label': say('painting.title'), onkeydown: event => this._key(event)}, this._bar(), this.view, this._tools());
    this.view.addEventListener('pointermove', event => this._follow(event));
    this.view.addEventListener('pointerleave', () => { this.ring.hidden = true; });
  }

  open() {
    this.close = layDialog(this.element, this.done);
    this.gestures = new Gestures(this.view, this.sheet, {
      begin: (point, takes) => this.mask.begin(this._own(point), {size: this._size, erase: takes || this.isErasing}),
      go: point => this.mask.go(this._own(point)),
      end: () => this._tell(),
      drop: () => this.mask.drop(),
    });
    this.view.focus();
    this._tell();
  }

  // Its width in pixels of the mask: each step of the slider is the same ratio.
  get _size() { return this.mask.longer * SMALLEST * (LARGEST / SMALLEST) ** (size / 100); }

  _own([x, y]) { return [x * this.mask.canvas.width, y * this.mask.canvas.height]; }

  _bar() {
    this.undo = iconly('undo-2', say('painting.undo'), () => this._do('undo'));
    this.redo = iconly('redo-2', say('painting.redo'), () => this._do('redo'));
    return h('div', {class: 'painting-bar'}, h('h2', {}, say('painting.title')), this.said, this.undo, this.redo,
      h('button', {type: 'button', class: 'btn primary painting-done', onclick: () => this.close()}, icon('check'), say('painting.done')));
  }

  _tools() {
    this.erasing = iconly('eraser', say('painting.eraser'), () => this._erase(!this.isErasing), {'aria-pressed': 'false'});
    this.brush = iconly('brush', say('painting.brush'), () => this._erase(false), {'aria-pressed': 'true'});
    this.slider = h('input', {type: 'range', min: 0, max: 100, value: size, 'aria-label': say('painting.size'), oninput: () => this._resize(Number(this.slider.value))});
    return h('div', {class: 'painting-tools', role: 'toolbar', 'aria-label': say('painting.tools')}, this.brush, this.erasing,
      h('label', {class: 'painting-size'}, h('span', {class: 'painting-dot'}), this.slider, h('span', {class: 'painting-dot large'})),
      iconly('contrast', say('painting.invert'), () => this._do('invert')), iconly('square-dashed', say('painting.all'), () => this._do('all')),
      iconly('trash-2', say('painting.clear'), () => this._do('clear')),
      iconly('zoom-out', say('painting.smaller'), () => this.gestures.zoom(1 / 1.5)), iconly('zoom-in', say('painting.larger'), () => this.gestures.zoom(1.5)),
      figures((...edges) => this._do('box', ...edges), border => this._frame(border)));
  }

  _do(deed, ...given) {
    this.mask[deed](...given);
    this._tell();
  }

  // Everything but the border, so many hundredths of each side.
  _frame(border) {
    this.mask.clear();
    this._do('box', border, border, 1 - border, 1 - border);
  }

  _erase(isOn) {
    this.isErasing = isOn;
    this.erasing.setAttribute('aria-pressed', isOn);
    this.brush.setAttribute('aria-pressed', !isOn);
  }

  _resize(value) {
    size = Math.min(100, Math.max(0, value));
    this.slider.value = size;
    this._ring();
  }

  _tell() {
    this.undo.disabled = !this.mask.deeds.length;
    this.redo.disabled = !this.mask.undone.length;
    this.said.textContent = say('painting.share', {share: number(Math.round(this.mask.share * 100))});
  }

  // The ring shows how wide the brush is; a finger would lie over it.
  _follow(event) {
    this.ring.hidden = event.pointerType === 'touch';
    const {left, top, width, height} = this.sheet.getBoundingClientRect();
    this.ring.style.left = `${((event.clientX - left) / width) * 100}%`;
    this.ring.style.top = `${((event.clientY - top) / height) * 100}%`;
    this._ring();
  }

  _ring() {
    this.ring.style.width = `${(this._size / this.mask.canvas.width) * 100}%`;
  }

  _key(event) {
    if (event.target.matches('input:not([type=range])')) return;
    const run = this._keys(event);
    if (!run) return;
    event.preventDefault();
    run();
  }

  _keys({key, ctrlKey, metaKey, shiftKey}) {
    if (ctrlKey || metaKey) return {z: () => this._do(shiftKey ? 'redo' : 'undo'), Z: () => this._do('redo'), y: () => this._do('redo')}[key];
    return {
      '[': () => this._resize(size - STEP), ']': () => this._resize(size + STEP), e: () => this._erase(!this.isErasing),
      '+': () => this.gestures.zoom(1.5), '-': () => this.gestures.zoom(1 / 1.5), 0: () => this.gestures.fit(),
    }[key];
  }
}
