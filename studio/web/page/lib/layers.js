// Layers: what lies over the page, such as an opened work. The browser's Back takes away the topmost and nothing else.
const layers = [];

// Lay something over the page. `close` takes it away. Returns how to leave it by itself; with `onward`, because the
// visitor goes somewhere else, and not back.
export function lay(close) {
  const layer = {close};
  layers.push(layer);
  history.pushState({...history.state, layers: layers.length}, '');
  return ({onward = false} = {}) => leave(layer, onward);
}

// Lay a dialog over the page until it is closed: by itself, by Esc or by Back. `gone()` is called then. Returns how to
// close it.
export function layDialog(element, gone = () => {}) {
  const end = () => {
    element.close();
    element.remove();
    gone();
  };
  document.body.append(element);
  element.showModal();
  const leave = lay(end);
  const close = () => {
    leave();
    end();
  };
  element.addEventListener('cancel', event => { event.preventDefault(); close(); });
  return close;
}

function leave(layer, onward) {
  const at = layers.indexOf(layer);
  if (at < 0) return;
  layers.splice(at, 1);
  if (!history.state?.layers) return;
  if (onward) history.replaceState({...history.state, layers: layers.length}, '');
  else history.back();
}

window.addEventListener('popstate', event => {
  const depth = event.state?.layers || 0;
  while (layers.length > depth) layers.pop().close();
});
