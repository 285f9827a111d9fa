// Tile: one work in the grid. Nodes are used again for other works of the same kind, so all that differs is drawn anew.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {clock, isHeard, isText, nameOf} from '../lib/telling.js';
import {say} from '../lib/words.js';
import {lines} from '../lib/lines.js';
import {sound} from '../lib/sound.js';

const BARE = 140; // pixels: a tile that is narrower has no caption
const TITLE = {size: 13, line: 18, most: 2};
const SHEET = {edge: 14, star: 28, title: 17, titleLine: 22, size: 13, line: 20, least: 2, most: 6};

// How high a work's tile is, in pixels, at this width. Reckoned, never measured: the grid places works that it has not drawn.
export function tileHeight(card, width) {
  return isText(card) ? sheetHeight(card, width) : mediaHeight(card, width) + captionHeight(card, width);
}

function mediaHeight(card, width) {
  const ratio = isHeard(card) ? 9 / 16 : card.width && card.height ? card.height / card.width : 1;
  return Math.round(width * Math.min(1.9, Math.max(0.5, ratio)));
}

function captionHeight(card, width) {
  return width < BARE ? 0 : 10 + TITLE.line * Math.min(TITLE.most, lines(card, 'caption', card.title, `${TITLE.size}px sans`, width - 4));
}

function sheetHeight(card, width) {
  const across = width - 2 * SHEET.edge - 2;
  const title = Math.min(TITLE.most, lines(card, 'title', card.title, `600 ${SHEET.title}px serif`, across - SHEET.star));
  return 2 * SHEET.edge + 2 + title * SHEET.titleLine + 6 + excerptLines(card, width) * SHEET.line;
}

function excerptLines(card, width) {
  return Math.min(SHEET.most, Math.max(SHEET.least, allLines(card, width)));
}

const excerptOf = card => card.excerpt.replace(/\n{2,}/g, '\n');

function allLines(card, width) {
  return lines(card, 'excerpt', excerptOf(card), `${SHEET.size}px serif`, width - 2 * SHEET.edge - 2);
}

export function newTile(card) {
  const open = h('button', {type: 'button', class: 'tile-open', tabindex: -1}, isText(card) ? newSheet() : newMedia(card));
  const tile = h('div', {class: `tile tile-${card.kind}`, role: 'listitem', draggable: 'true'}, open,
    h('button', {type: 'button', class: 'tile-star', tabindex: -1, 'data-does': 'favourite'}),
    h('label', {class: 'tile-check'}, h('input', {type: 'checkbox', tabindex: -1})),
    isHeard(card) && h('button', {type: 'button', class: 'tile-play', tabindex: -1, 'data-does': 'play'}));
  if (card.kind === 'animation') hoverPlays(tile);
  return tile;
}

function newSheet() {
  return h('span', {class: 'tile-sheet'}, h('span', {class: 'tile-title', dir: 'auto'}), h('span', {class: 'tile-excerpt', dir: 'auto'}));
}

function newMedia(card) {
  const image = h('img', {alt: '', decoding: 'async', draggable: 'false'});
  image.addEventListener('load', () => image.classList.add('there'));
  const length = (card.kind === 'animation' || isHeard(card))
    && h('span', {class: 'tile-length'}, card.kind === 'animation' && icon('play'), h('span', {class: 'tile-clock'}));
  return [h('span', {class: 'tile-media'}, image, length), h('span', {class: 'tile-title', dir: 'auto'})];
}

// Draw a card. `place` is its number in the list from 1, `isFast` while so much passes by that pictures would be in vain.
export function drawTile(tile, card, {width, place, total, isSelected, isFast}) {
  tile.work = card;
  tile.dataset.id = card.id;
  tile.setAttribute('aria-setsize', total);
  tile.setAttribute('aria-posinset', place);
  tile.classList.toggle('selected', isSelected);
  tile.classList.toggle('bare', width < BARE && !isText(card));
  const open = tile.querySelector('.tile-open');
  open.setAttribute('aria-label', nameOf(card, place));
  open.title = card.title;
  tile.querySelector('.tile-title').textContent = card.title;
  if (isText(card)) drawSheet(tile, card, width);
  else drawMedia(tile, card, width, isFast);
  drawMarks(tile, card, isSelected);
}

function drawSheet(tile, card, width) {
  const excerpt = tile.querySelector('.tile-excerpt'), shown = excerptLines(card, width);
  excerpt.textContent = excerptOf(card);
  excerpt.style.height = `${shown * SHEET.line}px`;
  excerpt.classList.toggle('more', allLines(card, width) > shown);
}

function drawMedia(tile, card, width, isFast) {
  const media = tile.querySelector('.tile-media'), image = tile.querySelector('img'), time = tile.querySelector('.tile-clock');
  media.style.height = `${mediaHeight(card, width)}px`;
  media.style.backgroundColor = card.colour;
  const play = tile.querySelector('.tile-play');
  if (play) play.style.top = `${mediaHeight(card, width)}px`;
  if (time) time.textContent = card.seconds ? clock(card.seconds) : '';
  if (image.dataset.of === card.id) return;
  image.classList.remove('there');
  image.removeAttribute('src');
  delete image.dataset.of;
  if (isFast || !card.thumb) return;
  image.dataset.of = card.id;
  image.src = card.thumb;
}

function drawMarks(tile, card, isSelected) {
  const star = tile.querySelector('.tile-star'), check = tile.querySelector('.tile-check input'), play = tile.querySelector('.tile-play');
  star.setAttribute('aria-pressed', card.favourite);
  star.setAttribute('aria-label', say('tile.favourite', {title: card.title}));
  star.title = say('work.favourite');
  star.replaceChildren(icon(card.favourite ? 'star-filled' : 'star'));
  check.checked = isSelected;
  check.setAttribute('aria-label', say('tile.select', {title: card.title}));
  if (!play) return;
  const plays = sound.plays(card);
  play.setAttribute('aria-label', plays ? say('player.pause') : say('tile.play', {title: card.title}));
  play.replaceChildren(icon(plays ? 'pause' : 'play'));
}

// A film moves while the pointer or the focus is on it, and is loaded for that only.
function hoverPlays(tile) {
  let film = null;
  const start = () => {
    if (film || !tile.work) return;
    const moves = tile.work.suffix === '.mp4';
    film = moves ? h('video', {src: tile.work.main, muted: true, loop: true, playsinline: true, tabindex: -1, 'aria-hidden': 'true'})
      : h('img', {src: tile.work.main, alt: '', class: 'there', draggable: 'false'});
    tile.querySelector('.tile-media').append(film);
    if (!moves) return;
    film.muted = true;
    film.play().catch(() => {});
  };
  const stop = () => { film?.remove(); film = null; };
  for (const begins of ['pointerenter', 'focusin']) tile.addEventListener(begins, start);
  for (const ends of ['pointerleave', 'focusout', 'recycled']) tile.addEventListener(ends, stop);
}
