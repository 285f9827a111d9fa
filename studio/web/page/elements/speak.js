// <ink-speak>: a microphone beside the prompt of a tab. What is spoken is written behind what stands there already.
import {recording} from '../lib/capture.js';
import {h} from '../lib/dom.js';
import {type} from '../lib/fields.js';
import {listen} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {sound} from '../lib/sound.js';
import {say} from '../lib/words.js';

const MOST = 60; // seconds

class Speak extends HTMLElement {
  connectedCallback() {
    this._tab = this.getAttribute('tab');
    if (this.firstChild) return;
    this._button = h('button', {type: 'button', class: 'btn quiet icon-only speak-button', title: say('speak.title'), 'aria-label': say('speak.title'), 'aria-pressed': 'false',
      onclick: () => (this._running ? this._running.stop() : this._record())}, icon('mic'));
    this._level = h('meter', {class: 'speak-level', min: 0, max: 1, 'aria-label': say('speak.level')});
    this._time = h('span', {class: 'speak-time'});
    this._stop = h('button', {type: 'button', class: 'btn small', 'data-do': 'stop', onclick: () => this._running?.stop()}, say('speak.stop'));
    this._away = h('button', {type: 'button', class: 'btn quiet icon-only small', 'data-do': 'cancel', title: say('speak.cancel'), 'aria-label': say('speak.cancel'),
      onclick: () => this._cancel()}, icon('x'));
    this._panel = h('div', {class: 'speak-panel', role: 'group', 'aria-label': say('speak.title'), hidden: true,
      onkeydown: event => event.key === 'Escape' && this._cancel()}, this._level, this._time, this._stop, this._away);
    this._said = h('p', {class: 'speak-said', role: 'status', hidden: true});
    this.append(this._button, this._panel, this._said);
  }

  // Gone with its tab or its page: so is the recording.
  disconnectedCallback() { this._cancel(); }

  get box() { return document.querySelector(`#${this._tab}-prompt textarea`); }

  async _record() {
    if (this._busy) return;
    this._busy = true;
    this._tell('');
    sound.silence();
    try {
      this._running = await recording();
    } catch {
      this._busy = false;
      this._tell(say('speak.no_microphone'), true);
      return;
    }
    this._thrown = false;
    const end = this._watch();
    this._show(true);
    this._stop.focus();
    const heard = await this._running.sound;
    end();
    this._running = null;
    this._show(false);
    this._button.focus();
    if (!this._thrown) await this._write(heard);
    this._busy = false;
  }

  async _write(heard) {
    this._tell(say('speak.listening'));
    try {
      const {text} = await listen(heard);
      const box = this.box, before = box.value.trimEnd();
      type(box, before ? `${before} ${text}` : text);
      this._tell(say('speak.added', {text}));
      this._said.classList.add('visually-hidden');
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
    } catch (error) {
      this._tell(error.status ? error.message : say('speak.failed'), true);
    }
  }

  _cancel() {
    this._thrown = true;
    this._running?.stop();
  }

  _show(is) {
    this._panel.hidden = !is;
    this._button.setAttribute('aria-pressed', String(is));
  }

  _tell(words, bad = false) {
    this._said.classList.remove('visually-hidden');
    this._said.classList.toggle('alert', bad);
    this._said.textContent = words;
    this._said.hidden = !words;
    if (bad) this.box?.addEventListener('input', () => this._tell(''), {once: true});
  }

  // How loud it is, and for how long already; it ends by itself. Returns how to stop looking.
  _watch() {
    const context = new AudioContext(), ears = context.createAnalyser(), waves = new Float32Array(ears.fftSize), begun = performance.now();
    context.createMediaStreamSource(this._running.stream).connect(ears);
    const look = () => {
      ears.getFloatTimeDomainData(waves);
      const loud = Math.sqrt(waves.reduce((sum, wave) => sum + wave * wave, 0) / waves.length);
      // From -60 dB, which is silence, to 0.
      this._level.value = Math.max(0, 1 + Math.log10(Math.max(loud, 1e-6)) / 3);
      const seconds = Math.floor((performance.now() - begun) / 1000);
      this._time.textContent = say('speak.recording', {seconds, most: MOST});
      if (seconds >= MOST) this._running?.stop();
    };
    look();
    const timer = setInterval(look, 100);
    return () => { clearInterval(timer); context.close(); };
  }
}

customElements.define('ink-speak', Speak);
