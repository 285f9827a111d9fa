// Frame: where the stage shows works side by side, and those that are being made in the places that they will have.
import {h} from '../lib/dom.js';
import {say} from '../lib/words.js';
import {now} from '../now.js';
import {newResult} from './result.js';

const ACROSS = {image: 1, animation: 16 / 9, music: 16 / 9}; // width to height, where a job does not say
const MOST = 9;

// Its `show({cards, job, before})` draws works; a place whose work stays the same stays as it is. `fill(tag)`: an element instead.
export function newFrame(tab) {
  const all = []; // the works that are shown; more may join them
  let places = new Map(), words = '', filled = null;
  const element = h('div', {class: 'stage-frame', 'data-count': 0, onkeydown: event => move(event, element)});
  const show = ({cards, job, before}) => {
    words = job?.preview?.text || words;
    all.splice(0, all.length, ...cards);
    const coming = Array.from({length: job ? left(job, cards.length) : 0}, (_, at) => [`${job.id} ${cards.length + at}`, () => newPending(tab)]);
    const isAlone = cards.length + coming.length === 1;
    const made = cards.map(card => [`${card.id} ${isAlone}`, () => newResult(card, {cards: all, isAlone, text: isAlone ? words : '', before})]);
    const were = places;
    places = new Map([...made, ...coming].map(([key, make]) => [key, places.get(key) || make()]));
    coming.forEach(([key], at) => places.get(key).draw(job, at === 0));
    filled = null;
    element.dataset.count = Math.min(MOST, places.size);
    element.style.setProperty('--across', cards[0]?.width ? cards[0].width / cards[0].height : job ? acrossOf(job, tab) : ACROSS[tab] || 1);
    put(element, [...places.values()]);
    goOn(were, places);
    if (!job) words = '';
  };
  const fill = name => {
    if (filled === name) return;
    filled = name;
    places = new Map();
    element.dataset.count = 0;
    element.replaceChildren(...(name ? [h(name, {tab})] : []));
  };
  return {element, show, fill};
}

// Arrows lead from picture to picture.
function move(event, element) {
  const all = [...element.querySelectorAll('.result-open')], at = all.indexOf(event.target), across = getComputedStyle(element).gridTemplateColumns.split(' ').length;
  const to = all[at + {ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across}[event.key]];
  if (at < 0 || !to) return;
  event.preventDefault();
  to.focus();
}

// How many works of a job are still to come: none when all are there, though it has not ended.
function left(job, there) {
  return Math.max(there ? 0 : 1, Math.min(MOST, Number(job.count) || 1) - there);
}

function put(element, children) {
  if (children.length === element.children.length && children.every((one, at) => element.children[at] === one)) return;
  const hadFocus = element.contains(document.activeElement);
  element.replaceChildren(...children);
  if (hadFocus) element.querySelector('button, video, [tabindex="0"]')?.focus();
}

// Whoever listens to what is being made hears the rest of it in the work that it has become.
function goOn(were, places) {
  for (const [key, {heard}] of were) {
    if (!heard || heard.paused || places.has(key)) continue;
    const [job, at] = key.split(' '), id = now.job(job)?.works[at]?.id;
    const audio = (places.get(`${id} true`) || places.get(`${id} false`))?.querySelector('.player')?.audio;
    if (!audio) continue;
    audio.currentTime = heard.currentTime;
    audio.play().catch(() => {});
  }
}

function acrossOf(job, tab) {
  const [width, height] = job.aspect.split(':').map(Number);
  return width > 0 && height > 0 ? width / height : ACROSS[tab] || 1;
}

// A work that is being made: its picture, words and sound so far, or its place alone.
function newPending(tab) {
  const image = h('img', {class: 'pending-picture', alt: say('stage.unfinished'), hidden: true});
  const sheet = h('article', {class: 'paper unfinished', 'aria-busy': 'true', hidden: tab !== 'writing'});
  const element = h('div', {class: `pending pending-${tab}`}, image, sheet);
  element.draw = (job, isNext) => {
    const {image: source, text} = (isNext && job.preview) || {};
    element.style.setProperty('--across', acrossOf(job, tab));
    element.classList.toggle('at-work', isNext && job.state === 'running');
    if (source && image.src !== source) Object.assign(image, {src: source, hidden: false});
    if (text) write(sheet, text);
    if (isNext && (job.heard || element.heard)) hear(element, job);
  };
  return element;
}

// The player of what can be heard already is brought with the first of it.
async function hear(element, job) {
  element.job = job;
  await import('./heard.js');
  element.heard ??= element.appendChild(h('ink-heard'));
  element.heard.draw(element.job);
}

// The end of what is written stays in view, unless the reader has gone back.
function write(sheet, text) {
  sheet.hidden = false;
  if (sheet.dataset.text === text) return;
  const isAtEnd = sheet.scrollHeight - sheet.scrollTop - sheet.clientHeight < 40;
  sheet.dataset.text = text;
  sheet.replaceChildren(...text.split(/\n{2,}/).map(part => h('p', {dir: 'auto'}, part)));
  if (isAtEnd) sheet.scrollTop = sheet.scrollHeight;
}
