// Selection: works that are chosen together, and the bar of what can be done with all of them.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {say} from '../lib/words.js';
import {attempt, bin, detail, forget, mark, markAndSay} from '../lib/works.js';
import {askedForTag, boardMenu} from './boards.js';
import {compare} from './compare.js';
import {toast} from './toasts.js';
import {confirmed} from '../lib/dialogs.js';

export class Selection extends EventTarget {
  ids = new Set();
  _from = ''; // where a range begins

  get size() { return this.ids.size; }
  has(id) { return this.ids.has(id); }

  // Choose a work or leave it out; with `through`, all works of the list from the last one chosen to it.
  toggle(id, {through = null} = {}) {
    if (through && this._from) {
      const [low, high] = [through.indexOf(this._from), through.indexOf(id)].sort((a, b) => a - b);
      if (low >= 0) for (const one of through.slice(low, high + 1)) this.ids.add(one);
    } else if (!this.ids.delete(id)) this.ids.add(id);
    this._from = id;
    this._tell();
  }

  set(ids) {
    this.ids = new Set(ids);
    this._tell();
  }

  // Works that are no longer here cannot be chosen.
  drop(ids) {
    const before = this.size;
    for (const id of ids) this.ids.delete(id);
    if (this.size !== before) this._tell();
  }

  _tell() { this.dispatchEvent(new Event('change')); }
}

// The bar. `shelf` says whether works of the bin are shown, and what all works here are.
export function selectionBar(selection, shelf) {
  const bar = h('div', {class: 'selection', role: 'toolbar', 'aria-label': say('selection.title'), hidden: true});
  let drawn = '';
  const draw = () => {
    // Drawn anew for nothing, an open menu would close under one's hands.
    const key = [shelf.query.bin, areFavourites(selection, shelf), shelf.boards?.map(board => board.id + board.name), ...selection.ids].join();
    if (key === drawn) return;
    drawn = key;
    bar.hidden = !selection.size;
    if (selection.size) bar.replaceChildren(...(shelf.query.bin ? binParts(selection) : parts(selection, shelf)).filter(Boolean));
    else bar.replaceChildren();
  };
  selection.addEventListener('change', draw);
  shelf.addEventListener('change', draw);
  draw();
  return bar;
}

const chosen = selection => [...selection.ids];

function areFavourites(selection, shelf) {
  const cards = shelf.cards.filter(card => selection.has(card.id));
  return cards.length > 0 && cards.every(card => card.favourite);
}

function head(selection) {
  return [
    button('x', say('selection.clear'), () => selection.set([]), 'quiet'),
    h('strong', {class: 'selection-count', role: 'status'}, say('selection.count', {count: selection.size})),
  ];
}

function parts(selection, shelf) {
  const ids = () => chosen(selection);
  const areAll = areFavourites(selection, shelf);
  return [
    ...head(selection),
    boardMenu(shelf, ids),
    button('tag', say('selection.tag'), () => tagAll(ids(), shelf)),
    button(areAll ? 'star-filled' : 'star', areAll ? say('work.unfavourite') : say('work.favourite'),
      () => markAndSay(ids(), {favourite: !areAll}, {favourite: areAll}, say(areAll ? 'works.unfavoured' : 'works.favoured', {count: selection.size}))),
    selection.size === 2 && button('columns-2', say('selection.compare'), () => compareChosen(ids())),
    button('users', say('selection.share'), () => share(ids(), shelf)),
    button('download', say('selection.zip'), () => download(ids())),
    button('trash-2', say('selection.bin'), async () => { if (await bin(ids())) selection.set([]); }),
  ];
}

function binParts(selection) {
  return [
    ...head(selection),
    button('undo-2', say('selection.restore'), () => attempt(() => mark(chosen(selection), {bin: false}))),
    button('trash-2', say('selection.forget'), () => forgetAll(chosen(selection))),
  ];
}

function button(name, title, onclick, look = '') {
  return h('button', {type: 'button', class: `btn ${look}`, onclick, title, 'aria-label': title}, icon(name), h('span', {class: 'btn-words'}, title));
}

// Delete works of the bin for ever, after a question.
export async function forgetAll(ids) {
  const yes = await confirmed(say('selection.forget_title', {count: ids.length}), say('selection.forget_text'), say('selection.forget'), {danger: true});
  return yes ? attempt(() => forget(ids)) : undefined;
}

async function tagAll(ids, shelf) {
  const tag = await askedForTag(shelf);
  if (tag) await markAndSay(ids, {tag}, {untag: tag}, say('works.tagged', {tag}));
}

// In the order in which they were chosen.
function share(ids, shelf) {
  return attempt(async () => (await import('./share-room.js')).shareWorks(ids.map(id => shelf.cards.find(card => card.id === id))));
}

function compareChosen(ids) {
  return attempt(async () => {
    const [one, other] = await Promise.all(ids.map(detail));
    compare(one.card, other.card);
  });
}

// A file of all of them, with their recipes. A form, so that the browser saves it as it comes; in a frame, so that a
// refusal takes nobody away from the page.
export function download(ids) {
  const frame = h('iframe', {name: 'ink-download', hidden: true, title: say('selection.zip')});
  const form = h('form', {method: 'post', action: 'library/zip', target: 'ink-download', hidden: true}, h('input', {name: 'ids', value: ids.join(',')}));
  document.querySelector('iframe[name=ink-download]')?.remove();
  document.body.append(frame, form);
  frame.addEventListener('load', () => {
    const refused = frame.contentDocument?.body?.textContent.trim();
    if (refused) toast(refused.slice(0, 600), {kind: 'bad'});
  });
  form.submit();
  form.remove();
}
