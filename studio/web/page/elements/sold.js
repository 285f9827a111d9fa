// Sold: the boxes of the forms for whether only models are offered whose works may be sold.
import {appears} from '../lib/dom.js';
import {page} from '../lib/page.js';
import {isOnlySold, offerOnlySold} from '../lib/sale.js';

const boxes = () => [...document.querySelectorAll('[id$=-sold] input[type=checkbox]')];

function follow() {
  for (const box of boxes()) if (box.checked !== isOnlySold()) box.click();
}

document.addEventListener('change', event => {
  if (!boxes().includes(event.target)) return;
  offerOnlySold(event.target.checked);
  follow();
});
// gradio lays out a tab when it is opened first; System has the same switch.
for (const {key} of page.tabs) appears(`#${key}-sold input`).then(follow);
window.addEventListener('tab-shown', follow);
