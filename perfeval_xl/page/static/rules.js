/* The bar on top, and the choice of the rule-set. */
import {ROWS, S} from './state.js';
import {byId, el, empty, button, say, clean, clip, bar, alertBox, panel} from './elements.js';
import {ask, gone, trouble, problem, asJson} from './program.js';
import {go, pick} from './taking.js';
import {draw} from './page.js';

export function drawBar() {
  empty(bar);
  bar.appendChild(el('span', {class: 'name'}, '自评表核对'));
  bar.appendChild(el('span', {class: 'note1 soft'}, '只在这台电脑上核对，不上网，不改原文件'));
  bar.appendChild(el('span', {class: 'fill'}));
  if (S.view !== 'empty') {
    bar.appendChild(button('再选文件', pick, {disabled: S.gone}));
    bar.appendChild(button('清空', clear, {disabled: S.gone || S.busy}));
  }
  const chosen = S.state.rules.find(one => one.id === S.state.chosen);
  bar.appendChild(button('评分规则：' + (chosen ? clip(chosen.title, 12).replace(/…….*/, '…') : '按表上写的'), () => showPanel(!S.panel), {'aria-expanded': String(S.panel), 'aria-controls': 'panel', disabled: S.gone}));
  bar.appendChild(button('关闭程序', () => { ask('POST', 'close').catch(() => {}); gone(true); }, {disabled: S.gone}));
}
function clear() {
  ask('DELETE', 'files').catch(() => {});
  Object.assign(S, {files: [], book: false, view: 'empty', ticks: {}, decided: {}, carried: {}, said: '', note: '', find: '', show: 'all', shown: ROWS, added: []});
  alertBox.hidden = true;
  draw(true); say('已清空');
}
function showPanel(on) {
  S.panel = on; drawBar(); drawPanel();
  const to = on ? panel.querySelector('input:checked') : bar.querySelector('[aria-controls]');
  if (to) to.focus();
}
export function drawPanel() {
  empty(panel).hidden = !S.panel;
  if (!S.panel) return;
  let chosen = S.state.chosen;
  const text = el('pre', {tabindex: '0', role: 'region', 'aria-label': '这套规则的内容'});
  const box = el('fieldset', {}, el('legend', {}, el('b', {}, '用哪一套评分规则核对')));
  const blank = el('a', {class: 'btn', download: true}, '下载这套规则的空白自评表');
  async function show() {
    blank.setAttribute('href', 'template?rules=' + encodeURIComponent(chosen));
    if (!chosen) { text.textContent = '表上写明用哪套规则的，用那一套；没有写的，用国家通行做法（预算执行 10、产出 50、效益 30、满意度 10）。'; return; }
    const asked = chosen;
    text.textContent = '正在取……';
    try { const rules = await ask('GET', 'rules/' + encodeURIComponent(asked)); if (asked === chosen) text.textContent = clean(rules.text); }
    catch (fault) { const said = await trouble(fault, '没有取到。'); if (said) text.textContent = said; }
  }
  [{id: '', title: '按表上写的；没有写的，用国家通行做法（推荐）'}].concat(S.state.rules).forEach(rules => {
    box.appendChild(el('label', {}, [el('input', {type: 'radio', name: 'rule', value: rules.id, checked: rules.id === chosen, on: {change: () => { chosen = rules.id; show(); }}}), clip(rules.title, 80)]));
  });
  show();
  panel.appendChild(box);
  panel.appendChild(text);
  const files = S.files.filter(file => file.id).length;
  panel.appendChild(el('div', {class: 'row'}, [
    button(files ? '用这套规则重新核对 ' + files + ' 个文件' : '用这套规则', () => useRules(() => ask('POST', 'rules', ...asJson({id: chosen}))), {class: 'main', disabled: S.busy}),
    button('用本区的规则文件（.toml）', () => byId('toml').click(), {disabled: S.busy}), blank,
    button('不换，收起', () => showPanel(false))]));
}
export function takeRules(file) {
  if (file.size > 65536) { problem('“' + file.name + '”太大，不像规则文件（上限 64 KB）。'); return; }
  useRules(() => ask('POST', 'rules?name=' + encodeURIComponent(file.name), file, 'application/octet-stream'));
}
async function useRules(how) {
  try { S.state = await how(); } catch (fault) { const said = await trouble(fault, '浏览器读不了这个文件。'); if (said) problem(said); return; }
  S.panel = false; alertBox.hidden = true;
  const again = S.files.filter(file => file.id);
  again.forEach(file => { file.wait = '还没看'; });
  S.added = [];
  if (again.length) { if (S.files.length > 1) S.view = 'many'; else S.view = 'wait'; go(); } else draw();
  const to = bar.querySelector('[aria-controls]'); if (to) to.focus();
  say('已换评分规则');
}
