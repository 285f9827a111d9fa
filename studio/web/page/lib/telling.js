// Telling: what works are called, and how long they last.
import {page} from './page.js';
import {dateTime, number, say} from './words.js';

// Seconds as 0:08.
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

// Whether a work is words: shown as a sheet, read and not looked at.
export const isText = card => page.texts.includes(card.kind);

// Whether a work is heard: music and speech.
export const isHeard = card => page.sounds.includes(card.kind);

export function kindOf(card) {
  return page.kinds[card.kind];
}

// What a work is called aloud. With its place, no two of a list are called the same.
export function nameOf(card, place) {
  const told = {kind: kindOf(card), title: card.title, date: dateTime(card.created)};
  return place === undefined ? say('work.name', told) : say('work.name_at', {...told, place: number(place)});
}
