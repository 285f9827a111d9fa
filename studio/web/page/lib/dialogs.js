// Dialogs: a question over the page. Esc and a click beside it say no.
import {h} from './dom.js';
import {say} from './words.js';

// Ask for a yes. `danger` where it cannot be undone.
export function confirmed(title, text, yes, {danger = false} = {}) {
  const body = h('p', {class: 'ask-text'}, text);
  return asked(title, [body], yes, () => true, danger ? 'ask-danger' : '').then(Boolean);
}

// Say something that is to be read before anything else happens.
export function told(title, text) {
  return asked(title, [h('p', {class: 'ask-text', role: 'status'}, text)], say('jobs.close'), () => true, '', null);
}

// Ask for some words, one field each: {name, label, value, most, list?}. Their values by name; null where nobody said.
export function askedFor(title, fields, yes) {
  const inputs = fields.map(field => {
    const list = field.list?.length ? `ask-${field.name}-list` : null;
    const input = h('input', {name: field.name, value: field.value || '', maxlength: field.most, required: field.needed, list,
      autocomplete: 'off', class: 'ask-input', dir: 'auto'});
    const offered = list && h('datalist', {id: list}, field.list.map(value => h('option', {value})));
    return h('label', {class: 'ask-field'}, h('span', {}, field.label), input, offered);
  });
  return asked(title, inputs, yes, form => Object.fromEntries(new FormData(form)));
}

// Ask with a body of elements; what `answer` makes of the form, null where nobody said yes. `no`: null where there is
// nothing to choose.
export function asked(title, body, yes, answer, classes = '', no = say('dialogs.cancel')) {
  return new Promise(resolve => {
    let said = null;
    const form = h('form', {method: 'dialog', class: 'ask', onsubmit: () => { said = answer(form); }},
      h('h2', {class: 'ask-title'}, title), body,
      h('div', {class: 'ask-buttons'},
        no && h('button', {type: 'button', class: 'btn', onclick: () => dialog.close()}, no),
        h('button', {type: 'submit', class: 'btn primary'}, yes)));
    const dialog = h('dialog', {class: `dialog ask-dialog ${classes}`, 'aria-label': title}, form);
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => { dialog.remove(); resolve(said); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
