/* Results that are fetched: the program makes them, the browser saves them. */
import {DECISIONS, S} from './state.js';
import {byId, el, button, say} from './elements.js';
import {ask, trouble, problem, asJson} from './program.js';

export function get(text, kind, files, attributes) {
  const made = button(text, async () => {
    if (made.getAttribute('aria-busy')) return;
    made.setAttribute('aria-busy', 'true'); made.textContent = '正在做……'; say('正在做' + text);
    try {
      const answer = await ask('POST', 'results', ...asJson({kind, ids: files.map(file => file.id), decisions: decidedHere()}));
      const link = el('a', {href: answer.url, download: answer.name, hidden: true});
      document.body.appendChild(link); link.click(); document.body.removeChild(link);
      saved(answer.name + (answer.note ? '（' + answer.note + '）' : ''));
    } catch (fault) { const said = await trouble(fault, '没有取到，请再点一次。'); if (said) problem(said); }
    made.removeAttribute('aria-busy'); made.textContent = text;
  }, Object.assign({disabled: S.gone || S.busy, 'data-keep': kind}, attributes));
  return made;
}
/* Only what was chosen on this page: what stands in the earlier 汇总表 is carried on by itself, in full. */
function decidedHere() {
  const chosen = {};
  Object.keys(S.decided).forEach(key => { if (S.decided[key] !== S.carried[key]) chosen[key] = S.decided[key]; });
  Object.keys(S.carried).forEach(key => { if (!S.decided[key]) chosen[key] = DECISIONS[0]; });
  return chosen;
}
function saved(what) {
  S.said = '已交给浏览器保存：' + what + '。一般在“下载”文件夹。';
  const place = byId('said'); if (place) { place.hidden = false; place.textContent = S.said; }
  say(S.said);
}
export function saidLine() { const text = [S.note, S.said].filter(Boolean).join(' '); return el('p', {id: 'said', class: 'said', hidden: !text, role: 'status'}, text); }
