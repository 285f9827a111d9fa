// Elements made in one line. Words from outside become text, never HTML.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style' && typeof value === 'object') setStyles(element, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

function setStyles(element, styles) {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
}

// HTML that this studio's own server has escaped.
export function fragment(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

// The first element that a selector finds, now or as soon as it is there.
export function appears(selector, root = document) {
  const found = root.querySelector(selector);
  if (found) return Promise.resolve(found);
  return new Promise(done => {
    const watcher = new MutationObserver(() => {
      const element = root.querySelector(selector);
      if (!element) return;
      watcher.disconnect();
      done(element);
    });
    watcher.observe(root, {childList: true, subtree: true});
  });
}

export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
