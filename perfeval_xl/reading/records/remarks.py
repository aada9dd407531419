"""What reading itself has to say (form.Note): collected while the records are made."""

from __future__ import annotations

from perfeval_xl.form import Note, Said, SaidKind
from perfeval_xl.reading.grids.spreadsheet import GridCell
from perfeval_xl.reading.layout.table_words import is_prompt
from perfeval_xl.reading.layout.view import Item
from perfeval_xl.units import ZERO, plain


class Remarks:
    """The notes of one form."""

    def __init__(self, form_id: str, sheet: str) -> None:
        self.form_id = form_id
        self.sheet = sheet
        self.notes: list[Note] = []

    def add(self, kind: str, cell: str | None, label: str, text: str, detail: str = "") -> None:
        self.notes.append(Note(self.form_id, kind, self.sheet, cell, label, text, detail))

    def figure(self, said: Said, cell: GridCell | None, label: str, what: str = "数字") -> None:
        """Notes about a number cell that holds no number."""
        if cell is None:
            return
        if said.kind is SaidKind.TEXT:
            date = "（单元格是日期格式）" if cell.kind == "date" else ""
            self.add("not_number", cell.address, label, f"此处应填{what}，填写的是“{short(cell.text)}”{date}。")
        elif said.is_number and cell.kind == "date":
            text = f"单元格设成了日期格式，显示为“{short(cell.text)}”，已按 {short(said.text)} 读取。"
            self.add("wrong_format", cell.address, label, text)
        elif said.is_number and cell.percent and said.unit is None and "%" in cell.text:
            text = f"单元格设成了百分比格式，显示为“{short(cell.text)}”，已按 {plain(cell.number or ZERO)} 读取。"
            self.add("wrong_format", cell.address, label, text)

    def prompt(self, item: Item | None, label: str) -> bool:
        """True (and a note) where the form's own prompt was left in a field."""
        if item is None or not item.is_words or not is_prompt(item.text):
            return False
        if not any(note.kind == "prompt" and note.cell == item.address for note in self.notes):
            self.add("prompt", item.address, label, f"表格自带的填写提示没有替换：“{short(item.text)}”。")
        return True


def short(text: str, most: int = 24) -> str:
    """A text on one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
