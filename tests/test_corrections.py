"""What staff wrote into our outputs is never lost.

1. Where the original is processed and its scored copy has been changed since we wrote it, the copy is not replaced: one
   sentence names the cells and both ways on; --force keeps it under a name of its own first.
2. That holds also when the copy has been made anew from itself in between; no longer when the original says the same.
3. A copy that nobody has changed is replaced; changes that another program makes in saving are none.
4. 单位说明 counts for nothing here: it is carried on. Anything else on our sheets does, and comments of theirs do.
5. A clerk's own file of the name ….上次 is not replaced.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from perfeval_xl.cli import run
from tests.samples import FAULTY


@pytest.fixture
def form(tmp_path: Path) -> Path:
    shutil.copy(FAULTY, tmp_path / "表.xlsx")
    return tmp_path / "表.xlsx"


@pytest.fixture
def typed(capfd: pytest.CaptureFixture[str]) -> Any:
    def type_it(*words: object) -> tuple[int, str]:
        code = run([str(word) for word in words])
        return code, capfd.readouterr().out

    return type_it


def edit(path: Path, change: Callable[[Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def put(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def value(path: Path, cell: str, sheet: str = "自评表") -> object:
    return openpyxl.load_workbook(path)[sheet][cell].value


def scored(form: Path, word: str = "") -> Path:
    return form.with_name(f"表_已评分{word}.xlsx")


def test_1_a_correction_in_the_copy_stays(typed: Any, form: Path) -> None:
    typed("process", form)
    edit(scored(form), put("自评表", "F14", "11座"))
    code, out = typed("process", form)
    assert code == 2
    assert "自评表!F14" in out
    assert "process 表_已评分.xlsx" in out
    assert "--force" in out
    assert value(scored(form), "F14") == "11座"
    code, out = typed("process", "--force", form)
    assert code == 1
    assert "表_已评分.改动.xlsx" in out
    assert value(scored(form, ".改动"), "F14") == "11座"
    assert value(scored(form), "F14") != "11座"


def test_2_also_after_the_copy_was_made_anew(typed: Any, form: Path) -> None:
    typed("process", form)
    edit(scored(form), put("自评表", "F14", "11座"))
    typed("process", scored(form))
    assert typed("process", form)[0] == 2
    edit(form, put("自评表", "F14", "11座"))
    assert typed("process", form)[0] == 1


def test_3_unchanged_is_replaced(typed: Any, form: Path) -> None:
    typed("process", form)
    edit(scored(form), lambda _: None)
    edit(form, put("自评表", "F14", "11座"))
    assert typed("process", form)[0] == 1
    assert value(scored(form), "F14") == "11座"


def test_4_what_counts(typed: Any, form: Path) -> None:
    typed("process", form)
    heads = [cell.value for cell in openpyxl.load_workbook(scored(form))["核对意见"][4]]
    edit(scored(form), put("核对意见", f"{'ABCDEFGHIJ'[heads.index('单位说明')]}5", "按合同口径"))
    assert typed("process", form)[0] == 1
    edit(scored(form), put("评分汇总", "P3", "已与财政所核对"))
    code, out = typed("process", form)
    assert (code, "评分汇总!P3" in out) == (2, True)
    typed("process", scored(form))  # made anew: what stood on our sheet is in the version before, for good
    assert value(scored(form, ".改动"), "P3", "评分汇总") == "已与财政所核对"
    edit(scored(form), lambda book: setattr(book["自评表"]["C3"], "comment", Comment("名称以批复为准", "张某")))
    code, out = typed("process", form)
    assert (code, "自评表!C3 的批注" in out) == (2, True)


def test_5_a_file_of_their_own(typed: Any, form: Path) -> None:
    scored(form, ".上次").write_bytes(b"mine")
    typed("process", form)
    edit(form, put("自评表", "F14", "11座"))
    typed("process", form)
    assert scored(form, ".上次").read_bytes() == b"mine"
    assert scored(form, ".上次2").exists()
