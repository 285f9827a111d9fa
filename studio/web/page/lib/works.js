// Works: what is known of them and what is done to them. Whoever shows works hears of changes as `works-changed`.
import {get, post} from './http.js';
import {say} from './words.js';
import {toast} from '../elements/toasts.js';

const MOST = 500; // that the server marks at once
const REMEMBERED = 200;
const known = new Map();

// All of one work, as `GET works/<id>` tells it. Asked once, until something changes.
export function detail(id) {
  if (!known.has(id)) {
    known.set(id, get(`works/${id}`).catch(error => { known.delete(id); throw error; }));
    if (known.size > REMEMBERED) known.delete(known.keys().next().value);
  }
  return known.get(id);
}

// Change marks of works: favourite, tag, untag, note, board, unboard, bin. The cards as they are then.
export async function mark(ids, change) {
  return inPieces('library/mark', ids, change);
}

// Delete works of the bin for ever.
export async function forget(ids) {
  return inPieces('library/forget', ids, {}, {forgotten: true});
}

async function inPieces(path, ids, sent, change = sent) {
  const cards = [];
  for (let at = 0; at < ids.length; at += MOST) {
    const answer = await post(path, {ids: ids.slice(at, at + MOST), ...sent});
    cards.push(...(answer.cards || []));
  }
  changed(ids, change, cards);
  return cards;
}

// Tell everybody that works are not what they were.
export function changed(ids, change, cards = []) {
  // What is told of a work tells of its family too.
  if ('bin' in change || 'forgotten' in change) known.clear();
  for (const id of ids) known.delete(id);
  window.dispatchEvent(new CustomEvent('works-changed', {detail: {ids, change, cards}}));
}

// Change works and say so, with a way back.
export function markAndSay(ids, change, back, said) {
  return attempt(async () => {
    await mark(ids, change);
    toast(said, {kind: 'good', action: {label: say('works.undo'), run: () => attempt(() => mark(ids, back))}});
    return true;
  });
}

export function bin(ids) {
  const said = ids.length === 1 ? say('works.binned_one') : say('works.binned', {count: ids.length});
  return markAndSay(ids, {bin: true}, {bin: false}, said);
}

// Make a work once more, or vary it. The work itself stays what it is.
export function again(id, {vary = false} = {}) {
  return attempt(async () => {
    const {job} = await post('jobs/again', {work: id, vary});
    toast(vary ? say('works.varying') : say('works.again'), {kind: 'info'});
    begun(job);
  });
}

// A job has begun: the stage of its tab follows it.
export function begun(job) {
  window.dispatchEvent(new CustomEvent('ink-made', {detail: {tab: job.tab, job: job.id}}));
}

// Do something that may fail, and say why it did.
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message, {kind: 'bad'});
    return undefined;
  }
}
