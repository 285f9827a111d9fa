// Compare: two works, one against the other, and what differs in how they were made.
import {h} from '../lib/dom.js';
import {layDialog} from '../lib/layers.js';
import {isText} from '../lib/telling.js';
import {say} from '../lib/words.js';
import {attempt, detail} from '../lib/works.js';
import {iconly} from './actions.js';
import {beforeOf} from './before.js';
import {filmsCompared, picturesCompared, soundsCompared, textsCompared} from './versus.js';
import {media} from './media.js';

export function compare(one, other) {
  return attempt(async () => {
    const told = await Promise.all([detail(one.id), detail(other.id)]);
    new Comparison(told).open();
  });
}

// A work and what it was made from; how they were made is not to be compared.
export function compareBefore(told) {
  new Comparison([{card: beforeOf(told), recipe: []}, told], false).open();
}

class Comparison {
  constructor(told, tellsMaking = true) {
    Object.assign(this, {told, tellsMaking});
    this.aside = h('div', {class: 'compare-body'});
    this.ways = h('span', {class: 'compare-ways'});
    this.element = h('dialog', {class: 'compare', 'aria-label': say('compare.title')},
      h('div', {class: 'compare-bar'}, h('h2', {class: 'compare-title'}, say('compare.title')), this.ways,
        iconly('arrow-down-up', say('compare.swap'), () => this._swap(), {class: 'btn quiet icon-only compare-swap'}),
        iconly('x', say('work.close'), () => this.close())), this.aside);
  }

  open() {
    this.close = layDialog(this.element);
    this._draw();
  }

  _swap() {
    this.told.reverse();
    this._draw();
  }

  _draw() {
    const {view, ways} = versus(this.told);
    this.ways.replaceChildren(...(ways || []));
    this.aside.replaceChildren(view, ...(this.tellsMaking ? [differences(this.told)] : []));
  }
}

// The fitting way to compare two works; those of two kinds just stand side by side.
function versus(told) {
  const [one, other] = told.map(({card}) => card.kind);
  if (told.every(({card}) => isText(card))) return textsCompared(told);
  if (one !== other) return {view: h('div', {class: 'pair'}, told.map(({card, text}) => h('figure', {}, media(card, text), h('figcaption', {dir: 'auto'}, card.title))))};
  return {image: picturesCompared, animation: filmsCompared, music: soundsCompared}[one](told);
}

// The rows of the two recipes that are not the same.
function differences(told) {
  const [one, other] = told.map(({recipe}) => new Map(recipe));
  const rows = [...new Set([...one.keys(), ...other.keys()])].filter(label => one.get(label) !== other.get(label));
  const cell = value => h('td', {dir: 'auto'}, value ?? '–');
  return h('section', {class: 'compare-rows'}, h('h3', {}, say('compare.differences')),
    rows.length ? h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': say('compare.differences')}, h('table', {},
      h('thead', {}, h('tr', {}, h('td', {}), told.map(({card}, at) => h('th', {scope: 'col', dir: 'auto'}, at === 0 ? say('compare.left', {title: card.title}) : say('compare.right', {title: card.title}))))),
      h('tbody', {}, rows.map(label => h('tr', {}, h('th', {scope: 'row'}, label), cell(one.get(label)), cell(other.get(label)))))))
      : h('p', {}, say('compare.same')));
}
