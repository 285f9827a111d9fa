// Picking: some of the visitor's works, or one of them, out of the library.
import {h} from '../lib/dom.js';
import {get} from '../lib/http.js';
import {layDialog} from '../lib/layers.js';
import {say} from '../lib/words.js';
import {face} from './order.js';

const MOST = 100; // works that are offered; a search finds the others
const CALM = 200; // milliseconds after the last letter of a search

// The ids of the works that were picked, in that order; none where nobody picked. `many`: more than one may be.
// `without`: ids of those that are not offered.
export function picked({title, yes, many = false, without = []}) {
  return new Promise(done => {
    const ids = new Set();
    let answer = [], calm = 0;
    const list = h('div', {class: 'choosing-list picking-list', 'aria-busy': 'true'}), none = h('p', {class: 'ask-text', role: 'status'});
    const button = h('button', {type: 'submit', class: 'btn primary', disabled: true}, yes);
    const toggle = (id, box) => {
      if (!many) for (const other of list.querySelectorAll('[aria-pressed=true]')) if (other !== box) toggle(other.dataset.pick, other);
      if (!ids.delete(id)) ids.add(id);
      box.setAttribute('aria-pressed', String(ids.has(id)));
      button.disabled = !ids.size;
    };
    const draw = async q => {
      const found = await get(`library?${new URLSearchParams({q, limit: MOST})}`).catch(() => ({cards: []}));
      const cards = found.cards.filter(card => !without.includes(card.id));
      list.removeAttribute('aria-busy');
      none.textContent = cards.length ? '' : say('picking.none');
      list.replaceChildren(...cards.map(card => h('button', {type: 'button', 'data-pick': card.id, 'aria-pressed': String(ids.has(card.id)),
        onclick: event => toggle(card.id, event.currentTarget)}, face(card), h('span', {dir: 'auto'}, card.title))));
    };
    const search = h('input', {type: 'search', class: 'ask-input', placeholder: say('library.search'), 'aria-label': say('library.search'), maxlength: 200, dir: 'auto',
      oninput: () => { clearTimeout(calm); calm = setTimeout(() => draw(search.value.trim()), CALM); }});
    const form = h('form', {class: 'ask', onsubmit: event => { event.preventDefault(); answer = [...ids]; close(); }},
      search, none, list, h('div', {class: 'ask-buttons'}, h('button', {type: 'button', class: 'btn', onclick: () => close()}, say('dialogs.cancel')), button));
    const close = layDialog(h('dialog', {class: 'dialog share-room', 'aria-label': title}, h('h2', {}, title), form), () => done(answer));
    draw('');
  });
}
