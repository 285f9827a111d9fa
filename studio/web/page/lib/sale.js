// Sale: whether only models are offered whose works may be sold. One switch for all forms and for System, remembered here.
const KEY = 'inkstone_sale';

export const isOnlySold = () => localStorage.getItem(KEY) === 'yes';
export const offerOnlySold = isOn => localStorage.setItem(KEY, isOn ? 'yes' : '');
