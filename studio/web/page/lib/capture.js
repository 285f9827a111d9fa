// Capture: a picture of the machine's own camera, a sound of its microphone. Each is let go of when it is done with.
const release = stream => stream.getTracks().forEach(track => track.stop());

// The camera's picture in `video`, and how to take one and how to let go.
export async function camera(video) {
  const stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}});
  video.srcObject = stream;
  return {snap: () => snapped(video), release: () => release(stream)};
}

function snapped(video) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, {width: video.videoWidth, height: video.videoHeight});
  canvas.getContext('2d').drawImage(video, 0, 0);
  return new Promise(done => { canvas.toBlob(done, 'image/jpeg', 0.95); });
}

// A recording that has begun: `stop()` ends it, `sound` is what was heard then, `stream` what is heard now.
export async function recording() {
  const stream = await navigator.mediaDevices.getUserMedia({audio: true});
  const recorder = new MediaRecorder(stream), pieces = [];
  recorder.ondataavailable = event => pieces.push(event.data);
  const sound = new Promise(done => {
    recorder.onstop = () => {
      release(stream);
      done(new Blob(pieces, {type: recorder.mimeType}));
    };
  });
  recorder.start();
  return {stop: () => recorder.stop(), sound, stream};
}
