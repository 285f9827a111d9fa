// Choosing: one of the visitor's works, for a field that takes such.
import {h} from '../lib/dom.js';
import {get} from '../lib/http.js';
import {say} from '../lib/words.js';

// {id, title} of a work that a field which takes these kinds can hold; null where nobody chose.
export async function chosenWork(takes) {
  const {cards} = await get(`library?takes=${takes.join(',')}`).catch(() => ({cards: []}));
  return new Promise(done => {
    let chosen = null;
    const pick = card => h('button', {type: 'button', 'data-pick': card.id, onclick: () => { chosen = card; dialog.close(); }},
      card.thumb && h('img', {loading: 'lazy', alt: '', src: card.thumb}), h('span', {dir: 'auto'}, card.title));
    const dialog = h('dialog', {class: 'dialog choosing', 'aria-label': say('brought.works'), onclose: () => { dialog.remove(); done(chosen); }},
      h('h2', {}, say('brought.works')),
      cards.length ? h('div', {class: 'choosing-list'}, cards.map(pick)) : h('p', {}, say('brought.no_works')),
      h('button', {type: 'button', class: 'btn', onclick: () => dialog.close()}, say('brought.close')));
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
  });
}
