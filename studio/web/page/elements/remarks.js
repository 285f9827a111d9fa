// Remarks: what a client said, with the answers to it, and what its owner does about it.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {change, isTask} from '../lib/rooms.js';
import {dateTime, say} from '../lib/words.js';
import {attempt} from '../lib/works.js';

const MOST = 2000; // characters
const ICONS = {approval: 'circle-check', changes: 'pencil-line'};
const drafts = new Map(); // what was begun, by what it answers: it outlives the elements

// Remarks of a room or of one of its works as a list. `about(remark)`: the element of what it is about, if any;
// `done()` is called when something was changed.
export function thread(all, {about = () => null, done}) {
  const first = all.filter(one => !answered(one, all));
  return h('ol', {class: 'thread'}, first.map(remark => said(remark, all.filter(one => one.answers === remark.id), {about, done})));
}

// What one answers is in the same list, or it stands for itself.
const answered = (remark, all) => remark.answers && all.some(one => one.id === remark.answers);

export function said(remark, answers, {about, done}) {
  const isClient = remark.author === 'client';
  return h('li', {class: `remark remark-${remark.author}`, 'data-remark': remark.id, 'data-done': String(remark.done), 'data-new': String(isClient && !remark.seen)},
    h('div', {class: 'remark-head'}, h('strong', {dir: 'auto'}, isClient ? remark.name || say('remarks.client') : say('remarks.you')),
      ICONS[remark.kind] && h('span', {class: `room-state is-${remark.kind}`}, icon(ICONS[remark.kind]), say(`remarks.${remark.kind}`)),
      isClient && !remark.seen && h('span', {class: 'remark-new'}, say('remarks.new')),
      h('time', {datetime: remark.created}, dateTime(remark.created))),
    about(remark),
    remark.text && h('p', {class: 'remark-text', dir: 'auto'}, remark.text),
    answers.length > 0 && h('ol', {class: 'answers'}, answers.map(one => said(one, [], {about: () => null, done}))),
    isClient && h('div', {class: 'remark-tools'}, isTask(remark) && doneButton(remark, done),
      writing({room: remark.room, remark: remark.id, item: remark.item}, say('remarks.answer'), 'reply', done)));
}

function doneButton(remark, done) {
  const button = h('button', {type: 'button', class: 'btn quiet small', 'data-key': `done ${remark.id}`, 'aria-pressed': String(remark.done), onclick: () => attempt(async () => {
    button.disabled = true;
    try {
      await change(remark.room, 'done', {remark: remark.id, done: !remark.done});
    } finally {
      button.disabled = false;
    }
    done();
  })}, icon('check'), say('remarks.done'));
  return button;
}

// A button that unfolds a field to write to the client, as an answer or on one's own account. `to`: {room, remark, item}.
export function writing(to, title, image, done) {
  const key = `${to.room} ${to.remark} ${to.item}`, element = h('div', {class: 'writing'});
  const fold = () => element.replaceChildren(h('button', {type: 'button', class: 'btn quiet small', 'data-key': `write ${key}`, onclick: () => unfold(true)}, icon(image), title));
  const close = () => {
    drafts.delete(key);
    fold();
    element.querySelector('button').focus();
    done();
  };
  const unfold = begins => {
    const area = h('textarea', {class: 'note-text', rows: 3, maxlength: MOST, required: true, dir: 'auto', 'aria-label': title, 'data-key': `area ${key}`,
      oninput: () => drafts.set(key, area.value)}, drafts.get(key) || '');
    element.replaceChildren(h('form', {class: 'writing-form', onkeydown: event => { if (event.key === 'Escape') { event.stopPropagation(); close(); } },
      onsubmit: event => {
        event.preventDefault();
        if (area.value.trim()) attempt(async () => { await change(to.room, 'answer', {remark: to.remark, item: to.item, text: area.value.trim()}); close(); });
      }}, area,
    h('div', {class: 'writing-ways'}, h('button', {type: 'submit', class: 'btn primary small'}, say('remarks.send')),
      h('button', {type: 'button', class: 'btn small', onclick: close}, say('dialogs.cancel')))));
    if (begins) area.focus();
  };
  if (drafts.has(key)) unfold(false);
  else fold();
  return element;
}

// Draw a part anew; what has the focus in it keeps it. Not while somebody writes there: `false` then.
export function redrawn(element, draw) {
  const at = document.activeElement, key = element.contains(at) ? at.dataset.key : null;
  if (element.contains(at) && at.matches('textarea')) return false;
  element.replaceChildren(...[draw()].flat());
  if (key) [...element.querySelectorAll('[data-key]')].find(one => one.dataset.key === key)?.focus();
  return true;
}
