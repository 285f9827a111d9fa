// Marks: what the visitor writes to a work: tags, boards, a note. Each shows what the work has, whoever changed it.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {live} from '../lib/live.js';
import {shelf} from '../lib/shelf.js';
import {say} from '../lib/words.js';
import {attempt, mark} from '../lib/works.js';
import {boardMenu} from './boards.js';

const NOTE = 2000, TAG = 40; // characters, at most

// Drawn anew with every change of the work.
function following(card, element, draw) {
  live(element, window, 'works-changed', ({detail: {cards}}) => {
    const changed = cards.find(one => one.id === card.id);
    if (changed) draw(changed);
  });
  draw(card);
  return element;
}

export function tagsOf(card) {
  const list = h('span', {class: 'tags-list'});
  const input = h('input', {class: 'tags-new', maxlength: TAG, placeholder: say('tags.new'), 'aria-label': say('tags.new'), dir: 'auto', list: 'known-tags', onkeydown: event => {
    if (event.key !== 'Enter' || !input.value.trim()) return;
    event.preventDefault();
    attempt(() => mark([card.id], {tag: input.value.trim()}));
    input.value = '';
  }});
  const known = h('datalist', {id: 'known-tags'}, (shelf.facets?.tags || []).map(tag => h('option', {value: tag.key})));
  return following(card, h('div', {class: 'marks-row'}, icon('tag'), list, input, known), ({tags}) => {
    list.replaceChildren(...tags.map(tag => chip(tag, say('tags.remove', {tag}), () => attempt(() => mark([card.id], {untag: tag})))));
  });
}

export function boardsOf(card) {
  const list = h('span', {class: 'tags-list'});
  return following(card, h('div', {class: 'marks-row'}, icon('folder'), list, boardMenu(shelf, () => [card.id])), ({boards}) => {
    const known = boards.map(id => shelf.boards.find(board => board.id === id)).filter(Boolean);
    list.replaceChildren(...known.map(board => chip(board.name, say('boards.take_off', {name: board.name}), () => attempt(() => mark([card.id], {unboard: board.id})))));
  });
}

function chip(words, title, onclick) {
  return h('button', {type: 'button', class: 'chip', title, 'aria-label': title, onclick}, h('span', {dir: 'auto'}, words), icon('x'));
}

// Saved when the visitor leaves it.
export function noteOf(card) {
  const said = h('span', {class: 'note-said', role: 'status'});
  let kept = card.note;
  const area = h('textarea', {class: 'note-text', rows: 3, maxlength: NOTE, placeholder: say('work.note_hint'), 'aria-label': say('work.note'), dir: 'auto',
    oninput: () => { said.textContent = ''; }, onblur: async () => {
      if (area.value === kept) return;
      const saved = await attempt(() => mark([card.id], {note: area.value}));
      if (!saved) return;
      kept = area.value;
      said.textContent = say('work.note_saved');
    }});
  area.value = kept;
  return h('label', {class: 'note'}, h('span', {class: 'note-title'}, icon('sticky-note'), say('work.note'), said), area);
}
