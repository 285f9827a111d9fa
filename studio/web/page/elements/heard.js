// Heard: the sound of a running job so far, chunk after chunk and without a gap, once a person wants to hear it.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {sound} from '../lib/sound.js';
import {clock} from '../lib/telling.js';
import {say} from '../lib/words.js';
import {hasEnded, now} from '../now.js';

const AHEAD = 10; // seconds that are fetched before they are due: no more of a long sound is held at once
const LOOK = 200; // milliseconds
const START = 0.05; // seconds between a chunk that is late and its first sample

class Heard extends HTMLElement {
  _job = null;
  _next = 0; // the chunk that is fetched next
  _fetched = 0; // seconds of all chunks before it
  _end = 0; // when they end, by the clock of the context
  _isFetching = false;

  connectedCallback() {
    if (this.firstChild) return;
    this._button = h('button', {type: 'button', class: 'player-play', onclick: () => (this.paused ? this.play() : this.pause())});
    this._time = h('span', {class: 'player-time'});
    this._said = h('span', {class: 'visually-hidden', role: 'status'});
    this.setAttribute('role', 'group');
    this.setAttribute('aria-label', say('heard.title'));
    this.append(h('div', {class: 'player-bar'}, this._button, h('div', {class: 'heard-told'}, this._time, h('span', {class: 'heard-note'}, say('heard.draft')), this._said)));
    // What stands in a place from its beginning is not read aloud.
    setTimeout(() => { this._said.textContent = say('heard.ready'); }, LOOK);
    sound.follow(this);
    this._show();
  }

  // Places are moved about when others join them; only what stays away falls silent.
  disconnectedCallback() {
    queueMicrotask(() => { if (!this.isConnected) this._close(); });
  }

  get paused() { return this._context?.state !== 'running'; }
  // Seconds of the sound that have been heard.
  get currentTime() { return Math.max(0, this._fetched - this._left); }
  get _left() { return this._context ? Math.max(0, this._end - this._context.currentTime) : 0; }
  get _isWaiting() { return !this.paused && !this._left && !this._isFetching && this._next >= this._until; }
  get _until() { return this._told.first + this._told.count; }

  // `job`: as `now` tells of it. Another sound than before begins anew.
  draw(job) {
    if (job.heard && (job.id !== this._job || job.heard.first !== this._told.first)) {
      this._close();
      Object.assign(this, {_job: job.id, _next: job.heard.first, _fetched: 0, _end: 0});
    }
    if (job.heard) this._told = job.heard;
    else if (hasEnded(job)) this._close();
    this.hidden = !job.heard;
    if (this._told) this._go();
  }

  async play() {
    this._context ??= context(this._told.rate);
    await this._context.resume();
    this._timer ??= setInterval(() => this._go(), LOOK);
    // A page that nobody looks at is told of what comes as well.
    now.listeners.add(this);
    this.dispatchEvent(new Event('play'));
    this._go();
  }

  async pause() {
    this._rest();
    await this._context?.suspend();
    this.dispatchEvent(new Event('pause'));
    this._show();
  }

  _rest() {
    clearInterval(this._timer);
    this._timer = null;
    now.listeners.delete(this);
  }

  _close() {
    this._rest();
    this._context?.close();
    this._context = null;
  }

  _go() {
    if (!this.paused && !this._isFetching && this._next < this._until && this._left < AHEAD) this._fetch();
    this._show();
  }

  async _fetch() {
    const context = this._context, number = this._next;
    this._isFetching = true;
    try {
      const answer = await fetch(`jobs/${this._job}/heard/${number}`);
      // It is over: the work itself comes next.
      if (!answer.ok) return;
      const buffer = await context.decodeAudioData(await answer.arrayBuffer());
      if (context === this._context && number === this._next) this._schedule(buffer);
    } catch {
      // Without a connection it is tried again at the next look.
    } finally {
      this._isFetching = false;
    }
  }

  _schedule(buffer) {
    const source = this._context.createBufferSource(), at = Math.max(this._end, this._context.currentTime + START);
    source.buffer = buffer;
    source.connect(this._context.destination);
    source.start(at);
    this._end = at + buffer.duration;
    this._fetched += buffer.duration;
    this._next += 1;
    this._go();
  }

  _show() {
    if (!this._told || !this._time) return;
    const at = this.currentTime, of = clock(this._told.seconds), playing = !this.paused;
    this._time.textContent = say(this._isWaiting ? 'heard.waits' : this._fetched ? 'heard.at' : 'heard.length', {at: clock(at), of});
    if (this._button.dataset.playing === String(playing)) return;
    this._button.dataset.playing = playing;
    this._button.replaceChildren(icon(playing ? 'pause' : 'play'));
    for (const name of ['aria-label', 'title']) this._button.setAttribute(name, say(playing ? 'heard.pause' : 'heard.play'));
  }
}

// At the rate of the sound, so that chunks meet sample by sample.
function context(sampleRate) {
  try {
    return new AudioContext({sampleRate});
  } catch {
    return new AudioContext();
  }
}

customElements.define('ink-heard', Heard);
