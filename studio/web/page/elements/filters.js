// Filters: which works the library shows. Kinds stand in a row; the rest folds away; what is set shows as chips.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {date, number, say} from '../lib/words.js';
import {ALL} from '../lib/shelf.js';

const COLOURS = {red: '#c8372d', orange: '#e08a2e', yellow: '#e8c93a', green: '#4f8f46', teal: '#2f8f88', blue: '#3f6fc0',
  purple: '#7f55b0', pink: '#e08fae', brown: '#8a5f3c', black: '#26241f', grey: '#8d8d8d', white: '#f7f5f0'};
const SALES = ['yes', 'ask', 'no'];
const NARROWING = ['kind', 'engine', 'since', 'until', 'colour', 'sale', 'tag'];
export const CLEARED = Object.fromEntries(['q', ...NARROWING].map(name => [name, '']));

// The row of kinds with counts.
export function kindPills(shelf) {
  const row = h('div', {class: 'pills', role: 'group', 'aria-label': say('filters.kinds')});
  return drawn(shelf, row, () => {
    const kinds = shelf.facets?.kinds || [], all = kinds.reduce((sum, kind) => sum + kind.count, 0);
    const pill = (key, title, count) => h('button', {type: 'button', class: 'pill', 'data-key': key, 'aria-pressed': String(shelf.query.kind === key),
      onclick: () => shelf.ask({kind: key})}, title, h('span', {class: 'pill-count'}, number(count)));
    const shown = kinds.filter(kind => kind.count || kind.key === shelf.query.kind);
    return shown.length ? [pill('', say('filters.all_kinds'), all), ...shown.map(kind => pill(kind.key, kind.title, kind.count))] : [];
  });
}

// What folds: engine, time, colour, sale, tag.
export function filterPanel(shelf) {
  const panel = h('div', {class: 'filters', id: 'library-filters', hidden: true});
  return drawn(shelf, panel, () => {
    const {facets, query} = shelf;
    return [
      select(shelf, 'engine', say('filters.engine'), facets?.engines || []),
      select(shelf, 'tag', say('filters.tag'), facets?.tags || []),
      select(shelf, 'sale', say('filters.sale'), SALES.map(key => ({key, title: saleTitle(key)}))),
      day(shelf, 'since', say('filters.since'), query.until),
      day(shelf, 'until', say('filters.until'), ''),
      colours(shelf),
    ];
  });
}

// What is set, each with a way to take it away.
export function filterChips(shelf) {
  const row = h('div', {class: 'chips', role: 'group', 'aria-label': say('filters.set')});
  return drawn(shelf, row, () => {
    const chips = Object.keys(CLEARED).filter(name => name !== 'kind' && shelf.query[name]).map(name => chip(shelf, name));
    const clear = chips.length > 1 && h('button', {type: 'button', class: 'btn quiet small', onclick: () => shelf.ask(CLEARED)}, say('filters.clear'));
    row.hidden = !chips.length;
    return [...chips, clear].filter(Boolean);
  });
}

export const howMany = shelf => NARROWING.filter(name => name !== 'kind' && shelf.query[name] !== ALL[name]).length;

// Drawn anew with every answer, except while somebody is in it: what has the focus must not go.
function drawn(shelf, element, children) {
  const draw = () => {
    const at = document.activeElement, name = element.contains(at) ? at.dataset.key ?? at.name : null;
    if (element.contains(at) && at.type === 'date') return;
    element.replaceChildren(...children());
    if (name !== null) [...element.querySelectorAll('[data-key],[name]')].find(one => (one.dataset.key ?? one.name) === name)?.focus();
  };
  shelf.addEventListener('change', draw);
  draw();
  return element;
}

function saleTitle(key) {
  return key === 'yes' ? say('filters.sale_yes') : key === 'ask' ? say('filters.sale_ask') : say('filters.sale_no');
}

function select(shelf, name, label, options) {
  const chosen = shelf.query[name], listed = options.some(one => one.key === chosen) || !chosen ? options : [{key: chosen, title: chosen}, ...options];
  return h('label', {class: 'filter'}, h('span', {}, label),
    h('select', {name, onchange: event => shelf.ask({[name]: event.target.value})},
      h('option', {value: ''}, say('filters.any')),
      listed.map(one => h('option', {value: one.key, selected: one.key === chosen}, one.count ? `${one.title} (${number(one.count)})` : one.title))));
}

function day(shelf, name, label, most) {
  return h('label', {class: 'filter'}, h('span', {}, label),
    h('input', {type: 'date', name, value: shelf.query[name], max: most || null, onchange: event => shelf.ask({[name]: event.target.value})}));
}

function colours(shelf) {
  const found = shelf.facets?.colours || [];
  if (!found.length) return '';
  const dots = found.map(({key, title}) => h('button', {type: 'button', class: 'dot', 'data-key': key, title, 'aria-label': title,
    'aria-pressed': String(shelf.query.colour === key), style: {'--dot': COLOURS[key] || 'none'},
    onclick: () => shelf.ask({colour: shelf.query.colour === key ? '' : key})}));
  return h('div', {class: 'filter', role: 'group', 'aria-label': say('filters.colour')}, h('span', {'aria-hidden': 'true'}, say('filters.colour')), h('div', {class: 'dots'}, dots));
}

function chip(shelf, name) {
  const told = toldOf(shelf, name);
  return h('button', {type: 'button', class: 'chip', 'data-key': name, 'aria-label': say('filters.remove', {name: told}),
    onclick: () => shelf.ask({[name]: ''})}, h('span', {dir: 'auto'}, told), icon('x'));
}

function toldOf({facets, query}, name) {
  const value = query[name], title = list => list?.find(one => one.key === value)?.title || value;
  if (name === 'q') return say('filters.quoted', {text: value});
  if (name === 'engine') return title(facets?.engines);
  if (name === 'colour') return title(facets?.colours);
  if (name === 'sale') return saleTitle(value);
  if (name === 'since') return say('filters.from', {date: date(value)});
  if (name === 'until') return say('filters.to', {date: date(value)});
  return value;
}
