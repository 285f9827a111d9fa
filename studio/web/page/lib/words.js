// Words: every sentence that the scripts say, in the visitor's language. The key is that of the language file, without `ui.`.
import {page} from './page.js';

// `otherwise`: what is said where the key has no words.
export function say(key, values = {}, otherwise = key) {
  const template = page.words[key] ?? otherwise;
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const number = value => new Intl.NumberFormat(page.language).format(value);

export function date(moment) {
  return new Intl.DateTimeFormat(page.language, {dateStyle: 'medium'}).format(new Date(moment));
}

export function dateTime(moment) {
  return new Intl.DateTimeFormat(page.language, {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(moment));
}
