// Icons: Lucide's, from one sprite.
import {asset} from './page.js';

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg'), use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${asset('icons.svg')}#${name}`);
  svg.append(use);
  return svg;
}
