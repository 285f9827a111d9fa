// Order: works in a row that one can drag, or move by arrow keys. Each move is told, and said aloud.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {number, say} from '../lib/words.js';

const STEPS = {ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1};

// `entries`: {key, card, mark?} each. `moved(keys)` hears of another order; `open(key)` and `remove(key)`: what else a work does.
export function orderOf(entries, {moved = () => {}, open = null, remove = null}) {
  const said = h('span', {class: 'visually-hidden', role: 'status'});
  const list = h('ol', {class: 'order', 'aria-label': say('order.title')});
  const keys = () => [...list.children].map(one => one.dataset.key);
  const tell = place => {
    said.textContent = say('order.at', {title: place.title, at: number([...list.children].indexOf(place) + 1), count: number(list.children.length)});
    moved(keys());
  };
  const drop = place => {
    const next = place.nextElementSibling || place.previousElementSibling;
    remove(place.dataset.key);
    place.remove();
    next?.querySelector('.order-handle').focus();
  };
  list.append(...entries.map(entry => placeOf(entry, {open, drop: remove && drop})));
  list.addEventListener('keydown', event => stepped(event, list, tell));
  list.addEventListener('pointerdown', event => dragged(event, list, tell));
  return {element: h('div', {class: 'order-frame'}, list, said, h('p', {class: 'order-hint'}, say('order.hint'))), keys};
}

function placeOf({key, card, mark}, {open, drop}) {
  const title = card?.title || say('order.gone');
  const place = h('li', {class: 'order-place', 'data-key': key, title},
    open ? h('button', {type: 'button', class: 'order-face', 'aria-label': say('order.open', {title}), onclick: () => open(key)}, face(card)) : h('span', {class: 'order-face'}, face(card)),
    mark,
    h('button', {type: 'button', class: 'order-handle', 'aria-label': say('order.move', {title}), title: say('order.move', {title})}, icon('grip-vertical')),
    drop && h('button', {type: 'button', class: 'order-remove', 'aria-label': say('order.remove', {title}), title: say('order.remove', {title}), onclick: () => drop(place)}, icon('x')));
  return place;
}

// What a work looks like where there is little room.
export function face(card) {
  if (card?.thumb) return h('img', {src: card.thumb, alt: '', loading: 'lazy', draggable: 'false', style: {'background-color': card.colour || 'var(--well)'}});
  return h('span', {class: 'face-words', dir: 'auto', 'aria-hidden': 'true'}, card ? card.excerpt || card.title : icon('image'));
}

function stepped(event, list, tell) {
  const handle = event.target.closest('.order-handle'), step = STEPS[event.key];
  if (!handle || !step) return;
  event.preventDefault();
  const place = handle.parentElement, beside = step < 0 ? place.previousElementSibling : place.nextElementSibling;
  if (!beside) return;
  if (step < 0) beside.before(place);
  else beside.after(place);
  handle.focus();
  tell(place);
}

// By mouse, pen or finger: the work goes where the pointer is.
function dragged(event, list, tell) {
  const handle = event.target.closest('.order-handle');
  if (!handle || event.button) return;
  event.preventDefault();
  handle.focus();
  const place = handle.parentElement, before = [...list.children].indexOf(place);
  const follow = ({clientX, clientY}) => {
    const over = document.elementFromPoint(clientX, clientY)?.closest('.order-place');
    if (!over || over === place || over.parentElement !== list) return;
    const isAfter = place.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isAfter) over.after(place);
    else over.before(place);
  };
  const end = () => {
    window.removeEventListener('pointermove', follow);
    for (const name of ['pointerup', 'pointercancel']) window.removeEventListener(name, end);
    place.classList.remove('dragged');
    if ([...list.children].indexOf(place) !== before) tell(place);
  };
  place.classList.add('dragged');
  window.addEventListener('pointermove', follow);
  for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, end);
}
