// Sold: whether only models are offered whose works may be sold. One switch for all forms and for System, remembered here.
import {page} from '../lib/page.js';
import {appears} from '../lib/dom.js';

const KEY = 'inkstone_sale';
const isWanted = () => localStorage.getItem(KEY) === 'yes';
const boxes = () => [...document.querySelectorAll('[id$=-sold] input[type=checkbox]')];

function follow() {
  for (const box of boxes()) if (box.checked !== isWanted()) box.click();
}

document.addEventListener('change', event => {
  if (!boxes().includes(event.target)) return;
  localStorage.setItem(KEY, event.target.checked ? 'yes' : '');
  follow();
});
// gradio lays out a tab when it is opened first; System has the same switch.
for (const {key} of page.tabs) appears(`#${key}-sold input`).then(follow);
window.addEventListener('tab-shown', follow);
