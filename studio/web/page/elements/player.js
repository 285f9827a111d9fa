// Player: a piece of music with its piano roll as cover. A click or the arrow keys on the roll lead to any moment.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {sound} from '../lib/sound.js';
import {clock} from '../lib/telling.js';
import {say} from '../lib/words.js';

// The player of a card. Its `audio` is the element that sounds.
export function player(card, {preload = 'none'} = {}) {
  const audio = h('audio', {src: card.main, preload});
  const button = h('button', {type: 'button', class: 'player-play', onclick: () => (audio.paused ? audio.play().catch(() => {}) : audio.pause())});
  const time = h('span', {class: 'player-time'});
  const seek = h('input', {type: 'range', class: 'player-seek', min: 0, max: 1000, value: 0, step: 1, 'aria-label': say('player.seek', {title: card.title})});
  const cover = h('div', {class: 'player-cover', style: {'--tint': card.colour || 'var(--well)'}},
    card.roll ? h('img', {src: card.roll, alt: card.alt || say('player.roll', {title: card.title}), width: 1600, height: 900}) : icon('audio-lines'),
    h('span', {class: 'player-head', 'aria-hidden': 'true'}), seek);
  const element = h('div', {class: 'player', role: 'group', 'aria-label': say('player.title', {title: card.title})}, cover, h('div', {class: 'player-bar'}, button, time), audio);
  element.audio = audio;
  sound.follow(audio);
  wire({element, audio, button, time, seek}, card);
  return element;
}

function wire({element, audio, button, time, seek}, card) {
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : card.seconds || 0);
  const draw = () => {
    const at = length() ? audio.currentTime / length() : 0, playing = !audio.paused;
    element.style.setProperty('--at', at);
    seek.value = Math.round(at * 1000);
    seek.setAttribute('aria-valuetext', say('player.at', {at: clock(audio.currentTime), of: clock(length())}));
    time.textContent = `${clock(audio.currentTime)} / ${clock(length())}`;
    if (button.dataset.playing === String(playing)) return;
    button.dataset.playing = playing;
    button.replaceChildren(icon(playing ? 'pause' : 'play'));
    for (const name of ['aria-label', 'title']) button.setAttribute(name, playing ? say('player.pause') : say('player.play'));
  };
  seek.addEventListener('input', () => { audio.currentTime = (seek.value / 1000) * length(); draw(); });
  seek.addEventListener('keydown', event => stepped(event, audio, length(), draw));
  for (const name of ['play', 'pause', 'ended', 'timeupdate', 'loadedmetadata', 'seeked']) audio.addEventListener(name, draw);
  // Sound that nobody sees any more does not go on.
  audio.addEventListener('timeupdate', () => { if (!element.isConnected) audio.pause(); });
  draw();
}

// Arrows lead on by five seconds, and not by a thousandth.
function stepped(event, audio, length, draw) {
  const step = {ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5}[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  audio.currentTime = Math.min(length, Math.max(0, audio.currentTime + step));
  draw();
}
