// <ink-models>: every model of the catalog by what it is for, with what it takes, what it serves and what may be sold.
import {calm, h} from '../lib/dom.js';
import {live} from '../lib/live.js';
import {fact, models, size} from '../lib/models.js';
import {page} from '../lib/page.js';
import {isOnlySold, offerOnlySold} from '../lib/sale.js';
import {say} from '../lib/words.js';
import './model.js';

class Models extends HTMLElement {
  #drawn = '';

  connectedCallback() {
    if (!this.firstChild) this.#build();
    live(this, models, 'change', () => this.#draw());
    live(this, window, 'tab-shown', ({detail}) => detail.tab === 'system' && this.#shown());
    live(this, window, 'popstate', () => this.#mark());
    models.follow(this);
    this.#draw();
  }

  disconnectedCallback() { models.leave(this); }

  isSeen() { return this.offsetParent !== null; }

  #build() {
    this.only = h('input', {type: 'checkbox', role: 'switch', onchange: () => this.#choose()});
    this.count = h('span', {class: 'models-count', role: 'status'});
    this.free = h('span', {class: 'models-free'});
    this.token = h('button', {type: 'button', class: 'btn quiet small', hidden: true, onclick: () => models.do('token', {token: ''})}, say('models.forget_token'));
    this.groups = h('div', {class: 'model-groups'});
    this.append(h('div', {class: 'models-head'}, h('label', {class: 'switch'}, this.only, h('span', {}, say('models.only_sold'))), this.count, this.free, this.token), this.groups);
  }

  #draw() {
    if (!models.list.length) return;
    const keys = models.list.map(model => model.key).join(' ');
    if (this.#drawn !== keys) {
      this.#drawn = keys;
      this.groups.replaceChildren(...grouped(models.list).map(([title, list]) => group(title, list)));
      this.#mark();
    }
    for (const model of models.list) this.#redraw(model);
    this.free.textContent = say('models.free_disk', {size: size(models.free)});
    this.token.hidden = !models.hasToken;
    this.#narrow();
  }

  // What changes of a row besides its state.
  #redraw(model) {
    const row = this.querySelector(`[data-model="${model.key}"]`), disk = row?.querySelector('.model-disk');
    if (!row) return;
    row.classList.toggle('away', ['absent', 'begun', 'failed'].includes(model.state));
    const text = diskOf(model);
    if (disk.textContent !== text) disk.textContent = text;
  }

  #choose() {
    offerOnlySold(this.only.checked);
    this.#narrow();
  }

  #narrow() {
    const isOn = this.only.checked = isOnlySold();
    for (const row of this.querySelectorAll('[data-model]')) row.hidden = isOn && row.dataset.sale !== 'yes';
    for (const part of this.querySelectorAll('.model-group')) part.hidden = !part.querySelector('[data-model]:not([hidden])');
    const hidden = this.querySelectorAll('[data-model][hidden]').length;
    const words = hidden ? say('models.hidden', {count: hidden}) : '';
    if (this.count.textContent !== words) this.count.textContent = words;
  }

  #shown() {
    models.look();
    this.#mark();
  }

  // The model that the address names, such as #system/sd-1.5.
  #mark() {
    const key = decodeURIComponent(location.hash.split('/')[1] || ''), row = key && this.querySelector(`[data-model="${CSS.escape(key)}"]`);
    this.querySelector('.marked')?.classList.remove('marked');
    if (!row || !location.hash.startsWith('#system/')) return;
    row.hidden = false;
    row.classList.add('marked');
    row.querySelector('details').open = true;
    row.scrollIntoView({block: 'center', behavior: calm() ? 'auto' : 'smooth'});
    row.querySelector('summary').focus({preventScroll: true});
  }
}

// What is downloaded by its task, in the catalog's order; what comes with the studio last, as one.
function grouped(list) {
  const groups = new Map();
  for (const model of list.filter(one => !one.own)) groups.set(model.task, [...(groups.get(model.task) || []), model]);
  return [...groups, [say('models.own'), list.filter(model => model.own)]].filter(([, inside]) => inside.length);
}

function group(title, list) {
  return h('section', {class: 'model-group'}, h('h3', {}, title), h('ul', {}, list.map(row)));
}

function row(model) {
  const more = about(model);
  return h('li', {class: 'model-row', 'data-model': model.key, 'data-sale': model.sale},
    h('details', {ontoggle: event => { more.hidden = !event.target.open; }}, h('summary', {translate: 'no'}, model.title)),
    h('p', {class: 'model-facts'},
      h('span', {class: 'model-disk'}, diskOf(model)), h('span', {}, model.licence), h('span', {class: `sale-${model.sale}`}, model.sale_said)),
    h('ink-model', {model: model.key}), more);
}

function diskOf(model) {
  const bytes = model.total || model.here;
  return bytes ? say('models.disk', {size: size(bytes)}) : '';
}

// What there is to know of it, below the whole row once its name is opened.
function about(model) {
  return h('div', {class: 'model-about', hidden: true}, model.note && h('p', {}, model.note), model.bias && h('p', {}, model.bias),
    h('dl', {class: 'facts'},
      fact(say('models.task'), model.task),
      fact(say('models.serves'), new Intl.ListFormat(page.language).format(model.serves)),
      fact(say('models.rests'), size(model.rests)),
      fact(say('models.works'), size(model.works)),
      fact(say('models.licence'), `${model.licence} (${model.sale_said})`),
      model.page && fact(say('models.page'), h('a', {href: model.page, target: '_blank', rel: 'noopener'}, model.page))),
    model.rung && h('p', {class: 'hint'}, model.rung),
    !model.own && command(`python -m studio models get ${model.key}`));
}

// What does the same in a terminal, with a button that copies it.
function command(text) {
  return h('div', {class: 'command'}, h('pre', {tabindex: 0}, h('code', {}, text)),
    h('button', {type: 'button', class: 'btn quiet', 'data-deed': 'copy'}, say('models.copy')));
}

customElements.define('ink-models', Models);
