/* The local page: draws what is to be seen, anew each time. ES2018, no library. */
import {S} from './state.js';
import {byId, main, empty} from './elements.js';
import {count} from './telling.js';
import {ask} from './program.js';
import {open} from './taking.js';
import {drawBar, drawPanel} from './rules.js';
import {drawEmpty, drawWait, drawOne} from './one.js';
import {drawMany} from './many.js';

export function keepingPlace(act) {
  const here = document.activeElement, mark = here && main.contains(here) && here.getAttribute('data-keep');
  const find = here && here.id === 'find' ? [here.selectionStart, here.selectionEnd] : null, y = window.pageYOffset;
  act();
  window.scrollTo(0, y);
  const again = mark && main.querySelector('[data-keep="' + mark.replace(/["\\]/g, '') + '"]');
  if (again) { again.focus({preventScroll: true}); if (find) again.setSelectionRange(find[0], find[1]); }
}

export function draw(move) {
  window.onresize = null;
  document.body.className = 'v-' + S.view;
  drawBar(); drawPanel(); empty(main);
  ({empty: drawEmpty, wait: drawWait, one: drawOne, many: drawMany})[S.view]();
  const file = S.files[S.at], form = S.view === 'one' && file && file.told && file.told.forms[S.form];
  document.title = (form ? (count(form).error || '没有') + (count(form).error ? ' 处' : '') + '错误 · ' : S.view === 'one' ? '没读成 · ' : S.view === 'many' ? S.files.length + ' 个文件 · ' : '') + '自评表核对';
  if (move === true) { main.focus({preventScroll: true}); window.scrollTo(0, 0); }
}

async function start() {
  S.state = await ask('GET', 'state');
  S.book = S.state.book;
  for (const id of S.state.files) {
    try { const told = await ask('GET', 'files/' + id); S.files.push({id, path: told.path, since: told.since, told: told.result}); } catch (fault) { /* taken away meanwhile */ }
  }
  byId('old').hidden = true;
  if (S.files.length === 1) open(0, 0); else if (S.files.length) S.view = 'many';
  draw();
}
start().catch(() => { byId('old').textContent = '和核对程序联系不上。请关闭这一页，再双击“打开核对页面”。'; });
