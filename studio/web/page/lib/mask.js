// Mask: where a picture is to be worked on. What is painted is opaque; every deed can be undone, and done again.
const LARGEST = 2048; // pixels of its longer side; a larger picture's mask is enlarged at the end
const REMEMBERED = 120; // deeds that can be undone
const GLANCE = 64; // pixels across at which is measured how much is painted

const canvasOf = (width, height) => Object.assign(document.createElement('canvas'), {width, height});

export class Mask {
  deeds = [];
  undone = [];

  // Of a picture of so many pixels; nothing is painted.
  constructor(width, height) {
    const scale = Math.min(1, LARGEST / Math.max(width, height));
    Object.assign(this, {width, height});
    this.canvas = canvasOf(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    this.pen = this.canvas.getContext('2d');
    this.pen.fillStyle = this.pen.strokeStyle = stripes(this.pen, this.longer);
    this.before = canvasOf(this.canvas.width, this.canvas.height); // what is older than the deeds that are remembered
  }

  get longer() { return Math.max(this.canvas.width, this.canvas.height); }

  // Begin a stroke; `size`: its width, in the mask's own pixels, as are all points.
  begin(point, {size, erase = false}) {
    this._done({draw: stroke, size, erase, points: [point]});
  }

  // Go on with it.
  go(point) {
    const deed = this.deeds.at(-1), from = deed.points.at(-1);
    deed.points.push(point);
    stroke(this, {...deed, points: [from, point]});
  }

  // Drop the stroke that was just begun, as though it had never been.
  drop() {
    this.deeds.pop();
    this._redraw();
  }

  // Shares of the picture from 0 to 1.
  box(left, top, right, bottom) { this._done({draw: box, edges: [left, top, right, bottom]}); }
  all() { this.box(0, 0, 1, 1); }
  clear() { this._done({draw: clear}); }
  invert() { this._done({draw: invert}); }

  undo() {
    if (!this.deeds.length) return;
    this.undone.push(this.deeds.pop());
    this._redraw();
  }

  redo() {
    if (!this.undone.length) return;
    this.deeds.push(this.undone.pop());
    this._redraw();
  }

  // Begin with one that there is: a picture, white where to work.
  take(image) {
    const {width, height} = this.canvas, pen = this.before.getContext('2d', {willReadFrequently: true});
    pen.drawImage(image, 0, 0, width, height);
    const pixels = pen.getImageData(0, 0, width, height);
    for (let at = 0; at < pixels.data.length; at += 4) pixels.data[at + 3] = pixels.data[at];
    pen.putImageData(pixels, 0, 0);
    pen.globalCompositeOperation = 'source-in';
    pen.fillStyle = this.pen.fillStyle;
    pen.fillRect(0, 0, width, height);
    pen.globalCompositeOperation = 'source-over';
    this._redraw();
  }

  // How much of the picture is painted, from 0 to 1.
  get share() {
    const small = canvasOf(GLANCE, GLANCE), pen = small.getContext('2d');
    pen.drawImage(this.canvas, 0, 0, GLANCE, GLANCE);
    const {data} = pen.getImageData(0, 0, GLANCE, GLANCE);
    let sum = 0;
    for (let at = 3; at < data.length; at += 4) sum += data[at];
    return sum / 255 / GLANCE ** 2;
  }

  get isEmpty() {
    const {width, height} = this.canvas, {data} = this.pen.getImageData(0, 0, width, height);
    for (let at = 3; at < data.length; at += 4) if (data[at] > 127) return false;
    return true;
  }

  // White on black, as large as the picture.
  file() {
    const whole = canvasOf(this.width, this.height), pen = whole.getContext('2d');
    const fill = (how, colour) => {
      pen.globalCompositeOperation = how;
      pen.fillStyle = colour;
      pen.fillRect(0, 0, this.width, this.height);
    };
    pen.drawImage(this.canvas, 0, 0, this.width, this.height);
    fill('source-in', 'white');
    fill('destination-over', 'black');
    return new Promise(done => { whole.toBlob(done, 'image/png'); });
  }

  _done(deed) {
    this.undone = [];
    this.deeds.push(deed);
    deed.draw(this, deed);
    if (this.deeds.length <= REMEMBERED) return;
    this._redraw(this.deeds.splice(0, 1));
    this.before.getContext('2d').clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.before.getContext('2d').drawImage(this.canvas, 0, 0);
    this._redraw();
  }

  _redraw(deeds = this.deeds) {
    clear(this);
    this.pen.drawImage(this.before, 0, 0);
    for (const deed of deeds) deed.draw(this, deed);
  }
}

// What is seen on a picture of any colour.
function stripes(pen, longer) {
  const side = Math.max(4, Math.round(longer / 90)), tile = canvasOf(side, side), brush = tile.getContext('2d'), style = getComputedStyle(document.documentElement);
  brush.fillStyle = style.getPropertyValue('--brand');
  brush.fillRect(0, 0, side, side);
  brush.fillStyle = style.getPropertyValue('--on-brand');
  for (const at of [-side, 0, side]) {
    brush.beginPath();
    for (const [x, y] of [[at, side], [at + side, 0], [at + side * 1.25, 0], [at + side * 0.25, side]]) brush.lineTo(x, y);
    brush.fill();
  }
  return pen.createPattern(tile, 'repeat');
}

function stroke({pen}, {points, size, erase}) {
  pen.globalCompositeOperation = erase ? 'destination-out' : 'source-over';
  Object.assign(pen, {lineWidth: size, lineCap: 'round', lineJoin: 'round'});
  pen.beginPath();
  pen.moveTo(...points[0]);
  // A point alone is a line to itself.
  for (const point of points.length > 1 ? points.slice(1) : points) pen.lineTo(...point);
  pen.stroke();
  pen.globalCompositeOperation = 'source-over';
}

function box({pen, canvas: {width, height}}, {edges: [left, top, right, bottom]}) {
  pen.fillRect(Math.round(left * width), Math.round(top * height), Math.round((right - left) * width), Math.round((bottom - top) * height));
}

function clear({pen, canvas}) {
  pen.clearRect(0, 0, canvas.width, canvas.height);
}

function invert({pen, canvas}) {
  pen.globalCompositeOperation = 'xor';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.globalCompositeOperation = 'source-over';
}
