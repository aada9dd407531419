/* The form as its workbook shows it, with its findings on the cells. */
import {WORD, S} from './state.js';
import {byId, el, button, say, clip} from './elements.js';
import {why, drawnAt, gridsOf, cellWord, inWord, letters, at} from './telling.js';
import {sums} from './one.js';

export function sheet(form, all) {
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
      {class: 'tag ' + one.kind, 'aria-label': label, 'data-m': one.id, on: {focus: () => { if (!S.quiet) tips.show(td, told); }, blur: tips.later}});
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
/* One finding chosen: its card and its cell are marked, and the other of the two is brought into view. */
export function choose(one, all, from, focus) {
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
    if (focus) { S.quiet = true; cell.querySelector('button[data-m="' + one.id + '"]').focus({preventScroll: true}); S.quiet = false; }
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
