// Shelving: what stands around the works: heading, toolbar, and what is said where there are none.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {number, say} from '../lib/words.js';
import {attempt} from '../lib/works.js';
import {show} from '../nav.js';
import {deleteBoard, renameBoard} from './boards.js';
import {CLEARED, howMany} from './filters.js';
import {forgetAll} from './selection.js';

const CALM = 200; // milliseconds after the last letter of a search

// What is shown, how much of it, and what can be done with the board or the bin as a whole.
export function heading(shelf) {
  const title = h('h2', {class: 'library-title', dir: 'auto'}), count = h('p', {class: 'library-count', role: 'status'});
  const actions = h('div', {class: 'library-actions'}), hint = h('p', {class: 'library-hint', hidden: true});
  const draw = () => {
    title.textContent = titleOf(shelf);
    count.textContent = !shelf.isLoaded || shelf.error ? '' : shelf.total === 1 ? say('library.total_one') : say('library.total', {count: number(shelf.total)});
    hint.hidden = !shelf.query.bin;
    hint.textContent = say('library.bin_hint');
    actions.replaceChildren(...actionsOf(shelf));
  };
  shelf.addEventListener('change', draw);
  draw();
  return h('header', {class: 'library-head'}, title, count, actions, hint);
}

const boardOf = shelf => shelf.boards.find(board => board.id === shelf.query.board);

function titleOf(shelf) {
  const {query} = shelf;
  if (query.bin) return say('boards.bin');
  if (query.favourite) return say('boards.favourites');
  return boardOf(shelf)?.name || query.project || say('library.title');
}

function actionsOf(shelf) {
  const board = boardOf(shelf), action = (name, title, onclick) => h('button', {type: 'button', class: 'btn quiet small', onclick}, icon(name), title);
  if (board) {
    return [action('pen-line', say('boards.rename'), () => renameBoard(shelf, board)),
      action('trash-2', say('boards.delete'), () => deleteBoard(shelf, board))];
  }
  if (shelf.query.bin) return shelf.cards.length ? [action('trash-2', say('library.empty_bin'), () => emptyBin(shelf))] : [];
  return [h('a', {class: 'btn quiet small', href: 'check'}, icon('circle-check'), say('library.check'))];
}

function emptyBin(shelf) {
  return attempt(async () => {
    for (let had = -1; shelf.cards.length > had;) {
      had = shelf.cards.length;
      await shelf.more();
    }
    await forgetAll(shelf.cards.map(card => card.id));
  });
}

// `panel`: what the Filters button unfolds. `sizes`: {least, most, now} in pixels; `resize(pixels)`.
export function toolbar(shelf, {panel, sizes, resize, bring}) {
  let calm = 0;
  const search = h('input', {type: 'search', value: shelf.query.q, placeholder: say('library.search'), 'aria-label': say('library.search'),
    'aria-keyshortcuts': '/', autocomplete: 'off', maxlength: 200, dir: 'auto', oninput: () => {
      clearTimeout(calm);
      calm = setTimeout(() => shelf.ask({q: search.value.trim()}), CALM);
    }});
  shelf.addEventListener('change', () => { if (document.activeElement !== search) search.value = shelf.query.q; });
  return h('div', {class: 'library-tools'},
    h('label', {class: 'search'}, icon('search'), search),
    filterButton(shelf, panel), sorting(shelf), sizing(sizes, resize), bring);
}

function filterButton(shelf, panel) {
  const count = h('span', {class: 'pill-count', hidden: true});
  const button = h('button', {type: 'button', class: 'btn', 'aria-expanded': 'false', 'aria-controls': panel.id, 'aria-label': say('filters.button'),
    title: say('filters.button'), onclick: () => {
      panel.hidden = !panel.hidden;
      button.setAttribute('aria-expanded', String(!panel.hidden));
    }}, icon('sliders-horizontal'), h('span', {class: 'btn-words'}, say('filters.button')), count);
  shelf.addEventListener('change', () => {
    count.textContent = howMany(shelf);
    count.hidden = !howMany(shelf);
  });
  return button;
}

function sorting(shelf) {
  const orders = [['newest', say('library.newest')], ['oldest', say('library.oldest')], ['title', say('library.by_title')]];
  return h('select', {class: 'sorting', 'aria-label': say('library.sort'), onchange: event => shelf.ask({sort: event.target.value})},
    orders.map(([value, title]) => h('option', {value, selected: value === shelf.query.sort}, title)));
}

function sizing(sizes, resize) {
  return h('label', {class: 'sizing', title: say('library.size')}, icon('grid-3x3'),
    h('input', {type: 'range', min: sizes.least, max: sizes.most, step: 10, value: sizes.now, 'aria-label': say('library.size'),
      oninput: event => resize(Number(event.target.value))}));
}

// What is said where there is nothing: how works come here, or how to see more of them.
export function emptiness(element, shelf, bring) {
  element.hidden = !shelf.isLoaded || shelf.cards.length > 0;
  if (!element.hidden) element.replaceChildren(...saidOf(shelf, bring));
}

function saidOf(shelf, bring) {
  const button = (look, title, onclick) => h('button', {type: 'button', class: `btn ${look}`, onclick}, title);
  const said = (name, title, text, ...buttons) => [icon(name), h('h3', {}, title), h('p', {}, text), h('div', {class: 'library-ways'}, buttons)];
  if (shelf.error) return said('triangle-alert', say('library.failed'), shelf.error, button('', say('library.retry'), () => shelf.load()));
  if (Object.keys(CLEARED).some(name => shelf.query[name])) {
    return said('search', say('library.none'), say('library.none_hint'), button('', say('filters.clear'), () => shelf.ask(CLEARED)));
  }
  if (shelf.query.bin) return said('trash-2', say('library.bin_empty'), say('library.bin_hint'));
  if (shelf.query.favourite) return said('star', say('library.no_favourites'), say('library.no_favourites_hint'));
  if (shelf.query.board || shelf.query.project) return said('folder', say('library.board_empty'), say('library.board_hint'));
  return said('image', say('library.nothing'), say('library.nothing_hint'),
    button('primary', say('library.make'), () => show('image')), button('', say('importing.button'), bring));
}
