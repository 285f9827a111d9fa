// Result: one finished work, large, with what can be done to it at hand.
import {h} from '../lib/dom.js';
import {drag} from '../lib/dragging.js';
import {icon} from '../lib/icons.js';
import {isHeard, isText, nameOf} from '../lib/telling.js';
import {say} from '../lib/words.js';
import {attempt, bin, detail} from '../lib/works.js';
import {favouriteButton} from './actions.js';
import {offerBefore} from './before.js';
import {media, picture} from './media.js';
import {filesRow, pages} from './leaves.js';
import {partsRow} from './parts.js';
import {openMenu} from './result-menu.js';

let numbers = 0;

// `cards`: what it stands among, now and later; `text`: what is known of a text already; `before`: a work that one which
// stands alone can be compared with.
export function newResult(card, {cards, isAlone, text = '', before = null}) {
  const beside = () => (isAlone ? before : other(card, cards)), star = favouriteButton(card);
  star.classList.remove('quiet');
  const actions = h('div', {class: 'result-actions'}, star,
    !isText(card) && action('stage.open', 'maximize-2', () => open(card, cards)),
    !isAlone && action('stage.compare', 'columns-2', () => compare(card, beside())),
    h('a', {class: 'btn icon-only', href: `${card.main}?download=1`, download: '', 'aria-label': say('work.download'), title: say('work.download')}, icon('download')),
    action('stage.more', 'ellipsis', event => openMenu(event.currentTarget, card, beside()), {'aria-haspopup': 'menu', 'aria-expanded': 'false'}));
  const element = h('figure', {class: `result result-${isText(card) ? 'text' : card.kind}`, 'data-work-id': card.id, style: sized(card), onkeydown: event => keys(event, card, star),
    ondragstart: event => drag(event, [card.id])}, shown(card, cards, text), actions);
  if (isAlone && card.kind === 'image') offered(card, element, actions);
  if (isAlone && (isHeard(card) || card.kind === 'transcript')) taken(card, element);
  return element;
}

// What it was made from, and what it is put together of, is asked only now.
async function offered(card, element, actions) {
  const told = await detail(card.id).catch(() => null);
  if (!told) return;
  offerBefore(told, element.querySelector('.result-open'), button => actions.firstElementChild.after(button));
  const row = partsRow(told, element.querySelector('.media-picture'));
  if (row) element.append(row);
}

// What a work that is heard can be taken along as.
async function taken(card, element) {
  const told = await detail(card.id).catch(() => null);
  if (told) element.append(filesRow(told), pages(told) || '');
}

export function open(card, cards) {
  return attempt(async () => (await import('./lightbox.js')).openLightbox(cards, cards.findIndex(one => one.id === card.id)));
}

export function compare(card, beside) {
  return attempt(async () => (await import('./compare.js')).compare(card, beside));
}

function action(word, image, run, more = {}) {
  return h('button', {type: 'button', class: 'btn icon-only', 'aria-label': say(word), title: say(word), onclick: run, ...more}, icon(image));
}

// What a work is compared with by itself: the one after it, at the end the one before.
function other(card, cards) {
  const at = cards.findIndex(one => one.id === card.id);
  return cards[at + 1] || cards[at - 1];
}

function keys(event, card, star) {
  if (event.target.matches('input, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'f') star.click();
  else if (event.key === 'Delete') bin([card.id]);
}

function shown(card, cards, text) {
  if (card.kind === 'image' || (card.kind === 'animation' && card.suffix !== '.mp4')) return opening(card, cards);
  if (!isText(card)) return media(card);
  const place = h('div', {class: 'result-sheet'}, media(card, text, {titled: true}));
  attempt(async () => place.replaceChildren(media(card, (await detail(card.id)).text, {titled: true})));
  return place;
}

// A picture that opens large. No two of them are called the same, so what is seen on them is said behind their names.
function opening(card, cards) {
  const id = `described-${numbers++}`, image = picture(card);
  image.alt = '';
  return [
    h('button', {type: 'button', class: 'result-open', 'aria-label': nameOf(card, cards.findIndex(one => one.id === card.id) + 1), 'aria-describedby': id,
      onclick: () => open(card, cards)}, image),
    h('figcaption', {id, class: 'visually-hidden'}, card.alt || card.title),
  ];
}

const sized = card => (card.width && card.height ? {'--across': card.width / card.height, '--tint': card.colour || 'var(--well)'} : {});
