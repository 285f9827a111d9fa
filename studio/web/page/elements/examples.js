// Examples: what the studio made before anybody asked, to look at, to hear, and to make one like it.
import {calm, h} from '../lib/dom.js';
import {type} from '../lib/fields.js';
import {fill} from '../lib/fill.js';
import {icon} from '../lib/icons.js';
import {kindOf, modesOf} from '../lib/kind.js';
import {asset, page} from '../lib/page.js';
import {sound} from '../lib/sound.js';
import {say} from '../lib/words.js';
import {show} from '../nav.js';

const faces = {image: pictured, writing: written, music: heard, voice: heard, animation: moving};

class Examples extends HTMLElement {
  connectedCallback() {
    window.addEventListener('ink-kind', this);
    this._draw();
  }

  disconnectedCallback() { window.removeEventListener('ink-kind', this); }

  handleEvent({detail: {tab}}) {
    if (tab === this.getAttribute('tab')) this._draw();
  }

  // How a mode is used that begins with something of the visitor's own; else the wall of the tab.
  _draw() {
    const tab = this.getAttribute('tab'), mode = modesOf(tab).find(one => one.key === kindOf(tab)), how = say(`how.${mode.key}`, {}, ''), shows = how && mode.key;
    if (this.dataset.of === shows) return;
    this.dataset.of = shows;
    if (how) this.replaceChildren(h('header', {class: 'examples-head'}, h('h2', {}, mode.title), h('p', {}, how)), tries(tab, mode));
    else this._wall(tab);
  }

  _wall(tab) {
    this.replaceChildren(
      h('header', {class: 'examples-head'}, h('h2', {}, say(`examples.${tab}`)), h('p', {}, say(`examples.more.${tab}`), ' ',
        h('a', {href: '#system', onclick: toSystem}, say('examples.models')))),
      h('div', {class: `examples-wall of-${tab}`}, page.examples.filter(one => one.tab === tab).map(card)));
  }
}

// Prompts that a mode can be tried with.
function tries(tab, {tries: all}) {
  const write = words => type(document.querySelector(`#${tab}-prompt textarea`), words);
  return all.length ? h('section', {class: 'examples-tries'}, h('h3', {}, say('examples.try')),
    all.map(words => h('button', {type: 'button', class: 'btn', dir: 'auto', onclick: () => write(words)}, words))) : '';
}

function card(example) {
  const words = h('figcaption', {class: 'example-words', lang: example.language, dir: 'auto'}, example.prompt);
  const like = h('button', {type: 'button', class: 'example-like', 'aria-label': say('examples.like_this', {prompt: example.prompt}),
    onclick: () => fill({from: 'example', id: example.id, take: 'all'})}, icon('wand-sparkles'), h('span', {}, say('examples.like')));
  const figure = h('figure', {class: 'example', 'data-example': example.id});
  figure.append(faces[example.tab](example, figure), words, like);
  return figure;
}

function pictured(example) {
  return h('div', {class: 'example-face'}, picture(example));
}

function picture({files, width, height, colour, prompt}) {
  const file = files.find(name => name.endsWith('.webp'));
  return h('img', {src: asset(`examples/${file}`), width, height, alt: prompt, loading: 'lazy', decoding: 'async', style: {background: colour}});
}

function written({title, text, language}) {
  const stanzas = text.split('\n\n').map(stanza => h('p', {}, stanza.split('\n').flatMap(line => [line, h('br')]).slice(0, -1)));
  return h('div', {class: 'example-face example-sheet', lang: language, dir: 'auto'}, h('h3', {}, title), stanzas);
}

function heard(example) {
  const audio = new Audio(), face = h('div', {class: 'example-face example-roll'}, picture(example));
  audio.preload = 'none';
  audio.src = asset(`examples/${example.files.find(name => name.endsWith('.mp3'))}`);
  sound.follow(audio);
  const follow = () => {
    // What is no longer seen is no longer heard.
    if (!face.isConnected) audio.pause();
    face.style.setProperty('--at', audio.duration ? audio.currentTime / audio.duration : 0);
  };
  audio.addEventListener('timeupdate', follow);
  face.append(h('span', {class: 'example-needle', 'aria-hidden': 'true'}), playButton(audio, example.prompt));
  return face;
}

function moving(example, figure) {
  const video = h('video', {class: 'example-film', muted: true, loop: true, playsinline: true, preload: 'none', tabindex: -1, 'aria-hidden': 'true',
    width: example.width, height: example.height, src: asset(`examples/${example.files.find(name => name.endsWith('.mp4'))}`)});
  video.muted = true;
  const face = h('div', {class: 'example-face example-moving'}, picture(example), video, playButton(video, example.prompt));
  video.addEventListener('playing', () => face.classList.add('is-seen'));
  if (!calm()) {
    figure.addEventListener('pointerenter', event => event.pointerType === 'mouse' && video.play().catch(() => {}));
    figure.addEventListener('pointerleave', event => event.pointerType === 'mouse' && video.pause());
  }
  return face;
}

// Plays and stops a sound or a film, and says which of the two it would do now.
function playButton(media, title) {
  const button = h('button', {type: 'button', class: 'example-play', onclick: () => (media.paused ? media.play().catch(() => {}) : media.pause())});
  const draw = () => {
    button.replaceChildren(icon(media.paused ? 'play' : 'pause'));
    button.classList.toggle('is-on', !media.paused);
    button.setAttribute('aria-label', say(media.paused ? 'examples.play' : 'examples.pause', {title}));
  };
  for (const name of ['play', 'pause', 'ended']) media.addEventListener(name, draw);
  draw();
  return button;
}

function toSystem(event) {
  event.preventDefault();
  show('system');
}

customElements.define('ink-examples', Examples);
