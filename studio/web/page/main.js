// The page's own scripts: each element is one file, and draws itself wherever gradio or the frame has put it.
import './look.js';
import './now.js';
import './form.js';
import './keys.js';
import './elements/queue.js';
import './elements/account.js';
import './elements/unseen.js';
import './elements/modes.js';
import './elements/brought.js';
import './elements/brush.js';
import './elements/stage.js';
import './elements/examples.js';
import './elements/swatches.js';
import './elements/prompts.js';
import './elements/speak.js';
import './elements/loras.js';
import './elements/sold.js';
import {shown} from './nav.js';

// Tabs that make nothing come when they are first shown.
const come = tab => document.querySelector(`#tab-${tab}.outside`) && import(`./elements/${tab}.js`);
window.addEventListener('tab-shown', event => come(event.detail.tab));
come(shown());
