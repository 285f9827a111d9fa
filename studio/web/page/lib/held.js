// Held: what the fields for something of the visitor's own hold, by their names. It outlives the elements that draw them,
// since gradio draws its part anew.
const EMPTY = {value: '', name: '', said: '', bad: false, busy: false};

class Held extends EventTarget {
  _fields = new Map();

  of(field) { return this._fields.get(field) || EMPTY; }

  // `by`: 'visitor', or 'form' where a form was filled in.
  put(field, change, by = 'visitor') {
    this._fields.set(field, {...this.of(field), ...change});
    this.dispatchEvent(new CustomEvent('change', {detail: {field, by}}));
  }
}

export const held = new Held();

// A work has the shorter id, an upload a hash.
export const isWork = id => id.length === 32;
export const sourceOf = id => (isWork(id) ? `works/${id}/main` : `uploads/${id}`);
