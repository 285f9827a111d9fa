// Room card: a room among the others: what it shows, how it stands, what is new there.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {go} from '../lib/rooms.js';
import {date, dateTime, number, say} from '../lib/words.js';
import {face} from './order.js';

const FACES = 4;
const STATES = {open: 'link', expired: 'clock', revoked: 'circle-x', exhausted: 'eye'};

export function roomCard(room) {
  const cards = room.items.map(item => item.versions.at(-1)), more = cards.length - FACES;
  return h('li', {class: 'room-card', 'data-room': room.id}, h('button', {type: 'button', class: 'room-card-open', 'data-key': room.id, onclick: () => go(room.id)},
    h('span', {class: 'room-faces', 'data-count': Math.min(FACES, cards.length), 'aria-hidden': 'true'}, cards.slice(0, FACES).map(face),
      more > 0 && h('span', {class: 'room-more'}, `+${number(more)}`)),
    h('span', {class: 'room-card-title', dir: 'auto'}, room.title),
    h('span', {class: 'room-card-told'}, stateOf(room), room.unseen > 0 && h('span', {class: 'remark-new'}, say(room.unseen === 1 ? 'clients.unseen_one' : 'clients.unseen', {count: number(room.unseen)}))),
    h('span', {class: 'room-card-more'}, openedOf(room), ' · ', agreedOf(room))));
}

// How it stands, with a picture, since colour alone says nothing.
export function stateOf(room) {
  return h('span', {class: `room-state is-${room.state}`}, icon(STATES[room.state]), say(`clients.state.${room.state}`));
}

// How often it was opened, and when last.
export function openedOf(room) {
  if (!room.views) return say('clients.unopened');
  const views = say(room.views === 1 ? 'clients.views_one' : 'clients.views', {count: number(room.views)});
  return say('clients.opened', {views, when: dateTime(room.opened)});
}

export function agreedOf(room) {
  const agreed = room.items.filter(item => item.state === 'approved').length;
  return say('clients.agreed', {count: number(agreed), all: number(room.items.length)});
}

// What its client may do, in a row of words.
export function termsOf(room) {
  return [
    room.expires ? say('clients.until', {date: date(room.expires)}) : say('clients.endless'),
    room.limit > 0 && say('clients.limited', {count: number(room.limit)}),
    room.password && say('clients.password'),
    room.downloads ? say('clients.downloads') : say('clients.no_downloads'),
    room.recipe ? say('clients.recipe') : say('clients.no_recipe'),
  ].filter(Boolean);
}
