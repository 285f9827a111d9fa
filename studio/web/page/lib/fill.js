// Fill: a form filled in from a work or an example; gradio's part of the page holds the forms.
import {show} from '../nav.js';
import {page} from './page.js';
import {appears} from './dom.js';

// `from`: 'work' or 'example'; `take`: 'prompt', 'seed', 'all', or 'brought' and 'words', which put the work, or its
// words, into the form of `mode`.
export async function fill({from, id, take = 'all', mode = ''}) {
  const example = from === 'example' ? page.examples.find(one => one.id === id) : null;
  const key = mode || example?.mode || (await modeOf(id));
  const tab = page.modes[key];
  if (!tab) return;
  show(tab);
  // Not the prompt: where the chosen mode has none, it is not there.
  await appears(`#${tab}-make`);
  window.dispatchEvent(new CustomEvent('ink-fill', {detail: {from, id, take, mode: key}}));
}

async function modeOf(id) {
  const {detail} = await import('./works.js');
  return (await detail(id)).card.mode;
}
