// gradio's side of a field for something of the visitor's own: it tells the element in it what it holds, and hears of it.
const tell = () => element.querySelector('[data-asks]')?.setAttribute('held', props.value || '');
element.addEventListener('ink-hold', event => {
  props.value = event.detail;
  trigger('change');
});
// gradio may draw the element anew.
watch('value', () => { tell(); requestAnimationFrame(tell); });
tell();
