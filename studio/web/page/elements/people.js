// <ink-people>: who has an account here, for whoever keeps the studio: roles, sign-ins, invitations.
import {confirmed} from '../lib/dialogs.js';
import {h} from '../lib/dom.js';
import {get, post} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {copyText} from '../lib/sharing.js';
import {styled} from '../lib/styles.js';
import {date, dateTime, say} from '../lib/words.js';
import {attempt} from '../lib/works.js';

await styled('css/people.css');

const NOTE = 100; // characters, at most

class People extends HTMLElement {
  connectedCallback() {
    if (!this.firstChild) this.#build();
    this.#ask(() => get('people'));
  }

  #build() {
    this.list = h('ul', {class: 'people-list'});
    this.open = h('ul', {class: 'people-list open'});
    this.link = h('div', {class: 'people-link', role: 'status'});
    const role = h('select', {name: 'role', class: 'ask-input'}, ['member', 'owner'].map(value => h('option', {value}, say(`people.role.${value}`))));
    const form = h('form', {class: 'people-invite', onsubmit: event => this.#invite(event)},
      h('label', {class: 'ask-field'}, h('span', {}, say('people.note')), h('input', {name: 'note', maxlength: NOTE, class: 'ask-input', dir: 'auto', autocomplete: 'off'})),
      h('label', {class: 'ask-field'}, h('span', {}, say('people.as')), role),
      h('button', {class: 'btn'}, icon('user-plus'), say('people.invite')));
    this.append(this.list, form, this.link, this.open);
  }

  async #ask(work) {
    const told = await attempt(work);
    if (!told) return;
    this.list.replaceChildren(...told.people.map(one => this.#person(one)));
    this.open.replaceChildren(...told.invitations.map(one => this.#invitation(one)));
    if (told.link) this.#show(new URL(told.link, document.baseURI).href);
  }

  #person(one) {
    const set = event => this.#ask(async () => {
      try {
        return await post(`people/${one.id}/role`, {role: event.target.value});
      } catch (error) {
        event.target.value = one.role;
        throw error;
      }
    });
    const role = h('select', {class: 'ask-input', 'aria-label': say('people.role_of', {name: one.name}), onchange: set},
      ['member', 'owner'].map(value => h('option', {value, selected: value === one.role}, say(`people.role.${value}`))));
    const button = (name, run) => h('button', {type: 'button', class: 'btn small', 'aria-label': say(`people.${name}_of`, {name: one.name}), onclick: run}, say(`people.${name}`));
    return h('li', {'data-account': one.id},
      h('span', {class: 'people-name', dir: 'auto'}, one.name, one.me && h('span', {class: 'account-here'}, say('people.me'))),
      h('span', {class: 'hint'}, one.seen ? say('account.seen', {date: dateTime(one.seen)}) : say('people.never')),
      role, button('end', () => this.#ask(() => post(`people/${one.id}/end`))), button('remove', () => this.#remove(one)));
  }

  async #remove(one) {
    const yes = await confirmed(say('people.remove_title', {name: one.name}), say('people.remove_text'), say('people.remove'), {danger: true});
    if (yes) this.#ask(() => post(`people/${one.id}/remove`));
  }

  #invitation(one) {
    const withdraw = () => this.#ask(() => post(`people/invitations/${one.id}/withdraw`));
    return h('li', {}, h('span', {class: 'people-name', dir: 'auto'}, one.note || say('people.somebody')),
      h('span', {class: 'hint'}, say('people.until', {role: say(`people.role.${one.role}`), date: date(one.expires)})),
      h('button', {type: 'button', class: 'btn small', onclick: withdraw}, say('people.withdraw')));
  }

  async #invite(event) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.target));
    await this.#ask(() => post('people/invite', values));
    event.target.note.value = '';
  }

  // A link that is shown this once.
  #show(url) {
    this.link.replaceChildren(h('p', {class: 'hint'}, say('people.link')), h('div', {class: 'command'},
      h('pre', {tabindex: 0}, h('code', {}, url)), h('button', {type: 'button', class: 'btn quiet', onclick: () => copyText(url)}, say('models.copy'))));
  }
}

customElements.define('ink-people', People);
