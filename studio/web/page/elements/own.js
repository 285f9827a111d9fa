// Own: a picture of the visitor's own camera, or a sound of their microphone, for a field. Raises why there is none.
import {camera, recording} from '../lib/capture.js';
import {asked} from '../lib/dialogs.js';
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {say} from '../lib/words.js';

// {blob, name}; no blob where nobody took one. A phone has a better camera than a page: `file` is the field's own input.
export async function photographed(file) {
  if (matchMedia('(pointer: coarse)').matches && 'capture' in HTMLInputElement.prototype) {
    file.setAttribute('capture', 'environment');
    file.click();
    file.removeAttribute('capture');
    return {};
  }
  const video = h('video', {class: 'camera', autoplay: true, muted: true, playsinline: true});
  const seen = await camera(video).catch(() => { throw new Error(say('brought.no_camera')); });
  const blob = await asked(say('brought.camera'), [video], say('brought.snap'), () => seen.snap());
  seen.release();
  return {blob, name: say('brought.photograph')};
}

let running = null;

// The first press of the button begins it, the next one ends it.
export async function recorded(button) {
  if (running) {
    running.stop();
    return {};
  }
  running = await recording().catch(() => { throw new Error(say('brought.no_microphone')); });
  const write = word => button.replaceChildren(icon('mic'), say(word));
  write('brought.recorded');
  const blob = await running.sound;
  running = null;
  write('brought.record');
  return {blob, name: say('brought.recording')};
}
