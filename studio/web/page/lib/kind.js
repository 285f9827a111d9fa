// Kind: which mode of a tab is chosen, by the visitor or by a form that was filled in. Who wants to know hears `ink-kind`.
import {appears} from './dom.js';
import {page} from './page.js';

const known = {};

const chosen = tab => document.querySelector(`#${tab}-kind input:checked`)?.value;
export const modesOf = tab => page.tabs.find(one => one.key === tab).modes;
export const kindOf = tab => chosen(tab) || modesOf(tab)[0].key;

// Choose another one.
export function choose(tab, mode) {
  document.querySelector(`#${tab}-kind input[value="${mode}"]`)?.click();
}

function look(tab) {
  const mode = kindOf(tab);
  if (known[tab] === mode) return;
  known[tab] = mode;
  window.dispatchEvent(new CustomEvent('ink-kind', {detail: {tab, mode}}));
}

// gradio marks the label of what is chosen, and tells nobody.
for (const {key: tab, modes} of page.tabs) {
  if (modes.length < 2) continue;
  appears(`#${tab}-kind input`).then(input => {
    new MutationObserver(() => look(tab)).observe(input.closest(`#${tab}-kind`), {subtree: true, childList: true, attributeFilter: ['class', 'name']});
    look(tab);
  });
}
