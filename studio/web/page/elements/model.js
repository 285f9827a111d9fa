// <ink-model model="key">: how a model stands, and the one thing that can be done about it.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {lasting} from '../lib/jobs.js';
import {live} from '../lib/live.js';
import {download, models, remove, size} from '../lib/models.js';
import {number, say} from '../lib/words.js';
import {write} from './progress.js';

const ICONS = {get: 'download', go_on: 'download', stop: 'x', remove: 'trash-2'};

class Model extends HTMLElement {
  #deed = null;
  #refused = ''; // What the last press was answered, until the model stands otherwise.

  connectedCallback() {
    if (!this.firstChild) this.#build();
    live(this, models, 'change', () => this.#draw());
    models.follow(this);
    this.#draw();
  }

  disconnectedCallback() { models.leave(this); }

  isSeen() { return this.offsetParent !== null; }

  get model() { return models.of(this.getAttribute('model')); }

  #build() {
    this.state = h('span', {class: 'model-state'});
    this.bar = h('div', {class: 'model-bar', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100}, h('span', {}));
    this.way = h('span', {class: 'model-way'});
    this.button = h('button', {type: 'button', class: 'btn small', onclick: () => this.#do()});
    this.told = h('p', {class: 'model-told', hidden: true});
    this.append(this.state, this.button, this.bar, this.way, this.told);
  }

  #draw() {
    const model = this.model;
    this.hidden = !model;
    if (!model) return;
    const state = model.state.replace(' ', '-');
    if (this.dataset.state !== state) this.#refused = '';
    this.dataset.state = state;
    const part = model.total ? Math.min(1, model.here / model.total) : 0;
    write(this.state, model.state === 'begun' && model.total ? say('models.begun', {percent: number(Math.floor(part * 100))}) : model.state_said);
    this.#drawBar(model, part);
    this.#drawButton(model);
    this.#tell(this.#refused || model.said, Boolean(this.#refused) || model.state === 'failed');
  }

  #drawBar(model, part) {
    const isComing = model.state === 'fetching';
    this.bar.hidden = this.way.hidden = !isComing;
    if (!isComing) return;
    this.bar.setAttribute('aria-label', say('models.bar', {title: model.title}));
    this.bar.setAttribute('aria-valuenow', Math.floor(part * 100));
    this.bar.firstChild.style.setProperty('--done', part);
    const rate = model.rate && !model.said && say('models.rate', {size: size(model.rate)});
    const left = rate && model.left !== null && say('jobs.left', {time: lasting(model.left)});
    write(this.way, [model.total && say('models.of', {here: size(model.here), total: size(model.total)}), rate, left].filter(Boolean).join(' · '));
  }

  #drawButton({deed, title}) {
    const shown = models.isKeeper ? deed : '';
    this.button.hidden = !shown;
    if (shown === this.#deed) return;
    this.#deed = shown;
    if (!shown) return;
    const words = say(`models.${shown}`);
    this.button.replaceChildren(icon(ICONS[shown]), words);
    this.button.setAttribute('aria-label', `${words}: ${title}`);
    this.button.dataset.do = shown;
    this.button.classList.toggle('quiet', shown === 'remove');
  }

  async #do() {
    const model = this.model, deed = this.#deed;
    this.button.disabled = true;
    this.#refused = '';
    try {
      if (deed === 'stop') await models.do(`${model.key}/stop`);
      else if (deed === 'remove') await remove(model);
      else await download(model);
    } catch (error) {
      this.#refused = error.message;
    }
    this.button.disabled = false;
    this.#draw();
    this.button.focus();
  }

  #tell(words, isTrouble) {
    this.told.hidden = !words;
    this.told.classList.toggle('refusal', isTrouble);
    if (isTrouble) this.told.setAttribute('role', 'alert');
    else this.told.removeAttribute('role');
    write(this.told, words);
  }
}

customElements.define('ink-model', Model);
