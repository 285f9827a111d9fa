// Menus: popovers that stand at their button and are led through by keys.

// Below its button, or above it, and never beyond the window.
export function stand(menu, button) {
  const {right, top, bottom} = button.getBoundingClientRect(), {width, height} = menu.getBoundingClientRect();
  const isBelow = bottom + 4 + height <= innerHeight - 8;
  menu.style.left = `${Math.max(8, Math.min(right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, isBelow ? bottom + 4 : top - 4 - height)}px`;
}

// A key leads from one of `items` to another, and Tab out of the menu. `beside(at)`: where arrows lead to, where it is no list.
export function lead(event, menu, items, beside = at => ({ArrowDown: at + 1, ArrowUp: at - 1})) {
  if (event.key === 'Tab') menu.hidePopover();
  const to = {...beside(items.indexOf(document.activeElement)), Home: 0, End: items.length - 1}[event.key];
  if (to === undefined || !items.length) return;
  event.preventDefault();
  items.at(to % items.length).focus();
}
