// Grid: any number of works, of which only those in sight and a little around them are in the page. The window scrolls.
import {h} from '../lib/dom.js';
import {Masonry} from '../lib/masonry.js';
import {drawTile, newTile, tileHeight} from './tile.js';

const GAP = 12;
const AROUND = 600; // pixels above and below the window that are drawn too
const AHEAD = 4000; // pixels before the end where the next page is asked for
const FAST = 6; // pixels a millisecond
const SETTLED = 120; // milliseconds
const SPARE = 40; // nodes of a kind that are kept for other works

export class Grid {
  cards = [];
  kept = ''; // the id of a work that stays where it is, such as the one that is open
  focused = -1; // always drawn, or the focus would be lost
  _drawn = new Map();
  _spare = new Map();
  _last = {top: 0, time: 0};

  // `least`: pixels, the narrowest a column may be. `isSelected(id)`; `onend()` asks for more works.
  constructor({least, isSelected, onend, label}) {
    Object.assign(this, {least, isSelected, onend});
    this.element = h('div', {class: 'grid', role: 'list', 'aria-label': label});
    this._render = () => { this._frame = 0; this.render(); };
    this._ask = () => { this._frame ||= requestAnimationFrame(this._render); };
    this._watcher = new ResizeObserver(() => this.element.clientWidth && this.element.clientWidth !== this._room && this.lay());
  }

  connect() {
    window.addEventListener('scroll', this._ask, {passive: true});
    window.addEventListener('resize', this._ask, {passive: true});
    this._watcher.observe(this.element);
  }

  disconnect() {
    window.removeEventListener('scroll', this._ask);
    window.removeEventListener('resize', this._ask);
    this._watcher.disconnect();
  }

  // Other works, or the same ones changed.
  set(cards) {
    this.cards = cards;
    this.lay();
  }

  // Quite other works: nothing of what was drawn stays.
  clear() {
    for (const number of [...this._drawn.keys()]) this._free(number);
    this.focused = -1;
    this.masonry = null;
  }

  // Place all works anew; what the visitor looks at stays where it is on the screen.
  lay() {
    this._room = this.element.clientWidth;
    if (!this._room) return;
    const anchor = this._anchor();
    this.masonry = new Masonry(this._room, this.least, GAP);
    this._place(0);
    this._stay();
    if (anchor) this._restore(anchor);
    this.render();
  }

  // More works behind those that are here; `cards` is the longer list.
  extend(cards) {
    this.cards = cards;
    if (!this.masonry) return this.lay();
    this._place(this.masonry.boxes.length);
    this.render();
  }

  render() {
    if (!this.masonry || !this.element.clientWidth) return;
    const above = -this.element.getBoundingClientRect().top, height = window.innerHeight;
    const [first, end] = this.masonry.between(above - AROUND, above + height + AROUND);
    const isFast = this._speed(above);
    for (const number of [...this._drawn.keys()]) {
      if ((number < first || number >= end) && number !== this.focused) this._free(number);
    }
    for (let number = first; number < end; number++) this._draw(number, isFast);
    if (this.focused >= 0 && this.focused < this.cards.length) this._draw(this.focused, isFast);
    if (this.masonry.height - above - height < AHEAD) this.onend();
  }

  // Draw again what is drawn, where marks have changed and places have not.
  redraw() {
    for (const [number, tile] of this._drawn) this._fill(tile, number, false);
  }

  tile(number) { return this._drawn.get(number); }

  numberOf(id) { return this.cards.findIndex(card => card.id === id); }

  // The page's own height at which a work begins.
  topOf(number) {
    return this.element.getBoundingClientRect().top + window.scrollY + this.masonry.boxes[number].y;
  }

  // Scroll so far that a work is seen whole, if it is not, below what stays at the top.
  reveal(number, head = 0) {
    const top = this.topOf(number), {height} = this.masonry.boxes[number], low = window.innerHeight - 72;
    const at = top - window.scrollY;
    if (at < head) window.scrollTo({top: top - head, behavior: 'instant'});
    else if (at + height > low) window.scrollTo({top: Math.min(top - head, top + height - low), behavior: 'instant'});
    this.render();
  }

