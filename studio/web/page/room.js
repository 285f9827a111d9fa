// Room: what is nicer with a script on the pages of a client: places and moments by a touch, versions laid over each other, keys.
const all = selector => [...document.querySelectorAll(selector)];
const form = document.querySelector('form.say');
const player = document.querySelector('.room-large :is(audio, video)');
const stage = document.querySelector('[data-stage]');

if (stage && form) pointing(stage, form);
if (player && form) moments(player, form);
for (const slide of all('[data-slide]')) laid(slide, document.querySelector('.room-pair'));
document.addEventListener('keydown', turned);

// A press on the picture chooses the place that a remark is about.
function pointing(place, say) {
  for (const details of all('.room-pointing')) details.hidden = true;
  for (const how of all('[data-pointed]')) how.hidden = false;
  place.classList.add('pointed');
  const pin = document.createElementNS('http://www.w3.org/2000/svg', 'circle'), told = say.querySelector('[data-place]');
  pin.setAttribute('class', 'pin-new');
  pin.setAttribute('r', 14);
  place.addEventListener('click', event => {
    if (event.target.closest('a')) return;
    const {left, top, width, height} = place.getBoundingClientRect();
    const x = within((event.clientX - left) / width), y = within((event.clientY - top) / height);
    all('.pin-new').forEach(one => one.remove());
    pin.setAttribute('cx', `${100 * x}%`);
    pin.setAttribute('cy', `${100 * y}%`);
    place.querySelector('.pins').append(pin);
    say.elements.x.value = x.toFixed(4);
    say.elements.y.value = y.toFixed(4);
    told.hidden = false;
    say.elements.text.focus();
  });
  say.querySelector('[data-no-place]').addEventListener('click', event => {
    event.preventDefault();
    all('.pin-new').forEach(one => one.remove());
    say.elements.x.value = say.elements.y.value = '';
    told.hidden = true;
    say.elements.text.focus();
  });
}

const within = share => Math.min(1, Math.max(0, share));

// The second that is heard or seen is filled in by a button; the second of a remark is played.
function moments(media, say) {
  const now = say.querySelector('[data-now]');
  if (now) {
    now.hidden = false;
    now.addEventListener('click', () => {
      media.pause();
      say.elements.second.value = media.currentTime.toFixed(1);
      say.elements.text.focus();
    });
  }
  for (const link of all('[data-second]')) {
    link.addEventListener('click', event => {
      event.preventDefault();
      media.currentTime = Number(link.dataset.second);
      media.scrollIntoView({block: 'center'});
      media.play().catch(() => {});
    });
  }
}

// One version over the other; the slider moves the line between them.
function laid(slide, pair) {
  const range = slide.querySelector('input'), upper = pair.lastElementChild;
  const draw = () => { upper.style.clipPath = `inset(0 0 0 ${range.value}%)`; };
  slide.hidden = false;
  pair.classList.add('laid');
  range.addEventListener('input', draw);
  draw();
}

// Arrows lead to the works beside this one, Escape back to where one came from.
function turned(event) {
  const rel = {ArrowLeft: 'prev', ArrowRight: 'next', Escape: 'up'}[event.key];
  if (!rel || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, textarea, select, audio, video')) return;
  document.querySelector(`[rel=${rel}]`)?.click();
}
