// A field that takes something of the visitor's own: dropped, pasted, chosen, photographed, recorded, or one of their
// works. Its value is the id of an upload or of a work. What is drawn inside is forgotten whenever gradio renders the
// field anew, so everything is drawn from `state`.
const words = JSON.parse(element.querySelector('[data-words]').dataset.words);
const takes = words.takes;
const state = {name: '', said: '', bad: false, busy: false};
const part = name => element.querySelector(`[data-part="${name}"]`);
const isWork = id => id.length === 32;

function draw() {
  const id = props.value || '';
  part('drop').hidden = !!id || state.busy;
  part('ways').hidden = !!id || state.busy;
  part('held').hidden = !id;
  part('said').textContent = state.said;
  part('said').classList.toggle('alert', state.bad);
  part('said').hidden = !state.said;
  if (!id) return;
  const picture = part('picture'), source = isWork(id) ? `works/${id}/main?thumb=1` : `uploads/${id}?thumb=1`;
  if (picture.getAttribute('src') !== source) picture.src = source;
  picture.onerror = () => { picture.hidden = true; };
  picture.onload = () => { picture.hidden = false; };
  part('name').textContent = state.name;
}

function hold(id, name, said) {
  Object.assign(state, {name, said, bad: false, busy: false});
  props.value = id;
  redraw();
  trigger('change');
}

function redraw() { draw(); requestAnimationFrame(draw); }

function refuse(said) {
  Object.assign(state, {said, bad: true, busy: false});
  redraw();
}

async function take(file, name) {
  if (!file || state.busy) return;
  if (file.size > words.most) return refuse(words.too_large);
  Object.assign(state, {said: words.reading, bad: false, busy: true});
  redraw();
  const form = new FormData();
  form.append('takes', takes.join(','));
  form.append('file', file, name || file.name || 'file');
  try {
    const answer = await fetch('uploads', {method: 'POST', body: form});
    const text = await answer.text();
    if (!answer.ok) return refuse(text.slice(0, 600) || words.failed);
    const found = JSON.parse(text);
    hold(found.id, found.name, found.notes.join(' '));
  } catch (error) {
    refuse(words.failed);
  }
}

async function choose() {
  const list = part('list');
  list.replaceChildren();
  const answer = await fetch(`library?takes=${takes.join(',')}`);
  const works = answer.ok ? (await answer.json()).cards : [];
  for (const work of works) {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.pick = work.id;
    button.dataset.title = work.title;
    const label = document.createElement('span');
    label.textContent = work.title;
    if (work.thumb) {
      const image = document.createElement('img');
      image.loading = 'lazy';
      image.alt = '';
      image.src = work.thumb;
      button.append(image);
    }
    button.append(label);
    list.append(button);
  }
  if (!works.length) list.textContent = words.no_works;
  part('works-dialog').showModal();
}

let stream = null, recorder = null;

function release() {
  if (stream) stream.getTracks().forEach(track => track.stop());
  stream = null;
}

async function see() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}});
  } catch (error) {
    return refuse(words.no_camera);
  }
  part('camera-dialog').showModal();
  part('video').srcObject = stream;
  await part('video').play();
}

function snap() {
  const video = part('video'), canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d').drawImage(video, 0, 0);
  part('camera-dialog').close();
  canvas.toBlob(blob => take(blob, words.photograph), 'image/jpeg', 0.95);
}

async function record(button) {
  if (recorder) return recorder.stop();
  try {
    stream = await navigator.mediaDevices.getUserMedia({audio: true});
  } catch (error) {
    return refuse(words.no_microphone);
  }
  const pieces = [];
  recorder = new MediaRecorder(stream);
  recorder.ondataavailable = event => pieces.push(event.data);
  recorder.onstop = () => {
    const kind = recorder.mimeType;
    recorder = null;
    release();
    button.textContent = words.record;
    take(new Blob(pieces, {type: kind}), words.recording);
  };
  recorder.start();
  button.textContent = words.recorded;
}

const actions = {
  works: choose, camera: see, snap, record,
  close: button => button.closest('dialog').close(),
  remove: () => hold('', '', ''),
};

element.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.pick) {
    part('works-dialog').close();
    hold(button.dataset.pick, button.dataset.title, '');
  } else if (actions[button.dataset.do]) {
    actions[button.dataset.do](button);
  }
});
element.addEventListener('change', event => {
  if (event.target.type !== 'file') return;
  take(event.target.files[0]);
  event.target.value = '';
});
element.addEventListener('keydown', event => {
  if (event.target.dataset.part === 'drop' && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    part('file').click();
  }
});
element.addEventListener('close', release, true);
for (const kind of ['dragover', 'dragleave', 'drop']) {
  element.addEventListener(kind, event => {
    event.preventDefault();
    part('drop').classList.toggle('over', kind === 'dragover');
    if (kind === 'drop') take(event.dataTransfer.files[0]);
  });
}
document.addEventListener('paste', event => {
  // One field takes it, where several are seen.
  if (event.defaultPrevented || !element.isConnected || !element.offsetParent || props.value) return;
  const file = [...(event.clipboardData?.files || [])][0];
  if (!file) return;
  event.preventDefault();
  take(file);
});
watch('value', draw);
draw();