  _place(from) {
    for (let number = from; number < this.cards.length; number++) this.masonry.add(tileHeight(this.cards[number], this.masonry.width));
    this.element.style.height = `${Math.ceil(this.masonry.height)}px`;
  }

  // What is drawn stays the node that it is, at its new place: it may have the focus.
  _stay() {
    const numbers = new Map(this.cards.map((card, number) => [card.id, number])), before = this._drawn;
    const focus = before.get(this.focused)?.dataset.id;
    this._drawn = new Map();
    for (const tile of before.values()) {
      const number = numbers.get(tile.dataset.id);
      if (number === undefined) this._drop(tile);
      else this._drawn.set(number, tile);
    }
    this.focused = numbers.get(focus) ?? -1;
    for (const [number, tile] of this._drawn) this._stand(tile, number);
  }

  _anchor() {
    if (!this.masonry) return null;
    const above = -this.element.getBoundingClientRect().top;
    if (!this.kept && above <= 0) return null;
    const drawn = [...this._drawn].filter(([number]) => this.masonry.boxes[number]?.y >= above).sort(([a], [b]) => a - b);
    const id = this.kept || drawn[0]?.[1].dataset.id;
    const tile = [...this._drawn.values()].find(one => one.dataset.id === id);
    return tile ? {id, top: tile.getBoundingClientRect().top} : null;
  }

  _restore({id, top}) {
    const number = this.numberOf(id);
    if (number >= 0) window.scrollTo({top: this.topOf(number) - top, behavior: 'instant'});
  }

  _draw(number, isFast) {
    const drawn = this._drawn.get(number);
    if (drawn && (isFast || !drawn.isHasty)) return;
    if (drawn) return this._fill(drawn, number, false);
    const card = this.cards[number], tile = this._spare.get(card.kind)?.pop() || newTile(card);
    this._stand(tile, number, isFast);
    this._drawn.set(number, tile);
    this.element.insertBefore(tile, this._after(number));
  }

  _stand(tile, number, isFast = false) {
    const {x, y, height} = this.masonry.boxes[number];
    tile.style.cssText = `transform:translate(${x}px,${y}px);width:${this.masonry.width}px;height:${height}px`;
    this._fill(tile, number, isFast);
  }

  _fill(tile, number, isFast) {
    const card = this.cards[number];
    tile.isHasty = isFast;
    tile.dataset.number = number;
    drawTile(tile, card, {width: this.masonry.width, place: number + 1, total: this.cards.length,
      isSelected: this.isSelected(card.id), isFast});
    tile.querySelector('.tile-open').tabIndex = number === Math.max(0, this.focused) ? 0 : -1;
  }

  // The node before which a work stands, so that the order of the page is the order of the works.
  _after(number) {
    for (let next = number + 1; next < number + 4; next++) if (this._drawn.has(next)) return this._drawn.get(next);
    let best = null, at = Infinity;
    for (const [other, tile] of this._drawn) if (other > number && other < at) [best, at] = [tile, other];
    return best;
  }

  _free(number) {
    const tile = this._drawn.get(number);
    this._drawn.delete(number);
    this._drop(tile);
  }

  _drop(tile) {
    tile.dispatchEvent(new Event('recycled'));
    tile.remove();
    const {kind} = tile.work;
    if (!this._spare.has(kind)) this._spare.set(kind, []);
    if (this._spare.get(kind).length < SPARE) this._spare.get(kind).push(tile);
  }

  // Whether works pass by too fast to be seen. Once they rest, all is drawn.
  _speed(top) {
    const now = performance.now(), isFast = Math.abs(top - this._last.top) / Math.max(1, now - this._last.time) > FAST;
    this._last = {top, time: now};
    clearTimeout(this._rest);
    if (isFast) this._rest = setTimeout(this._ask, SETTLED);
    return isFast && now > 0;
  }
}
