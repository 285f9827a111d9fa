// <ink-system>: what the machine can and what it should get, its memory, the queue, the doctor, all models. The server
// draws the parts, but for the models; what changes by itself is asked for again while the element is seen.
import {fragment, h} from '../lib/dom.js';
import {get, post} from '../lib/http.js';
import {say} from '../lib/words.js';
import './mine.js';
import './models.js';
import './people.js';
import './reviews.js';

const EVERY = 4000; // Milliseconds between two looks.

class System extends HTMLElement {
  #drawn = {};

  connectedCallback() {
    this.#drawn = {};
    this.addEventListener('click', this);
    this.shown = ({detail}) => detail.tab === 'system' && this.look();
    window.addEventListener('tab-shown', this.shown);
    this.timer = setInterval(() => this.#isSeen() && (this.hasChildNodes() ? this.#ask(get, 'machine?live=1') : this.look()), EVERY);
    if (this.#isSeen()) this.look();
  }

  disconnectedCallback() {
    window.removeEventListener('tab-shown', this.shown);
    clearInterval(this.timer);
  }

  // Everything anew: a model may have been downloaded.
  look() {
    return this.#ask(get, 'machine');
  }

  handleEvent(event) {
    const button = event.target.closest('[data-deed]');
    if (button?.dataset.deed === 'copy') this.#copy(button);
    else if (button) this.#keep(button);
  }

  // What concerns everybody here; the server says no to whoever may not.
  async #keep(button) {
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    await this.#ask(post, `machine/${button.dataset.deed}`, button);
    button.disabled = false;
    button.removeAttribute('aria-busy');
    button.focus();
  }

  async #copy(button) {
    const code = button.parentElement.querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = say('system.copied');
    } catch {
      // A page that came without https may not write to the clipboard: the person can.
      getSelection().selectAllChildren(code);
    }
  }

  async #ask(how, path, button) {
    try {
      this.#put(await how(path));
    } catch (error) {
      if (button) this.#tell(button, error.message);
    }
  }

  #put(parts) {
    for (const [name, html] of Object.entries(parts)) {
      const place = name === 'page' ? this : this.querySelector(`[data-part="${name}"]`);
      // What has not changed stays as it is, with what is selected in it.
      if (!place || (this.#drawn[name] === html && place.hasChildNodes())) continue;
      this.#drawn[name] = html;
      const opened = new Set([...place.querySelectorAll('details[open] > summary')].map(row => row.textContent));
      place.replaceChildren(fragment(html));
      for (const row of place.querySelectorAll('summary')) row.parentElement.open = opened.has(row.textContent);
    }
  }

  #tell(button, words) {
    this.querySelector('.refusal')?.remove();
    button.after(h('p', {class: 'refusal', role: 'alert'}, words));
  }

  #isSeen() {
    return document.visibilityState === 'visible' && this.offsetParent !== null;
  }
}

customElements.define('ink-system', System);
