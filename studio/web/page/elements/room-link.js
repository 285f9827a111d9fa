// Room link: the way to a room, shown once, since the studio keeps none that it could show again.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {layDialog} from '../lib/layers.js';
import {isOnlyHere, linkOf} from '../lib/rooms.js';
import {copyText, sendLink} from '../lib/sharing.js';
import {say} from '../lib/words.js';

// The link of a room that was just made, with what is done with it.
export function linkView(room) {
  const link = linkOf(room.id);
  const box = h('input', {class: 'ask-input room-link-box', readonly: true, value: link, 'aria-label': say('room_link.title'), onfocus: () => box.select()});
  return h('div', {class: 'room-link'},
    h('p', {class: 'ask-text'}, say('room_link.once')), box,
    h('div', {class: 'room-link-ways'},
      h('button', {type: 'button', class: 'btn primary', onclick: () => copyText(link)}, icon('copy'), say('room_link.copy')),
      navigator.share && h('button', {type: 'button', class: 'btn', onclick: () => sendLink(link, room.title)}, icon('share-2'), say('work.share')),
      h('a', {class: 'btn', href: link, target: '_blank', rel: 'noopener'}, icon('external-link'), say('room_link.open'))),
    isOnlyHere() && h('p', {class: 'room-link-warning'}, icon('triangle-alert'), say('room_link.only_here')));
}

// The same in a dialog of its own.
export function showLink(room) {
  const element = h('dialog', {class: 'dialog', 'aria-label': say('room_link.title')}, h('h2', {}, say('room_link.title')), linkView(room),
    h('div', {class: 'ask-buttons'}, h('button', {type: 'button', class: 'btn', onclick: () => close()}, say('work.close'))));
  const close = layDialog(element);
}
