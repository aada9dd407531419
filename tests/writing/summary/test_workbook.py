"""The 汇总表.

1. Its sheets stand in their order; it opens on 总览; every file and every form has its row, once.
2. Sums tie in exact decimals: the total above the heads, the rows, 单位汇总, 项目汇总, the forms themselves.
3. A text is a text whatever it begins with; no link but to the files, relative, with /.
4. Two readers of other makes read it; every 勾稽 line has its ✓ and none a ✗.
5. With a roster every line of it has its row; the fates add up; on every sheet a key names one row.
6. 审核关注: the parts add up to the points that stand there, the most to look at first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings.batch import Batch
from perfeval_xl.pipeline import Options
from perfeval_xl.result import Severity
from perfeval_xl.writing.summary.sheets.common import key_of
from tests.filings.folder import Filing, put
from tests.writing.summary.books import (
    batch_of,
    book_of,
    column,
    everything,
    heads,
    numbers,
    occasion,
    whole_book,
    written,
)

HANDED_IN = 21  # files that `material` makes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Batch, bytes]:
    top = tmp_path_factory.mktemp("上报")
    return top, *written(top)


def test_1_sheets(made: tuple[Path, Batch, bytes]) -> None:
    _, batch, data = made
    book = book_of(data)
    assert book.sheetnames[0] == "总览" == book.active.title
    order = ["项目汇总", "单位汇总", "整改台账", "核对意见", "指标明细", "文件清单"]
    assert [name for name in book.sheetnames if name in order] == order
    assert len(column(book["文件清单"], "文件")) == len(batch.members) == HANDED_IN
    assert sorted(column(book["项目汇总"], "键")) == sorted(map(key_of, batch.forms))
    assert len(column(book["核对意见"], "代码")) == sum(len(one.findings) for one in batch.forms)
    errors = sum(one.count(Severity.ERROR) for one in batch.forms)
    assert column(book["整改台账"], "来源").count("核对意见") == errors


@pytest.mark.parametrize("head", ["年初预算数", "全年预算数", "全年执行数"])
def test_2_sums(made: tuple[Path, Batch, bytes], head: str) -> None:
    _, batch, data = made
    book, field = book_of(data), {"年初预算数": "initial", "全年预算数": "annual", "全年执行数": "executed"}[head]
    amounts = [getattr(one, field) for one in batch.forms]
    exact = sum((one for one in amounts if one is not None), Decimal(0))
    for name in ("项目汇总", "单位汇总"):
        sheet = book[name]
        assert sum(numbers(column(sheet, head)), Decimal(0)) == exact
        assert Decimal(repr(sheet.cell(4, heads(sheet)[1][head]).value)) == exact
    assert [one for one in column(book["项目汇总"], head) if one is None] == [one for one in amounts if one is None]


def test_3_texts_and_links(made: tuple[Path, Batch, bytes]) -> None:
    top, batch, data = made
    book = book_of(data, results=False)
    names = [one for one in column(book["项目汇总"], "项目名称") if str(one).startswith("=")]
    assert names == ['=HYPERLINK("http://a.example","x")']
    place = next(cell for row in book["项目汇总"].iter_rows() for cell in row if str(cell.value).startswith("=HYPER"))
    assert place.data_type == "s"
    package = ZipFile(BytesIO(data))
    relations = [package.read(name).decode() for name in package.namelist() if "worksheets/_rels" in name]
    targets = {one for text in relations for one in re.findall(r'Target="([^"]*)" TargetMode="External"', text)}
    paths = {(top / unquote(one)).resolve() for one in targets}
    assert paths == {one.path.resolve() for one in batch.members}
    assert not [one for one in targets if "\\" in one or ":" in one or one.startswith(("/", "file"))]


def test_4_other_readers(made: tuple[Path, Batch, bytes]) -> None:
    book = book_of(made[2])
    ours = {sheet.title: sheet["A1"].value for sheet in book}
    theirs = CalamineWorkbook.from_filelike(BytesIO(made[2]))
    assert {name: theirs.get_sheet_by_name(name).to_python()[0][0] for name in theirs.sheet_names[:-1]} == ours
    proofs = ["".join(str(cell.value or "") for cell in sheet[3]) for sheet in book if sheet.title != "总览"]
    assert all("勾稽" in one and "✗" not in one for one in proofs)
    assert sum("✓" in one for one in proofs) >= 5


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Batch, bytes]:
    return everything(tmp_path_factory.mktemp("上报"))


def test_5_roster_and_keys(whole: tuple[Batch, bytes]) -> None:
    batch, book = whole[0], book_of(whole[1])
    assert batch.roster is not None
    states = column(book["户数核对"], "报送情况")
    assert sorted(states) == sorted(one.state for one in batch.roster.rows)
    assert len(set(states)) >= 4
    for sheet in book:
        if sheet.title != "总览":
            keys = column(sheet, "键")
            assert None not in keys, sheet.title
            assert len(set(keys)) == len(keys), sheet.title
        assert "✗" not in "".join(str(cell.value or "") for cell in sheet[3])
    others = sum(len(each.others) or 1 for one in batch.forms for each in one.comparisons)
    assert len(column(book["批间比对"], "代码")) == others > 0


def test_6_attention(whole: tuple[Batch, bytes]) -> None:
    batch, sheet = whole[0], book_of(whole[1])["审核关注"]
    assert batch.desk_rules is not None
    parts = [column(sheet, one.name) for one in batch.desk_rules.risk]
    points = column(sheet, "关注分")
    assert [sum(row) for row in zip(*parts, strict=True)] == points == sorted(points, reverse=True)
    assert all(words for words, sum_ in zip(column(sheet, "先看哪里（按分值）"), points, strict=True) if sum_)


def test_5_versions_that_both_count_have_keys_of_their_own(tmp_path: Path) -> None:
    top, when = tmp_path / "自评材料", datetime(2024, 3, 1)
    one = Filing()
    put(top / "甲.xlsx", one.xlsx(), when)
    put(top / "乙.xlsx", replace(one, done=152).xlsx(), when)
    batch = batch_of(top)
    assert len({form.key for form in batch.forms}) == 1
    for sheet in book_of(whole_book(occasion(batch, tmp_path))):
        keys = column(sheet, "键") if sheet.title != "总览" else []
        assert len(set(keys)) == len(keys), sheet.title


def test_5_a_roster_of_units(tmp_path: Path) -> None:
    top, one = tmp_path / "自评材料", Filing()
    put(top / "甲.xlsx", one.xlsx())
    put(top / "乙.xlsx", replace(one, project="路灯电费", budget="30", executed="29").xlsx())
    roster = tmp_path / "名单.csv"
    roster.write_text(f"单位名称,预算数（万元）\n{one.unit},150\n云笺街道办事处,10\n", encoding="utf-8")
    batch = gather(Asked((str(top),), Options(jobs=1), roster=roster))
    sheet = book_of(whole_book(occasion(batch, tmp_path)))["户数核对"]
    assert sorted(column(sheet, "项目名称")) == ["（本单位全部，0 份）", "（本单位全部，2 份）"]
    assert sum(numbers(column(sheet, "自评表预算数"))) == 150
    assert "✗" not in "".join(str(cell.value or "") for cell in sheet[3])
