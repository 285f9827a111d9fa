// Parts: what a picture is put together of, such as the cells of a grid or the layers of a picture, each to be seen alone.
import {h} from '../lib/dom.js';
import {number, say} from '../lib/words.js';

const PART = /^(cell|layer)-\d+$/;

const partsOf = told => told.files.filter(file => PART.test(file.role));

// A row of them; null where there is none. `image` shows the whole, and the one that is chosen.
export function partsRow(told, image) {
  const parts = partsOf(told);
  if (!parts.length) return null;
  const whole = {url: told.card.main, thumb: told.card.thumb, title: say('parts.whole')};
  const all = [whole, ...parts.map((part, at) => ({url: part.url, thumb: `${part.url}?thumb=1`, title: say('parts.part', {label: part.label, place: number(at + 1)})}))];
  const row = h('div', {class: 'parts', role: 'group', 'aria-label': say('parts.title')}, all.map(part => tile(part, () => see(part))));
  const see = part => {
    image.src = part.url;
    image.classList.toggle('part-seen', part !== whole);
    [...row.children].forEach((one, at) => one.setAttribute('aria-pressed', String(all[at] === part)));
  };
  row.firstChild.setAttribute('aria-pressed', 'true');
  return row;
}

function tile({thumb, title}, onclick) {
  return h('button', {type: 'button', class: 'part', title, 'aria-label': title, 'aria-pressed': 'false', onclick}, h('img', {src: thumb, alt: '', loading: 'lazy', decoding: 'async'}));
}
