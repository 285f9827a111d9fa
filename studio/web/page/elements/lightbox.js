// Lightbox: works one after the other, as large as the screen. Pictures by PhotoSwipe, which is loaded when it is first
// needed; films, sounds and sheets as what they are.
import {h} from '../lib/dom.js';
import {lay} from '../lib/layers.js';
import {share} from '../lib/sharing.js';
import {styled} from '../lib/styles.js';
import {dateTime, number, say} from '../lib/words.js';
import {attempt, detail} from '../lib/works.js';
import {favouriteButton, iconly, sendMenu, useMenu} from './actions.js';
import {compare, compareBefore} from './compare.js';
import {media} from './media.js';

const isPicture = card => card.kind === 'image';
const HELD = '.player, .paper, video'; // what has gestures of its own
// To the left; PhotoSwipe's own style turns that of the next one round.
const ARROW = '<svg class="pswp__icn" viewBox="0 0 24 24" aria-hidden="true"><path d="m15 18-6-6 6-6"/></svg>';
let swipe = null;

// Show `cards`, beginning with the one at `index`.
export function openLightbox(cards, index = 0) {
  return attempt(async () => {
    swipe ||= await loaded();
    new Lightbox(cards).open(index);
  });
}

async function loaded() {
  const [{default: PhotoSwipe}] = await Promise.all([import('../vendor/photoswipe/photoswipe.esm.min.js'), styled('vendor/photoswipe/photoswipe.css')]);
  return PhotoSwipe;
}

class Lightbox {
  constructor(cards) {
    this.cards = cards;
    this.bar = h('div', {class: 'lightbox-bar'});
    this.caption = h('div', {class: 'lightbox-caption', role: 'status'});
    this.element = h('dialog', {class: 'lightbox', 'aria-label': say('lightbox.title')}, this.bar, this.caption);
    this.element.addEventListener('cancel', event => { event.preventDefault(); this.close(); });
    this.element.addEventListener('keydown', event => this._key(event));
  }

  open(index) {
    document.body.append(this.element);
    this.element.showModal();
    this.leave = lay(() => this.swiper.close());
    this.swiper = this._swiper(index);
    this.swiper.init();
    // The dialog around it is the one that is named.
    this.swiper.element.removeAttribute('role');
    this._draw();
    this.bar.querySelector('.lightbox-close').focus();
  }

  _swiper(index) {
    const swiper = new swipe({
      dataSource: this.cards.map(slide), index, appendToEl: this.element, mainClass: 'ink-swipe',
      bgOpacity: 1, loop: this.cards.length > 2, padding: {top: 60, bottom: 76, left: 0, right: 0},
      close: false, zoom: false, counter: false, escKey: false, arrowKeys: false, trapFocus: false, returnFocus: false, wheelToZoom: true,
      // While PhotoSwipe fades in it cannot be closed; the dialog fades by its own style.
      showHideAnimationType: 'none',
      arrowPrevSVG: ARROW, arrowNextSVG: ARROW,
      arrowPrevTitle: say('lightbox.before'), arrowNextTitle: say('lightbox.after'), errorMsg: say('lightbox.failed'),
    });
    swiper.on('contentLoad', event => this._load(event));
    swiper.on('contentDeactivate', ({content}) => content.element?.querySelector?.('audio, video')?.pause());
    swiper.on('contentActivate', ({content}) => content.element?.querySelector?.('video')?.play().catch(() => {}));
    swiper.on('change', () => this._draw());
    swiper.on('close', () => this.leave());
    swiper.on('destroy', () => this._gone());
    swiper.on('pointerDown', event => { if (event.originalEvent.target.closest?.(HELD)) event.preventDefault(); });
    return swiper;
  }

  // From the first moment on: PhotoSwipe itself hears no key before it has faded in.
  _key(event) {
    const by = {ArrowLeft: 'prev', ArrowRight: 'next'}[event.key], slide = this.swiper.currSlide;
    if (!by || event.defaultPrevented || event.target.closest('input, video, details') || slide?.currZoomLevel > slide?.zoomLevels.fit) return;
    event.preventDefault();
    this.swiper[by]();
  }

  // What is no picture is put in as it is.
  _load(event) {
    const {card} = event.content.data;
    if (isPicture(card)) return;
    event.preventDefault();
    const place = h('div', {class: 'lightbox-place'});
    event.content.element = place;
    attempt(async () => place.append(media(card, card.excerpt && (await detail(card.id)).text, {plays: false})));
  }

  _draw() {
    const at = this.swiper.currIndex, card = this.cards[at], used = () => this.close({onward: true});
    const bar = [
      h('span', {class: 'lightbox-count'}, say('lightbox.place', {at: number(at + 1), count: number(this.cards.length)})),
      h('span', {class: 'lightbox-gap'}), favouriteButton(card), h('span', {class: 'lightbox-menus'}),
      this.cards.length > 1 && iconly('columns-2', say('lightbox.compare'), () => compare(card, this.cards[(at + 1) % this.cards.length])),
      isPicture(card) && iconly('zoom-in', say('lightbox.zoom'), () => this.swiper.toggleZoom()),
      h('a', {class: 'btn quiet icon-only', href: `${card.main}?download=1`, download: '', title: say('work.download'), 'aria-label': say('work.download')}, iconly('download', '').firstChild),
      iconly('share-2', say('work.share'), () => share(card)),
      iconly('info', say('lightbox.info'), () => this._info(card)),
      iconly('x', say('work.close'), () => this.close(), {class: 'btn quiet icon-only lightbox-close'}),
    ];
    const had = this.bar.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : '';
    this.bar.replaceChildren(...bar.filter(Boolean));
    if (had) [...this.bar.querySelectorAll('[aria-label]')].find(one => one.getAttribute('aria-label') === had)?.focus();
    this.caption.replaceChildren(h('strong', {dir: 'auto'}, card.title), h('span', {}, dateTime(card.created)));
    this._menus(card, used);
  }

  // What the work can be used for is asked only now.
  async _menus(card, used) {
    const told = await detail(card.id).catch(() => null);
    if (!told || this.cards[this.swiper.currIndex]?.id !== card.id) return;
    this.bar.querySelector('.lightbox-menus')?.replaceChildren(...[
      told.before && iconly('square-split-horizontal', say('before.title'), () => compareBefore(told)), useMenu(told, used), sendMenu(told, used)].filter(Boolean));
  }

  async _info(card) {
    const {openWork} = await import('./opened.js');
    this.close();
    openWork(card.id, {list: () => this.cards});
  }

  close({onward = false} = {}) {
    if (!onward) return this.swiper.close();
    this.leave({onward});
    return this.swiper.destroy();
  }

  _gone() {
    this.element.close();
    this.element.remove();
  }
}

function slide(card) {
  if (!isPicture(card)) return {card, type: 'work', html: ''};
  return {card, src: card.main, msrc: card.thumb, width: card.width || 1024, height: card.height || 1024, alt: card.alt || card.title};
}
