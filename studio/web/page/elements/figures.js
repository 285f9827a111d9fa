// Figures: what is painted without a pointer: a rectangle by its edges, or all but the border, in hundredths.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {say} from '../lib/words.js';

const EDGES = {left: 25, top: 25, right: 75, bottom: 75};
const BORDER = 10;

// `paints(left, top, right, bottom)` and `frames(border)` take shares from 0 to 1.
export function figures(paints, frames) {
  const edges = Object.entries(EDGES).map(([name, value]) => field(say(`painting.${name}`), value, 100)), border = field(say('painting.border'), BORDER, 49);
  const paint = () => {
    const [left, top, right, bottom] = edges.map(shareOf);
    if (right > left && bottom > top) paints(left, top, right, bottom);
  };
  const close = event => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.preventDefault();
    event.stopPropagation();
    menu.open = false;
    menu.querySelector('summary').focus();
  };
  const menu = h('details', {class: 'menu painting-figures', onkeydown: close},
    h('summary', {class: 'btn quiet icon-only', title: say('painting.figures'), 'aria-label': say('painting.figures')}, icon('frame')),
    h('div', {class: 'menu-list'},
      h('fieldset', {}, h('legend', {}, say('painting.rectangle')), edges, h('button', {type: 'button', class: 'btn small', onclick: paint}, say('painting.paint'))),
      h('fieldset', {}, h('legend', {}, say('painting.middle')), border, h('button', {type: 'button', class: 'btn small', onclick: () => frames(shareOf(border))}, say('painting.paint')))));
  return menu;
}

const field = (title, value, most) => h('label', {}, h('span', {}, title), h('input', {type: 'number', min: 0, max: most, value}));

function shareOf(label) {
  const input = label.querySelector('input');
  return Math.min(Number(input.max), Math.max(0, Number(input.value) || 0)) / 100;
}
