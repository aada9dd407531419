/* Taking files: chosen or dropped, sent two at a time, stopped, looked at again. */
import {AT_ONCE, KEEP_GRIDS, S} from './state.js';
import {byId, main, say, clip, name} from './elements.js';
import {ask, trouble, problem, asJson} from './program.js';
import {takeRules} from './rules.js';
import {keepingPlace, draw} from './page.js';

async function add(given) {
  if (S.gone || !given.length) return;
  const rules = given.filter(one => /\.toml$/i.test(one.path));
  let files = given.filter(one => !/\.toml$/i.test(one.path));
  S.said = ''; S.note = '';
  if (rules.length && !files.length) { takeRules(rules[0].file); return; }
  if (files.some(one => one.found)) files = await filings(files);
  const large = files.filter(one => one.file.size > S.state.most.file);
  const fit = files.filter(one => one.file.size <= S.state.most.file);
  const room = Math.max(0, S.state.most.files - S.files.length), over = fit.slice(room);
  if (large.length) {
    problem('“' + name(large[0].path) + '”' + (large.length > 1 ? '等 ' + large.length + ' 个文件' : '') + '有 ' + Math.ceil(large[0].file.size / 1048576) +
      ' MB，超过 ' + (S.state.most.file >> 20) + ' MB，没有核对。请删去里面的大图片，另存后再拖。其他文件不受影响。');
  } else if (over.length) problem('一次最多 ' + S.state.most.files + ' 个文件，另外 ' + over.length + ' 个没有核对；请先清空，再拖其余的。');
  if (!fit.length) { if (!large.length) problem('这里没有可以核对的文件。Excel（.xlsx .xlsm .xls）和 Word（.docx）的自评表都行。'); draw(); return; }
  const fresh = fit.slice(0, room).map(one => ({path: one.path, file: one.file, wait: '还没看'}));
  S.added = (S.busy ? S.added : []).concat(fresh);
  S.files = S.files.concat(fresh);
  S.stopped = false;
  S.view = S.files.length > 1 ? 'many' : 'wait';
  go();
}
/* Of a folder: without lock files, hidden files and the program's own results; how many is said. */
async function filings(files) {
  const answer = await ask('POST', 'choose', ...asJson({paths: files.map(one => one.path)})).catch(() => null);
  if (!answer) return files;
  const kept = files.filter((one, i) => !one.found || !answer.skip[i]);
  const own = answer.skip.filter((kind, i) => kind === 'own' && files[i].found).length, other = files.length - kept.length - own;
  const parts = [own ? own + ' 个本程序生成的文件' : '', other ? other + ' 个临时、隐藏或设置文件' : ''].filter(Boolean);
  if (parts.length) S.note = '跳过了 ' + parts.join('，') + '。' + (own ? '要核对评分件，请单独拖进来。' : '');
  return kept;
}
export function go() {
  S.busy = true;
  draw();
  while (S.sending < AT_ONCE && next()) send(next());
}
function next() { return S.busy && !S.gone ? S.files.find(file => file.wait === '还没看') : null; }
async function send(file) {
  S.sending += 1; file.wait = '正在看'; soon();
  let answer = null, refused = null;
  try {
    answer = file.id ? await ask('POST', 'files/' + file.id)
      : await ask('POST', 'files?path=' + encodeURIComponent(file.path), file.file, 'application/octet-stream');
  } catch (fault) {
    refused = await trouble(fault, '浏览器读不了这个文件。请先在 Excel 或 WPS 里保存并关闭它，再拖一次。');
  }
  S.sending -= 1;
  if (answer) arrived(file, answer);
  else if (refused) { file.wait = null; file.told = failedFile(file.path, refused); }
  else return;
  if (next()) { send(next()); soon(); } else if (!S.sending) finished();
}
function failedFile(path, message) {
  return {file: path, status: 'failed', error: {code: '', message, todo: null}, forms: [], rules: null};
}
function arrived(file, answer) {
  file.wait = null;
  if (answer.book) {
    S.book = 'new';
    S.files = S.files.filter(one => one !== file);
    S.note += '收到以前的汇总表“' + clip(name(answer.path), 40) + '”：再取汇总表时，黄栏里填过的内容会带过去。';
    return;
  }
  const before = answer.replaces && S.files.find(one => one.id === answer.replaces);
  if (before) {
    S.files = S.files.filter(one => one !== file);
    S.files[S.files.indexOf(before)] = file;
    answer.result.forms.forEach((form, n) => {
      const was = before.id + ':' + (n + 1);
      if (S.decided[was]) { S.decided[answer.id + ':' + (n + 1)] = S.decided[was]; delete S.decided[was]; }
    });
  }
  Object.assign(file, {id: answer.id, path: answer.path, since: answer.since, told: answer.result, file: null});
  if (S.files.length > KEEP_GRIDS) file.told.forms.forEach(form => { delete form.grid; });
}
function finished() {
  const stopped = S.files.some(file => file.wait), reading = S.view === 'one';
  S.busy = false;
  if (!S.files.length) S.view = 'empty';
  else if (!stopped && S.view !== 'one') {
    const alone = S.added.length === 1 && S.files.indexOf(S.added[0]);
    if (S.files.length === 1) open(0, 0);
    else if (S.added.length === 1 && alone >= 0) open(alone, 0);
    else S.view = 'many';
  }
  S.added = stopped ? S.added : [];
  if (S.view === 'one' && !reading) draw(true); else keepingPlace(draw);
  if (stopped) return;
  if (S.book === 'new') takeDecisions();
  S.runs += 1;
  document.body.setAttribute('data-runs', S.runs);
  say(S.view === 'one' && !reading ? document.title : '核对完了，共 ' + S.files.length + ' 个文件');
}
/* What stands in 复核意见 of the 汇总表 that was dropped is chosen in 处理, where nobody has chosen since. */
async function takeDecisions() {
  S.book = true;
  try { S.carried = await ask('GET', 'decisions'); S.decided = Object.assign({}, S.carried, S.decided); } catch (fault) { await trouble(fault, ''); }
  if (S.view === 'many') keepingPlace(draw);
}
export function stop() {
  S.busy = false; S.stopped = true;
  draw(); say('已停下');
  const on = main.querySelector('.prog button'); if (on) on.focus();
}
let waiting = 0;
function soon() {
  if (!waiting) waiting = setTimeout(() => { waiting = 0; if (S.view === 'many' || S.view === 'wait') keepingPlace(draw); }, S.files.length > 200 ? 1000 : 250);
}
export async function open(at, form) {
  S.at = at; S.form = form; S.view = 'one'; S.on = null; S.said = ''; S.tab = 'form';
  const file = S.files[at];
  if (file.id && file.told && file.told.forms.length && !file.told.forms[0].grid && !S.gone) {
    try { file.told = (await ask('GET', 'files/' + file.id)).result; } catch (fault) { await trouble(fault, ''); }
    if (S.view === 'one' && S.files[S.at] === file) draw(true);
  }
}

