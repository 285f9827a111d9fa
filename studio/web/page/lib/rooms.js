// Rooms: what the visitor shares with clients, and what is done to it. The server says no to whoever may not share.
import {get, post} from './http.js';
import {show, shown} from '../nav.js';

const LINK = 'ink-room-'; // in this tab of the browser alone: the studio keeps no link

export const allRooms = () => get('rooms');
export const oneRoom = id => get(`rooms/${id}`);
export const allRemarks = () => get('rooms/remarks');
export const preferred = () => get('me/preferences');
export const prefer = values => post('me/preferences', values);

// Do something to a room: 'add', 'remove', 'version', 'answer', 'done', 'seen', 'revoke', 'delete', or '' for its terms.
export const change = (id, deed, values = {}) => post(`rooms/${id}${deed && `/${deed}`}`, values);

export async function newRoom(values) {
  const {room, link} = await post('rooms', values);
  keep(room.id, link);
  return room;
}

// Another link, with which the one before ends.
export async function newLink(id) {
  keep(id, (await post(`rooms/${id}/link`)).link);
}

// The link of a room as a client opens it; null where it was made elsewhere.
export const linkOf = id => sessionStorage.getItem(LINK + id);
const keep = (id, link) => sessionStorage.setItem(LINK + id, new URL(link, location.href).href);

// Where its owner sees what its client sees.
export const lookOf = id => `rooms/${id}/look`;

// Whether others can reach this studio at the address at which it is open here.
export const isOnlyHere = () => /^(localhost|127\.|\[::1\])/.test(location.hostname);

// What of the tab is asked for: '' for all rooms, 'remarks', or the id of a room; and the id of an item of it, if any.
export const place = () => (location.hash.startsWith('#clients/') ? location.hash.split('/')[1] : '');
export const placeInside = () => location.hash.split('/')[2] || '';

// Bring a room, or an item of it as <room>/<item>, the remarks, or all rooms into view.
export function go(to = '') {
  if (location.hash !== (to ? `#clients/${to}` : '#clients')) history.pushState(null, '', to ? `#clients/${to}` : '#clients');
  if (shown() === 'clients') window.dispatchEvent(new Event('clients-place'));
  else show('clients', {push: false});
}

// What of all remarks is to be worked off: what a client said, but for an approval without a word.
export const isTask = remark => remark.author === 'client' && (remark.kind !== 'approval' || remark.text !== '');
