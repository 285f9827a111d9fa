// Unseen: on the tab of the clients, how many remarks of theirs nobody here has read.
import {h} from '../lib/dom.js';
import {number, say} from '../lib/words.js';
import {now} from '../now.js';

let told = 0;

now.addEventListener('change', () => {
  if (now.unseen === told) return;
  told = now.unseen;
  const tab = document.getElementById('nav-clients');
  tab.querySelector('.tab-count')?.remove();
  if (!told) return;
  const words = say(told === 1 ? 'clients.unseen_one' : 'clients.unseen', {count: number(told)});
  tab.append(h('span', {class: 'tab-count'}, h('span', {'aria-hidden': 'true'}, number(told)), h('span', {class: 'visually-hidden'}, words)));
});
