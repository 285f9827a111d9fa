// Live: an element hears of something for as long as it is in the page.
export function live(element, target, name, handler) {
  const heard = event => {
    if (element.isConnected) handler(event);
    else target.removeEventListener(name, heard);
  };
  target.addEventListener(name, heard);
}
