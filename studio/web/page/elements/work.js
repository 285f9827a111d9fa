// Work: one work large, with all that is known of it and all that can be done with it.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {copyText} from '../lib/sharing.js';
import {kindOf} from '../lib/telling.js';
import {dateTime, say} from '../lib/words.js';
import {actions as actionsOf, iconly} from './actions.js';
import {offerBefore} from './before.js';
import {mediaButton} from './media.js';
import {pages} from './leaves.js';
import {partsRow} from './parts.js';
import {boardsOf, noteOf, tagsOf} from './marks.js';

// `actions`: with what can be done. `compact`: without what the visitor writes to it. `used()`: a form was filled.
// A click on a relative tells `open-work` with its id; a click on the picture opens the lightbox over `cards()`.
export function workView(detail, {actions = true, compact = false, used, cards = () => [detail.card]} = {}) {
  const {card} = detail;
  return h('article', {class: `workview workview-${card.kind}`, 'data-work': card.id},
    shown(detail, () => enlarge(card, cards())),
    h('header', {class: 'workview-head'}, h('h2', {class: 'workview-title', dir: 'auto'}, card.title),
      h('p', {class: 'workview-when'}, `${kindOf(card)} · ${dateTime(card.created)}`)),
    actions && actionsOf(detail, {used}),
    card.prompt && prompt(card),
    detail.notes.length > 0 && h('ul', {class: 'workview-notes'}, detail.notes.map(note => h('li', {}, note))),
    facts(detail),
    !compact && h('section', {class: 'workview-own', 'aria-label': say('work.own')}, tagsOf(card), boardsOf(card), noteOf(card)),
    files(detail),
    family(detail),
    recipe(detail));
}

function shown(detail, onclick) {
  const plain = mediaButton(detail.card, detail.text, onclick), place = h('div', {class: 'workview-media'}, plain);
  offerBefore(detail, plain, button => place.append(button));
  const row = detail.card.kind === 'image' && partsRow(detail, plain.querySelector('.media-picture'));
  place.append(row || '', pages(detail) || '');
  return place;
}

async function enlarge(card, cards) {
  const {openLightbox} = await import('./lightbox.js');
  const at = cards.findIndex(one => one.id === card.id);
  openLightbox(at < 0 ? [card] : cards, Math.max(0, at));
}

function prompt(card) {
  return h('section', {class: 'workview-prompt'},
    h('h3', {}, say('work.prompt'), iconly('copy', say('work.copy_prompt'), () => copyText(card.prompt))),
    h('p', {dir: 'auto'}, card.prompt));
}

function facts({facts: told, made_by: maker}) {
  return h('div', {class: 'workview-facts'}, told.length > 0 && h('p', {class: 'facts-row'}, told.map(fact => h('span', {}, fact))),
    maker && h('p', {class: 'workview-maker'}, maker));
}

function files({files: all}) {
  return h('section', {class: 'workview-files'}, h('h3', {}, say('work.files')),
    h('p', {class: 'files-row'}, all.map(file => h('a', {class: 'btn small', href: file.url, download: file.name}, icon('download'), file.label)),
      all.filter(file => file.beside).map(file => h('a', {class: 'btn small quiet', href: file.beside, download: `${file.name}.c2pa`, title: say('work.apart_hint')},
        icon('download'), say('work.apart', {file: file.label})))));
}

function family({parents, children}) {
  if (!parents.length && !children.length) return null;
  const row = (title, cards) => cards.length > 0 && h('div', {class: 'family-row'}, h('h4', {}, title), h('div', {class: 'family-cards'}, cards.map(relative)));
  return h('section', {class: 'workview-family'}, h('h3', {}, say('work.family')),
    row(say('work.parents'), parents), row(say('work.children'), children));
}

function relative(card) {
  return h('button', {type: 'button', class: 'relative', title: card.title, 'aria-label': say('work.open', {title: card.title}),
    style: {'background-color': card.colour || 'var(--well)'},
    onclick: event => event.currentTarget.dispatchEvent(new CustomEvent('open-work', {bubbles: true, detail: {id: card.id}}))},
  card.thumb ? h('img', {src: card.thumb, alt: '', loading: 'lazy'}) : h('span', {class: 'relative-text', dir: 'auto'}, card.excerpt || card.title));
}

function recipe({recipe: rows}) {
  return h('details', {class: 'workview-recipe'}, h('summary', {}, say('work.recipe'), icon('chevron-down')),
    h('table', {}, h('tbody', {}, rows.map(([label, value]) => h('tr', {}, h('th', {scope: 'row'}, label), h('td', {dir: 'auto'}, value))))));
}
