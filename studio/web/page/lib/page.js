// What the server told the page: words, tabs, modes, examples, and where its files are.
export const page = JSON.parse(document.getElementById('ink-page').textContent);
export const asset = name => page.assets + name;
