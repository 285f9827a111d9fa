// Tabs: the header's row, in front of gradio's own, and the address, so that back and forward lead through them.
import {appears, calm} from './lib/dom.js';

const links = () => [...document.querySelectorAll('.masthead [data-tab]')];
const places = {};
let current = '';

export const shown = () => current;
export const tabs = () => links().map(link => link.dataset.tab);

// Tabs that are none of gradio's.
const outside = () => [...document.querySelectorAll('.outside')];

export function show(tab, {push = true} = {}) {
  if (!tabs().includes(tab)) return;
  if (push && location.hash.slice(1).split('/')[0] !== tab) history.pushState(null, '', `#${tab}`);
  if (tab === current) return;
  places[current] = scrollY;
  current = tab;
  document.documentElement.dataset.tab = tab;
  for (const link of links()) {
    link.setAttribute('aria-selected', link.dataset.tab === tab);
    link.tabIndex = link.dataset.tab === tab ? 0 : -1;
  }
  for (const section of outside()) section.hidden = section.id !== `tab-${tab}`;
  const isOutside = outside().some(section => !section.hidden);
  document.querySelector('gradio-app').hidden = isOutside;
  if (!isOutside) appears(`#tab-${tab}-button`).then(button => tab === current && button.click());
  scrollTo(0, places[tab] || 0);
  window.dispatchEvent(new CustomEvent('tab-shown', {detail: {tab}}));
}

function move(event) {
  const all = links(), at = all.indexOf(document.activeElement);
  const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1}[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const link = all[(to + all.length) % all.length];
  link.focus();
  show(link.dataset.tab);
}

class Nav extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', event => {
      const link = event.target.closest('[data-tab]');
      if (!link || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      show(link.dataset.tab);
    });
    this.addEventListener('keydown', move);
    window.addEventListener('popstate', follow);
    follow();
  }
}

function follow() {
  const wanted = location.hash.slice(1).split('/')[0];
  show(tabs().includes(wanted) ? wanted : tabs()[0], {push: false});
}

document.addEventListener('click', event => {
  if (event.target.closest('.brand')) {
    event.preventDefault();
    show(tabs()[0]);
    scrollTo({top: 0, behavior: calm() ? 'auto' : 'smooth'});
  }
  if (event.target.closest('[data-skip]')) {
    event.preventDefault();
    skip();
  }
});

// To where one begins to write, which gradio may be laying out still.
async function skip() {
  const tab = current;
  if (!outside().some(section => section.id === `tab-${tab}`)) await appears(`#${tab}-make`);
  if (tab !== current) return;
  const stops = [...document.querySelectorAll(`#tab-${tab} :is(textarea, input, button)`)].filter(one => one.checkVisibility());
  (stops.find(one => one.matches('textarea')) ?? stops[0])?.focus();
}
customElements.define('ink-nav', Nav);
