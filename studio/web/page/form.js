// Forms: what the server answers to Make, said beside the fields; options beside the form; a returning visitor's words.
import {appears, h} from './lib/dom.js';
import {type} from './lib/fields.js';
import {icon} from './lib/icons.js';
import {modesOf} from './lib/kind.js';
import {page} from './lib/page.js';
import {say} from './lib/words.js';
import {show} from './nav.js';
import {now} from './now.js';
import {toast} from './elements/toasts.js';

const control = field => field.querySelector('textarea, input, select, [tabindex]') || field.querySelector('button');

function clear(tab) {
  const bench = document.getElementById(`${tab}-bench`);
  bench?.querySelectorAll('.field-error').forEach(said => said.remove());
  bench?.querySelectorAll('[aria-invalid]').forEach(field => {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  });
}

function mark(tab, name, reason) {
  const id = `${tab}-${name.replaceAll('_', '-')}`, places = [id, ...modesOf(tab).map(mode => `${id}-${mode.key}`)].map(one => document.getElementById(one)).filter(Boolean);
  // What is called the same in another mode is another control, and is not shown.
  const field = places.find(one => one.offsetParent) || places[0];
  const input = field && control(field);
  if (!input) return null;
  const error = `${tab}-${name}-error`;
  field.append(h('p', {class: 'field-error', id: error, role: 'alert'}, icon('triangle-alert'), reason));
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', error);
  input.addEventListener('input', () => clear(tab), {once: true});
  return input;
}

const asked = (tab, isAsked) => window.dispatchEvent(new CustomEvent('ink-asked', {detail: {tab, isAsked}}));

function refuse(tab, {error, fields = {}, model = ''}) {
  asked(tab, false);
  const marked = Object.entries(fields).map(([name, reason]) => mark(tab, name, reason)).filter(Boolean);
  if (marked.length) {
    if (!marked[0].offsetParent) unfold(tab, true);
    marked[0].focus();
    marked[0].scrollIntoView({block: 'center'});
  } else {
    window.dispatchEvent(new CustomEvent('ink-refused', {detail: {tab, error, model}}));
  }
}

// What was pressed and is not answered has been lost on the way; that must not happen in silence.
const LOST = 20000; // milliseconds
const pressed = {};

document.addEventListener('click', event => {
  const tab = event.target.closest('button[id$=-make]')?.id.replace('-make', '');
  if (!tab) return;
  asked(tab, true);
  clearTimeout(pressed[tab]);
  pressed[tab] = setTimeout(() => refuse(tab, {error: say('form.unheard')}), LOST);
});

window.addEventListener('ink-answer', event => {
  const {tab, answer} = event.detail;
  clearTimeout(pressed[tab]);
  if (!answer) return;
  const said = JSON.parse(answer);
  clear(tab);
  if (said.error) refuse(tab, said);
  else if (said.said) toast(said.said, {kind: 'good'});
  if (said.tab) show(said.tab);
  if (said.job) window.dispatchEvent(new CustomEvent('ink-made', {detail: {tab, job: said.job}}));
});

function unfold(tab, open) {
  document.getElementById(`${tab}-bench`)?.classList.toggle('with-options', open);
  document.querySelector(`[data-options="${tab}"]`)?.setAttribute('aria-expanded', open);
  localStorage.setItem(`ink-options-${tab}`, open ? '1' : '');
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-options]');
  if (button) unfold(button.dataset.options, button.getAttribute('aria-expanded') !== 'true');
});

// gradio names both controls of a slider in English, whatever the language, and whenever it draws one.
const NAMED = /^(number input|range slider) for /;

function rename(bench) {
  for (const input of bench.querySelectorAll('input[type=number], input[type=range]')) {
    if (NAMED.test(input.ariaLabel)) input.ariaLabel = input.ariaLabel.replace(NAMED, '');
  }
}

function watchNames(bench) {
  rename(bench);
  new MutationObserver(() => rename(bench)).observe(bench, {subtree: true, childList: true, attributeFilter: ['aria-label']});
}

const welcomed = new Set(), watched = new Set();

async function welcome(tab) {
  if (welcomed.has(tab) || !page.tabs.some(one => one.key === tab)) return;
  const box = await appears(`#${tab}-prompt textarea`);
  if (localStorage.getItem(`ink-options-${tab}`) && innerWidth >= 768) unfold(tab, true);
  if (!watched.has(tab)) watchNames(document.getElementById(`${tab}-bench`));
  watched.add(tab);
  box.setAttribute('dir', 'auto');
  box.title = say('form.keys');
  const last = now.of(tab).find(job => job.prompt);
  if (last) welcomed.add(tab);
  if (last && !box.value) type(box, last.prompt);
}

window.addEventListener('tab-shown', event => welcome(event.detail.tab));
now.addEventListener('change', () => welcome(document.documentElement.dataset.tab));
