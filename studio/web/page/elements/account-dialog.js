// The account's dialog: who one is, what a guest may still ask for, where one is signed in, another password, the way out.
import {h} from '../lib/dom.js';
import {get, post} from '../lib/http.js';
import {icon} from '../lib/icons.js';
import {styled} from '../lib/styles.js';
import {dateTime, number, say} from '../lib/words.js';
import {attempt} from '../lib/works.js';
import {now} from '../now.js';
import {toast} from './toasts.js';

await styled('css/people.css');

export async function openAccount() {
  const me = await attempt(() => get('me'));
  if (!me) return;
  const body = h('div', {class: 'account'});
  const dialog = h('dialog', {class: 'dialog account-dialog', 'aria-label': say('account.title'), onclose: () => dialog.remove()},
    h('form', {method: 'dialog', class: 'account-close'}, h('button', {class: 'btn quiet icon-only', 'aria-label': say('jobs.close')}, icon('x'))), body);
  dialog.addEventListener('click', event => event.target === dialog && dialog.close());
  draw(body, me);
  document.body.append(dialog);
  dialog.showModal();
}

function draw(body, me) {
  const again = async work => {
    const newer = await attempt(work);
    if (newer) draw(body, newer);
  };
  body.replaceChildren(...[
    h('h2', {dir: 'auto', tabindex: -1, autofocus: true}, me.name || say('account.title')), h('p', {class: 'hint'}, whoIs(me)),
    now.quota && h('ul', {class: 'account-quota'}, now.quota.said.map(words => h('li', {}, words))),
    me.account && me.left > 0 && left(me, again),
    me.account && signIns(me, again), me.account && password(me, again), ways(me),
  ].filter(Boolean));
}

function whoIs(me) {
  if (me.account) return say(`account.role.${me.role}`);
  if (me.private) return say('account.private');
  return say(me.role === 'owner' ? 'account.keeper' : 'account.guest');
}

// What the browser made before anybody signed in.
function left(me, again) {
  const take = () => again(async () => {
    const {taken} = await post('me/take');
    toast(say('account.taken', {count: number(taken)}), {kind: 'good'});
    window.dispatchEvent(new CustomEvent('works-changed', {detail: {ids: [], change: {}, cards: []}}));
    now.refresh();
    return get('me');
  });
  return h('div', {class: 'account-left'}, h('p', {}, say('account.left', {count: number(me.left)})),
    h('button', {type: 'button', class: 'btn small', onclick: take}, say('account.take')));
}

function signIns(me, again) {
  const rows = me.sign_ins.map(one => h('li', {},
    h('span', {class: 'account-agent'}, called(one.agent), one.here && h('span', {class: 'account-here'}, say('account.here'))),
    h('span', {class: 'hint'}, say('account.seen', {date: dateTime(one.seen)})),
    !one.here && h('button', {type: 'button', class: 'btn small', onclick: () => again(() => post(`me/sign-ins/${one.id}/end`))}, say('account.end'))));
  return h('section', {}, h('h3', {}, say('account.sign_ins')), h('ul', {class: 'account-sign-ins'}, rows),
    me.sign_ins.length > 2 && h('button', {type: 'button', class: 'btn small', onclick: () => again(() => post('me/sign-ins/end'))}, say('account.end_others')));
}

// A browser and its system, out of what it calls itself; all of that where it is none that is known.
function called(agent) {
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([mark]) => agent.includes(mark))?.[1];
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']].find(([mark]) => agent.includes(mark))?.[1];
  return browser ? [browser, system].filter(Boolean).join(' · ') : agent || say('account.unknown');
}

function password(me, again) {
  const field = (name, label, complete) => h('label', {class: 'ask-field'}, h('span', {}, label),
    h('input', {type: 'password', name, class: 'ask-input', autocomplete: complete, required: true, maxlength: 200}));
  const change = event => {
    event.preventDefault();
    const {old = '', fresh} = Object.fromEntries(new FormData(event.target));
    again(async () => {
      await post('me/password', {old, new: fresh});
      toast(say('account.changed'), {kind: 'good'});
      return get('me');
    });
  };
  return h('details', {class: 'account-password'}, h('summary', {}, say('account.password')),
    h('form', {onsubmit: change}, h('input', {type: 'hidden', name: 'username', autocomplete: 'username', value: me.name}),
      me.has_password && field('old', say('account.old'), 'current-password'), field('fresh', say('account.new'), 'new-password'),
      h('button', {class: 'btn primary small'}, say('account.save'))));
}

function ways(me) {
  const out = (me.account || me.entered) && h('form', {method: 'post', action: 'logout'}, h('button', {class: 'btn'}, say('account.leave')));
  const enter = !me.account && !me.private && me.may_sign_in && h('a', {class: me.entered ? 'btn' : 'btn primary', href: 'login'}, say('account.enter'));
  return h('div', {class: 'ask-buttons'}, [out, enter].filter(Boolean));
}
