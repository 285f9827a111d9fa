// Masonry: where works stand. Columns of one width, each work under the shortest of them. So tops never fall from one
// work to the next, and what is in a window is found by halving.
export class Masonry {
  // `room`: pixels across; `least`: the narrowest a column may be; `gap`: pixels between works, both ways.
  constructor(room, least, gap) {
    this.columns = Math.max(1, Math.floor((room + gap) / (least + gap)));
    this.width = Math.max(1, (room - gap * (this.columns - 1)) / this.columns);
    this.gap = gap;
    this.boxes = [];
    this.tallest = 0;
    this.ends = new Array(this.columns).fill(0);
  }

  get height() {
    return Math.max(0, ...this.ends.map(end => end - this.gap));
  }

  // One more work, so many pixels high.
  add(height) {
    const column = this.ends.indexOf(Math.min(...this.ends));
    this.boxes.push({x: column * (this.width + this.gap), y: this.ends[column], height, column});
    this.ends[column] += height + this.gap;
    this.tallest = Math.max(this.tallest, height);
  }

  // The numbers of works between two heights: [first, behind the last).
  between(top, bottom) {
    return [this._from(top - this.tallest), this._from(bottom)];
  }

  // The number of the work that an arrow key leads to; `at` itself where there is none.
  beside(at, key) {
    if (key === 'ArrowUp' || key === 'ArrowDown') return this._along(at, key === 'ArrowDown' ? 1 : -1);
    return this._across(at, this.boxes[at].column + (key === 'ArrowRight' ? 1 : -1));
  }

  _from(y) {
    let low = 0, high = this.boxes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.boxes[middle].y < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  _along(at, step) {
    const {column} = this.boxes[at];
    for (let next = at + step; next >= 0 && next < this.boxes.length; next += step) {
      if (this.boxes[next].column === column) return next;
    }
    return at;
  }

  _across(at, column) {
    const middle = this.boxes[at].y + this.boxes[at].height / 2;
    const [first, end] = this.between(middle - this.tallest, middle + this.tallest);
    const off = number => Math.abs(this.boxes[number].y + this.boxes[number].height / 2 - middle);
    let best = at;
    for (let next = first; next < end; next++) {
      if (this.boxes[next].column === column && (best === at || off(next) < off(best))) best = next;
    }
    return best;
  }
}
