// <ink-reviews>: what the filters held back, for whoever keeps the studio: looked at when asked for, let through or not.
import {h} from '../lib/dom.js';
import {get, post} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {styled} from '../lib/styles.js';
import {dateTime, number, say} from '../lib/words.js';
import {attempt} from '../lib/works.js';
import {toast} from './toasts.js';

await styled('css/reviews.css');

class Reviews extends HTMLElement {
  connectedCallback() {
    if (!this.firstChild) this.append(this.list = h('ul', {class: 'reviews'}));
    this.#ask(() => get('reviews'));
  }

  async #ask(work) {
    const told = await attempt(work);
    if (!told) return false;
    const rows = told.reviews.map(one => this.#row(one));
    this.list.replaceChildren(...(rows.length ? rows : [h('li', {class: 'hint'}, say('reviews.nothing'))]));
    return true;
  }

  #row(one) {
    const facts = [one.mode, one.stage_said, say('reviews.certainty', {percent: number(one.certainty)}), dateTime(one.created)];
    return h('li', {'data-review': one.id, 'data-state': one.state},
      h('p', {class: 'review-head'}, h('strong', {}, one.category), h('span', {class: 'review-state'}, one.state_said)),
      h('p', {class: 'hint'}, facts.filter(Boolean).join(' · ')),
      one.stage === 'picture' ? picture(one) : one.may && asked(one),
      h('div', {class: 'review-deeds'},
        one.may && h('button', {type: 'button', class: 'btn small', onclick: () => this.#decide(one, 'allow', `allowed_${one.stage}`)}, icon('check'), say('reviews.allow')),
        h('button', {type: 'button', class: 'btn small', onclick: () => this.#decide(one, 'uphold', 'upheld')}, icon('lock'), say('reviews.uphold'))));
  }

  async #decide(one, deed, said) {
    if (await this.#ask(() => post(`reviews/${one.id}/${deed}`))) toast(say(`reviews.${said}`), {kind: 'good'});
  }
}

function asked(one) {
  if (!one.words) return h('p', {class: 'hint'}, say('reviews.unread'));
  return h('blockquote', {class: 'review-words', dir: 'auto', 'aria-label': say(one.stage === 'text' ? 'reviews.written' : 'reviews.asked')}, one.words);
}

// Covered until it is asked for, and not even loaded before.
function picture(one) {
  if (!one.has_picture) return h('p', {class: 'hint'}, say('reviews.gone'));
  const image = h('img', {alt: say('reviews.picture'), hidden: true});
  const button = h('button', {type: 'button', class: 'btn small', 'aria-pressed': 'false', onclick: () => {
    image.src ||= `reviews/${one.id}/picture`;
    image.hidden = !image.hidden;
    button.setAttribute('aria-pressed', String(!image.hidden));
    button.lastChild.textContent = say(image.hidden ? 'reviews.look' : 'reviews.hide');
  }}, icon('eye'), h('span', {}, say('reviews.look')));
  return h('div', {class: 'review-picture'}, button, image);
}

customElements.define('ink-reviews', Reviews);
