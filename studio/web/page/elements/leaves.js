// Leaves: what a work that is heard can be taken along as, and the pages of its sheet music.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {number, say} from '../lib/words.js';

const PAGE = /^sheet-\d+$/, UNSEEN = /^(input|roll|score$|sheet-)/;

// A row of its files; the pages stand below it, where the PDF has them all.
export function filesRow({card, files}) {
  return h('p', {class: 'files-row result-files', role: 'group', 'aria-label': say('leaves.files', {title: card.title})},
    files.filter(file => !UNSEEN.test(file.role)).map(file => h('a', {class: 'btn small', href: file.url, download: file.name}, icon('download'), file.label)));
}

// Its pages, unfolded when they are asked for; null for a work without.
export function pages({card, files}) {
  const all = files.filter(file => PAGE.test(file.role));
  if (!all.length) return null;
  return h('details', {class: 'leaves'}, h('summary', {}, icon('music'), say('leaves.sheet'), icon('chevron-down')),
    all.map((file, at) => h('img', {src: file.url, alt: say('leaves.page', {title: card.title, place: number(at + 1)}), loading: 'lazy', decoding: 'async'})));
}