/* dropping and choosing */
let depth = 0;
const carriesFiles = event => event.dataTransfer && [].indexOf.call(event.dataTransfer.types, 'Files') >= 0;
document.addEventListener('dragenter', event => { event.preventDefault(); if (carriesFiles(event) && !S.gone) { depth += 1; document.body.classList.add('over'); } });
document.addEventListener('dragleave', () => { depth -= 1; if (depth <= 0) { depth = 0; document.body.classList.remove('over'); } });
document.addEventListener('dragover', event => event.preventDefault());
document.addEventListener('drop', async event => {
  event.preventDefault(); depth = 0; document.body.classList.remove('over');
  if (!S.gone && event.dataTransfer) add(await dropped(event.dataTransfer));
});
async function dropped(transfer) {
  const entries = [].map.call(transfer.items || [], item => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  if (!entries.length) return [].map.call(transfer.files, file => ({file, path: file.name}));
  const found = [];
  for (const entry of entries) await walk(entry, found, '', false);
  return found;
}
async function walk(entry, found, above, inside) {
  if (found.length > 5000) return;
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise((good, bad) => entry.file(good, bad)).catch(() => null);
    if (file) found.push({file, path, found: inside});
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((good, bad) => reader.readEntries(good, bad)).catch(() => []);
    if (!some.length) return;
    for (const one of some) await walk(one, found, path + '/', true);
  }
}
function picked(event) {
  const files = [].map.call(event.target.files, file => ({file, path: file.webkitRelativePath || file.name, found: !!file.webkitRelativePath}));
  event.target.value = '';
  add(files.sort((a, b) => a.path.localeCompare(b.path, 'zh')));
}
byId('pick').addEventListener('change', picked);
byId('folder').addEventListener('change', picked);
byId('toml').addEventListener('change', event => { const file = event.target.files[0]; event.target.value = ''; if (file) takeRules(file); });
export const pick = () => byId('pick').click(), pickFolder = () => byId('folder').click();
