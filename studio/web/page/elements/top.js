// Top: the line above the stage: how far a job is, what went wrong, or that all is ready and how long a work would take.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {appeal, lasting, retry} from '../lib/jobs.js';
import {kindOf} from '../lib/kind.js';
import {say} from '../lib/words.js';
import {hasEnded, now} from '../now.js';
import './progress.js';
import {write} from './progress.js';

const READ = 'ink-read', MOST = 20;
const refused = {}; // why the last job of a tab was not begun
const missed = {}; // the model that it would take

// Its `draw(jobs)` takes the jobs of the tab; `refuse(why, model)` tells that a job was not begun, and which model it would
// take.
export function newTop(tab) {
  const progress = h('ink-progress'), line = h('p', {class: 'stage-line'}), get = toModel(''), alert = h('div', {class: 'stage-alert'});
  const element = h('div', {class: 'stage-top'}, progress, line, get, alert);
  let jobs = [], drawn = null;
  const draw = newer => {
    jobs = newer;
    const running = jobs.find(job => !hasEnded(job)), trouble = troubleOf(tab, jobs);
    progress.hidden = !running || trouble !== null;
    line.hidden = Boolean(running || trouble);
    alert.hidden = trouble === null;
    if (running) progress.job = running;
    write(line, ready(tab));
    get.hidden = line.hidden || !now.missed[kindOf(tab)];
    get.href = hrefOf(now.missed[kindOf(tab)]);
    line.classList.toggle('unable', now.isTold && now.wait[kindOf(tab)] === null);
    if (drawn === trouble?.key) return;
    drawn = trouble?.key;
    tell(alert, trouble, () => { dismiss(tab, trouble); draw(jobs); });
  };
  const refuse = (why, model) => { refused[tab] = why; missed[tab] = model; draw(jobs); };
  return {element, draw, refuse};
}

// What stands in the way of the newest work of a tab; null where nothing does.
function troubleOf(tab, jobs) {
  if (refused[tab]) return {key: refused[tab], text: refused[tab], model: missed[tab], image: 'triangle-alert'};
  if (!now.online) return {key: 'offline', text: say('stage.offline'), image: 'wifi-off', stays: true};
  if (now.refusal) return {key: now.refusal, text: now.refusal, image: 'lock', stays: true};
  const [job] = jobs;
  if (!job || !hasEnded(job) || job.state === 'done' || read().includes(job.id)) return null;
  // What the visitor has stopped is no fault.
  const isCalm = job.state === 'cancelled';
  const isHeld = job.state === 'held', image = isCalm ? 'info' : isHeld ? 'lock' : 'triangle-alert';
  return {key: job.id + job.appeal, text: job.said, job, isCalm, image};
}

function tell(alert, trouble, close) {
  alert.setAttribute('role', trouble?.isCalm ? 'status' : 'alert');
  alert.classList.toggle('calm', Boolean(trouble?.isCalm));
  alert.replaceChildren(...(trouble ? [
    icon(trouble.image), h('span', {class: 'stage-alert-text', dir: 'auto'}, trouble.text),
    trouble.model && toModel(trouble.model),
    trouble.job?.appeal === 'open' && h('button', {type: 'button', class: 'btn small', onclick: () => appeal(trouble.job)}, icon('hand'), say('jobs.appeal')),
    trouble.job && trouble.job.state !== 'held' && h('button', {type: 'button', class: 'btn small', onclick: () => retry(trouble.job)}, icon('rotate-ccw'), say('jobs.retry')),
    !trouble.stays && h('button', {type: 'button', class: 'btn quiet icon-only', 'aria-label': say('jobs.close'), onclick: close}, icon('x')),
  ].filter(Boolean) : []));
}

// Where a model is downloaded.
const hrefOf = key => `#system/${key || ''}`;
const toModel = key => h('a', {class: 'btn small to-model', href: hrefOf(key)}, icon('download'), say('stage.get_model'));

function dismiss(tab, {job}) {
  refused[tab] = '';
  if (job) localStorage.setItem(READ, [job.id, ...read()].slice(0, MOST).join(' '));
}

const read = () => (localStorage.getItem(READ) || '').split(' ');

function ready(tab) {
  if (!now.isTold) return '';
  const mode = kindOf(tab), wait = now.wait[mode], engine = now.engine[mode] || '';
  const told = typeof wait === 'number' ? say('stage.ready', {time: lasting(wait), engine}) : engine;
  // What a guest may still ask for is seen before there is nothing left of it.
  return now.quota ? `${told} ${now.quota.refusal || `${now.quota.said[0]}.`}` : told;
}
