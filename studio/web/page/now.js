// Now: what the visitor has running, waiting and just made. One question at a time, held by the server until there is
// news; a hidden page asks nothing unless it is listened to, and a page that comes back asks at once.
import {get} from './lib/http.js';

const REST = 250; // milliseconds between two questions
const REFUSED = 2000; // where the server would not hold the question
const LATE = 30000; // a connection that is silent for longer is dead
const LONGEST = 15000;
// Two pages must not ask alike: of two requests of one address a browser holds the second back until the first is answered.
const PAGE = Math.random().toString(36).slice(2);
const ENDED = ['done', 'failed', 'held', 'cancelled', 'interrupted'];

export const hasEnded = job => ENDED.includes(job.state);

class Now extends EventTarget {
  jobs = []; // running, waiting, ended: newest first
  wait = {}; // seconds until a work asked for now were done, by mode; null where nobody here can make it
  engine = {}; // who would make it, or why nobody can, by mode
  missed = {}; // the key of the model that it would take then, by mode
  unseen = 0; // remarks of clients that nobody here has read
  quota = null; // what a guest has used of what a guest may, in words; null for others
  online = true;
  refusal = ''; // why the studio does not answer this visitor, such as a password that is asked for again
  isTold = false;
  listeners = new Set(); // whatever plays what is being made, and needs to be told of more though nobody looks
  _seen = '';
  _asking = null;
  _failures = 0;
  _timer = 0;
  _toldAt = 0;

  job(id) { return this.jobs.find(job => job.id === id); }
  of(tab) { return this.jobs.filter(job => job.tab === tab); }
  get _isIdle() { return document.hidden && !this.listeners.size; }
  get active() { return this.jobs.filter(job => !hasEnded(job)); }

  // Seconds until a job is done, as they pass here; null where nobody knows.
  left(job) {
    if (job.left === null) return null;
    const left = job.left - (performance.now() - this._toldAt) / 1000;
    return left > 0 ? left : null;
  }

  // Ask at once, and be told whatever there is.
  refresh() {
    this._seen = '';
    this._ask();
  }

  rest() {
    clearTimeout(this._timer);
    this._asking?.abort();
    this._asking = null;
  }

  async _ask() {
    this.rest();
    if (this._isIdle) return;
    const asking = this._asking = new AbortController(), began = performance.now();
    const late = setTimeout(() => asking.abort(), LATE);
    let pause = REST;
    try {
      const told = await get(`now?seen=${this._seen}&page=${PAGE}`, asking.signal);
      if (asking !== this._asking) return;
      if (told.seen === this._seen && performance.now() - began < 1000) pause = REFUSED;
      this._hear(told);
    } catch (error) {
      if (asking !== this._asking) return;
      pause = Math.min(LONGEST, 500 * 2 ** this._failures++);
      const isRefused = error.status >= 400 && error.status < 500;
      this._connected(isRefused || this._failures < 2, isRefused ? error.message : '');
    } finally {
      clearTimeout(late);
    }
    this._timer = setTimeout(() => this._ask(), pause);
  }

  _hear(told) {
    const before = new Map(this.jobs.map(job => [job.id, job]));
    const ended = told.jobs.filter(job => hasEnded(job) && before.has(job.id) && !hasEnded(before.get(job.id)));
    Object.assign(this, {jobs: told.jobs, wait: told.wait, engine: told.engine, missed: told.missed, unseen: told.unseen ?? 0, quota: told.quota, isTold: true, online: true, refusal: ''});
    this._seen = told.seen;
    this._failures = 0;
    this._toldAt = performance.now();
    this.dispatchEvent(new Event('change'));
    for (const job of ended) this.dispatchEvent(new CustomEvent('ended', {detail: job}));
  }

  _connected(online, refusal = '') {
    if (online === this.online && refusal === this.refusal) return;
    Object.assign(this, {online, refusal});
    this.dispatchEvent(new Event('change'));
  }
}

export const now = new Now();

document.addEventListener('visibilitychange', () => (now._isIdle ? now.rest() : now.refresh()));
window.addEventListener('pageshow', event => event.persisted && now.refresh());
window.addEventListener('online', () => now.refresh());
window.addEventListener('offline', () => now._connected(false));
window.addEventListener('ink-made', () => now.refresh());
now.refresh();
