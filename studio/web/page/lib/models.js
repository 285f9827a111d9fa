// Models: how each stands, asked for again while somebody looks, more often while one is on its way.
import {asked, confirmed} from './dialogs.js';
import {h} from './dom.js';
import {get, post} from './http.js';
import {page} from './page.js';
import {say} from './words.js';

const EVERY = 4000, SOON = 1000; // Milliseconds between two looks.
const ON_THEIR_WAY = ['waiting', 'fetching'];

class Models extends EventTarget {
  list = [];
  isKeeper = false;
  hasToken = false;
  free = 0;
  #timer = 0;
  #asked = null;
  #seen = new Set();

  of(key) { return this.list.find(model => model.key === key); }

  // Tell of changes for as long as `isSeen()` of an element that looks is true.
  follow(watcher) {
    this.#seen.add(watcher);
    if (!this.#timer && !this.#asked) this.look();
  }

  leave(watcher) { this.#seen.delete(watcher); }

  // With a look at the disk: a model may have come by another way.
  look() { return this.#ask('models'); }

  // Do something about a model, and hear how all stand then. Raises what the studio refuses.
  async do(path, body) {
    this.#put(await post(`models/${path}`, body));
  }

  // Who asks while it is being asked hears the same answer.
  #ask(path) {
    clearTimeout(this.#timer);
    // The next look may be answered where this one is not.
    return this.#asked ??= get(path).then(told => this.#put(told)).catch(() => {}).finally(() => {
      this.#asked = null;
      this.#wait();
    });
  }

  #put({keeper, token, free, models}) {
    Object.assign(this, {isKeeper: keeper, hasToken: token, free, list: models});
    this.dispatchEvent(new Event('change'));
  }

  #wait() {
    clearTimeout(this.#timer);
    const isBusy = this.list.some(model => ON_THEIR_WAY.includes(model.state));
    this.#timer = setTimeout(() => this.#isSeen() ? this.#ask('models?live=1') : this.#wait(), isBusy ? SOON : EVERY);
  }

  #isSeen() {
    return document.visibilityState === 'visible' && [...this.#seen].some(watcher => watcher.isSeen());
  }
}

export const models = new Models();

// Bytes as a person says them.
export function size(bytes) {
  const isLarge = bytes >= 1000 * 2 ** 20, value = bytes / (isLarge ? 2 ** 30 : 2 ** 20);
  const digits = value < (isLarge ? 100 : 10) ? 1 : 0;
  return new Intl.NumberFormat(page.language, {style: 'unit', unit: isLarge ? 'gigabyte' : 'megabyte', minimumFractionDigits: digits, maximumFractionDigits: digits}).format(value);
}

// What a download takes, and a token where one is wanted; then begin. False where the person did not want to.
export async function download(model) {
  const found = await get(`models/${model.key}`), wantsToken = model.wants_token || (found.gated && !found.has_token);
  const facts = h('dl', {class: 'facts'},
    fact(say('models.licence'), `${found.licence} (${found.sale_said})`),
    fact(say('models.comes'), size(found.bytes)),
    fact(say('models.free'), size(found.free)));
  const given = await asked(say('models.get_title', {title: found.title}), [facts, ...(wantsToken ? terms(found) : [])], say('models.get'),
    form => ({token: form.elements.token?.value.trim()}));
  if (!given) return false;
  if (given.token) await models.do('token', {token: given.token});
  await models.do(`${model.key}/get`);
  return true;
}

export async function remove(model) {
  if (!(await confirmed(say('models.remove_title', {title: model.title}), say('models.remove_text', {size: size(model.here)}), say('models.remove'), {danger: true}))) return false;
  await models.do(`${model.key}/remove`);
  return true;
}

export const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

function terms(found) {
  return [
    h('p', {class: 'ask-text'}, say('models.terms'), ' ', h('a', {href: found.page, target: '_blank', rel: 'noopener'}, found.page)),
    h('label', {class: 'ask-field'}, h('span', {}, say('models.token')),
      h('input', {type: 'password', name: 'token', class: 'ask-input', maxlength: 200, autocomplete: 'off', spellcheck: 'false'})),
    h('p', {class: 'ask-text small'}, say('models.token_hint')),
  ];
}
