// Look and language: light or dark, as the system has it until one chooses; and the page in another language.
const dark = matchMedia('(prefers-color-scheme: dark)');
const wanted = () => localStorage.getItem('ink-look') || (dark.matches ? 'dark' : 'light');

function dress() {
  const isDark = wanted() === 'dark';
  for (const element of [document.documentElement, document.body]) element.classList.toggle('dark', isDark);
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  document.querySelector('#look use')?.setAttribute('href', document.querySelector('#look use').getAttribute('href').replace(/#.*/, isDark ? '#sun' : '#moon'));
}

dress();
dark.addEventListener('change', dress);
// gradio dresses the body by itself once it is there.
new MutationObserver(() => {
  if (document.body.classList.contains('dark') !== (wanted() === 'dark')) dress();
}).observe(document.body, {attributes: true, attributeFilter: ['class']});

document.getElementById('look').addEventListener('click', () => {
  localStorage.setItem('ink-look', wanted() === 'dark' ? 'light' : 'dark');
  dress();
});
document.getElementById('languages').addEventListener('click', event => {
  const code = event.target.closest('[data-language]')?.dataset.language;
  if (!code) return;
  const framed = location.protocol === 'https:' && window.top !== window ? 'SameSite=None; Secure; Partitioned' : 'SameSite=Lax';
  const path = new URL('.', location.href).pathname;
  document.cookie = `inkstone_language=${code}; Path=${path}; Max-Age=31536000; ${framed}`;
  location.reload();
});
// A menu closes when one clicks elsewhere or presses Esc.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
