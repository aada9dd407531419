/* One file: facts, next step, findings; and what stands there before there is one. */
import {WORD, HEADS, S} from './state.js';
import {main, el, button, clean, clip, has, number, money, name} from './elements.js';
import {count, fund, rate, percent, isRange, scoreText, title, items, why, drawnAt, cellWord, placeOf} from './telling.js';
import {ask, trouble} from './program.js';
import {get, saidLine} from './results.js';
import {go, open, pick, pickFolder} from './taking.js';
import {sheet, choose} from './drawing.js';
import {draw} from './page.js';

export function drawEmpty() {
  main.appendChild(el('div', {class: 'empty'}, [
    el('div', {class: 'drop'}, [el('h1', {}, '把自评表拖到这里'),
      el('p', {}, '可以一次拖多个，也可以拖整个文件夹。Excel（.xlsx .xlsm .xls）和 Word（.docx）的都行。'),
      button('选择文件', pick, {class: 'main', disabled: S.gone}), button('选择文件夹', pickFolder, {disabled: S.gone})]),
    el('ul', {}, [['不上网', '文件只在这台电脑上核对，不传到任何地方。'], ['不动原表', '只看不改。要改，在 Excel 或 WPS 里改。'], ['不留底', '关上就清空。要留的结果，请先下载。']]
      .map(pair => el('li', {}, [el('b', {}, pair[0]), pair[1]]))),
    el('p', {class: 'more'}, ['还没有表？', S.gone ? null : el('a', {class: 'btn plain', href: 'template?rules=' + encodeURIComponent(S.state.chosen), download: true}, '下载空白自评表')]),
    saidLine()]));
}
export function drawWait() {
  const file = S.files[0];
  main.appendChild(el('div', {class: 'empty'}, el('div', {class: 'drop'}, [el('h1', {}, '正在核对……'), el('p', {}, clip(file ? name(file.path) : '', 80)),
    S.busy ? null : button('接着看完', go, {class: 'main', disabled: S.gone})])));
}


