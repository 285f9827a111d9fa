// Top: the line above the stage: how far a job is, what went wrong, or that all is ready and how long a work would take.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {lasting, retry} from '../lib/jobs.js';
import {say} from '../lib/words.js';
import {hasEnded, now} from '../now.js';
import './progress.js';
import {write} from './progress.js';

const READ = 'ink-read', MOST = 20;
const refused = {}; // why the last job of a tab was not begun

// Its `draw(jobs)` takes the jobs of the tab; `refuse(why)` tells that a job was not begun.
export function newTop(tab) {
  const progress = h('ink-progress'), line = h('p', {class: 'stage-line'}), alert = h('div', {class: 'stage-alert'});
  const element = h('div', {class: 'stage-top'}, progress, line, alert);
  let jobs = [], drawn = null;
  const draw = newer => {
    jobs = newer;
    const running = jobs.find(job => !hasEnded(job)), trouble = troubleOf(tab, jobs);
    progress.hidden = !running || trouble !== null;
    line.hidden = Boolean(running || trouble);
    alert.hidden = trouble === null;
    if (running) progress.job = running;
    write(line, ready(tab));
    if (drawn === trouble?.key) return;
    drawn = trouble?.key;
    tell(alert, trouble, () => { dismiss(tab, trouble); draw(jobs); });
  };
  const refuse = why => { refused[tab] = why; draw(jobs); };
  return {element, draw, refuse};
}

// What stands in the way of the newest work of a tab; null where nothing does.
function troubleOf(tab, jobs) {
  if (refused[tab]) return {key: refused[tab], text: refused[tab], image: 'triangle-alert'};
  if (!now.online) return {key: 'offline', text: say('stage.offline'), image: 'wifi-off', stays: true};
  if (now.refusal) return {key: now.refusal, text: now.refusal, image: 'lock', stays: true};
  const [job] = jobs;
  if (!job || !hasEnded(job) || job.state === 'done' || read().includes(job.id)) return null;
  // What the visitor has stopped is no fault.
  const isCalm = job.state === 'cancelled';
  return {key: job.id, text: job.said, job, isCalm, image: isCalm ? 'info' : 'triangle-alert'};
}

function tell(alert, trouble, close) {
  alert.setAttribute('role', trouble?.isCalm ? 'status' : 'alert');
  alert.classList.toggle('calm', Boolean(trouble?.isCalm));
  alert.replaceChildren(...(trouble ? [
    icon(trouble.image), h('span', {class: 'stage-alert-text', dir: 'auto'}, trouble.text),
    trouble.job && h('button', {type: 'button', class: 'btn small', onclick: () => retry(trouble.job)}, icon('rotate-ccw'), say('jobs.retry')),
    !trouble.stays && h('button', {type: 'button', class: 'btn quiet icon-only', 'aria-label': say('jobs.close'), onclick: close}, icon('x')),
  ].filter(Boolean) : []));
}

function dismiss(tab, {job}) {
  refused[tab] = '';
  if (job) localStorage.setItem(READ, [job.id, ...read()].slice(0, MOST).join(' '));
}

const read = () => (localStorage.getItem(READ) || '').split(' ');

function ready(tab) {
  if (!now.isTold) return '';
  const wait = now.wait[tab], engine = now.engine[tab] || '';
  return typeof wait === 'number' ? say('stage.ready', {time: lasting(wait), engine}) : engine;
}
