// Styles: a sheet that only some parts of the page need, which comes with the first of them.
import {h} from './dom.js';
import {asset} from './page.js';

const coming = new Map();

// Told when the sheet is there, or cannot be had.
export function styled(name) {
  if (!coming.has(name)) {
    coming.set(name, new Promise(done => {
      document.head.append(h('link', {rel: 'stylesheet', href: asset(name), onload: done, onerror: done}));
    }));
  }
  return coming.get(name);
}
