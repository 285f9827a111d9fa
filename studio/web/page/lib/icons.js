// Icons: Lucide's, from one sprite.
import {asset} from './page.js';

const SVG = 'http://www.w3.org/2000/svg';

const MODES = {
  image: 'image', grid: 'grid-3x3', change: 'replace', repaint: 'brush', extend: 'expand', guide: 'spline', edit: 'pencil-line', layers: 'layers',
  style: 'palette', cutout: 'scissors', enlarge: 'image-upscale', enhance: 'sliders-horizontal', lines: 'pen-line', describe: 'captions',
  music: 'music', rearrange: 'sliders-horizontal', transcribe: 'mic', arrange: 'users', cover: 'palette', 'continue-music': 'expand', 'repaint-music': 'brush',
  effects: 'volume-2', 'touch-up': 'scissors', mix: 'layers', separate: 'square-split-horizontal', narrate: 'audio-lines', 'read-aloud': 'message-square', listen: 'captions',
};

// What a mode is shown by.
export const modeIcon = key => MODES[key] || 'wand-sparkles';

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg'), use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${asset('icons.svg')}#${name}`);
  svg.append(use);
  return svg;
}
