// Keys: what can be done without a mouse, and the list of it under "?".
import {h} from './lib/dom.js';
import {say} from './lib/words.js';
import {show, shown, tabs} from './nav.js';

const isTyping = () => document.activeElement?.matches('input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]');
const LISTED = [
  ['make', 'Ctrl', 'Enter'], ['tabs', 'Alt', '1 – 7'], ['prompt', 'P'], ['options', 'O'], ['search', '/'], ['strip', '←', '→'], ['open', 'Enter'],
  ['favourite', 'F'], ['select', 'Space'], ['bin', 'Delete'], ['close', 'Esc'], ['list', '?'],
];

function makes() {
  const button = document.getElementById(`${shown()}-make`);
  if (button && !button.disabled) button.click();
}

function list() {
  const dialog = h('dialog', {class: 'dialog keys', 'aria-label': say('keys.title'), onclose: () => dialog.remove()},
    h('h2', {}, say('keys.title')),
    h('dl', {}, LISTED.map(([name, ...keys]) => h('div', {},
      h('dt', {}, keys.map(key => h('kbd', {}, key))), h('dd', {}, say(`keys.${name}`))))),
    h('form', {method: 'dialog'}, h('button', {class: 'btn primary', autofocus: true}, say('keys.done'))));
  document.body.append(dialog);
  dialog.showModal();
}

const plain = {
  '?': list,
  p: () => document.querySelector(`#${shown()}-prompt textarea`)?.focus(),
  o: () => document.querySelector(`[data-options="${shown()}"]`)?.click(),
};

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || document.querySelector('dialog[open], .pswp--open')) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    makes();
  } else if (event.altKey && /^[1-7]$/.test(event.key)) {
    event.preventDefault();
    show(tabs()[event.key - 1]);
  } else if (!isTyping() && !event.ctrlKey && !event.metaKey && !event.altKey && plain[event.key]) {
    event.preventDefault();
    plain[event.key]();
  }
});
document.getElementById('keys').addEventListener('click', list);
