// Jobs: what is done to them, and how long they take, in words.
import {now} from '../now.js';
import {post} from './http.js';
import {number, say} from './words.js';
import {attempt, begun} from './works.js';
import {toast} from '../elements/toasts.js';

export const cancel = job => attempt(() => post(`jobs/${job.id}/cancel`));

export function retry(job) {
  return attempt(async () => {
    begun((await post(`jobs/${job.id}/retry`)).job);
  });
}

// Ask whoever keeps the studio to look at what the filters held of a job.
export function appeal(job) {
  return attempt(async () => {
    await post(`jobs/${job.id}/appeal`);
    toast(say('jobs.appealed'), {kind: 'good'});
    now.refresh();
  });
}

// Bring a job's work into view, in its tab.
export const see = job => window.dispatchEvent(new CustomEvent('ink-see', {detail: {tab: job.tab, job: job.id}}));

// Seconds as a person says them.
export function lasting(seconds) {
  if (seconds < 90) return say('jobs.seconds', {count: number(Math.max(1, Math.round(seconds)))});
  return say('jobs.minutes', {count: number(Math.round(seconds / 60))});
}

// How long a job still takes, in words.
export function leftOf(job) {
  const left = now.left(job);
  if (left === null) return job.state === 'running' ? say('jobs.longer') : '';
  return job.state === 'queued' ? say('jobs.until', {time: lasting(left)}) : say('jobs.left', {time: lasting(left)});
}
