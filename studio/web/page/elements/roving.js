// Roving: the grid by keyboard. One work at a time can be reached by Tab; arrows lead on by what lies beside it.
const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

// `does`: what Enter, Space, F, Delete, Ctrl+A and Esc do; each of the first four takes the number of a work.
export function roving(grid, does, head) {
  const element = grid.element;
  element.addEventListener('focusin', event => {
    const tile = event.target.closest('.tile');
    if (tile) moveTo(grid, Number(tile.dataset.number));
  });
  element.addEventListener('keydown', event => {
    const tile = event.target.closest('.tile');
    if (!tile) return;
    const action = actionOf(event, grid, Number(tile.dataset.number), does, head);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

// Bring the focus to a work, wherever it is.
export function focusWork(grid, number, head) {
  if (number < 0 || number >= grid.cards.length) return;
  moveTo(grid, number);
  grid.reveal(number, head());
  grid.tile(number)?.querySelector('.tile-open').focus({preventScroll: true});
}

function moveTo(grid, number) {
  const before = grid.tile(Math.max(0, grid.focused))?.querySelector('.tile-open');
  if (before) before.tabIndex = -1;
  grid.focused = number;
  const now = grid.tile(number)?.querySelector('.tile-open');
  if (now) now.tabIndex = 0;
}

function actionOf(event, grid, number, does, head) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') return does.all;
  if (!isPlain) return null;
  if (ARROWS.includes(event.key)) return () => focusWork(grid, grid.masonry.beside(number, event.key), head);
  const byKey = {Enter: does.open, ' ': does.select, f: does.favourite, F: does.favourite, Delete: does.bin, Escape: does.clear};
  if (event.key === 'Home') return () => focusWork(grid, 0, head);
  if (event.key === 'End') return () => focusWork(grid, grid.cards.length - 1, head);
  const action = byKey[event.key];
  // What has a key of its own, such as the star, keeps Enter and Space.
  if ((event.key === 'Enter' || event.key === ' ') && !event.target.classList.contains('tile-open')) return null;
  return action ? () => action(number, event) : null;
}
