// <ink-modes>: what a tab with many modes is asked for: one button that says it, and a panel with all of them. The choice
// itself is gradio's row of radios, which is not shown.
import {h} from '../lib/dom.js';
import {icon, modeIcon} from '../lib/icons.js';
import {choose, kindOf, modesOf} from '../lib/kind.js';
import {lead} from '../lib/menus.js';
import {say} from '../lib/words.js';
import {show} from '../nav.js';
import {now} from '../now.js';

// What does something like it without a model.
const other = mode => say(`instead.${mode}`, {}, '');
const canMake = mode => !now.isTold || now.wait[mode.key] !== null;

class Modes extends HTMLElement {
  connectedCallback() {
    this._tab = this.getAttribute('tab');
    if (!this.firstChild) this._build();
    window.addEventListener('ink-kind', this);
    now.addEventListener('change', this);
    this._draw();
  }

  disconnectedCallback() {
    window.removeEventListener('ink-kind', this);
    now.removeEventListener('change', this);
  }

  handleEvent({type, detail}) {
    if (type === 'change' || detail.tab === this._tab) this._draw();
  }

  _build() {
    this._panel = h('div', {class: 'modes-panel', id: `${this._tab}-modes`, popover: 'auto', role: 'menu', 'aria-label': say('modes.title'), onkeydown: event => this._move(event)});
    this._panel.addEventListener('toggle', event => this._toggled(event.newState === 'open'));
    this._button = h('button', {type: 'button', class: 'modes-button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', popovertarget: this._panel.id,
      onkeydown: event => event.key === 'ArrowDown' && this._open(event)});
    this._instead = h('span', {});
    this._lack = h('p', {class: 'modes-lack', hidden: true}, h('span', {}, say('modes.lacks')), ' ', this._instead, ' ',
      h('a', {href: '#system', onclick: event => { event.preventDefault(); show('system'); }}, say('modes.system')));
    this.append(this._button, this._panel, this._lack);
  }

  _draw() {
    const mode = modesOf(this._tab).find(one => one.key === kindOf(this._tab));
    if (this._button.dataset.mode !== mode.key) {
      this._button.dataset.mode = mode.key;
      this._button.setAttribute('aria-label', say('modes.chosen', {mode: mode.title}));
      this._button.replaceChildren(h('span', {class: 'modes-icon'}, icon(modeIcon(mode.key))), h('span', {class: 'modes-words'}, h('strong', {}, mode.title), h('span', {}, mode.does)), icon('chevron-down'));
    }
    this._lack.hidden = canMake(mode);
    this._instead.textContent = other(mode.key);
  }

  _open(event) {
    event.preventDefault();
    this._panel.showPopover();
  }

  _toggled(isOpen) {
    this._button.setAttribute('aria-expanded', isOpen);
    if (!isOpen) return;
    const modes = modesOf(this._tab), begins = [...new Set(['', ...modes.map(mode => mode.begins)])];
    this._panel.replaceChildren(...begins.map(what => this._group(say(`modes.${what || 'words'}`), modes.filter(mode => mode.begins === what))).filter(Boolean));
    this._stand();
    this._panel.querySelector('[aria-checked=true]').focus();
  }

  _group(title, modes) {
    return modes.length > 0 && h('section', {role: 'group', 'aria-label': title}, h('h3', {'aria-hidden': 'true'}, title), h('div', {class: 'modes-tiles'}, modes.map(mode => this._tile(mode))));
  }

  _tile(mode) {
    return h('button', {type: 'button', class: 'modes-tile', role: 'menuitemradio', tabindex: -1, 'data-mode': mode.key, 'aria-checked': String(mode.key === kindOf(this._tab)), onclick: () => this._choose(mode)},
      h('span', {class: 'modes-icon'}, icon(modeIcon(mode.key))),
      h('span', {class: 'modes-words'}, h('strong', {}, mode.title), h('span', {}, mode.does), !canMake(mode) && h('span', {class: 'modes-needs'}, say('modes.needs'))));
  }

  _choose(mode) {
    choose(this._tab, mode.key);
    this._panel.hidePopover();
    this._button.focus();
  }

  // Below its button where there is room, as wide as the tiles want.
  _stand() {
    const {left, bottom} = this._button.getBoundingClientRect(), room = innerHeight - bottom - 20;
    this._panel.style.left = `${Math.max(8, Math.min(left, innerWidth - this._panel.offsetWidth - 8))}px`;
    this._panel.style.top = `${room < 260 ? 8 : bottom + 4}px`;
    this._panel.style.maxHeight = `${room < 260 ? innerHeight - 16 : room}px`;
  }

  // Arrows lead on by what lies beside it.
  _move(event) {
    const all = [...this._panel.querySelectorAll('.modes-tile')];
    lead(event, this._panel, all, at => ({ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: beside(all, at, 1), ArrowUp: beside(all, at, -1)}));
  }
}

// The next tile below (1) or above (-1) in the same column; the nearest one in its row where there is none.
function beside(all, at, way) {
  const here = all[at]?.getBoundingClientRect();
  if (!here) return 0;
  const far = tile => { const box = tile.getBoundingClientRect(); return {tile, down: (box.top - here.top) * way, across: Math.abs(box.left - here.left)}; };
  const next = all.map(far).filter(({down}) => down > 4).sort((one, other) => one.down - other.down || one.across - other.across)[0];
  return next ? all.indexOf(next.tile) : at;
}

customElements.define('ink-modes', Modes);
