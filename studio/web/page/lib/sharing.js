// Sharing: a work goes where the visitor's device can send it, else into the clipboard.
import {say} from './words.js';
import {attempt, detail} from './works.js';
import {toast} from '../elements/toasts.js';

export function share(card) {
  return attempt(async () => {
    const file = await fileOf(card);
    if (navigator.canShare?.({files: [file]})) return sent({files: [file], title: card.title});
    return copied(file, card);
  });
}

export function copyText(text) {
  return attempt(async () => {
    // A page that came without https may not write to the clipboard: the person can.
    if (!navigator.clipboard) throw new Error(say('sharing.cannot_copy'));
    await navigator.clipboard.writeText(text);
    toast(say('sharing.copied'), {kind: 'good'});
  });
}

// A link, where the visitor's device can send it.
export function sendLink(url, title) {
  return attempt(() => sent({url, title}));
}

async function fileOf(card) {
  const answer = await fetch(card.main);
  if (!answer.ok) throw new Error(await answer.text());
  const blob = await answer.blob();
  return new File([blob], `${card.title.replace(/[\\/:*?"<>|]+/g, ' ').trim().slice(0, 60) || card.id}${card.suffix}`, {type: blob.type});
}

async function sent(what) {
  try {
    await navigator.share(what);
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  }
}

async function copied(file, card) {
  if (card.suffix === '.md' || card.suffix === '.txt') return copyText((await detail(card.id)).text);
  if (card.kind !== 'image' || !navigator.clipboard?.write) throw new Error(say('sharing.cannot'));
  await navigator.clipboard.write([new ClipboardItem({[file.type]: file})]);
  return toast(say('sharing.copied'), {kind: 'good'});
}
