"""XlsxWriter's worksheet with the commonest cells written straight: hundreds of thousands of them in a 汇总表."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet


class QuickSheet(Worksheet):
    """The same worksheet part, byte for byte. XlsxWriter puts every cell together attribute by attribute."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        look = cell.format
        kind = cell.__class__.__name__ if look else ""
        if kind == "String":
            at = xl_rowcol_to_cell_fast(row, col)
            self.fh.write(f'<c r="{at}" s="{look._get_xf_index()}" t="s"><v>{cell.string}</v></c>')
        elif kind == "Number":
            at = xl_rowcol_to_cell_fast(row, col)
            self.fh.write(f'<c r="{at}" s="{look._get_xf_index()}"><v>{cell.number:.16G}</v></c>')
        elif kind == "Blank":
            self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{look._get_xf_index()}"/>')
        else:
            super()._write_cell(row, col, cell)