function nextStep(found, file) {
  if (S.gone) return '双击“打开核对页面”，在新开的一页里再拖一次。';
  if (found.error) return '照着把原表里的 ' + found.error + ' 处错误改好，保存后再拖进来。';
  if (!file.told.clean || !file.told.clean.possible) return (file.told.clean && file.told.clean.why) || '看一眼各条意见。';
  if (found.open) return '没有错误。有 ' + found.open + ' 条程序不判，请看一下“待定”，没有问题就取报送件。';
  if (found.warning) return '没有错误。看一眼 ' + found.warning + ' 条提醒，没有问题就取报送件。';
  return '没有发现问题。可以取报送件上报了。';
}
function whyNotClean(file) {
  const errors = file.told.forms.reduce((sum, form) => sum + count(form).error, 0);
  return '报送件：' + (errors ? '先改好 ' + errors + ' 处错误' : '先定下待复核的得分');
}
export function drawOne() {
  const file = S.files[S.at], box = el('div', {class: 'one'});
  main.appendChild(box);
  if (S.files.length > 1) {
    box.appendChild(el('p', {class: 'back'}, [button('← 回到 ' + S.files.length + ' 个文件', () => { S.view = 'many'; S.said = ''; draw(true); }, {class: 'plain'}),
      button('上一个', () => step(-1), {class: 'plain'}), button('下一个', () => step(1), {class: 'plain'})]));
  }
  if (file.wait || !file.told) { box.appendChild(el('div', {class: 'panel'}, el('h1', {}, '正在核对……'))); return; }
  if (file.told.status !== 'ok') { box.appendChild(failed(file)); return; }
  S.form = Math.min(S.form, file.told.forms.length - 1);
  const form = file.told.forms[S.form], found = count(form), all = items(form), change = form.changes;
  box.appendChild(el('div', {class: 'title'}, [el('h1', {}, clip(title(form), 60)), el('span', {class: 'soft'}, [
    form.year ? form.year + ' 年度　' : '', form.unit ? clip(form.unit, 40) + '　' : '', clip(file.path, 80) + '　', file.told.rules ? '规则：' + clip(file.told.rules.title, 60) : ''])]));
  if (file.told.forms.length > 1) box.appendChild(tabs(file));
  box.appendChild(facts(form, found));
  box.appendChild(el('div', {class: 'next', role: 'region', 'aria-label': '下一步和取结果'}, [el('p', {}, [
    change ? el('span', {}, [el('span', {class: 'tag ok'}, '改过的表'), ' 比上次' + (file.since ? '（' + file.since + '）' : '评分时') + '解决了 ' + change.settled.length + ' 条，还在 ' + change.stayed.length + ' 条，新出现 ' + change.new.length + ' 条。', el('br')]) : null,
    el('b', {}, '下一步：'), clip(nextStep(found, file), 400)]),
    el('div', {class: 'acts'}, [get('评分件（带标记）', 'scored', [file]),
      file.told.clean && file.told.clean.possible ? get('报送件（上报用）', 'clean', [file], {class: 'main'}) : el('span', {class: 'whynot'}, whyNotClean(file)),
      get('Word 报告', 'report', [file]), button('打印意见', () => window.print())])]));
  box.appendChild(saidLine());
  (file.told.remarks || []).forEach(remark => box.appendChild(el('p', {class: 'said'}, clip(remark, 400))));
  if (file.told.left_out) box.appendChild(el('p', {class: 'said'}, '按设置（' + clip(file.told.settings || '', 120) + '）没有列出这些代码的意见：' + file.told.left_out.join('、') + '。评分和报送件照样按全部意见判断。'));
  box.appendChild(el('p', {class: 'printonly'}, '规则校验码 ' + (file.told.rules ? file.told.rules.digest : '') + '，程序版本 ' + S.state.version));
  if (!S.on && all.length) S.on = all[0].id;
  box.appendChild(el('div', {class: 'panes'}, [list(file, form, all), sheet(form, all)]));
}
function step(by) { open((S.at + by + S.files.length) % S.files.length, 0); draw(true); }
function tabs(file) {
  return el('div', {class: 'tabs', role: 'group', 'aria-label': '这个文件里的 ' + file.told.forms.length + ' 张表'}, file.told.forms.map((form, i) => {
    const errors = count(form).error;
    return button((i + 1) + '. ' + clip(title(form), 16).replace(/…….*/, '…') + (errors ? '（' + errors + ' 处错误）' : ''), () => { S.form = i; S.on = null; S.tab = 'form'; draw(); const on = main.querySelector('.tabs [aria-pressed=true]'); if (on) on.focus(); },
      {'aria-pressed': String(i === S.form), title: clip(title(form), 120)});
  }));
}
function facts(form, found) {
  const row = fund(form);
  const fact = (what, big, small) => el('div', {}, [el('dt', {}, what), el('dd', {}, [el('b', {class: 'num'}, big), small ? el('span', {}, '　' + small) : null])]);
  return el('dl', {class: 'facts'}, [
    fact('自评得分', has(form.total.self_score) ? number(form.total.self_score) + ' 分' : '没有填全', '等级 ' + clip(form.grade.stated || '没有填', 12)),
    fact('核算得分（按规则算）', scoreText(form) + (has(form.total.score) ? ' 分' : ''), !has(form.total.score) ? '' : isRange(form) ? '其中 ' + number(form.total.open) + ' 分待定' : form.grade.computed ? '等级 ' + form.grade.computed : '等级待定'),
    fact('资金', '执行率 ' + (percent(rate(form)) || '算不出'), '预算 ' + money(has(row.annual_budget) ? row.annual_budget : row.initial_budget) + '，执行 ' + money(row.executed)),
    fact('意见', found.error ? found.error + ' 处错误' : '没有错误', '提醒 ' + found.warning + '　建议 ' + found.hint + (found.open ? '　待定 ' + found.open : ''))]);
}
function failed(file) {
  const error = file.told.error, todo = error.todo;
  const reason = todo && error.message.indexOf(todo) > 0 ? error.message.slice(0, error.message.indexOf(todo)).replace(/[；，。\s]+$/, '') + '。' : error.message;
  return el('div', {class: 'panel'}, [el('h1', {}, clip(file.path, 80)), el('p', {}, [el('span', {class: 'tag failed'}, '没读成'), ' ' + clip(reason, 600)]),
    todo ? el('p', {}, [el('b', {}, '下一步：'), clip(todo, 600)]) : null,
    el('p', {class: 'soft'}, '这个文件没有核对，也没有算进汇总。' + (error.code ? '（代码 ' + error.code + '）' : '')),
    button('重新选文件', pick, {class: 'main', disabled: S.gone})]);
}

