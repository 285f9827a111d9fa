// Pinned: a work of a room with what was said of it: pins on a picture, moments of a film or a sound.
import {calm, h} from '../lib/dom.js';
import {clock, isText} from '../lib/telling.js';
import {number, say} from '../lib/words.js';
import {attempt, detail} from '../lib/works.js';
import {media, picture} from './media.js';

const isPoint = remark => 'x' in remark.place, isMoment = remark => 'second' in remark.place;
const isStill = card => card.kind === 'image' || (card.kind === 'animation' && card.suffix !== '.mp4');

// The element of a work; its `draw(remarks)` puts their pins onto it, its `see(remark)` shows where one is.
// `chosen(remark)` hears of a pin that is pressed.
export function pinned(card, chosen) {
  if (!card) return Object.assign(h('p', {class: 'pinned-gone'}, say('room.gone')), {draw: () => {}, see: () => {}});
  const pins = h('div', {class: 'pins'}), shown = isStill(card) ? h('button', {type: 'button', class: 'pinned-open', 'aria-label': say('work.enlarge', {title: card.title}), onclick: () => enlarge(card)}, picture(card))
    : media(card, '', {plays: false, titled: true});
  const element = h('div', {class: `pinned pinned-${isText(card) ? 'text' : card.kind}`}, shown, isStill(card) && pins);
  if (isText(card)) attempt(async () => element.replaceChildren(media(card, (await detail(card.id)).text, {titled: true})));
  const draw = remarks => pins.replaceChildren(...remarks.filter(isPoint).map((remark, at) => pin(remark, at + 1, chosen)));
  const see = remark => (isMoment(remark) ? play(element, remark.place.second) : flash(pins, remark));
  return Object.assign(element, {draw, see});
}

function enlarge(card) {
  return attempt(async () => (await import('./lightbox.js')).openLightbox([card]));
}

function pin(remark, at, chosen) {
  return h('button', {type: 'button', class: 'pin', 'data-remark': remark.id, 'data-done': String(remark.done), 'aria-label': say('room.pin', {at: number(at), text: remark.text}), title: remark.text,
    style: {left: `${remark.place.x * 100}%`, top: `${remark.place.y * 100}%`}, onclick: () => chosen(remark)}, number(at));
}

function flash(pins, remark) {
  const found = [...pins.children].find(one => one.dataset.remark === remark.id);
  if (!found) return;
  for (const one of pins.children) one.classList.toggle('seen', one === found);
  found.scrollIntoView({block: 'center', behavior: calm() ? 'auto' : 'smooth'});
}

function play(element, second) {
  const sounding = element.querySelector('video, audio');
  if (!sounding) return;
  sounding.currentTime = second;
  sounding.play().catch(() => {});
  element.scrollIntoView({block: 'nearest', behavior: calm() ? 'auto' : 'smooth'});
}

// Where a remark is, in a word; '' for one about the whole. `all`: those of the same work, which number its pins.
export function placeOf(remark, all) {
  if (isMoment(remark)) return momentOf(remark);
  return isPoint(remark) ? say('room.point', {at: number(all.filter(isPoint).findIndex(one => one.id === remark.id) + 1)}) : '';
}

export const momentOf = remark => (isMoment(remark) ? say('room.moment', {time: clock(Math.floor(remark.place.second))}) : '');
export const placeIcon = remark => (isMoment(remark) ? 'play' : 'map-pin');

// A small picture of what a remark is about, with its point on it.
export function glimpse(card, remark, facing) {
  return h('span', {class: 'glimpse'}, facing, card && isPoint(remark) && h('span', {class: 'pin small', style: {left: `${remark.place.x * 100}%`, top: `${remark.place.y * 100}%`}}));
}
