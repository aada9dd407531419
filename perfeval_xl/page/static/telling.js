/* What a file's result says, in the page's terms. */
import {MARK, ORDER} from './state.js';
import {has, number} from './elements.js';

function kindOf(finding) { return finding.undecided && finding.severity !== 'error' ? 'open' : finding.severity; }
export function count(form) {
  const found = {error: 0, warning: 0, open: 0, hint: 0};
  form.findings.forEach(finding => { found[kindOf(finding)] += 1; });
  return found;
}
export function fund(form) { return form.funds.find(row => row.source === 'total') || form.funds[0] || {}; }
export function rate(form) {
  const row = fund(form), budget = has(row.annual_budget) ? row.annual_budget : row.initial_budget;
  return budget && has(row.executed) ? row.executed / budget : null;
}
export const percent = value => has(value) ? number(value * 100) + '%' : '';
export function isRange(form) { return has(form.total.from) && form.total.from !== form.total.to; }
export function scoreText(form) {
  if (!has(form.total.score)) return '不计分';
  return isRange(form) ? number(form.total.from) + '～' + number(form.total.to) : number(form.total.score);
}
export function title(form) {
  if (form.project) return form.project;
  return form.kind === 'project' ? '（没有读到项目名称）' : form.unit || form.department || form.sheet;
}
export function items(form) {
  const nth = {error: 0, warning: 0, open: 0, hint: 0};
  const all = form.findings.map((finding, i) => Object.assign({i, kind: kindOf(finding)}, finding));
  all.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.i - b.i);
  all.forEach(one => { nth[one.kind] += 1; one.n = nth[one.kind]; one.id = one.kind + one.n; one.tag = MARK[one.kind] + one.n; });
  return all;
}
export function why(finding) {
  const basis = finding.basis ? '（依据：' + finding.basis + '）' : '';
  return basis ? finding.message.replace(basis, '') : finding.message;
}
/* Where a finding's cell is drawn: the sheet, and the A1 address there; null where it is not. */
export function drawnAt(place, finding, form) {
  if (!form.grid || !place) return null;
  const cut = place.lastIndexOf('!'), sheet = cut < 0 ? finding.sheet : place.slice(0, cut), cell = place.slice(cut + 1);
  const grid = gridsOf(form).find(one => one.sheet === sheet), address = grid && (grid.places[cell] || cell).split(':')[0];
  return address && at(address) ? {grid, address} : null;
}
export function gridsOf(form) { return [form.grid].concat(form.grid.beside); }
export function cellWord(finding, form) { return finding.sheet === form.sheet || inWord(form) ? finding.cell : placeOf(finding); }
export function inWord(form) { return /^(表|正文)/.test(form.range); }
export function placeOf(finding) { return finding.cell ? (finding.cell.indexOf('!') < 0 && !/^表/.test(finding.cell) ? finding.sheet + '!' : '') + finding.cell : finding.sheet || ''; }

function columnNumber(text) { let n = 0; for (const sign of text) n = n * 26 + sign.charCodeAt(0) - 64; return n; }
export function letters(n) { let text = ''; while (n) { text = String.fromCharCode(65 + (n - 1) % 26) + text; n = Math.floor((n - 1) / 26); } return text; }
export function at(place) { const found = /^([A-Z]+)([0-9]+)$/.exec(place); return found && {c: columnNumber(found[1]), r: Number(found[2])}; }
