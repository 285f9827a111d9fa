// <ink-mine>: takes all of one's own along, or has all of it deleted for ever.
import {asked, told} from '../lib/dialogs.js';
import {h} from '../lib/dom.js';
import {post} from '../lib/http.js';
import {say} from '../lib/words.js';

class Mine extends HTMLElement {
  connectedCallback() {
    if (this.hasChildNodes()) return;
    this.told = h('p', {class: 'hint', role: 'status'});
    this.append(
      h('form', {method: 'post', action: 'me/export', class: 'mine-export'}, h('button', {class: 'btn'}, say('mine.export'))),
      h('button', {type: 'button', class: 'btn', onclick: () => this.#forget()}, say('mine.forget')),
      this.told);
  }

  async #forget() {
    const word = h('input', {name: 'confirm', required: true, autocomplete: 'off', autocapitalize: 'off', class: 'ask-input', dir: 'auto'});
    const field = h('label', {class: 'ask-field'}, h('span', {}, say('mine.type', {word: say('mine.word')})), word);
    const said = await asked(say('mine.title'), [h('p', {class: 'ask-text'}, say('mine.what')), field], say('mine.delete'),
      form => Object.fromEntries(new FormData(form)), 'ask-danger');
    if (!said) return;
    try {
      const gone = await post('me/forget', said);
      // What this browser itself remembers of it, too, and then what the page still shows.
      localStorage.clear();
      sessionStorage.clear();
      await told(say('mine.gone'), gone.said);
      location.assign(location.pathname);
    } catch (error) {
      this.told.textContent = error.message;
    }
  }
}

customElements.define('ink-mine', Mine);
