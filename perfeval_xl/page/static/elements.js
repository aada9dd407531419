/* Elements of the document. Every text of a file enters by createTextNode (see el), never as markup. */

export const byId = id => document.getElementById(id);
export const main = byId('main'), bar = byId('bar'), alertBox = byId('alert'), live = byId('live'), panel = byId('panel');

export function el(name, attributes, children) {
  const made = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (value === null || value === undefined || value === false) return;
    if (key === 'on') Object.entries(value).forEach(([event, act]) => made.addEventListener(event, act));
    else made.setAttribute(key, value === true ? '' : value);
  });
  [].concat(children === undefined ? [] : children).forEach(child => {
    if (child === null || child === undefined || child === false || child === '') return;
    made.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  });
  return made;
}
export function empty(box) { while (box.firstChild) box.removeChild(box.firstChild); return box; }
export function button(text, act, attributes) {
  const given = Object.assign({type: 'button'}, attributes);
  given.on = Object.assign({click: act}, given.on);
  return el('button', given, text);
}
export function say(text) { live.textContent = ''; setTimeout(() => { live.textContent = text; }, 50); }

/* Control signs and signs that turn the direction of a text are shown as □. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
export function clean(text) { return String(text).replace(UNSEEN, '□'); }
export function clip(text, most, length) {
  const whole = clean(text), full = length || whole.length;
  return whole.length > most || full > whole.length ? whole.slice(0, most) + '……（共 ' + full + ' 字）' : whole;
}
export const has = value => value !== null && value !== undefined;
export function number(value) { return has(value) ? String(Math.round(value * 100) / 100) : ''; }
export function money(value) { return has(value) ? number(value) + ' 万元' : '没有填'; }
export function name(path) { return path.split('/').pop(); }
