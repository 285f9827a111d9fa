// Gestures: strokes with a mouse, a pen or one finger; two fingers move and enlarge what is under them, and so does a wheel.
const CLOSEST = 16;

// `sheet` is drawn over `view`, moved and enlarged. `does`: begin(point, isErasing), go(point), end(), drop(), where a point
// is [x, y] of the sheet from 0 to 1.
export class Gestures {
  scale = 1;
  x = 0;
  y = 0;
  _down = new Map();
  _isStroke = false;

  constructor(view, sheet, does) {
    Object.assign(this, {view, sheet, does});
    view.addEventListener('pointerdown', event => this._begin(event));
    view.addEventListener('pointermove', event => this._move(event));
    for (const name of ['pointerup', 'pointercancel']) view.addEventListener(name, event => this._end(event));
    view.addEventListener('wheel', event => this._wheel(event), {passive: false});
    view.addEventListener('contextmenu', event => event.preventDefault());
  }

  // Enlarge about a point of the view, the middle where none is said.
  zoom(by, at = this._middle()) {
    const scale = Math.min(CLOSEST, Math.max(1, this.scale * by)), change = scale / this.scale;
    this.x = at.x - (at.x - this.x) * change;
    this.y = at.y - (at.y - this.y) * change;
    this.scale = scale;
    this._place();
  }

  fit() {
    Object.assign(this, {scale: 1, x: 0, y: 0});
    this._place();
  }

  _place() {
    // What is seen whole has nowhere to go.
    const room = this.sheet.offsetWidth * (this.scale - 1), high = this.sheet.offsetHeight * (this.scale - 1);
    this.x = Math.min(0, Math.max(-room, this.x));
    this.y = Math.min(0, Math.max(-high, this.y));
    this.sheet.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
  }

  _begin(event) {
    if (event.target.closest('button, input')) return;
    event.preventDefault();
    this.view.setPointerCapture(event.pointerId);
    this._down.set(event.pointerId, this._at(event));
    if (this._down.size === 2 && this._isStroke) {
      this._isStroke = false;
      this.does.drop();
    }
    if (this._down.size > 1 || event.button === 1) return;
    this._isStroke = true;
    // The other end of a pen, or the other button of a mouse, takes away.
    this.does.begin(this._point(event), event.button === 5 || event.button === 2);
  }

  _move(event) {
    const from = this._down.get(event.pointerId);
    if (!from) return;
    if (this._isStroke) {
      const all = event.getCoalescedEvents?.() || [];
      for (const one of all.length ? all : [event]) this.does.go(this._point(one));
    } else {
      this._pull(event.pointerId, from, this._at(event));
    }
    this._down.set(event.pointerId, this._at(event));
  }

  // One finger of two, or the middle of a mouse, has moved.
  _pull(id, from, to) {
    const [other] = [...this._down].filter(([one]) => one !== id).map(([, at]) => at);
    if (!other) {
      this._slide(to.x - from.x, to.y - from.y);
      return;
    }
    const middle = {x: (to.x + other.x) / 2, y: (to.y + other.y) / 2};
    this._slide((to.x - from.x) / 2, (to.y - from.y) / 2);
    this.zoom(apart(to, other) / Math.max(1, apart(from, other)), middle);
  }

  _slide(x, y) {
    this.x += x;
    this.y += y;
    this._place();
  }

  _end(event) {
    if (!this._down.delete(event.pointerId)) return;
    if (this._isStroke) this.does.end();
    this._isStroke = false;
  }

  _wheel(event) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey || this.scale === 1) this.zoom(Math.exp(-event.deltaY / 300), this._at(event));
    else this._slide(-event.deltaX, -event.deltaY);
  }

  // Pixels of the sheet's own place, before it was moved.
  _at({clientX, clientY}) {
    const {left, top} = this.view.getBoundingClientRect();
    return {x: clientX - left - this.sheet.offsetLeft, y: clientY - top - this.sheet.offsetTop};
  }

  _middle() {
    return {x: this.sheet.offsetWidth / 2, y: this.sheet.offsetHeight / 2};
  }

  _point({clientX, clientY}) {
    const {left, top, width, height} = this.sheet.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  }
}

const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
