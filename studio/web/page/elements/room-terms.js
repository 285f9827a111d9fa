// Room terms: who may see a room and how long, what they may do there, and as whom one shares it.
import {h} from '../lib/dom.js';
import {say} from '../lib/words.js';

const TITLE = 120, NOTE = 2000, PASSWORD = {least: 4, most: 200}, NAME = 60, COPYRIGHT = 200, VIEWS = 10000;
const DAY = 86400000;
const NEVER = '', DATE = 'date';

// `terms`: a room, or {title, name, accent, copyright} of one that is to be, which the studio names where nobody does. `works`: an element between note and terms.
// The elements of the form, and what it says then.
export function termsForm(terms, works = null) {
  const expiry = expiring(terms.expires || ''), password = keeping(terms.password);
  const title = h('input', {class: 'ask-input', name: 'title', required: Boolean(terms.id), maxlength: TITLE, value: terms.title, placeholder: say('terms.title_hint'), dir: 'auto', autocomplete: 'off'});
  const note = h('textarea', {class: 'note-text', name: 'note', rows: 2, maxlength: NOTE, dir: 'auto', placeholder: say('terms.note_hint')}, terms.note);
  const views = h('input', {class: 'ask-input', type: 'number', name: 'views', min: 1, max: VIEWS, step: 1, value: terms.limit || '', placeholder: say('terms.no_limit')});
  const downloads = toggle('downloads', terms.downloads), recipe = toggle('recipe', terms.recipe);
  const name = h('input', {class: 'ask-input', name: 'name', maxlength: NAME, value: terms.name, dir: 'auto', autocomplete: 'name'});
  let colour = terms.accent || ''; // none as long as nobody chooses one
  const accent = h('input', {class: 'terms-colour', type: 'color', name: 'accent', value: colour || usual(), oninput: () => { colour = accent.value; }});
  const copyright = h('input', {class: 'ask-input', name: 'copyright', maxlength: COPYRIGHT, value: terms.copyright, dir: 'auto', autocomplete: 'off', placeholder: say('terms.copyright_hint')});
  const elements = [
    field('title', title), field('note', note), works,
    group('access', h('div', {class: 'terms-row'}, expiry.element, field('views', views)), password.element),
    group('allowed', downloads, recipe),
    group('sender', h('div', {class: 'terms-row'}, field('name', name), field('accent', accent)), field('copyright', copyright)),
  ].filter(Boolean);
  const values = () => ({
    title: title.value.trim(), note: note.value.trim(), expires: expiry.value(), views: Number(views.value) || 0,
    downloads: downloads.input.checked, recipe: recipe.input.checked, name: name.value.trim(), accent: colour, copyright: copyright.value.trim(),
    ...password.values(),
  });
  return {elements, values};
}

function field(name, control) {
  return h('label', {class: `ask-field terms-${name}`}, h('span', {}, say(`terms.${name}`)), control);
}

function group(name, ...children) {
  return h('fieldset', {class: 'terms-group'}, h('legend', {}, say(`terms.${name}`)), children);
}

// What is on says what it means, and so does what is off.
function toggle(name, isOn) {
  const told = h('span', {class: 'terms-told', id: `terms-${name}`});
  const input = h('input', {type: 'checkbox', role: 'switch', name, checked: Boolean(isOn), 'aria-describedby': told.id, onchange: () => tell()});
  const tell = () => { told.textContent = input.checked ? say(`terms.${name}_on`) : say(`terms.${name}_off`); };
  tell();
  const element = h('div', {class: 'terms-toggle'}, h('label', {class: 'switch'}, input, h('span', {}, say(`terms.${name}`))), told);
  return Object.assign(element, {input});
}

// Never, in a week, in a month, or on a day of one's own.
function expiring(expires) {
  const day = h('input', {class: 'ask-input', type: 'date', min: after(0), value: expires.slice(0, 10), 'aria-label': say('terms.date'), hidden: !expires});
  const choices = [[NEVER, say('terms.never')], ['7', say('terms.week')], ['30', say('terms.month')], [DATE, say('terms.date')]];
  const select = h('select', {class: 'ask-input', name: 'expires', onchange: () => {
    day.hidden = select.value !== DATE;
    day.required = !day.hidden;
    if (!day.hidden) day.focus();
  }}, choices.map(([value, title]) => h('option', {value, selected: value === (expires ? DATE : NEVER)}, title)));
  const value = () => (select.value === NEVER ? '' : select.value === DATE ? day.value : after(Number(select.value)));
  return {element: h('div', {class: 'terms-expiry'}, field('expires', select), day), value};
}

const after = days => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

// The password that there is cannot be shown: it stays, gives way to another, or is taken away.
function keeping(hasOne) {
  const input = h('input', {class: 'ask-input', name: 'password', minlength: PASSWORD.least, maxlength: PASSWORD.most, autocomplete: 'off', spellcheck: 'false',
    placeholder: hasOne ? say('terms.password_stays') : say('terms.password_none')});
  const away = hasOne && h('input', {type: 'checkbox', name: 'open', onchange: () => { input.disabled = away.checked; }});
  const element = h('div', {class: 'terms-password'}, field('password', input),
    away && h('label', {class: 'terms-away'}, away, h('span', {}, say('terms.password_away'))),
    h('p', {class: 'terms-told'}, say('terms.password_hint')));
  const values = () => (away?.checked ? {password: ''} : input.value || !hasOne ? {password: input.value} : {});
  return {element, values};
}

// The studio's own colour, in a form that a field for colours takes.
const usual = () => getComputedStyle(document.documentElement).getPropertyValue('--brand').trim();
