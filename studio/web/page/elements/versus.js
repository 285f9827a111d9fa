// Versus: pictures under a slider, films in step, sounds by turns, texts with what differs marked.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {say} from '../lib/words.js';
import {changes} from '../lib/changes.js';
import {media, picture} from './media.js';
import {player} from './player.js';

const caption = card => h('figcaption', {dir: 'auto'}, card.title);

function toggle(words, isOn, change) {
  const button = h('button', {type: 'button', class: 'btn small', 'aria-pressed': String(isOn), onclick: () => {
    const now = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(now));
    change(now);
  }}, words);
  return button;
}

// One over the other; the slider uncovers, by pointer and by arrow keys.
export function picturesCompared(told) {
  const over = overlaid(...told.map(({card}) => card));
  const view = h('div', {class: 'versus'}, over);
  const beside = toggle(say('compare.beside'), false, isOn => view.replaceChildren(isOn ? pair(told) : over));
  return {view, ways: [beside]};
}

// One over the other, under the slider.
export function overlaid(one, other) {
  const range = h('input', {type: 'range', class: 'over-range', min: 0, max: 100, step: 1, value: 50, 'aria-label': say('compare.slider'),
    oninput: () => over.style.setProperty('--cut', `${range.value}%`)});
  const over = h('div', {class: 'over', style: {'--cut': '50%', '--ratio': `${one.width || 1} / ${one.height || 1}`}},
    picture(other), h('div', {class: 'over-top'}, picture(one)), h('span', {class: 'over-line', 'aria-hidden': 'true'}), range,
    h('span', {class: 'over-left', dir: 'auto'}, one.title), h('span', {class: 'over-right', dir: 'auto'}, other.title));
  return over;
}

const pair = told => h('div', {class: 'pair'}, told.map(({card}) => h('figure', {}, picture(card), caption(card))));

// Both begin, rest and jump together.
export function filmsCompared(told) {
  const films = told.map(({card}) => media(card, '', {plays: false}));
  const view = h('div', {class: 'versus'}, h('div', {class: 'pair'}, films.map((film, at) => h('figure', {}, film, caption(told[at].card)))));
  const videos = films.filter(film => film.tagName === 'VIDEO');
  if (videos.length < 2) return {view};
  const others = video => videos.filter(one => one !== video);
  for (const video of videos) {
    video.addEventListener('play', () => others(video).forEach(one => { keep(one, video); one.play().catch(() => {}); }));
    video.addEventListener('pause', () => others(video).forEach(one => one.pause()));
    video.addEventListener('seeked', () => others(video).forEach(one => keep(one, video)));
  }
  return {view};
}

const STEP = 0.12; // seconds apart that nobody sees

function keep(video, other) {
  const at = other.currentTime % (video.duration || Infinity);
  if (Math.abs(video.currentTime - at) > STEP) video.currentTime = at;
}

// One is heard; a press changes to the other at the same moment.
export function soundsCompared(told) {
  const players = told.map(({card}) => player(card, {preload: 'auto'}));
  let heard = 0;
  const choose = at => {
    if (at === heard) return;
    const from = players[heard].audio, to = players[at].audio, playing = !from.paused;
    to.currentTime = Math.min(from.currentTime, to.duration || from.currentTime);
    from.pause();
    if (playing) to.play().catch(() => {});
    heard = at;
    draw();
  };
  const buttons = told.map((_, at) => h('button', {type: 'button', class: 'btn ab', onclick: () => choose(at)}, at === 0 ? say('compare.first') : say('compare.second')));
  const figures = players.map((one, at) => h('figure', {class: 'ab-side'}, one, caption(told[at].card)));
  const draw = () => {
    buttons.forEach((button, at) => button.setAttribute('aria-pressed', String(at === heard)));
    figures.forEach((figure, at) => figure.classList.toggle('heard', at === heard));
  };
  players.forEach((one, at) => one.audio.addEventListener('play', () => { heard = at; draw(); }));
  draw();
  const flip = h('button', {type: 'button', class: 'btn primary', onclick: () => choose(1 - heard)}, icon('arrow-down-up'), say('compare.flip'));
  return {view: h('div', {class: 'versus'}, h('div', {class: 'ab-bar'}, buttons, flip), h('div', {class: 'pair'}, figures))};
}

const AKIN = 0.25; // of their words that two texts share at least, for what differs to be worth marking

// Words that only one of them has are marked.
export function textsCompared(told) {
  const [left, right] = changes(told[0].text, told[1].text);
  const areAkin = Math.min(alike(left), alike(right)) >= AKIN;
  const marked = parts => parts.map(({text, differs}) => (differs && areAkin ? h('mark', {}, text) : text));
  return {view: h('div', {class: 'versus'}, h('div', {class: 'pair'}, [left, right].map((parts, at) =>
    h('article', {class: 'paper', tabindex: 0, 'aria-label': told[at].card.title}, h('h3', {dir: 'auto'}, told[at].card.title), h('div', {class: 'paper-marked', dir: 'auto'}, marked(parts))))))};
}

// The part of a text that is in the other too, by letters.
function alike(parts) {
  const letters = chosen => chosen.reduce((sum, {text}) => sum + text.replace(/\s/g, '').length, 0);
  return letters(parts.filter(({differs}) => !differs)) / Math.max(1, letters(parts));
}
