// Toasts: short words of what has happened, over everything, gone by themselves; and of works that are ready elsewhere.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {see} from '../lib/jobs.js';
import {say} from '../lib/words.js';
import {shown} from '../nav.js';
import {now} from '../now.js';

const STAYS = {info: 6000, good: 7000, bad: 12000};
const MOST = 3;
const ICONS = {info: 'info', good: 'circle-check', bad: 'circle-alert'};
let place = null;

// `kind`: 'info', 'good' or 'bad'; `action`: {label, run}, a button that does something about it.
export function toast(text, {kind = 'info', action = null} = {}) {
  const close = () => leave(element);
  const element = h('div', {class: `toast toast-${kind}`, role: kind === 'bad' ? 'alert' : 'status'},
    icon(ICONS[kind]), h('span', {class: 'toast-text', dir: 'auto'}, text),
    action && h('button', {type: 'button', class: 'btn small', onclick: () => { close(); action.run(); }}, action.label),
    h('button', {type: 'button', class: 'btn quiet icon-only', 'aria-label': say('jobs.close'), onclick: close}, icon('x')));
  where().append(element);
  while (place.children.length > MOST) place.firstElementChild.remove();
  stay(element, STAYS[kind]);
}

// A dialog lies over all else and makes it dead: what is said then is said inside of it.
function where() {
  const dialog = [...document.querySelectorAll('dialog')].filter(one => one.matches(':modal')).at(-1);
  const host = dialog || document.body;
  place ??= document.querySelector('ink-toasts') || h('ink-toasts');
  place.setAttribute('aria-live', 'polite');
  if (place.parentElement !== host) host.append(place);
  return place;
}

// It goes after a while in which nobody has it under the pointer or the focus.
function stay(element, milliseconds) {
  let timer = 0;
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => leave(element), milliseconds); };
  for (const type of ['pointerenter', 'focusin']) element.addEventListener(type, () => clearTimeout(timer));
  for (const type of ['pointerleave', 'focusout']) element.addEventListener(type, wait);
  wait();
}

function leave(element) {
  element.remove();
}

now.addEventListener('ended', ({detail: job}) => {
  if (job.tab === shown()) return;
  const action = {label: say('jobs.see'), run: () => see(job)};
  const title = job.works[0]?.title || job.prompt || job.mode_title;
  if (job.state === 'done') toast(say('jobs.ready', {title}), {kind: 'good', action});
  else if (job.state === 'held') toast(say('jobs.held', {title}), {kind: 'info', action});
  else if (job.state !== 'cancelled') toast(say('jobs.not_made', {title}), {kind: 'bad', action});
});
