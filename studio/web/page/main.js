// The page's own scripts: each element is one file, and draws itself wherever gradio or the frame has put it.
import './look.js';
import './nav.js';
import './now.js';
import './form.js';
import './keys.js';
for (const name of ['toasts', 'queue', 'stage', 'strip', 'examples', 'swatches', 'library', 'system']) import(`./elements/${name}.js`).catch(console.error);
