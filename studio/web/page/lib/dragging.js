// Dragging: works that are drawn onto a board, into a field of a form, or over a tab, which is shown then.
import {show} from '../nav.js';

const TYPE = 'application/x-inkstone-works';
const WAITS = 500; // milliseconds over a tab

export const hasWorks = event => Boolean(event.dataTransfer?.types.includes(TYPE));
export const worksOf = event => JSON.parse(event.dataTransfer.getData(TYPE) || '[]');

export function drag(event, ids) {
  event.dataTransfer.setData(TYPE, JSON.stringify(ids));
  event.dataTransfer.effectAllowed = 'copy';
}

let over = null, timer = 0;

document.addEventListener('dragover', event => {
  const tab = hasWorks(event) ? event.target.closest?.('.masthead [data-tab]') : null;
  if (tab === over) return;
  clearTimeout(timer);
  over = tab;
  if (tab) timer = setTimeout(() => show(tab.dataset.tab), WAITS);
});
for (const name of ['drop', 'dragend']) document.addEventListener(name, () => { clearTimeout(timer); over = null; });
