// Boards: where works are gathered, under projects. The rail shows them, and takes works that are dragged onto it.
import {h} from '../lib/dom.js';
import {hasWorks, worksOf} from '../lib/dragging.js';
import {icon} from '../lib/icons.js';
import {post} from '../lib/http.js';
import {number, say} from '../lib/words.js';
import {attempt, bin, markAndSay} from '../lib/works.js';
import {askedFor, confirmed} from '../lib/dialogs.js';

const NAME = 60, TAG = 40; // characters, at most

// The rail: all works, favourites, boards, the bin.
export function rail(shelf) {
  const element = h('nav', {class: 'rail', 'aria-label': say('boards.rail')});
  const draw = () => {
    const {facets, query} = shelf, isAll = !query.board && !query.project && !query.favourite && !query.bin;
    element.replaceChildren(
      place(shelf, {}, 'layers', say('boards.all'), null, isAll),
      place(shelf, {favourite: '1'}, 'star', say('boards.favourites'), facets?.favourites, query.favourite === '1'),
      h('div', {class: 'rail-boards', role: 'group', 'aria-label': say('boards.title')}, grouped(shelf)),
      h('button', {type: 'button', class: 'rail-place rail-new', onclick: () => newBoard(shelf)}, icon('folder-plus'), h('span', {class: 'rail-name'}, say('boards.new'))),
      place(shelf, {bin: '1'}, 'trash-2', say('boards.bin'), facets?.bin, query.bin === '1'),
    );
  };
  shelf.addEventListener('change', draw);
  draw();
  return element;
}

const NOWHERE = {board: '', project: '', favourite: '', bin: ''};

function place(shelf, change, image, name, count, isHere) {
  const shown = image.includes('/') ? h('img', {class: 'rail-cover', src: image, alt: '', loading: 'lazy'}) : icon(image);
  const button = h('button', {type: 'button', class: 'rail-place', 'aria-current': isHere ? 'true' : null,
    onclick: () => shelf.ask({...NOWHERE, ...change})},
  shown, h('span', {class: 'rail-name', dir: 'auto'}, name), count ? h('span', {class: 'rail-count'}, number(count)) : null);
  if (change.board) takesWorks(button, ids => addTo({id: change.board, name}, ids));
  if (change.bin) takesWorks(button, bin);
  return button;
}

function grouped(shelf) {
  const projects = new Map();
  for (const board of shelf.boards) projects.set(board.project, [...(projects.get(board.project) || []), board]);
  const inOrder = [...projects].sort(([a], [b]) => a.localeCompare(b));
  return inOrder.map(([project, boards]) => [
    project && h('button', {type: 'button', class: 'rail-project', dir: 'auto', 'aria-current': shelf.query.project === project ? 'true' : null,
      onclick: () => shelf.ask({...NOWHERE, project})}, project),
    boards.map(board => place(shelf, {board: board.id}, board.cover || 'folder', board.name, board.count, shelf.query.board === board.id)),
  ]);
}

// An element onto which works can be dragged.
function takesWorks(element, take) {
  element.addEventListener('dragover', event => {
    if (!hasWorks(event)) return;
    event.preventDefault();
    element.classList.add('over');
  });
  element.addEventListener('dragleave', () => element.classList.remove('over'));
  element.addEventListener('drop', event => {
    element.classList.remove('over');
    if (!hasWorks(event)) return;
    event.preventDefault();
    event.stopPropagation();
    take(worksOf(event));
  });
}

function addTo(board, ids) {
  return markAndSay(ids, {board: board.id}, {unboard: board.id}, say('boards.added', {count: ids.length, name: board.name}));
}

// A menu that puts works on a board; `ids()` says which.
export function boardMenu(shelf, ids) {
  const list = h('div', {class: 'menu-list'});
  const menu = h('details', {class: 'menu', ontoggle: () => {
    if (!menu.open) return;
    list.replaceChildren(
      ...shelf.boards.map(board => h('button', {type: 'button', dir: 'auto', onclick: () => { menu.open = false; addTo(board, ids()); }}, icon('folder'), board.name)),
      h('button', {type: 'button', onclick: async () => {
        menu.open = false;
        const board = await newBoard(shelf);
        if (board) await addTo(board, ids());
      }}, icon('folder-plus'), say('boards.new')));
  }}, h('summary', {class: 'btn', title: say('boards.add'), 'aria-label': say('boards.add')}, icon('folder-plus'), h('span', {class: 'btn-words'}, say('boards.add'))), list);
  return menu;
}

function fields(shelf, board = {}) {
  const projects = [...new Set(shelf.boards.map(one => one.project).filter(Boolean))];
  return [
    {name: 'name', label: say('boards.name'), value: board.name, most: NAME, needed: true},
    {name: 'project', label: say('boards.project'), value: board.project, most: NAME, list: projects},
  ];
}

async function newBoard(shelf) {
  const values = await askedFor(say('boards.new'), fields(shelf), say('boards.create'));
  if (!values) return null;
  return attempt(async () => {
    const {board} = await post('boards', values);
    await shelf.refresh();
    return board;
  });
}

export async function renameBoard(shelf, board) {
  const values = await askedFor(say('boards.rename'), fields(shelf, board), say('boards.save'));
  if (values) await attempt(async () => { await post(`boards/${board.id}`, values); await shelf.refresh(); });
}

export async function deleteBoard(shelf, board) {
  const yes = await confirmed(say('boards.delete_title', {name: board.name}), say('boards.delete_text'), say('boards.delete'), {danger: true});
  if (yes) await attempt(async () => { await post(`boards/${board.id}/delete`); await shelf.ask(NOWHERE); });
}

export async function askedForTag(shelf) {
  const tags = (shelf.facets?.tags || []).map(tag => tag.key);
  const values = await askedFor(say('tags.title'), [{name: 'tag', label: say('tags.name'), most: TAG, needed: true, list: tags}], say('tags.add'));
  return values?.tag.trim();
}
