// Importing: files that are dropped anywhere on the library, or chosen, become works, one after the other.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {post, upload} from '../lib/http.js';
import {say} from '../lib/words.js';
import {toast} from './toasts.js';

// The button, and the line that tells how far it is. `host` takes what is dropped; `done()` is called with new works.
export function importing(host, done) {
  const input = h('input', {type: 'file', multiple: true, hidden: true, onchange: () => {
    bring([...input.files], line, done);
    input.value = '';
  }});
  const line = h('div', {class: 'importing', role: 'status', hidden: true});
  const button = h('button', {type: 'button', class: 'btn', onclick: () => input.click(), title: say('importing.hint'), 'aria-label': say('importing.button')},
    icon('upload'), h('span', {class: 'btn-words'}, say('importing.button')));
  const drop = h('div', {class: 'drop-veil', hidden: true}, icon('upload'), h('p', {}, say('importing.drop')));
  takesFiles(host, drop, files => bring(files, line, done));
  return {button: h('span', {}, button, input), line, drop, choose: () => input.click()};
}

function takesFiles(host, veil, take) {
  const hasFiles = event => event.dataTransfer?.types.includes('Files');
  host.addEventListener('dragover', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  host.addEventListener('dragleave', event => { if (!host.contains(event.relatedTarget)) veil.hidden = true; });
  host.addEventListener('drop', event => {
    veil.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}

async function bring(files, line, done) {
  const refused = [];
  let kept = 0;
  line.hidden = false;
  for (const [at, file] of files.entries()) {
    line.textContent = say('importing.doing', {at: at + 1, count: files.length, name: file.name});
    try {
      await bringOne(file);
      kept += 1;
      done();
    } catch (error) {
      refused.push({name: file.name, why: error.message});
    }
  }
  line.hidden = !refused.length;
  line.replaceChildren(...(refused.length ? told(refused, line) : []));
  if (kept) toast(kept === 1 ? say('importing.done_one') : say('importing.done', {count: kept}), {kind: 'good'});
}

async function bringOne(file) {
  const {id} = await upload(file);
  return post('library/import', {upload: id});
}

function told(refused, line) {
  const close = h('button', {type: 'button', class: 'btn quiet icon-only', title: say('work.close'), 'aria-label': say('work.close'),
    onclick: () => { line.hidden = true; }}, icon('x'));
  const items = refused.map(({name, why}) => h('li', {}, h('strong', {dir: 'auto'}, name), ' ', why));
  return [h('div', {class: 'importing-refused', role: 'alert'}, h('p', {}, say('importing.refused')), h('ul', {}, items)), close];
}
