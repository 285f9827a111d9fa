// HTTP: what the studio answers, as JSON; what it refuses, as an Error in its own words.
import {say} from './words.js';

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Error(say('http.lost'));
  }
  if (answer.ok) return answer.json();
  const text = await answer.text();
  throw Object.assign(new Error(text.slice(0, 600) || say('http.failed')), {status: answer.status});
}

export const get = (path, signal) => ask(path, {signal, headers: {Accept: 'application/json'}});

export function post(path, body = {}) {
  return ask(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
}

// Bring a file in; what the studio tells of it, such as its `id`. `takes`: the kinds it may be, all where none is named.
export function upload(file, {name = file.name, takes = []} = {}) {
  const form = new FormData();
  if (takes.length) form.append('takes', takes.join(','));
  form.append('file', file, name || 'file');
  return ask('uploads', {method: 'POST', body: form});
}

// What is said in a sound; nothing of it is kept.
export function listen(sound) {
  const form = new FormData();
  form.append('file', sound, 'wish');
  return ask('speak', {method: 'POST', body: form});
}
