/* What the page knows: the files and what was found in them, what is shown, what was chosen. */

export const WORD = {error: '错误', warning: '提醒', open: '待定', hint: '建议'};
export const MARK = {error: '错', warning: '提', open: '待', hint: '议'};
export const HEADS = {error: '错误：必须改', warning: '提醒：请看一眼', open: '待定：程序不判，请人来定', hint: '建议：可改可不改'};
export const ORDER = ['error', 'warning', 'open', 'hint'];
export const DECISIONS = ['未定', '退回', '通过', '待说明'];
export const AT_ONCE = 2, ALIVE = 15000, MISSED = 3, ROWS = 300, KEEP_GRIDS = 60;

export const TOKEN = location.pathname.split('/')[1];
export const S = {
  files: [], view: 'empty', at: 0, form: 0, on: null, tab: 'form', zoom: 1, ticks: {}, decided: {}, carried: {},
  sort: {key: 'order', down: false}, show: 'all', find: '', shown: ROWS,
  busy: false, quiet: false, sending: 0, runs: 0, stopped: false, added: [], gone: false, closed: false, panel: false, said: '', note: '',
  state: {rules: [], chosen: '', most: {file: 50 << 20, all: 1 << 30, files: 2000}, version: ''}, book: false
};
