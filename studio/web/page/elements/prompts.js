// <ink-prompts>: what the visitor has asked for in a tab before, to take up again; the arrow up in an empty box does so too.
import {h} from '../lib/dom.js';
import {type} from '../lib/fields.js';
import {get} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {lead, stand} from '../lib/menus.js';
import {say} from '../lib/words.js';
import {attempt} from '../lib/works.js';

class Prompts extends HTMLElement {
  connectedCallback() {
    this._tab = this.getAttribute('tab');
    if (this.firstChild) return;
    this._list = h('div', {class: 'prompts-list menu-list', popover: 'auto', role: 'menu', 'aria-label': say('prompts.title'),
      onkeydown: event => lead(event, this._list, [...this._list.querySelectorAll('button')])});
    this._list.addEventListener('toggle', event => this._button.setAttribute('aria-expanded', event.newState === 'open'));
    this._button = h('button', {type: 'button', class: 'btn quiet icon-only prompts-button', title: say('prompts.title'), 'aria-label': say('prompts.title'), 'aria-haspopup': 'menu',
      'aria-expanded': 'false', onclick: () => this._open()}, icon('history'));
    this.append(this._button, this._list);
  }

  get box() { return document.querySelector(`#${this._tab}-prompt textarea`); }

  _asked() {
    return get(`prompts?tab=${this._tab}`).then(told => told.prompts);
  }

  _open() {
    return attempt(async () => {
      const prompts = await this._asked();
      this._list.replaceChildren(...(prompts.length ? prompts.map(prompt => this._item(prompt)) : [h('p', {}, say('prompts.none'))]));
      this._list.showPopover();
      stand(this._list, this._button);
      this._list.querySelector('button')?.focus();
    });
  }

  _item(prompt) {
    return h('button', {type: 'button', role: 'menuitem', tabindex: -1, onclick: () => this._take(prompt)}, h('span', {dir: 'auto'}, prompt));
  }

  _take(prompt) {
    this._list.hidePopover();
    type(this.box, prompt);
    this.box.focus();
  }

  // The prompt before (1) or after (-1) the one that is in the box; nothing in a box whose words are the visitor's own.
  async recall(way) {
    const box = this.box, prompts = await this._asked().catch(() => []), at = prompts.indexOf(box.value);
    if (box.value && at < 0) return;
    const next = at + way;
    if (next < prompts.length) type(box, next < 0 ? '' : prompts[next]);
  }
}

document.addEventListener('keydown', event => {
  const tab = event.target.matches?.('textarea') && event.target.closest('[id$=-prompt]')?.id.replace('-prompt', '');
  const way = {ArrowUp: 1, ArrowDown: -1}[event.key], prompts = tab && document.querySelector(`ink-prompts[tab=${tab}]`);
  if (!prompts || !way || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  // An arrow leads through the lines first; only what was recalled, or nothing, gives way.
  if (event.target.value && !event.target.dataset.recalled) return;
  event.preventDefault();
  event.target.dataset.recalled = 'yes';
  prompts.recall(way);
});
document.addEventListener('beforeinput', event => { delete event.target.dataset?.recalled; });

customElements.define('ink-prompts', Prompts);
