// Queue: the visitor's own jobs of all tabs, behind a button in the header that tells how many there are.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {appeal, cancel, leftOf, retry, see} from '../lib/jobs.js';
import {number, say} from '../lib/words.js';
import {hasEnded, now} from '../now.js';
import {write} from './progress.js';

const PANEL = 'queue-panel';
const ICONS = {done: 'circle-check', failed: 'circle-alert', held: 'lock', cancelled: 'circle-x', interrupted: 'circle-alert', queued: 'clock', running: 'loader'};

class Queue extends HTMLElement {
  _rows = new Map();

  connectedCallback() {
    if (!this.firstChild) this._build();
    now.addEventListener('change', this._draw);
    this._timer = setInterval(() => this._isOpen && this._rows.forEach(row => row.count()), 1000);
    this._draw();
  }

  disconnectedCallback() {
    now.removeEventListener('change', this._draw);
    clearInterval(this._timer);
  }

  get _isOpen() { return this._panel.matches(':popover-open'); }

  _build() {
    this._count = h('span', {class: 'queue-count', hidden: true});
    this._button = h('button', {type: 'button', class: 'btn quiet icon-only queue-button', popovertarget: PANEL}, icon('list-todo'), this._count);
    this._list = h('ol', {class: 'queue-list'});
    this._quota = h('p', {class: 'stage-quota', hidden: true});
    this._empty = h('p', {class: 'queue-empty'}, say('queue.empty'));
    this._panel = h('div', {id: PANEL, popover: 'auto', class: 'queue-panel', role: 'dialog', 'aria-label': say('queue.title')},
      h('div', {class: 'queue-head'}, h('h2', {tabindex: -1, autofocus: true}, say('queue.title')),
        h('button', {type: 'button', class: 'btn quiet icon-only', popovertarget: PANEL, popovertargetaction: 'hide', 'aria-label': say('jobs.close')}, icon('x'))),
      this._quota, this._empty, this._list);
    this._panel.addEventListener('toggle', () => {
      this._draw();
      if (!this._isOpen && document.activeElement === document.body) this._button.focus();
    });
    this.append(this._button, this._panel);
  }

  _draw = () => {
    const active = now.active.length, name = active ? say('queue.open_with', {count: number(active)}) : say('queue.title');
    write(this._count, number(active));
    this._count.hidden = active === 0;
    this._button.setAttribute('aria-label', name);
    this._button.title = name;
    if (!this._isOpen) return;
    this._quota.hidden = !now.quota;
    write(this._quota, now.quota?.said.join(' · ') ?? '');
    this._empty.hidden = now.jobs.length > 0;
    const rows = now.jobs.map(job => this._row(job));
    for (const [id, row] of this._rows) if (!now.job(id)) { row.element.remove(); this._rows.delete(id); }
    // Moved only where the order differs: what is moved loses the focus.
    rows.forEach((row, at) => this._list.children[at] !== row && this._list.insertBefore(row, this._list.children[at] || null));
  };

  _row(job) {
    if (!this._rows.has(job.id)) this._rows.set(job.id, newRow(() => this._panel.hidePopover()));
    const row = this._rows.get(job.id);
    row.draw(job);
    return row.element;
  }
}

// One job. Its parts stay while it changes, so that a button under the pointer or the focus stays one.
function newRow(close) {
  let job = null, drawn = '';
  const mark = h('span', {class: 'queue-mark'}), prompt = h('span', {class: 'queue-prompt', dir: 'auto'}), said = h('span', {class: 'queue-said'});
  const fill = h('span', {class: 'progress-fill'}), bar = h('div', {class: 'progress-bar', 'aria-hidden': 'true'}, fill);
  const buttons = h('div', {class: 'queue-buttons'});
  const element = h('li', {class: 'queue-row'}, mark, h('div', {class: 'queue-told'}, prompt, said, bar), buttons);
  const button = (name, picture, run) => h('button', {type: 'button', class: 'btn quiet icon-only', 'aria-label': say(name), title: say(name), onclick: run}, icon(picture));
  const count = () => {
    const left = hasEnded(job) ? '' : leftOf(job);
    write(said, [job.mode_title, job.said, left].filter(Boolean).join(' · '));
  };
  const draw = newer => {
    job = newer;
    write(prompt, job.prompt || job.mode_title);
    count();
    bar.hidden = job.state !== 'running';
    bar.classList.toggle('endless', job.fraction === null);
    fill.style.setProperty('--done', job.fraction ?? 0);
    const looks = [job.state, job.works.length, job.appeal].join();
    if (drawn === looks) return;
    drawn = looks;
    element.dataset.state = job.state;
    mark.replaceChildren(icon(ICONS[job.state]));
    const hadFocus = buttons.contains(document.activeElement);
    buttons.replaceChildren(...[
      !hasEnded(job) && button('jobs.cancel', 'x', () => cancel(job)),
      job.appeal === 'open' && button('jobs.appeal', 'hand', () => appeal(job)),
      hasEnded(job) && !['done', 'held'].includes(job.state) && button('jobs.retry', 'rotate-ccw', () => retry(job)),
      job.works.length > 0 && button('jobs.see', 'eye', () => { close(); see(job); }),
    ].filter(Boolean));
    if (hadFocus) (buttons.firstElementChild || element.closest('[popover]').querySelector('h2')).focus();
  };
  return {element, draw, count};
}

customElements.define('ink-queue', Queue);
