// Progress: how far a job is: phase, step, what is left, and a way to stop it. Full only when it is done.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {cancel, leftOf} from '../lib/jobs.js';
import {number, say} from '../lib/words.js';

class Progress extends HTMLElement {
  _job = null;
  _timer = 0;

  connectedCallback() {
    this._timer = setInterval(() => this._count(), 1000);
    if (!this.firstChild) this._build();
  }

  disconnectedCallback() { clearInterval(this._timer); }

  // Show a job that waits or runs.
  set job(job) {
    if (!this.firstChild) this._build();
    const isOther = job.id !== this._job?.id;
    this._job = job;
    // What the studio has not told of yet cannot be stopped yet.
    if (isOther) this._stop.disabled = !job.id;
    this._draw();
  }

  _build() {
    this._phase = h('span', {class: 'progress-phase', role: 'status'});
    this._step = h('span', {class: 'progress-step'});
    this._left = h('span', {class: 'progress-left'});
    this._stop = h('button', {type: 'button', class: 'btn small progress-cancel', onclick: () => this._cancel()}, icon('x'), say('jobs.cancel'));
    this._fill = h('span', {class: 'progress-fill'});
    this._bar = h('div', {class: 'progress-bar', role: 'progressbar', 'aria-label': say('jobs.progress'), 'aria-valuemin': 0, 'aria-valuemax': 100}, this._fill);
    this.append(h('div', {class: 'progress-head'}, this._phase, this._step, this._left, this._stop), this._bar);
  }

  _draw() {
    const job = this._job, fraction = job.fraction;
    // What is read aloud is each new phase, and not each step.
    write(this._phase, job.state === 'running' ? job.phase : job.said);
    write(this._step, job.step ? say('jobs.step', {step: number(job.step[0]), total: number(job.step[1])}) : '');
    this._bar.classList.toggle('endless', job.state === 'running' && fraction === null);
    this._bar.classList.toggle('resting', job.state === 'queued');
    if (fraction === null) this._bar.removeAttribute('aria-valuenow');
    else this._bar.setAttribute('aria-valuenow', Math.round(fraction * 100));
    this._fill.style.setProperty('--done', fraction ?? 0);
    this._count();
  }

  _count() {
    if (this._job) write(this._left, leftOf(this._job));
  }

  async _cancel() {
    this._stop.disabled = true;
    write(this._phase, say('jobs.stopping'));
    if (!(await cancel(this._job))) this._stop.disabled = false;
  }
}

export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

customElements.define('ink-progress', Progress);
