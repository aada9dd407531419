/* The local page: takes files, shows what was found in them, hands back results. ES2018, no library.
   Every text of a file enters the document by createTextNode (see el), never as markup. */
(function () {
  'use strict';

  const WORD = {error: '错误', warning: '提醒', open: '待定', hint: '建议'};
  const MARK = {error: '错', warning: '提', open: '待', hint: '议'};
  const HEADS = {error: '错误：必须改', warning: '提醒：请看一眼', open: '待定：程序不判，请人来定', hint: '建议：可改可不改'};
  const ORDER = ['error', 'warning', 'open', 'hint'];
  const DECISIONS = ['未定', '退回', '通过', '待说明'];
  const AT_ONCE = 2, ALIVE = 15000, MISSED = 3, ROWS = 300, KEEP_GRIDS = 60;

  const TOKEN = location.pathname.split('/')[1];
  const S = {
    files: [], view: 'empty', at: 0, form: 0, on: null, tab: 'form', zoom: 1, ticks: {}, decided: {}, carried: {},
    sort: {key: 'order', down: false}, show: 'all', find: '', shown: ROWS,
    busy: false, sending: 0, runs: 0, stopped: false, added: [], gone: false, closed: false, panel: false, said: '', note: '',
    state: {rules: [], chosen: '', most: {file: 50 << 20, all: 1 << 30, files: 2000}, version: ''}, book: false
  };
  const byId = id => document.getElementById(id);
  const main = byId('main'), bar = byId('bar'), alertBox = byId('alert'), live = byId('live'), panel = byId('panel');

  /* ---------------------------------------------------------------------------------------------- elements */

  function el(name, attributes, children) {
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
  function empty(box) { while (box.firstChild) box.removeChild(box.firstChild); return box; }
  function button(text, act, attributes) {
    const given = Object.assign({type: 'button'}, attributes);
    given.on = Object.assign({click: act}, given.on);
    return el('button', given, text);
  }
  function say(text) { live.textContent = ''; setTimeout(() => { live.textContent = text; }, 50); }

  /* Control signs and signs that turn the direction of a text are shown as □. */
  const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
  function clean(text) { return String(text).replace(UNSEEN, '□'); }
  function clip(text, most, length) {
    const whole = clean(text), full = length || whole.length;
    return whole.length > most || full > whole.length ? whole.slice(0, most) + '……（共 ' + full + ' 字）' : whole;
  }
  const has = value => value !== null && value !== undefined;
  function number(value) { return has(value) ? String(Math.round(value * 100) / 100) : ''; }
  function money(value) { return has(value) ? number(value) + ' 万元' : '没有填'; }
  function name(path) { return path.split('/').pop(); }

  /* ------------------------------------------------------------------------------------------- the program */

  class Told extends Error {
    constructor(status, message) { super(message); this.status = status; }
  }
  async function ask(method, path, body, type) {
    const headers = {'X-Perfeval': TOKEN};
    if (type) headers['Content-Type'] = type;
    const answer = await fetch(path, {method, headers, body, cache: 'no-store', credentials: 'omit'});
    const text = await answer.text();
    const told = text ? JSON.parse(text) : null;
    if (!answer.ok) throw new Told(answer.status, told && told.message || '程序没有照办（' + answer.status + '）。');
    return told;
  }
  const asJson = value => [JSON.stringify(value), 'application/json'];

  let missed = 0;
  function beat() {
    if (S.gone) return;
    ask('POST', 'alive').then(() => { missed = 0; }, () => { missed += 1; if (missed >= MISSED) gone(false); });
  }
  setInterval(beat, ALIVE);
  window.addEventListener('pagehide', () => {
    if (!S.gone) fetch('leave', {method: 'POST', headers: {'X-Perfeval': TOKEN}, keepalive: true}).catch(() => {});
  });

  function gone(byUser) {
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
  async function trouble(fault, instead) {
    if (fault instanceof Told) return fault.message;
    try { await ask('POST', 'alive'); } catch (again) { gone(false); return null; }
    return instead;
  }
  function problem(text) {
    alertBox.hidden = false;
    empty(alertBox).appendChild(el('p', {}, clip(text, 2000)));
    alertBox.appendChild(button('知道了', () => { alertBox.hidden = true; main.focus({preventScroll: true}); }));
    alertBox.scrollIntoView();
  }

  /* ------------------------------------------------------------------------------------------ taking files */

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
  function go() {
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
  function stop() {
    S.busy = false; S.stopped = true;
    draw(); say('已停下');
    const on = main.querySelector('.prog button'); if (on) on.focus();
  }
  let waiting = 0;
  function soon() {
    if (!waiting) waiting = setTimeout(() => { waiting = 0; if (S.view === 'many' || S.view === 'wait') keepingPlace(draw); }, S.files.length > 200 ? 1000 : 250);
  }
  function keepingPlace(act) {
    const here = document.activeElement, mark = here && main.contains(here) && here.getAttribute('data-keep');
    const find = here && here.id === 'find' ? [here.selectionStart, here.selectionEnd] : null, y = window.pageYOffset;
    act();
    window.scrollTo(0, y);
    const again = mark && main.querySelector('[data-keep="' + mark.replace(/["\\]/g, '') + '"]');
    if (again) { again.focus({preventScroll: true}); if (find) again.setSelectionRange(find[0], find[1]); }
  }
  async function open(at, form) {
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
  const pick = () => byId('pick').click(), pickFolder = () => byId('folder').click();

  /* --------------------------------------------------------------------------------- what the results say */

  function kindOf(finding) { return finding.undecided && finding.severity !== 'error' ? 'open' : finding.severity; }
  function count(form) {
    const found = {error: 0, warning: 0, open: 0, hint: 0};
    form.findings.forEach(finding => { found[kindOf(finding)] += 1; });
    return found;
  }
  function fund(form) { return form.funds.find(row => row.source === 'total') || form.funds[0] || {}; }
  function rate(form) {
    const row = fund(form), budget = has(row.annual_budget) ? row.annual_budget : row.initial_budget;
    return budget && has(row.executed) ? row.executed / budget : null;
  }
  const percent = value => has(value) ? number(value * 100) + '%' : '';
  function isRange(form) { return has(form.total.from) && form.total.from !== form.total.to; }
  function scoreText(form) {
    if (!has(form.total.score)) return '不计分';
    return isRange(form) ? number(form.total.from) + '～' + number(form.total.to) : number(form.total.score);
  }
  function title(form) {
    if (form.project) return form.project;
    return form.kind === 'project' ? '（没有读到项目名称）' : form.unit || form.department || form.sheet;
  }
  function items(form) {
    const nth = {error: 0, warning: 0, open: 0, hint: 0};
    const all = form.findings.map((finding, i) => Object.assign({i, kind: kindOf(finding)}, finding));
    all.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.i - b.i);
    all.forEach(one => { nth[one.kind] += 1; one.n = nth[one.kind]; one.id = one.kind + one.n; one.tag = MARK[one.kind] + one.n; });
    return all;
  }
  function why(finding) {
    const basis = finding.basis ? '（依据：' + finding.basis + '）' : '';
    return basis ? finding.message.replace(basis, '') : finding.message;
  }
  /* Where a finding's cell is drawn: the sheet, and the A1 address there; null where it is not. */
  function drawnAt(place, finding, form) {
    if (!form.grid || !place) return null;
    const cut = place.lastIndexOf('!'), sheet = cut < 0 ? finding.sheet : place.slice(0, cut), cell = place.slice(cut + 1);
    const grid = gridsOf(form).find(one => one.sheet === sheet), address = grid && (grid.places[cell] || cell).split(':')[0];
    return address && at(address) ? {grid, address} : null;
  }
  function gridsOf(form) { return [form.grid].concat(form.grid.beside); }
  function cellWord(finding, form) { return finding.sheet === form.sheet || inWord(form) ? finding.cell : placeOf(finding); }
  function inWord(form) { return /^(表|正文)/.test(form.range); }
  function placeOf(finding) { return finding.cell ? (finding.cell.indexOf('!') < 0 && !/^表/.test(finding.cell) ? finding.sheet + '!' : '') + finding.cell : finding.sheet || ''; }

  /* ------------------------------------------------------------------------------------------ bar and rules */

  function drawBar() {
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
  function drawPanel() {
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
  function takeRules(file) {
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

  /* -------------------------------------------------------------------------------------------- results */

  function get(text, kind, files, attributes) {
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
  function saidLine() { const text = [S.note, S.said].filter(Boolean).join(' '); return el('p', {id: 'said', class: 'said', hidden: !text, role: 'status'}, text); }

  /* ---------------------------------------------------------------------------------------- empty, waiting */

  function drawEmpty() {
    main.appendChild(el('div', {class: 'empty'}, [
      el('div', {class: 'drop'}, [el('h1', {}, '把自评表拖到这里'),
        el('p', {}, '可以一次拖多个，也可以拖整个文件夹。Excel（.xlsx .xlsm .xls）和 Word（.docx）的都行。'),
        button('选择文件', pick, {class: 'main', disabled: S.gone}), button('选择文件夹', pickFolder, {disabled: S.gone})]),
      el('ul', {}, [['不上网', '文件只在这台电脑上核对，不传到任何地方。'], ['不动原表', '只看不改。要改，在 Excel 或 WPS 里改。'], ['不留底', '关上就清空。要留的结果，请先下载。']]
        .map(pair => el('li', {}, [el('b', {}, pair[0]), pair[1]]))),
      el('p', {class: 'more'}, ['还没有表？', S.gone ? null : el('a', {class: 'btn plain', href: 'template?rules=' + encodeURIComponent(S.state.chosen), download: true}, '下载空白自评表')]),
      saidLine()]));
  }
  function drawWait() {
    const file = S.files[0];
    main.appendChild(el('div', {class: 'empty'}, el('div', {class: 'drop'}, [el('h1', {}, '正在核对……'), el('p', {}, clip(file ? name(file.path) : '', 80)),
      S.busy ? null : button('接着看完', go, {class: 'main', disabled: S.gone})])));
  }

  /* ---------------------------------------------------------------------------------------------- one file */

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
  function drawOne() {
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
  /* One finding chosen: its card and its cell are marked, and the other of the two is brought into view. */
  let quiet = false;
  function choose(one, all, from, focus) {
    S.on = one.id;
    if (S.tab !== 'form' && from === 'list') {
      S.tab = 'form';
      const old = byId('sheet');
      old.parentNode.replaceChild(sheet(S.files[S.at].told.forms[S.form], all), old);
    }
    [].forEach.call(document.querySelectorAll('.on'), other => other.classList.remove('on'));
    const made = byId('f-' + one.id), cells = document.querySelectorAll('.grid td[data-f~="' + one.id + '"]');
    const cell = [].find.call(cells, td => td.querySelector('button[data-m="' + one.id + '"]'));
    if (made) made.classList.add('on');
    [].forEach.call(cells, td => td.classList.add('on'));
    if (from === 'list' && cell) {
      bring(cell, focus);
      if (focus) { quiet = true; cell.querySelector('button[data-m="' + one.id + '"]').focus({preventScroll: true}); quiet = false; }
    }
    if (from === 'cell' && made) { bring(made, focus); if (focus) made.focus({preventScroll: true}); }
  }
  function bring(box, page) {
    const scroll = box.closest('.scroll'), a = box.getBoundingClientRect(), b = scroll.getBoundingClientRect();
    if (scroll.scrollHeight > scroll.clientHeight + 2) scroll.scrollTop += a.top - b.top - Math.max(box.tagName === 'TD' ? 40 : 8, (b.height - a.height) / 3);
    if (scroll.scrollWidth > scroll.clientWidth + 2) scroll.scrollLeft += a.left - b.left - Math.max(48, (b.width - a.width) / 2);
    const now = box.getBoundingClientRect();
    if (page && (now.top < 0 || now.bottom > window.innerHeight)) box.scrollIntoView({block: 'center'});
  }

  /* --------------------------------------------------------------------------------------------- the form, drawn */

  function columnNumber(text) { let n = 0; for (const sign of text) n = n * 26 + sign.charCodeAt(0) - 64; return n; }
  function letters(n) { let text = ''; while (n) { text = String.fromCharCode(65 + (n - 1) % 26) + text; n = Math.floor((n - 1) / 26); } return text; }
  function at(place) { const found = /^([A-Z]+)([0-9]+)$/.exec(place); return found && {c: columnNumber(found[1]), r: Number(found[2])}; }

  function sheet(form, all) {
    const box = el('section', {class: 'sheet', id: 'sheet', 'aria-label': '表和算式'});
    const scroll = el('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': S.tab === 'form' ? '自评表，只看不改，方向键滚动' : '得分怎么算的，方向键滚动'});
    const tab = (which, text) => button(text, () => {
      S.tab = which;
      const fresh = sheet(form, all); box.parentNode.replaceChild(fresh, box); fresh.querySelector('[aria-pressed=true]').focus();
    }, {'aria-pressed': String(S.tab === which)});
    const drawn = S.tab === 'form' && form.grid ? drawing(form, all, scroll) : null;
    box.appendChild(el('div', {class: 'top'}, [el('h2', {class: 'vh'}, '表和算式'), tab('form', '表的样子'), tab('sums', '得分怎么算的'),
      drawn ? el('span', {class: 'noprint'}, [button('缩小', () => drawn.zoom(0.8)), ' ', button('放大', () => drawn.zoom(1.25))]) : null,
      drawn ? el('span', {class: 'soft noprint'}, '只看不改') : null]));
    box.appendChild(scroll);
    if (S.tab === 'sums') scroll.appendChild(sums(form));
    else if (!drawn) scroll.appendChild(el('p', {class: 'note'}, S.gone ? '表的样子没有取到。' : '正在取表的样子……'));
    return box;
  }
  /* The form's sheet, and below it the other sheets that findings stand on. */
  function drawing(form, all, scroll) {
    const tips = tipping(scroll);
    const sheets = gridsOf(form).map((grid, i) => {
      if (i) scroll.appendChild(el('h3', {class: 'sheetname'}, '工作表“' + clip(grid.sheet, 40) + '”'));
      return drawnSheet(form, grid, all, scroll, tips);
    });
    const widths = () => sheets.forEach(resize => resize());
    scroll.addEventListener('keydown', event => { if (event.key === 'Escape') tips.hide(); });
    setTimeout(() => { widths(); const on = all.find(one => one.id === S.on); if (on) choose(on, all, 'list', false); }, 0);
    window.onresize = widths;
    return {zoom: by => { S.zoom = Math.max(0.64, Math.min(2, S.zoom * by)); widths(); say('放大到 ' + Math.round(S.zoom * 100) + '%'); }};
  }
  function drawnSheet(form, grid, all, scroll, tips) {
    const from = at(grid.from), to = at(grid.to), texts = {}, spans = {}, covered = {}, anchors = {}, marks = {};
    const side = inWord(form) ? 4 : 40;  // a Word table has no letters and numbers at its sides
    grid.cells.forEach(cell => { texts[cell[0]] = cell; });
    grid.merges.forEach(area => {
      const ends = area.split(':'), s = at(ends[0]), e = at(ends[1]);
      spans[ends[0]] = {rows: e.r - s.r + 1, columns: e.c - s.c + 1};
      for (let r = s.r; r <= e.r; r++) for (let c = s.c; c <= e.c; c++) { const key = letters(c) + r; anchors[key] = ends[0]; if (key !== ends[0]) covered[key] = true; }
    });
    all.forEach(one => {
      const here = place => { const found = drawnAt(place, one, form); return found && found.grid === grid ? anchors[found.address] || found.address : null; };
      const own = here(one.cell);
      [one.cell].concat(one.cells).map(here).filter((key, i, keys) => key && keys.indexOf(key) === i)
        .forEach(key => { (marks[key] = marks[key] || []).push({one, own: key === own}); });
    });
    const columns = el('colgroup', {}, el('col')), body = el('tbody'), head = el('tr', {}, el('th', {scope: 'col'}, el('span', {class: 'vh'}, '行号')));
    const table = el('table', {class: 'grid' + (inWord(form) ? ' word' : ''), 'aria-label': grid === form.grid ? '自评表的样子' : '工作表“' + clip(grid.sheet, 40) + '”的样子'}, [columns, el('thead', {}, head), body]);
    for (let c = from.c; c <= to.c; c++) {
      columns.appendChild(el('col'));
      const hidden = grid.hidden_columns.indexOf(letters(c)) >= 0;
      head.appendChild(el('th', {scope: 'col', class: hidden ? 'hid' : null, title: hidden ? '这一列在原表里是隐藏的' : null}, letters(c)));
    }
    for (let r = from.r; r <= to.r; r++) {
      const hidden = grid.hidden_rows.indexOf(r) >= 0;
      const row = el('tr', {}, el('th', {scope: 'row', class: hidden ? 'hid' : null, title: hidden ? '这一行在原表里是隐藏的' : null}, r));
      for (let c = from.c; c <= to.c; c++) { const key = letters(c) + r; if (!covered[key]) row.appendChild(cell(key)); }
      body.appendChild(row);
    }
    function cell(key) {
      const text = texts[key], span = spans[key], here = marks[key];
      const looks = (text ? text[2].split('') : []).concat(here ? ['mark', here[0].one.kind] : []);
      const td = el('td', {rowspan: span && span.rows > 1 ? span.rows : null, colspan: span && span.columns > 1 ? span.columns : null,
        class: looks.join(' ') || null, 'data-f': here ? here.map(mark => mark.one.id).join(' ') : null});
      const shown = text ? clip(text[1], 2000, text[3]) : '';
      if (!here) { if (shown) td.appendChild(document.createTextNode(shown)); return td; }
      const told = here.map(mark => mark.one);
      here.forEach(mark => td.appendChild(mark.own ? tag(td, mark.one, told) : el('span', {class: 'tag also ' + mark.one.kind, 'aria-hidden': 'true'}, mark.one.tag)));
      td.appendChild(el('span', {class: 'val'}, shown));
      td.addEventListener('mouseenter', () => tips.show(td, told));
      td.addEventListener('mouseleave', tips.later);
      td.addEventListener('click', () => { tips.hide(); choose(told[0], all, 'cell', false); });
      return td;
    }
    function tag(td, one, told) {
      const label = one.tag + ' ' + clip(cellWord(one, form), 40) + '，' + clip(one.label, 60) + '，' + WORD[one.kind] + '：' + (one.stated ? '填的是 ' + clip(one.stated, 60) + '，' : '') +
        (one.expected ? '应为 ' + clip(one.expected, 60) + '。' : clip(why(one), 120)) + clip(one.suggestion, 160) + ' 按回车看全文。';
      return button(one.tag, event => { event.stopPropagation(); tips.hide(); choose(one, all, 'cell', true); },
        {class: 'tag ' + one.kind, 'aria-label': label, 'data-m': one.id, on: {focus: () => { if (!quiet) tips.show(td, told); }, blur: tips.later}});
    }
    scroll.appendChild(table);
    const notes = [];
    if (grid.rows_left_out || grid.columns_left_out) notes.push('表太大，没有画完：' + [grid.rows_left_out ? '下面还有 ' + grid.rows_left_out + ' 行' : '', grid.columns_left_out ? '右边还有 ' + grid.columns_left_out + ' 列' : ''].filter(Boolean).join('，') + '。核对是全部核对了的。');
    if (grid.hidden_rows.length || grid.hidden_columns.length) notes.push('灰色斜体的行号、列号，在原表里是隐藏的。');
    notes.forEach(note => scroll.appendChild(el('p', {class: 'note'}, note)));
    return () => resize(grid, table, columns, side, scroll, place => spans[place]);
  }
  /* Columns give way, never the type: 0.66 to 1.8 of the sheet's own widths, but wide enough for their numbers. */
  function resize(grid, table, columns, side, scroll, isMerged) {
    const sumOf = numbers => numbers.reduce((n, one) => n + one, 0), room = (scroll.clientWidth || 800) - 18 - side, first = at(grid.from).c;
    const least = grid.widths.map((_, i) => {
      const column = letters(first + i), own = grid.cells.filter(one => one[0].replace(/[0-9]+$/, '') === column && !isMerged(one[0]) && /^[-0-9.,%]{1,14}$/.test(one[1]));
      return own.reduce((n, one) => Math.max(n, 9.6 * one[1].length + 12), 52);
    });
    let factor = Math.max(0.66, Math.min(1.8, room / (sumOf(grid.widths) || 1)));
    for (let turn = 0; turn < 4; turn++) {  // what the narrowest columns take more, the others give
      const held = grid.widths.map((width, i) => width * factor <= least[i]);
      const wide = sumOf(grid.widths.filter((_, i) => !held[i])), taken = sumOf(least.filter((_, i) => held[i]));
      if (wide) factor = Math.max(0.66, Math.min(factor, (room - taken) / wide));
    }
    const made = grid.widths.map((width, i) => Math.floor(Math.max(least[i], width * factor) * S.zoom)), all = sumOf(made) + side;
    [].forEach.call(columns.children, (column, i) => { column.style.width = (i ? made[i - 1] : side) / all * 100 + '%'; });
    table.style.width = all + 'px'; table.style.fontSize = S.zoom + 'rem';
  }
  /* What is said beside a cell: below it, above, left or right, the first place where all of it is seen. */
  function tipping(scroll) {
    let tip = null, timer = 0;
    const hide = () => { clearTimeout(timer); if (tip) { scroll.removeChild(tip); tip = null; } };
    const later = () => { clearTimeout(timer); timer = setTimeout(hide, 200); };
    function show(td, told) {
      hide();
      tip = el('div', {class: 'tip', 'aria-hidden': 'true', on: {mouseenter: () => clearTimeout(timer), mouseleave: later}});
      told.slice(0, 3).forEach(one => {
        tip.appendChild(el('p', {}, [el('span', {class: 'tag ' + one.kind}, one.tag), ' ', el('b', {}, clip(one.cell || '', 24) + ' ' + clip(one.label, 40))]));
        tip.appendChild(el('p', {}, one.expected ? (one.stated ? '填的是 ' + clip(one.stated, 60) + '，' : '') + '应为 ' + clip(one.expected, 60) : clip(why(one), 90)));
        if (one.suggestion) tip.appendChild(el('p', {}, clip(one.suggestion, 160)));
      });
      if (told.length > 3) tip.appendChild(el('p', {}, '还有 ' + (told.length - 3) + ' 条，见左边。'));
      scroll.appendChild(tip);
      const a = td.getBoundingClientRect(), b = scroll.getBoundingClientRect(), width = tip.offsetWidth, height = tip.offsetHeight;
      const left = a.left - b.left, top = a.top - b.top, w = scroll.clientWidth, h = scroll.clientHeight;
      let x = left, y = top;
      if (top + a.height + height + 8 <= h) y = top + a.height + 4;
      else if (top - height - 4 >= 0) y = top - height - 4;
      else if (left - width - 4 >= 0) x = left - width - 4;
      else if (left + a.width + width + 8 <= w) x = left + a.width + 4;
      else y = top + 36;
      tip.style.left = Math.max(4, Math.min(x, w - width - 8)) + scroll.scrollLeft + 'px';
      tip.style.top = Math.max(4, Math.min(y, h - height - 6)) + scroll.scrollTop + 'px';
    }
    return {show, hide, later};
  }
  function sums(form) {
    const rows = form.funds.filter(row => row.status !== 'not_scored').concat(form.indicators);
    const different = row => has(row.score) && has(row.self_score) && Math.abs(row.score - row.self_score) > 0.004;
    const computed = row => row.open ? number(row.open.from) + '～' + number(row.open.to) : !has(row.score) ? '不单独计分' : number(row.score) + (different(row) ? '（不同）' : '');
    return el('table', {class: 'sums'}, [
      el('thead', {}, el('tr', {}, ['项目', '分值', '自评', '核算', '算式'].map((text, i) => el('th', {scope: 'col', class: i > 0 && i < 4 ? 'n' : null}, text)))),
      el('tbody', {}, rows.map(row => el('tr', {class: different(row) ? 'diff' : null}, [el('th', {scope: 'row'}, clip(row.name || row.label || row.level2 || row.level1 || '（没有名称）', 80)),
        el('td', {class: 'n'}, number(row.weight)), el('td', {class: 'n'}, has(row.self_score) ? number(row.self_score) : '没有填'),
        el('td', {class: 'n'}, computed(row)), el('td', {}, clip(row.open ? '待定：' + row.open.why : row.derivation || '', 300))])))]);
  }

  /* --------------------------------------------------------------------------------------------- many files */

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
  function drawMany() {
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

  /* ------------------------------------------------------------------------------------------------ drawing */

  function draw(move) {
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
}());
