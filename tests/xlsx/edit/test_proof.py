"""What was written is read again before it is called done.

1. Whatever goes wrong in the editing of cells, formats, relations or markup: refused (R908), no file.
2. The same edits without a fault are done.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from perfeval_xl.refusals import file_error
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit import cells, parts, styles
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from tests.xlsx.fixtures import SHEET, base
from tests.xlsx.marking import summary


def edited() -> bytes:
    editor = Editor(Package.from_bytes(base()), AUTHOR)
    editor.set_number(SHEET, "G12", Decimal("9.67"))
    editor.fill(SHEET, "G13", "E2F0D9")
    editor.comment(SHEET, "G12", "请核对。")
    editor.put_sheet(summary())
    return editor.build()


def _cut(name: str) -> Callable[[pytest.MonkeyPatch], None]:
    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        real = cells.SheetCells._rendered

        def rendered(self: cells.SheetCells, *args: object) -> bytes:
            data = real(self, *args)  # pyright: ignore[reportArgumentType]
            return {"lost": b"", "open": data[:-1], "other": data.replace(b"9.67", b"9.76")}[name]

        monkeypatch.setattr(cells.SheetCells, "_rendered", rendered)

    return patch


def _wrong_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles.Styles, "_add_format", lambda *_: 9_999)


def _lost_relation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_relative", lambda *_: "nowhere.xml")


FAULTS = {
    "a cell lost": _cut("lost"),
    "a cell not closed": _cut("open"),
    "another value": _cut("other"),
    "a format that is not there": _wrong_format,
    "a relation to nowhere": _lost_relation,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_1_refused(fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    with pytest.raises(PackageError) as caught:
        edited()
    assert file_error(caught.value).code == "R908"


def test_2_done() -> None:
    package = Package.from_bytes(edited())
    assert [one.name for one in package.sheets][-1] == "评分汇总"
