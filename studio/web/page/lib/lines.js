// Lines: how many lines a text of a card takes. Its paragraphs are measured once; another width is only another division.
const BROKEN = 0.95; // of a line that words fill before they break
const measured = new WeakMap();
const pen = document.createElement('canvas').getContext('2d');
const style = getComputedStyle(document.documentElement);

// `name`: what the text is of the card; `font`: as in CSS, with `sans` or `serif` for the page's own; `width`: pixels.
export function lines(card, name, text, font, width) {
  const known = measured.get(card) || {};
  if (!known[name]) measured.set(card, Object.assign(known, {[name]: widths(text, font)}));
  let count = 0;
  for (const across of known[name]) count += Math.max(1, Math.ceil(across / (width * BROKEN)));
  return count;
}

function widths(text, font) {
  pen.font = font.replace(/\b(sans|serif)$/, family => style.getPropertyValue(`--${family}`) || family);
  return text.split('\n').map(paragraph => pen.measureText(paragraph).width);
}
