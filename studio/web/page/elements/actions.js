// Actions: what can be done with one work, as a row of buttons. Each is about the work that it was drawn for.
import {h} from '../lib/dom.js';
import {icon, modeIcon} from '../lib/icons.js';
import {fill} from '../lib/fill.js';
import {live} from '../lib/live.js';
import {share} from '../lib/sharing.js';
import {say} from '../lib/words.js';
import {again, attempt, bin, forget, mark} from '../lib/works.js';
import {confirmed} from '../lib/dialogs.js';

// `used()` is called when a form is filled, so that what lies over it can go.
export function actions(detail, {used = () => {}} = {}) {
  const {card} = detail;
  return h('div', {class: 'actions-row', role: 'toolbar', 'aria-label': say('work.actions')},
    favouriteButton(card), useMenu(detail, used), sendMenu(detail, used),
    detail.vary && wordy('shuffle', say('work.vary'), () => again(card.id, {vary: true})),
    detail.again && wordy('refresh-cw', say('work.again'), () => again(card.id)),
    iconly('share-2', say('work.share'), () => share(card)),
    !card.binned && iconly('users', say('selection.share'), () => attempt(async () => (await import('./share-room.js')).shareWorks([card]))),
    card.binned ? restoreButtons(card) : iconly('trash-2', say('work.bin'), () => bin([card.id])));
}

const wordy = (name, title, onclick) => h('button', {type: 'button', class: 'btn', onclick}, icon(name), title);

export function iconly(name, title, onclick, more = {}) {
  return h('button', {type: 'button', class: 'btn quiet icon-only', title, 'aria-label': title, onclick, ...more}, icon(name));
}

// The star. It shows what the work is, whoever changed it.
export function favouriteButton(card) {
  let is = card.favourite;
  const button = iconly('star', '', () => attempt(() => mark([card.id], {favourite: !is})));
  const draw = () => {
    button.setAttribute('aria-pressed', String(is));
    for (const name of ['aria-label', 'title']) button.setAttribute(name, say('work.favourite'));
    button.replaceChildren(icon(is ? 'star-filled' : 'star'));
  };
  live(button, window, 'works-changed', ({detail: {ids, change}}) => {
    if (!ids.includes(card.id) || change.favourite === undefined) return;
    is = change.favourite;
    draw();
  });
  draw();
  return button;
}

// What of a work goes into its form: [icon, title, run] each. `used()`: what to do before.
export function uses({card, seed, again: canAgain}, used = () => {}) {
  const ways = [
    card.prompt && ['pen-line', say('work.use_prompt'), 'prompt'],
    seed !== null && ['dice-5', say('work.use_seed'), 'seed'],
    canAgain && ['sliders-horizontal', say('work.use_all'), 'all'],
  ];
  return ways.filter(Boolean).map(([name, title, take]) => [name, title, () => { used(); fill({from: 'work', id: card.id, take}); }]);
}

// The modes that take it: [icon, title, run] each.
export function takers({card, send}, used = () => {}) {
  return send.map(({mode, take, title}) => [modeIcon(mode), title, () => { used(); fill({from: 'work', id: card.id, take, mode}); }]);
}

export function useMenu(told, used) {
  const ways = uses(told, used);
  return ways.length ? menu('text-cursor-input', say('work.use'), ways) : null;
}

export function sendMenu(told, used) {
  const all = takers(told, used);
  return all.length ? menu('send', say('work.send'), all) : null;
}

export function menu(name, title, items, look = '') {
  const element = h('details', {class: 'menu', onkeydown: event => {
    if (event.key !== 'Escape' || !element.open) return;
    event.stopPropagation();
    event.preventDefault();
    element.open = false;
    element.querySelector('summary').focus();
  }, onfocusout: event => { if (!element.contains(event.relatedTarget) && event.relatedTarget) element.open = false; }},
  h('summary', {class: `btn ${look}`, 'aria-label': title, title}, icon(name), h('span', {class: 'btn-words'}, title), icon('chevron-down')),
  h('div', {class: 'menu-list'}, items.map(([image, label, run]) => h('button', {type: 'button', onclick: () => { element.open = false; run(); }}, icon(image), label))));
  return element;
}

function restoreButtons(card) {
  return [
    wordy('undo-2', say('selection.restore'), () => attempt(() => mark([card.id], {bin: false}))),
    iconly('trash-2', say('selection.forget'), async () => {
      const yes = await confirmed(say('selection.forget_title', {count: 1}), say('selection.forget_text'), say('selection.forget'), {danger: true});
      if (yes) await attempt(() => forget([card.id]));
    }),
  ];
}
