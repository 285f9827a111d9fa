// Fields: gradio draws a field anew whenever it comes into sight; what the page adds to it is added then.
import {h} from './dom.js';

const dressers = [];
let isDue = false;

// `dress(field)` is called with each field that the selector finds, again and again.
export function dressing(selector, dress) {
  dressers.push([selector, dress]);
  look();
}

function look() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    for (const [selector, dress] of dressers) {
      for (const field of document.querySelectorAll(selector)) dress(field);
    }
  });
}

new MutationObserver(look).observe(document.querySelector('gradio-app'), {childList: true, subtree: true});

// Gradio reads what its box is told by an event of the browser's.
export function type(box, text) {
  const kind = box.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(box, text);
  box.dispatchEvent(new Event('input', {bubbles: true}));
}

// A colour is chosen by looking, and can still be written.
dressing('.colour-field', field => {
  const box = field.querySelector('textarea, input:not([type=color])');
  if (!box || field.querySelector('[type=color]')) return;
  const pick = h('input', {type: 'color', class: 'colour-pick', value: box.value, 'aria-label': field.querySelector('[data-testid=block-info]')?.textContent.trim(),
    oninput: () => type(box, pick.value)});
  box.addEventListener('input', () => { pick.value = box.value; });
  box.parentElement.append(pick);
});
