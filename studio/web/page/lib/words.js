// Words: every sentence that the scripts say, in the visitor's language. The key is that of the language file, without `ui.`.
import {page} from './page.js';

export function say(key, values = {}) {
  const template = page.words[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const number = value => new Intl.NumberFormat(page.language).format(value);

export function date(moment) {
  return new Intl.DateTimeFormat(page.language, {dateStyle: 'medium'}).format(new Date(moment));
}

export function dateTime(moment) {
  return new Intl.DateTimeFormat(page.language, {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(moment));
}
