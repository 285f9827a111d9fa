// Result menu: everything else that can be done with a work, under its "...".
import {h} from '../lib/dom.js';
import {get} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {lead, stand} from '../lib/menus.js';
import {share} from '../lib/sharing.js';
import {say} from '../lib/words.js';
import {again, attempt, bin, detail, markAndSay} from '../lib/works.js';
import {takers, uses} from './actions.js';
import {compare} from './result.js';

const BOARDS = 6;

// Open the menu of a work at its button. `beside`: a work that it can be compared with.
export function openMenu(button, card, beside) {
  return attempt(async () => {
    const [told, {boards}] = await Promise.all([detail(card.id), get('boards')]);
    const menu = h('div', {class: 'result-menu menu-list', popover: 'auto', role: 'menu', 'aria-label': say('stage.more')}, items(told, boards, beside));
    menu.addEventListener('toggle', event => event.newState === 'closed' && close(menu, button));
    menu.addEventListener('click', () => menu.hidePopover());
    menu.addEventListener('keydown', event => lead(event, menu, [...menu.children]));
    menu.button = button;
    document.body.append(menu);
    menu.showPopover();
    stand(menu, button);
    button.setAttribute('aria-expanded', 'true');
    menu.firstElementChild.focus();
  });
}

function items(told, boards, beside) {
  const {card, vary, again: canAgain} = told;
  const add = board => () => markAndSay([card.id], {board: board.id}, {unboard: board.id}, say('boards.added', {count: 1, name: board.name}));
  return [
    ...uses(told).map(way => item(...way)),
    vary && item('shuffle', say('work.vary'), () => again(card.id, {vary: true})),
    canAgain && item('refresh-cw', say('work.again'), () => again(card.id)),
    sending(takers(told)),
    beside && item('columns-2', say('stage.compare'), () => compare(card, beside)),
    ...boards.slice(0, BOARDS).map(board => item('folder', say('stage.board', {name: board.name}), add(board))),
    item('share-2', say('work.share'), () => share(card)),
    item('users', say('selection.share'), async () => (await import('./share-room.js')).shareWorks([card])),
    item('info', say('stage.details'), async () => (await import('./opened.js')).openWork(card.id)),
    item('trash-2', say('work.bin'), () => bin([card.id])),
  ].filter(Boolean);
}

// One line for all modes that take it: pressed, the menu is about them alone.
function sending(ways) {
  if (!ways.length) return null;
  const more = event => {
    event.stopPropagation();
    const menu = event.currentTarget.parentElement;
    menu.replaceChildren(...ways.map(way => item(...way)));
    stand(menu, menu.button);
    menu.firstElementChild.focus();
  };
  return item('send', say('stage.send'), more, icon('chevron-right'));
}

function item(image, title, onclick, more) {
  return h('button', {type: 'button', role: 'menuitem', tabindex: -1, onclick}, icon(image), h('span', {dir: 'auto'}, title), more);
}

function close(menu, button) {
  const had = menu.contains(document.activeElement) || document.activeElement === document.body;
  menu.remove();
  button.setAttribute('aria-expanded', 'false');
  if (had && button.isConnected) button.focus();
}
