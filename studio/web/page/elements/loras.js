// LoRAs: those that are here, as chips below the field that names them, each with its weight and the words that bring it out.
import {h} from '../lib/dom.js';
import {dressing, type} from '../lib/fields.js';
import {get} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {say} from '../lib/words.js';

const FIELD = '[id$=-loras]';
const WEIGHT = 0.8, LEAST = -2, MOST = 2, STEP = 0.05;
let known = null; // asked once; the next visit of the page hears of new ones

// What the field says: weights by name. "name:0.8, other".
function read(text) {
  return new Map(text.split(',').map(part => part.trim()).filter(Boolean).map(part => {
    const at = part.lastIndexOf(':'), weight = at > 0 ? Number(part.slice(at + 1)) : NaN;
    return Number.isFinite(weight) ? [part.slice(0, at).trim(), weight] : [part, 1];
  }));
}

const write = weights => [...weights].map(([name, weight]) => `${name}:${weight}`).join(', ');

function chips(box, all) {
  const weights = read(box.value);
  const set = (name, weight) => {
    if (weight === null) weights.delete(name);
    else weights.set(name, weight);
    type(box, write(weights));
  };
  return all.map(lora => chip(lora, weights.get(lora.name) ?? null, weight => set(lora.name, weight)));
}

function chip({name, title, base, triggers}, weight, set) {
  const isOn = weight !== null;
  return h('div', {class: 'lora', 'data-on': isOn ? 'yes' : null},
    h('button', {type: 'button', class: 'btn small', 'aria-pressed': String(isOn), title: [title, base].filter(Boolean).join(' · ') || name, onclick: () => set(isOn ? null : WEIGHT)},
      icon(isOn ? 'check' : 'plus'), h('span', {dir: 'auto'}, name)),
    isOn && h('label', {class: 'lora-weight'}, h('input', {type: 'range', min: LEAST, max: MOST, step: STEP, value: weight, 'aria-label': say('loras.weight', {name}),
      onchange: event => set(Number(event.target.value)), oninput: event => { event.target.nextSibling.textContent = event.target.value; }}), h('span', {}, weight)),
    isOn && triggers.length > 0 && h('p', {class: 'lora-words', dir: 'auto'}, say('loras.triggers', {words: triggers.join(', ')})));
}

async function dress(field) {
  const box = field.querySelector('textarea, input');
  if (!box || field.querySelector('.loras')) return;
  const list = h('div', {class: 'loras', role: 'group', 'aria-label': say('loras.title')});
  field.append(list);
  known ||= get('loras').then(told => told.loras).catch(() => { known = null; return []; });
  const all = await known;
  const draw = () => list.contains(document.activeElement) && document.activeElement.type === 'range' ? null : list.replaceChildren(...chips(box, all));
  box.addEventListener('input', draw);
  list.addEventListener('change', draw);
  draw();
}

dressing(FIELD, dress);
