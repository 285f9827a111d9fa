// Opened: a work beside the others where there is room, over the whole screen where there is none. Never anywhere else.
import {h} from '../lib/dom.js';
import {lay} from '../lib/layers.js';
import {shelf} from '../lib/shelf.js';
import {say} from '../lib/words.js';
import {detail} from '../lib/works.js';
import {iconly} from './actions.js';
import {workView} from './work.js';

const WIDE = matchMedia('(min-width: 1100px)');
let panel = null;

// Open a work. `list()` are the cards among which one goes on; `closed(id)` hears of which work was open last.
export function openWork(id, {list = () => [], closed = () => {}} = {}) {
  panel ||= new Panel();
  panel.open(id, list, closed);
}

class Panel {
  constructor() {
    this.body = h('div', {class: 'opened-body'});
    this.before = iconly('chevron-left', say('opened.before'), () => this._step(-1));
    this.after = iconly('chevron-right', say('opened.after'), () => this._step(1));
    this.element = h('dialog', {class: 'opened', 'aria-label': say('opened.title')},
      h('div', {class: 'opened-bar'}, this.before, this.after, h('span', {class: 'opened-gap'}), iconly('x', say('work.close'), () => this.close())), this.body);
    this.element.addEventListener('cancel', event => { event.preventDefault(); this.close(); });
    this.element.addEventListener('open-work', event => this.show(event.detail.id));
    this.element.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || event.defaultPrevented || this.element.matches(':modal')) return;
      event.preventDefault();
      this.close();
    });
    window.addEventListener('works-changed', event => this._changed(event.detail));
    window.addEventListener('tab-shown', () => this.close({onward: true}));
    WIDE.addEventListener('change', () => this.element.open && this._stand());
  }

  get isOpen() { return this.element.open; }

  open(id, list, closed) {
    this.list = list;
    this.closed = closed;
    if (!this.isOpen) {
      this.leave = lay(() => this._close());
      document.body.append(this.element);
      this._stand();
    }
    this.show(id);
  }

  // Beside the page, or over it.
  _stand() {
    this.element.close();
    const isBeside = WIDE.matches;
    document.body.classList.toggle('beside-opened', isBeside);
    if (isBeside) this.element.show();
    else this.element.showModal();
  }

  async show(id) {
    this.id = id;
    const at = this.list().findIndex(card => card.id === id);
    this.before.disabled = at <= 0;
    this.after.disabled = at < 0 || at >= this.list().length - 1;
    this.body.setAttribute('aria-busy', 'true');
    try {
      // Its boards have names, which the shelf knows.
      const [told] = await Promise.all([detail(id), shelf.isLoaded || shelf.load()]);
      if (this.id === id) this._draw(workView(told, {used: () => this.close({onward: true}), cards: this.list}), told.card.title);
    } catch (error) {
      if (this.id === id) this._draw(h('p', {class: 'opened-error', role: 'alert'}, error.message), say('opened.title'));
    }
  }

  _draw(view, title) {
    this.body.removeAttribute('aria-busy');
    this.body.replaceChildren(view);
    this.body.scrollTop = 0;
    this.element.setAttribute('aria-label', title);
    const heading = this.body.querySelector('.workview-title');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({preventScroll: true});
  }

  _step(by) {
    const cards = this.list(), next = cards[cards.findIndex(card => card.id === this.id) + by];
    if (next) this.show(next.id);
  }

  // What is in the bin, or out of it, is no longer open.
  _changed({ids, change}) {
    if (this.isOpen && ids.includes(this.id) && ('bin' in change || 'forgotten' in change)) this.close();
  }

  close({onward = false} = {}) {
    if (!this.isOpen) return;
    this.leave({onward});
    this._close();
  }

  _close() {
    this.element.close();
    this.body.replaceChildren();
    document.body.classList.remove('beside-opened');
    this.closed(this.id);
  }
}
