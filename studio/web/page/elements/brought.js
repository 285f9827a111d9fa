// <ink-brought>: a field for something of the visitor's own: dropped, pasted, chosen, photographed, recorded, or one of
// their works. Its value is the id of an upload or of a work. gradio's side of the field tells it as `held`, and hears of
// another one by `ink-hold`.
import {h} from '../lib/dom.js';
import {hasWorks, worksOf} from '../lib/dragging.js';
import {held, isWork, sourceOf} from '../lib/held.js';
import {upload} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {kindOf} from '../lib/kind.js';
import {say} from '../lib/words.js';
import {detail} from '../lib/works.js';

const FEW = 2; // kinds that are named; who takes more takes any file

export class Brought extends HTMLElement {
  static observedAttributes = ['held'];

  connectedCallback() {
    this.field = this.getAttribute('field');
    this.asks = JSON.parse(this.dataset.asks);
    if (!this.firstChild) this.append(...this.build());
    held.addEventListener('change', this);
    window.addEventListener('ink-kind', this);
    this.draw();
  }

  disconnectedCallback() {
    held.removeEventListener('change', this);
    window.removeEventListener('ink-kind', this);
  }

  // A form that was filled in.
  attributeChangedCallback(name, before, value) {
    const field = this.getAttribute('field');
    if (held.of(field).value !== value) held.put(field, {value, name: '', said: '', bad: false}, 'form');
  }

  handleEvent({type, detail: told}) {
    if (type === 'ink-kind') this.call?.();
    else if (told.field === this.field) this.draw();
  }

  // Its title and hint: a field that several modes have is called what the chosen one calls it.
  get words() {
    const {said} = this.asks;
    return said[kindOf(this.field.split('-')[0])] || Object.values(said)[0];
  }

  get state() { return held.of(this.field); }

  build() {
    const {takes} = this.asks;
    this.file = h('input', {type: 'file', 'data-part': 'file', accept: this.asks.accept, hidden: true, onchange: () => this._chosen()});
    this.drop = h('button', {type: 'button', class: 'brought-drop', 'data-part': 'drop', onclick: () => this.file.click()},
      icon(takes.includes('picture') ? 'image-plus' : 'upload'), h('span', {}, say('brought.drop', {kinds: named(takes)})));
    this.ways = h('div', {class: 'brought-ways', 'data-part': 'ways'}, this._ways());
    this.picture = h('img', {'data-part': 'picture', alt: '', hidden: true, draggable: 'false', onload: () => { this.picture.hidden = false; }, onerror: () => { this.picture.hidden = true; }});
    this.name = h('span', {class: 'brought-name', 'data-part': 'name', dir: 'auto'});
    this.kept = h('div', {class: 'brought-held', 'data-part': 'held', hidden: true}, this.picture, this.name,
      h('button', {type: 'button', class: 'btn quiet icon-only', 'data-do': 'remove', title: say('brought.remove'), 'aria-label': say('brought.remove'), onclick: () => this.hold('')}, icon('x')));
    this.said = h('p', {class: 'brought-said', 'data-part': 'said', role: 'status', hidden: true});
    this._takesDrops();
    const title = h('span', {class: 'brought-title'}), hint = h('span', {class: 'brought-hint'});
    const all = h('div', {class: 'brought', role: 'group'}, title, hint, this.file, this.drop, this.ways, this.kept, this.said);
    this.call = () => {
      [title.textContent, hint.textContent] = this.words;
      for (const one of [all, this.file]) one.setAttribute('aria-label', title.textContent);
    };
    this.call();
    return [all];
  }

  async _works() {
    const {chosenWork} = await import('./choosing.js');
    this.takeWork(await chosenWork(this.asks.takes));
  }

  // Other ways than a file: a work, and for a picture or a sound the machine's own camera or microphone. Fetched when
  // they are taken.
  _ways() {
    const {takes} = this.asks, way = (name, image, run) => h('button', {type: 'button', class: 'btn quiet small', 'data-do': name, onclick: run}, icon(image), say(`brought.${name}`));
    const own = takes.length <= FEW ? takes[0] : '';
    return [
      way('works', 'library', () => this._works()),
      own === 'picture' && way('camera', 'camera', () => this._own(own => own.photographed(this.file))),
      own === 'sound' && way('record', 'mic', ({currentTarget}) => this._own(own => own.recorded(currentTarget))),
    ];
  }

  async _own(way) {
    try {
      const {blob, name} = await way(await import('./own.js'));
      if (blob) this.take(blob, name);
    } catch (error) {
      this.refuse(error.message);
    }
  }

  draw() {
    const {value, name, said, bad, busy} = this.state;
    this.drop.hidden = this.ways.hidden = Boolean(value) || busy;
    this.kept.hidden = !value;
    this.said.textContent = said;
    this.said.classList.toggle('alert', bad);
    this.said.hidden = !said;
    if (!value) return;
    const source = `${sourceOf(value)}?thumb=1`;
    if (this.picture.getAttribute('src') !== source) this.picture.src = source;
    this.name.textContent = name;
    if (!name && isWork(value)) this._call(value);
  }

  // What a work is called that a form was filled in with.
  async _call(id) {
    const told = await detail(id).catch(() => null);
    if (told && this.state.value === id) held.put(this.field, {name: told.card.title}, 'form');
  }

  hold(value, name = '', said = '') {
    held.put(this.field, {value, name, said, bad: false, busy: false});
    this.dispatchEvent(new CustomEvent('ink-hold', {bubbles: true, detail: value}));
  }

  refuse(said) {
    held.put(this.field, {said, bad: true, busy: false});
  }

  takeWork(work) {
    if (work) this.hold(work.id, work.title);
  }

  async take(file, name) {
    if (!file || this.state.busy) return;
    if (file.size > this.asks.most) {
      this.refuse(this.asks.too_large);
      return;
    }
    held.put(this.field, {said: say('brought.reading'), bad: false, busy: true});
    try {
      const found = await upload(file, {name, takes: this.asks.takes});
      this.hold(found.id, found.name, found.notes.join(' '));
    } catch (error) {
      this.refuse(error.status ? error.message : say('brought.failed'));
    }
  }

  _chosen() {
    this.take(this.file.files[0]);
    this.file.value = '';
  }

  _takesDrops() {
    for (const kind of ['dragover', 'dragleave', 'drop']) {
      this.addEventListener(kind, event => {
        event.preventDefault();
        this.drop.classList.toggle('over', kind === 'dragover');
        this.classList.toggle('over', kind === 'dragover');
        if (kind === 'drop') this._dropped(event);
      });
    }
  }

  async _dropped(event) {
    if (!hasWorks(event)) {
      this.take(event.dataTransfer.files[0]);
      return;
    }
    const [id] = worksOf(event);
    const told = await detail(id).catch(() => null);
    this.takeWork(told?.card);
  }
}

// Kinds of files in words.
function named(takes) {
  const [one, other] = takes.map(kind => say(`brought.kinds.${kind}`));
  return takes.length > FEW ? say('brought.kinds.any') : other ? say('brought.kinds.either', {one, other}) : one;
}

// One field takes what is pasted, where several are seen.
document.addEventListener('paste', event => {
  const file = [...(event.clipboardData?.files || [])][0];
  const field = file && [...document.querySelectorAll('ink-brought')].find(one => one.offsetParent && !one.state.value);
  if (!field) return;
  event.preventDefault();
  field.take(file);
});

customElements.define('ink-brought', Brought);
