// Before: a picture and what it was made from, one over the other under a slider, for as long as the visitor likes it so.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {say} from '../lib/words.js';

const KEY = 'ink-before', OFF = 'off';
const ALIKE = 0.02; // by which the two may differ in shape

// What a work was made from, as a card that is no work.
export function beforeOf({card, before}) {
  return {kind: 'image', main: before, title: say('before.before'), alt: say('before.before'), width: card.width, height: card.height};
}

// Put the slider in the place of `plain`, a picture of the work; `offer(button)` takes what turns it on and off. Does
// nothing where there is no picture before, or one of another shape.
export async function offerBefore(told, plain, offer) {
  if (!told.before || !(await isAlike(told))) return;
  const {overlaid} = await import('./versus.js'), over = overlaid(beforeOf(told), {...told.card, title: say('before.after')});
  const button = h('button', {type: 'button', class: 'btn icon-only before-toggle', title: say('before.title'), 'aria-label': say('before.title'), onclick: () => {
    localStorage.setItem(KEY, isOn() ? OFF : '');
    draw();
  }}, icon('square-split-horizontal'));
  const draw = () => {
    button.setAttribute('aria-pressed', String(isOn()));
    if (isOn()) plain.replaceWith(over);
    else over.replaceWith(plain);
  };
  offer(button);
  draw();
}

const isOn = () => localStorage.getItem(KEY) !== OFF;

async function isAlike({card, before}) {
  const image = new Image();
  image.src = before;
  await image.decode().catch(() => {});
  return image.naturalWidth > 0 && Math.abs(image.naturalWidth / image.naturalHeight / (card.width / card.height) - 1) < ALIKE;
}
