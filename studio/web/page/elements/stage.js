// Stage: the work of a tab: what is made now and how far it is, what came of it, and the history beside it.
import {calm, h} from '../lib/dom.js';
import {say} from '../lib/words.js';
import {detail} from '../lib/works.js';
import {show} from '../nav.js';
import {hasEnded, now} from '../now.js';
import {newFrame} from './frame.js';
import './strip.js';
import {newTop} from './top.js';

const LINGERS = 8000; // milliseconds that a new work is shown though the next one has begun
const NARROW = 768; // pixels
const EVENTS = ['ink-asked', 'ink-made', 'ink-refused', 'ink-see', 'ink-kind', 'works-changed'];
const endedAt = new Map(); // when jobs ended before the eyes of the visitor, by their ids
const changed = new Map(); // cards by id as they were last told; null for a work that is gone
const chosen = {}; // what the visitor looks at in a tab: {card} or {job}; nothing: whatever is newest

class Stage extends HTMLElement {
  connectedCallback() {
    this._tab = this.getAttribute('tab');
    if (!this.firstChild) this._build();
    now.addEventListener('change', this._draw);
    for (const name of EVENTS) window.addEventListener(name, this);
    this.addEventListener('ink-choose', this);
    this._draw();
  }

  disconnectedCallback() {
    now.removeEventListener('change', this._draw);
    for (const name of EVENTS) window.removeEventListener(name, this);
  }

  handleEvent({type, detail: told}) {
    if (type === 'ink-choose') chosen[this._tab] = told;
    else if (type !== 'works-changed' && told.tab !== this._tab) return;
    if (type === 'ink-asked') this._isAsked = told.isAsked;
    const isAnswer = type === 'ink-made' || type === 'ink-refused';
    if (isAnswer) this._top.refuse(told.error || '', told.model);
    this._draw();
    // On a phone it stands below the form.
    if (type === 'ink-see' || (isAnswer && innerWidth < NARROW)) this.scrollIntoView({block: 'start', behavior: calm() ? 'auto' : 'smooth'});
  }

  _build() {
    this._top = newTop(this._tab);
    this._frame = newFrame(this._tab);
    this._notes = h('div', {class: 'stage-notes'});
    this._strip = h('ink-strip', {tab: this._tab});
    this.append(h('section', {class: 'stage', 'aria-label': say('stage.title')}, this._top.element, this._frame.element, this._notes, this._strip));
  }

  _draw = () => {
    const known = now.of(this._tab), jobs = this._isAsked && !known.length ? [asked(this._tab)] : known;
    const {cards, job} = this._subject(jobs);
    const isMade = job && !hasEnded(job), isLeft = job && !cards.length && job.preview;
    this._top.draw(jobs);
    this.dataset.shows = !now.isTold ? 'nothing' : cards.length || isMade || isLeft ? 'works' : 'examples';
    if (this.dataset.shows === 'nothing') this._frame.fill('');
    else if (this.dataset.shows === 'examples') this._frame.fill('ink-examples');
    else this._frame.show({cards, job: isMade || isLeft ? job : null, before: this._strip.after(cards[0]?.id)});
    this._strip.show([...cards.map(card => card.id), ...(isMade ? [job.id] : [])]);
    this._tell(cards);
  };

  // What is shown: what was chosen, else what is being made, else what was made last.
  _subject(jobs) {
    const own = chosen[this._tab], card = own?.card && current(own.card), job = own?.job && jobs.find(one => one.id === own.job);
    if (card) return {cards: [card], job: null};
    if (job) return told(job);
    const running = jobs.find(one => !hasEnded(one)), made = jobs.find(one => hasEnded(one) && told(one).cards.length);
    if (running) return made && lingers(made, running) ? told(made) : told(running);
    // Of what was stopped or failed, what there is of it.
    return jobs[0]?.preview ? told(jobs[0]) : made ? told(made) : {cards: [], job: null};
  }

  // What the works say of themselves, once for all of them.
  async _tell(cards) {
    const key = cards.map(card => card.id).join();
    if (this._notes.dataset.key === key) return;
    this._notes.dataset.key = key;
    const all = (await Promise.all(cards.map(card => detail(card.id).catch(() => null)))).filter(Boolean);
    if (this._notes.dataset.key !== key) return;
    const notes = new Set(all.flatMap(one => one.notes)), makers = new Set(all.map(one => one.made_by));
    this._notes.replaceChildren(notes.size ? h('ul', {class: 'notes', dir: 'auto'}, [...notes].map(note => h('li', {}, note))) : '',
      ...[...makers].map(maker => h('p', {class: 'made-by'}, maker)));
  }
}

// Heard before any stage is drawn, since gradio lays out a tab when it is opened first.
window.addEventListener('works-changed', ({detail: {ids, cards}}) => ids.forEach(id => changed.set(id, cards.find(card => card.id === id) || null)));
window.addEventListener('ink-made', ({detail: {tab}}) => { chosen[tab] = null; });
window.addEventListener('ink-see', ({detail: {tab, job}}) => {
  chosen[tab] = {job};
  show(tab);
});
now.addEventListener('ended', ({detail: job}) => endedAt.set(job.id, performance.now()));

const current = card => {
  const newer = changed.has(card.id) ? changed.get(card.id) : card;
  return newer && !newer.binned ? newer : null;
};
const told = job => ({job, cards: job.works.map(current).filter(Boolean)});

// Of several that were asked for together, each is seen for a while before the next one takes its place.
function lingers(made, running) {
  return !running.preview && !running.works.length && performance.now() - (endedAt.get(made.id) ?? -LINGERS) < LINGERS;
}

// What stands in for the first job of a tab until the studio tells of it: its place is there while the finger is still
// on the button, and nothing moves later.
function asked(tab) {
  const aspect = document.querySelector(`#${tab}-aspect input:checked`)?.value || '';
  return {id: '', state: 'queued', said: say('stage.asked'), works: [], preview: null, fraction: null, left: null, count: 1, aspect};
}

customElements.define('ink-stage', Stage);
