/* What is asked of the program, and what is said when it has gone. */
import {ALIVE, MISSED, TOKEN, S} from './state.js';
import {main, el, empty, button, clip, alertBox} from './elements.js';
import {draw} from './page.js';

class Told extends Error {
  constructor(status, message) { super(message); this.status = status; }
}
export async function ask(method, path, body, type) {
  const headers = {'X-Perfeval': TOKEN};
  if (type) headers['Content-Type'] = type;
  const answer = await fetch(path, {method, headers, body, cache: 'no-store', credentials: 'omit'});
  const text = await answer.text();
  const told = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Told(answer.status, told && told.message || '程序没有照办（' + answer.status + '）。');
  return told;
}
export const asJson = value => [JSON.stringify(value), 'application/json'];

let missed = 0;
function beat() {
  if (S.gone) return;
  ask('POST', 'alive').then(() => { missed = 0; }, () => { missed += 1; if (missed >= MISSED) gone(false); });
}
setInterval(beat, ALIVE);
window.addEventListener('pagehide', () => {
  if (!S.gone) fetch('leave', {method: 'POST', headers: {'X-Perfeval': TOKEN}, keepalive: true}).catch(() => {});
});

export function gone(byUser) {
  S.gone = true; S.closed = byUser; S.busy = false;
  S.files.forEach(file => { if (file.wait) file.wait = '还没看'; });
  alertBox.hidden = false;
  empty(alertBox).appendChild(el('p', {}, [el('b', {}, byUser ? '核对程序已关闭。' : '和核对程序断开了（程序已退出，或电脑睡眠过）。'),
    '这一页还能看、能打印，但不能再核对文件、取结果。']));
  alertBox.appendChild(el('p', {}, byUser ? '已经下载的文件都在。要再用，请双击“打开核对页面”。' : '原文件没有动过，已经下载的都在。'));
  draw();
  alertBox.scrollIntoView();
}
/* What went wrong with a request: the program has gone, or it said why. */
export async function trouble(fault, instead) {
  if (fault instanceof Told) return fault.message;
  try { await ask('POST', 'alive'); } catch (again) { gone(false); return null; }
  return instead;
}
export function problem(text) {
  alertBox.hidden = false;
  empty(alertBox).appendChild(el('p', {}, clip(text, 2000)));
  alertBox.appendChild(button('知道了', () => { alertBox.hidden = true; main.focus({preventScroll: true}); }));
  alertBox.scrollIntoView();
}