function list(file, form, all) {
  const scroll = el('div', {class: 'scroll', tabindex: all.length ? null : '0', role: all.length ? null : 'group', 'aria-label': all.length ? null : '意见'});
  const ticked = el('span', {class: 'soft', 'aria-live': 'polite'}), change = form.changes;
  const tickId = one => (file.id || file.path) + ':' + S.form + ':' + one.key;
  const told = () => { const done = all.filter(one => S.ticks[tickId(one)]).length; ticked.textContent = done ? '已做记号 ' + done + ' 条' : ''; };
  if (!all.length) {
    scroll.appendChild(el('div', {class: 'clear'}, [el('p', {}, el('span', {class: 'tag ok'}, '没有发现问题')),
      el('p', {}, has(form.total.score) ? '金额、执行率、分值、得分、合计、等级都对得上。' : '这张表不打分；其他各栏没有发现问题。')]));
  }
  let last = '';
  all.forEach(one => {
    if (one.kind !== last) { last = one.kind; scroll.appendChild(el('h3', {class: 'grp'}, HEADS[last] + '（' + all.filter(other => other.kind === last).length + '）')); }
    scroll.appendChild(card(form, one, all, tickId(one), told));
  });
  if (change && change.settled.length) {
    scroll.appendChild(el('h3', {class: 'grp'}, '已解决（' + change.settled.length + '）'));
    scroll.appendChild(el('ul', {class: 'settled'}, change.settled.map(one => el('li', {}, [el('span', {class: 'tag ok'}, '已解决'),
      ' ' + (one.cell ? one.cell + ' ' : '') + clip(one.label || one.message, 80) + (one.stated ? '：上次填 ' + clip(one.stated, 40) : '') + (one.expected ? '，应为 ' + clip(one.expected, 40) : '')]))));
  }
  if (all.length) scroll.appendChild(el('p', {class: 'note'}, '有话要向审核人说明的，写在评分件“核对意见”表的最后一列“单位说明”里；这一页只看，不能写。'));
  told();
  return el('section', {class: 'list', 'aria-label': '核对意见'}, [el('div', {class: 'top'}, [el('h2', {}, '核对意见 ' + all.length + ' 条'), ticked]), scroll]);
}
function card(form, one, all, tickId, told) {
  const here = drawnAt(one.cell, one, form), word = clip(cellWord(one, form) || '', 40), change = form.changes, rows = [];
  const line = (what, value) => { rows.push(el('dt', {}, what), el('dd', {}, value)); };
  const stayed = change && change.stayed.find(pair => pair[1] === one.key);
  if (change && change.new.indexOf(one.key) >= 0) line('这次', el('span', {class: 'delta'}, '新出现'));
  if (stayed) line('这次', [el('span', {class: 'delta'}, '还在'), stayed[0].expected && stayed[0].expected !== one.expected ? '上次应为 ' + clip(stayed[0].expected, 60) + (one.expected ? '，现在应为 ' + clip(one.expected, 60) : '') : '']);
  if (one.stated) line('填的是', el('b', {}, clip(one.stated, 200)));
  if (one.expected) line('应为', el('b', {}, clip(one.expected, 200)));
  line('为什么', clip(why(one), 600));
  if (one.suggestion) line('怎么改', clip(one.suggestion, 600));
  if (one.basis) line('依据', clip(one.basis, 200));
  if (one.explanation) line('单位说明', clip(one.explanation, 600) + (one.explanation_is_stale ? '（说明是改动以前写的）' : ''));
  const made = el('article', {class: 'card ' + one.kind + (S.ticks[tickId] ? ' done' : ''), id: 'f-' + one.id, tabindex: '-1', 'aria-labelledby': 'h-' + one.id});
  const tick = el('input', {type: 'checkbox', checked: !!S.ticks[tickId], on: {change: event => { S.ticks[tickId] = event.target.checked; made.classList.toggle('done', event.target.checked); told(); }}});
  made.appendChild(el('div', {class: 'hd'}, [el('span', {class: 'tag ' + one.kind, 'aria-hidden': 'true'}, one.tag),
    el('h3', {id: 'h-' + one.id}, [el('span', {class: 'vh'}, WORD[one.kind] + ' ' + one.n + '：'), clip(one.label || one.message, 80)]),
    here ? button('看 ' + word, event => { event.stopPropagation(); choose(one, all, 'list', true); }, {'aria-describedby': 'h-' + one.id}) : el('span', {class: 'soft addr2'}, clip(placeOf(one), 40)),
    here ? el('span', {class: 'printonly addr', 'aria-hidden': 'true'}, word) : null]));
  made.appendChild(el('dl', {}, rows));
  made.appendChild(el('div', {class: 'ft'}, [el('label', {}, [tick, '已改，做个记号']), explain(one, made)]));
  made.addEventListener('click', event => { if (!event.target.closest('button,label,input,pre')) choose(one, all, 'list', false); });
  return made;
}
function explain(one, box) {
  let more = null;
  const made = button('说明 ' + one.code, async event => {
    event.stopPropagation();
    if (more) { box.removeChild(more); more = null; made.setAttribute('aria-expanded', 'false'); return; }
    more = el('pre', {class: 'more'}, '正在取……');
    box.appendChild(more); made.setAttribute('aria-expanded', 'true');
    try { const told = await ask('GET', 'explain/' + encodeURIComponent(one.code)); if (more) more.textContent = clean(told.text); }
    catch (fault) { const said = await trouble(fault, '没有取到。'); if (more && said) more.textContent = said; }
  }, {class: 'plain', 'aria-expanded': 'false'});
  return made;
}

export function sums(form) {
  const rows = form.funds.filter(row => row.status !== 'not_scored').concat(form.indicators);
  const different = row => has(row.score) && has(row.self_score) && Math.abs(row.score - row.self_score) > 0.004;
  const computed = row => row.open ? number(row.open.from) + '～' + number(row.open.to) : !has(row.score) ? '不单独计分' : number(row.score) + (different(row) ? '（不同）' : '');
  return el('table', {class: 'sums'}, [
    el('thead', {}, el('tr', {}, ['项目', '分值', '自评', '核算', '算式'].map((text, i) => el('th', {scope: 'col', class: i > 0 && i < 4 ? 'n' : null}, text)))),
    el('tbody', {}, rows.map(row => el('tr', {class: different(row) ? 'diff' : null}, [el('th', {scope: 'row'}, clip(row.name || row.label || row.level2 || row.level1 || '（没有名称）', 80)),
      el('td', {class: 'n'}, number(row.weight)), el('td', {class: 'n'}, has(row.self_score) ? number(row.self_score) : '没有填'),
      el('td', {class: 'n'}, computed(row)), el('td', {}, clip(row.open ? '待定：' + row.open.why : row.derivation || '', 300))])))]);
}
