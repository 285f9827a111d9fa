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
