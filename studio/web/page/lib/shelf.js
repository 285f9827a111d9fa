// Shelf: the works that the library shows now, page by page, and what was asked for. It outlives the elements that draw it.
import {get} from './http.js';

const PAGE = 100;
export const ALL = {q: '', sort: 'newest', kind: '', engine: '', since: '', until: '', colour: '', sale: '', favourite: '',
  tag: '', board: '', project: '', bin: ''};

// As the server orders them; what is equal comes by its id.
const folded = card => card.title.normalize('NFKC').toLowerCase();
const by = (one, other, a, b) => (one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1);
const ORDERS = {
  newest: (a, b) => by(b.created, a.created, a, b),
  oldest: (a, b) => by(a.created, b.created, a, b),
  title: (a, b) => by(folded(a), folded(b), a, b),
};

class Shelf extends EventTarget {
  query = {...ALL};
  cards = [];
  total = 0;
  facets = null;
  boards = [];
  error = '';
  scroll = 0; // pixels, where the visitor was
  _next = '';
  _turn = 0; // an answer to an older question is dropped
  _pending = null;
  _left = new Set(); // works that were here until something was done to them, and come back with it undone

  get isLoaded() { return this.facets !== null || this.error !== ''; }
  get isNarrowed() { return Object.keys(ALL).some(name => name !== 'sort' && this.query[name] !== ALL[name]); }

  ask(change) {
    this.query = {...this.query, ...change};
    this.scroll = 0;
    return this.load();
  }

  async load() {
    const turn = ++this._turn;
    this._pending = null;
    try {
      const [answer, {boards}] = await Promise.all([this._page('', {facets: 1}), get('boards')]);
      if (turn !== this._turn) return;
      Object.assign(this, {cards: answer.cards, total: answer.total, facets: answer.facets, boards, _next: answer.next, error: ''});
      this._left.clear();
    } catch (error) {
      if (turn !== this._turn) return;
      Object.assign(this, {cards: [], total: 0, _next: '', error: error.message});
    }
    this._tell('loaded');
  }

  // The next page, if there is one and nobody fetches it yet.
  more() {
    if (this._next && !this._pending) this._pending = this._more(this._turn);
    return this._pending;
  }

  async _more(turn) {
    try {
      const answer = await this._page(this._next);
      if (turn !== this._turn) return;
      const here = new Set(this.cards.map(card => card.id));
      const added = answer.cards.filter(card => !here.has(card.id));
      this.cards.push(...added);
      this._next = answer.next;
      this._pending = null;
      this._tell('added', {added});
    } catch {
      // The next scroll asks again, and the page's own line tells of a lost connection.
      if (turn === this._turn) setTimeout(() => { this._pending = null; }, 2000);
    }
  }

  // New works join those that are here; counts and boards are told anew. What is here stays.
  async refresh() {
    const turn = this._turn;
    const [answer, {boards}] = await Promise.all([this._page('', {facets: 1}), get('boards')]);
    if (turn !== this._turn) return;
    if (!this.cards.length) this._next = answer.next;
    Object.assign(this, {total: answer.total, facets: answer.facets, boards});
    this._tell(this._join(answer.cards) ? 'joined' : 'counted');
  }

  // What became of works: some are other than they were, some belong here no longer, some belong here again.
  take({ids, change, cards}) {
    const changed = new Map(cards.map(card => [card.id, card]));
    const gone = new Set(change.forgotten ? ids : cards.filter(card => !this._belongs(card)).map(card => card.id));
    const before = this.cards.length;
    for (const card of this.cards) if (gone.has(card.id)) this._left.add(card.id);
    this.cards = this.cards.filter(card => !gone.has(card.id)).map(card => changed.get(card.id) || card);
    const hasMoved = this.cards.length !== before;
    const hasJoined = this._join(cards.filter(card => this._left.has(card.id) && !gone.has(card.id)));
    this.total += this.cards.length - before;
    this._tell(hasMoved || hasJoined ? 'moved' : 'marked', {gone});
  }

  // Put works that are not here yet into their places. Those beyond the last page come with their own page.
  _join(cards) {
    const here = new Set(this.cards.map(card => card.id)), order = ORDERS[this.query.sort];
    const last = this._next ? this.cards.at(-1) : null;
    const fresh = cards.filter(card => !here.has(card.id) && (!last || order(card, last) < 0));
    for (const card of fresh) this._left.delete(card.id);
    if (fresh.length) this.cards = [...fresh, ...this.cards].sort(order);
    return fresh.length > 0;
  }

  _belongs(card) {
    const {bin, favourite, board, tag} = this.query;
    return Boolean(bin) === Boolean(card.binned) && (!favourite || card.favourite) && (!board || card.boards.includes(board))
      && (!tag || card.tags.includes(tag));
  }

  _page(after, more = {}) {
    const asked = Object.entries({...this.query, after, limit: PAGE, ...more}).filter(([, value]) => value !== '');
    return get(`library?${new URLSearchParams(asked)}`);
  }

  _tell(what, detail = {}) {
    this.dispatchEvent(new CustomEvent('change', {detail: {what, ...detail}}));
  }
}

export const shelf = new Shelf();
