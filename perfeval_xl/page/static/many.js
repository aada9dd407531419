/* Many files: a row for each form, filters, order, decisions. */
import {DECISIONS, ROWS, S} from './state.js';
import {main, el, empty, button, say, clip, has, number} from './elements.js';
import {count, fund, rate, percent, scoreText, title} from './telling.js';
import {get, saidLine} from './results.js';
import {go, stop, open} from './taking.js';
import {keepingPlace, draw} from './page.js';

const COLUMNS = [
  {key: 'order', text: '状态', width: 'w4'}, {key: 'name', text: '项目／文件', width: 'w0'}, {key: 'error', text: '错误', width: 'w1', n: true}, {key: 'warning', text: '提醒', width: 'w1', n: true},
  {key: 'self', text: '自评得分', width: 'w2', n: true}, {key: 'score', text: '核算得分', width: 'w3', n: true}, {key: 'grade', text: '等级', width: 'w1'},
  {key: 'budget', text: '预算（万元）', width: 'w4', n: true}, {key: 'done', text: '执行（万元）', width: 'w4', n: true}, {key: 'rate', text: '执行率', width: 'w2', n: true}];
/* A row for each form; one for a file that is waiting or could not be read. */
function rowsOf() {
  const rows = [];
  S.files.forEach((file, at) => {
    if (file.wait || !file.told || file.told.status !== 'ok') rows.push({file, at, form: null, n: 0});
    else file.told.forms.forEach((form, n) => rows.push({file, at, form, n}));
  });
  return rows;
}
function stateOf(row) {
  if (!row.form) return row.file.wait || !row.file.told ? {order: 5, text: row.file.wait || '还没看', tag: ''} : {order: 0, text: '没读成', tag: 'failed'};
  const found = count(row.form);
  if (found.error) return {order: 1, text: '有错误', tag: 'error'};
  return found.warning || found.open ? {order: 2, text: '请看', tag: 'warning'} : {order: 3, text: '没问题', tag: 'ok'};
}
function valueOf(row, key) {
  if (key === 'order') return stateOf(row).order * 10000 - (row.form ? count(row.form).error : 0);
  if (key === 'name') return row.form ? title(row.form) : row.file.path;
  if (!row.form) return null;
  const form = row.form, found = count(form), money = fund(form);
  return {error: found.error, warning: found.warning, self: form.total.self_score, score: form.total.score, grade: form.grade.stated || form.grade.computed || '',
    budget: has(money.annual_budget) ? money.annual_budget : money.initial_budget, done: money.executed, rate: rate(form)}[key];
}
export function drawMany() {
  const box = el('div', {class: 'many'}), rows = rowsOf(), done = S.files.filter(file => !file.wait && file.told), left = S.files.length - done.length;
  const of = order => rows.filter(row => stateOf(row).order === order).length;
  main.appendChild(box);
  box.appendChild(el('div', {class: 'title'}, el('h1', {}, (S.busy ? '正在核对 ' : '') + S.files.length + ' 个文件' + (!left && rows.length > S.files.length ? '，' + rows.filter(row => row.form).length + ' 张表' : ''))));
  if (left) {
    box.appendChild(el('div', {class: 'prog', role: 'region', 'aria-label': '进度'}, [
      el('p', {}, S.busy ? '看完 ' + done.length + ' 个，共 ' + S.files.length + ' 个' : '已停下：看完 ' + done.length + ' 个，还有 ' + left + ' 个没有看。'),
      S.busy ? el('p', {class: 'soft'}, '看完的可以先点开。') : null,
      el('progress', {max: S.files.length, value: done.length, 'aria-label': '已看完的文件数'}),
      S.busy ? button('停止', stop, {'data-keep': 'stop'}) : button('接着看完', () => { S.stopped = false; go(); }, {class: 'main', disabled: S.gone, 'data-keep': 'stop'})]));
  }
  if (!S.busy && done.length) box.appendChild(resultsOf(done, left, of));
  box.appendChild(saidLine());
  const chips = [['all', '全部', rows.length], [0, '没读成', of(0)], [1, '有错误', of(1)], [2, '请看', of(2)], [3, '没问题', of(3)]];
  box.appendChild(el('div', {class: 'chips', role: 'group', 'aria-label': '只看一部分'}, chips.map(chip =>
    button(chip[1] + ' ' + chip[2], () => { S.show = chip[0]; S.shown = ROWS; keepingPlace(draw); }, {'aria-pressed': String(S.show === chip[0]), 'data-keep': 'chip' + chip[0]}))
    .concat([el('label', {}, ['找 ', el('input', {type: 'search', id: 'find', 'data-keep': 'find', value: S.find, placeholder: '项目、单位或文件名', on: {input: event => { S.find = event.target.value; S.shown = ROWS; fill(); }}})]),
      el('label', {class: 'sortbox'}, ['排序 ', el('select', {'data-keep': 'sort', on: {change: event => { S.sort = {key: event.target.value, down: !!COLUMNS.find(column => column.key === event.target.value).n}; keepingPlace(draw); }}},
        COLUMNS.map(column => el('option', {value: column.key, selected: S.sort.key === column.key}, column.text)))])])));
  const body = el('tbody'), more = el('p', {class: 'note'});
  box.appendChild(el('table', {class: 'tbl', 'aria-label': '全部文件'}, [el('thead', {}, el('tr', {}, COLUMNS.map(headOf).concat(el('th', {scope: 'col', class: 'w5'}, el('span', {}, '处理'))))), body]));
  box.appendChild(more);
  box.appendChild(el('p', {class: 'note'}, '“处理”里的决定，取汇总表时写进“项目汇总”的“复核意见”；下次把那份汇总表和文件一起拖进来，填过的都会带过去。'));
  fill();
  function fill() {
    const wanted = S.find.trim().toLowerCase();
    const found = rows.filter(row => {
      const text = (row.file.path + ' ' + (row.form ? [row.form.project, row.form.unit, row.form.department].join(' ') : '')).toLowerCase();
      return (S.show === 'all' || stateOf(row).order === S.show) && text.indexOf(wanted) >= 0;
    });
    const keyed = found.map((row, i) => [row, i, valueOf(row, S.sort.key)]);
    if (!(S.busy && S.sort.key === 'order')) keyed.sort((a, b) => compare(a[2], b[2]) || a[1] - b[1]);
    empty(body);
    keyed.slice(0, S.shown).forEach(one => body.appendChild(rowOf(one[0])));
    if (!keyed.length) body.appendChild(el('tr', {}, el('td', {colspan: COLUMNS.length + 1}, '没有符合的文件。')));
    empty(more);
    if (keyed.length > S.shown) more.appendChild(button('再显示 ' + Math.min(ROWS, keyed.length - S.shown) + ' 行（共 ' + keyed.length + ' 行）', () => { S.shown += ROWS; fill(); }));
    if (wanted) say('找到 ' + keyed.length + ' 个');
  }
}
function compare(a, b) {
  if (!has(a) || a === '') return has(b) && b !== '' ? 1 : 0;
  if (!has(b) || b === '') return -1;
  const order = typeof a === 'number' ? a - b : String(a).localeCompare(String(b), 'zh');
  return S.sort.down ? -order : order;
}
function headOf(column) {
  const on = S.sort.key === column.key;
  return el('th', {scope: 'col', class: column.width + (column.n ? ' n' : ''), 'aria-sort': on ? (S.sort.down ? 'descending' : 'ascending') : null}, [
    button(column.text + (on ? (S.sort.down ? ' ▼' : ' ▲') : ''), () => { S.sort = {key: column.key, down: on ? !S.sort.down : !!column.n}; keepingPlace(draw); }, {'data-keep': 'head' + column.key, title: '按' + column.text + '排序'}),
    el('span', {class: 'printonly', 'aria-hidden': 'true'}, column.text)]);
}
function resultsOf(done, left, of) {
  const read = done.filter(file => file.told.status === 'ok'), sendable = read.filter(file => file.told.clean && file.told.clean.possible), ids = done.filter(file => file.id);
  const step = [of(0) ? '先看 ' + of(0) + ' 个没读成的' : '', of(1) ? '看 ' + of(1) + ' 个有错误的' : ''].filter(Boolean).join('，再');
  return el('div', {class: 'next', role: 'region', 'aria-label': '下一步和取结果'}, [
    el('p', {}, [el('b', {}, '下一步：'), S.gone ? '双击“打开核对页面”，在新开的一页里再拖一次。' : left ? '接着看完；也可以先取看完的这 ' + done.length + ' 个的结果。' : step ? (of(0) ? '' : '先') + step + '。点名称打开。' : '没有错误，可以取结果。']),
    el('div', {class: 'acts'}, [get('汇总表', 'summary', ids, {class: left || of(0) ? null : 'main'}), get('文件清单', 'list', ids),
      read.length ? get('评分件 ' + read.length + ' 份', 'scored', ids) : null,
      sendable.length ? get('报送件 ' + sendable.length + ' 份', 'clean', ids) : el('span', {class: 'whynot'}, '报送件：都还有错误'),
      get('全部打包', 'all', ids), button('打印', () => window.print())])]);
}
function rowOf(row) {
  const file = row.file, form = row.form, state = stateOf(row);
  const data = (what, value, n) => el('td', {'data-k': what, class: n ? 'n num' : null}, value);
  const tag = state.tag ? el('span', {class: 'tag ' + state.tag}, state.text) : state.text;
  if (!form && state.order === 5) return el('tr', {}, [el('td', {}, tag), el('th', {scope: 'row'}, clip(file.path, 80)), el('td', {colspan: COLUMNS.length - 1}, '')]);
  const opened = button(clip(form ? title(form) : file.path, 60), () => { open(row.at, row.n); draw(true); }, {class: 'file', 'data-keep': 'row' + row.at + '-' + row.n});
  if (!form) return el('tr', {class: 'bad'}, [el('td', {}, tag), el('th', {scope: 'row'}, opened), el('td', {colspan: COLUMNS.length - 1}, clip(file.told.error.message, 300))]);
  const found = count(form), money = fund(form), key = file.id + ':' + (row.n + 1);
  const small = [form.unit ? clip(form.unit, 40) : '', clip(file.path, 60)].filter(Boolean).join('　');
  const decide = el('select', {'aria-label': '处理：' + clip(title(form), 30), 'data-keep': 'decide' + row.at + '-' + row.n, on: {change: event => { if (event.target.value === DECISIONS[0]) delete S.decided[key]; else S.decided[key] = event.target.value; }}},
    DECISIONS.concat(S.decided[key] && DECISIONS.indexOf(S.decided[key]) < 0 ? S.decided[key] : []).map(word => el('option', {selected: (S.decided[key] || DECISIONS[0]) === word, value: word}, clip(word, 12))));
  return el('tr', {}, [el('td', {}, tag), el('th', {scope: 'row'}, [opened, el('div', {class: 'soft'}, small)]),
    data('错误', found.error, 1), data('提醒', found.warning, 1), data('自评', has(form.total.self_score) ? number(form.total.self_score) : '没填全', 1), data('核算', scoreText(form), 1),
    data('等级', clip(form.grade.stated || form.grade.computed || '—', 8)), data('预算', number(valueOf(row, 'budget')) || '—', 1), data('执行', number(money.executed) || '—', 1), data('执行率', percent(rate(form)) || '—', 1), el('td', {}, decide)]);
}
