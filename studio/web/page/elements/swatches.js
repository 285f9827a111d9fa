// Swatches: radios of a field are one group, so that arrow keys lead through them, and what has a sound can be heard.
import {h} from '../lib/dom.js';
import {dressing} from '../lib/fields.js';
import {icon} from '../lib/icons.js';
import {asset} from '../lib/page.js';
import {sound} from '../lib/sound.js';
import {say} from '../lib/words.js';

const RADIOS = 'fieldset input[type=radio]', SILENT = 'auto';
const audio = new Audio();
let playing = '';
sound.follow(audio);

// `sample`: the field's name and the value, as the files are named.
function toggle(sample) {
  if (playing === sample && !audio.paused) return audio.pause();
  playing = sample;
  audio.src = asset(`swatches/${sample}.mp3`);
  audio.play().catch(() => draw());
}

function draw() {
  for (const sign of document.querySelectorAll('.swatch-sound')) {
    const isOn = !audio.paused && sign.dataset.sample === playing;
    sign.classList.toggle('is-on', isOn);
    sign.replaceChildren(icon(isOn ? 'pause' : 'play'));
  }
}
for (const name of ['play', 'pause', 'ended']) audio.addEventListener(name, draw);

// gradio gives each radio a name of its own, and a new one with each choice.
function group(input) {
  const field = input.closest('fieldset[id]');
  if (field && input.name !== field.id) input.name = field.id;
}

function sampleOf(input) {
  const name = [...input.closest('.swatches').classList].find(known => /^swatches-(?!heard$)/.test(known));
  return `${name.slice('swatches-'.length)}-${input.value}`;
}

function voice(input) {
  const field = input.closest('fieldset');
  if (!field.querySelector('.swatches-listen')) field.querySelector('.wrap:last-of-type').before(listen(field));
  input.after(h('span', {class: 'swatch-sound', 'aria-hidden': 'true', 'data-sample': sampleOf(input)}, icon('play')));
}

// The same for who has no pointer: hear what is chosen.
function listen(field) {
  const chosen = () => sampleOf(field.querySelector('input:checked'));
  return h('button', {type: 'button', class: 'btn quiet small swatches-listen', onclick: () => toggle(chosen())},
    icon('volume-2'), say('swatches.listen'));
}

// What is folded away of a long field.
function unfold(field) {
  const labels = field.querySelectorAll('label:has(> input)');
  if (!labels.length || field.dataset.seen) return;
  field.dataset.seen = 'true'; // Once: what the labels look like is asked of the browser.
  if ([...labels].every(label => getComputedStyle(label).display !== 'none')) return;
  const button = h('button', {type: 'button', class: 'btn quiet small swatches-all', onclick: () => {
    field.closest('.swatches').dataset.all = 'true';
    (field.querySelector('input:checked') || labels[0].querySelector('input')).focus();
    button.remove();
  }}, icon('chevron-down'), say('swatches.all', {count: labels.length}));
  field.append(button);
}

dressing(RADIOS, group);
dressing('.swatches fieldset, fieldset.swatches', unfold);
dressing(`.swatches-heard label:not(:has(.swatch-sound)) > input:not([value=${SILENT}])`, voice);
// An arrow key may follow a choice at once.
new MutationObserver(() => document.querySelectorAll(RADIOS).forEach(group))
  .observe(document.querySelector('gradio-app'), {subtree: true, attributeFilter: ['name']});

document.addEventListener('click', event => {
  const sign = event.target.closest?.('.swatch-sound');
  if (!sign) return;
  event.preventDefault();
  toggle(sign.dataset.sample);
}, true);
