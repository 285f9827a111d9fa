// <ink-account>: the button in the header that tells who one is here, signs in and out.
import {h} from '../lib/dom.js';
import {icon} from '../lib/icons.js';
import {say} from '../lib/words.js';

class Account extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const open = async () => (await import('./account-dialog.js')).openAccount();
    this.append(h('button', {type: 'button', class: 'btn quiet icon-only', 'aria-haspopup': 'dialog', title: say('account.title'), 'aria-label': say('account.title'), onclick: open}, icon('user')));
  }
}

customElements.define('ink-account', Account);
