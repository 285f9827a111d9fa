// Media: a work as it is seen, heard or read: picture, film, player, sheet.
import {calm, h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {copyText} from '../lib/sharing.js';
import {isHeard, isText} from '../lib/telling.js';
import {say} from '../lib/words.js';
import {player} from './player.js';

// `text`: the whole text of a written work. `plays`: whether a film begins by itself. `titled`: whether a sheet names itself.
export function media(card, text = '', {plays = true, titled = false} = {}) {
  if (isHeard(card)) return player(card);
  if (isText(card)) return sheet(card, text, titled);
  return card.suffix === '.mp4' ? film(card, plays) : picture(card);
}

export function picture(card) {
  return h('img', {class: 'media-picture', src: card.main, alt: card.alt || card.title, width: card.width, height: card.height,
    decoding: 'async', style: {'background-color': card.colour || 'var(--well)'}});
}

function film(card, plays) {
  const video = h('video', {class: 'media-film', src: card.main, controls: true, loop: true, playsinline: true, preload: 'metadata',
    poster: card.thumb || null, width: card.width, height: card.height, 'aria-label': card.alt || card.title, style: {'background-color': card.colour || 'var(--well)'}});
  video.muted = true;
  video.autoplay = plays && !calm();
  return video;
}

// Words on paper. Every paragraph finds its own direction.
function sheet(card, text, titled) {
  if (card.kind === 'description') return described(card, text || card.excerpt, titled);
  const paragraphs = (text || card.excerpt).split(/\n{2,}/).map(part => h('p', {dir: 'auto'}, part));
  return h('article', {class: `paper paper-${card.kind}`, tabindex: 0, 'aria-label': card.title}, titled && h('h3', {dir: 'auto'}, card.title), paragraphs);
}

// A description of a picture: each part under its heading, to be taken along by itself.
function described(card, text, titled) {
  const parts = text.split(/\n{2,}/).map(part => {
    const [head, ...lines] = part.split('\n'), body = lines.join('\n');
    if (!body) return h('p', {dir: 'auto'}, head);
    const copy = h('button', {type: 'button', class: 'btn quiet icon-only', title: say('media.copy', {part: head}), 'aria-label': say('media.copy', {part: head}), onclick: () => copyText(body)}, icon('copy'));
    return h('section', {}, h('h4', {dir: 'auto'}, head, copy), h('p', {dir: 'auto'}, body));
  });
  return h('article', {class: 'paper paper-description', tabindex: 0, 'aria-label': card.title}, titled && h('h3', {dir: 'auto'}, card.title), parts);
}

// What of a work an opener shows; a picture is a button that leads on.
export function mediaButton(card, text, onclick) {
  if (card.kind !== 'image') return media(card, text);
  return h('button', {type: 'button', class: 'media-open', onclick, 'aria-label': say('work.enlarge', {title: card.title}), title: say('work.enlarge_short')}, picture(card));
}
