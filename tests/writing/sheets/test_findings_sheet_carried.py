"""What a unit writes into 单位说明 is still there after the next run.

1. An explanation stands beside its finding again, unchanged, also when rows were sorted, deleted or columns moved.
2. Where what it speaks of has changed, it is marked, once, until the unit has rewritten it.
3. Where the finding is gone, it is kept at the end as long as the unit leaves it there; it returns with the finding.
4. Two findings of one code keep their own explanations; one without a cell is found by its label.
5. It never becomes a formula, whatever it begins with.
6. An explanation that stands beside no finding of ours is kept as well.
7. What a unit has written into a comment of ours is carried into 单位说明 of that cell's first finding.
"""

from __future__ import annotations

import re

import pytest
from openpyxl.comments import Comment

from perfeval_xl.result import Severity
from perfeval_xl.writing.copy.explanations import Carried
from perfeval_xl.writing.sheets.findings_sheet import GONE, STALE
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind
from tests.writing.judged import finding, small_form
from tests.writing.process import (
    RATE,
    SCORES,
    edited,
    explain,
    explanations,
    form_bytes,
    judge,
    opened,
    process,
    saved,
)

WRONG = {RATE: "98%", SCORES[1]: 10, SCORES[3]: 31}
SAID = {"B201": "按财政系统数填写。", "S504": "已补充佐证材料。"}
AT = {("B201", "自评表!G6"): SAID["B201"], ("S504", "自评表!H12"): SAID["S504"]}


def earlier(text: str, code: str, label: str, message: str, cell: str | None = None) -> Entry:
    """A finding of an earlier copy with what the unit wrote beside it."""
    return Entry(Kind.FINDING, "自评表", cell, code=code, label=label, message=message, explanation=text)


def explained_copy() -> bytes:
    return explain(process(form_bytes(**WRONG)), **SAID)


def test_1_unchanged() -> None:
    copy = process(explained_copy())
    assert explanations(copy) == AT
    assert process(copy) == copy


def test_1_given_to_the_findings() -> None:
    _, result, carried = judge(explained_copy())
    carried.attach(result.forms)
    said = {one.code: (one.explanation, one.explanation_is_stale) for one in result.forms[0].findings}
    assert (said["B201"], said["S504"]) == ((SAID["B201"], False), (SAID["S504"], False))


def test_1_sorted() -> None:
    book = opened(explained_copy())
    sheet = book["核对意见"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for row, values in zip(sheet.iter_rows(min_row=5), reversed(rows), strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value
    assert explanations(process(saved(book))) == AT


def test_1_rows_deleted_and_a_column_added() -> None:
    book = opened(explained_copy())
    sheet = book["核对意见"]
    doomed = next(row[0].row for row in sheet.iter_rows() if row[2].value == "S504")
    sheet.delete_rows(doomed)
    sheet.insert_cols(2)
    assert explanations(process(saved(book))) == {("B201", "自评表!G6"): SAID["B201"]}


def test_1_rows_of_the_form_moved() -> None:
    book = opened(explained_copy())
    book["自评表"].insert_rows(3)
    for row in book["评分记录"].iter_rows(min_col=3, max_col=3):
        text = row[0].value
        if isinstance(text, str) and text.startswith("='自评表'"):
            row[0].value = re.sub(r"\d+$", lambda found: str(int(found[0]) + (int(found[0]) >= 3)), text)
    moved = {("B201", "自评表!G7"): SAID["B201"], ("S504", "自评表!H13"): SAID["S504"]}
    assert explanations(process(saved(book))) == moved


def test_2_marked_when_stale() -> None:
    copy = process(edited(explained_copy(), **{RATE: "97%"}))
    assert explanations(copy)["B201", "自评表!G6"] == f"{STALE}\n{SAID['B201']}"
    assert explanations(copy)["S504", "自评表!H12"] == SAID["S504"]
    assert process(copy) == copy
    rewritten = process(explain(copy, B201="已改为系统数。"))
    assert explanations(rewritten)["B201", "自评表!G6"] == "已改为系统数。"


def test_3_kept_when_gone_and_back_again() -> None:
    copy = process(edited(explained_copy(), **{RATE: "99.58%"}))
    rows = {row[2]: row for row in opened(copy)["核对意见"].iter_rows(min_row=5, values_only=True)}
    assert (rows["B201"][1], rows["B201"][3], rows["B201"][9]) == (GONE, "自评表!G6", SAID["B201"])
    assert rows["B201"][0] == len(rows)
    assert process(copy) == copy
    again = process(edited(copy, **{RATE: "98%"}))
    assert explanations(again) == AT
    assert GONE not in {row[1].value for row in opened(again)["核对意见"].iter_rows()}


def test_3_until_the_unit_takes_it_away() -> None:
    copy = process(edited(explained_copy(), **{RATE: "99.58%"}))
    emptied = process(explain(copy, B201=""))
    assert ("B201", "自评表!G6") not in explanations(emptied)
    assert "B201" not in {cell.value for cell in opened(emptied)["核对意见"]["C"]}


def test_4_two_of_one_code() -> None:
    form = small_form()
    form.findings = [finding("I301", Severity.HINT, "E14", "甲"), finding("I301", Severity.HINT, "E14", "乙")]
    said = [earlier(f"说{one}", "I301", "某一栏", one, "E14") for one in "乙甲"]
    Carried(explanations=tuple(said)).attach([form])
    assert [one.explanation for one in form.findings] == ["说甲", "说乙"]


@pytest.mark.parametrize(("label", "explanation"), [("存在问题", "不适用"), ("主要经验", None)])
def test_4_without_a_cell(label: str, explanation: str | None) -> None:
    form = small_form()
    form.findings = [finding("N801", Severity.HINT, None, "新的说法", label=label)]
    carried = Carried(explanations=(earlier("不适用", "N801", "存在问题", "旧的说法"),))
    carried.attach([form])
    assert form.findings[0].explanation == explanation
    assert len(carried.gone([form])) == (0 if explanation else 1)


@pytest.mark.parametrize("text", ["=SUM(A1:A9)", "+1", "-3 万元已退回", "@主任"])
def test_5_stays_text(text: str) -> None:
    book = opened(process(form_bytes(**WRONG)))
    sheet = book["核对意见"]
    cell = next(row for row in sheet.iter_rows() if row[2].value == "B201")[9]
    cell.value, cell.data_type = text, "s"
    copy = process(saved(book))
    assert explanations(copy)["B201", "自评表!G6"] == text
    kinds = {cell.value: cell.data_type for cell in opened(copy)["核对意见"]["J"]}
    assert kinds[text] in ("s", "inlineStr")


def test_6_a_row_of_their_own() -> None:
    book = opened(process(form_bytes()))
    sheet = book["核对意见"]
    sheet["E6"], sheet["J6"] = "其他", "本单位补充说明"
    copy = process(saved(book))
    assert "本单位补充说明" in explanations(copy).values()
    assert process(copy) == copy


@pytest.mark.parametrize(("author", "before"), [("绩效核对", {}), ("", {}), ("绩效核对", {"B201": "见附件。"})])
def test_7_reply_in_a_comment(author: str, before: dict[str, str]) -> None:
    book = opened(explain(process(form_bytes(**WRONG)), **before))
    cell = book["自评表"][RATE]
    cell.comment = Comment(f"{cell.comment.text}\n已与财务核对", author)
    copy = process(saved(book))
    expected = "（写在批注里的说明）已与财务核对"
    said = f"{before['B201']}\n{expected}" if before else expected
    assert explanations(copy) == {("B201", "自评表!G6"): said}
    assert "已与财务核对" not in opened(copy)["自评表"][RATE].comment.text
    assert process(copy) == copy


def test_7_a_comment_of_theirs_without_author_stays() -> None:
    book = opened(process(form_bytes(**WRONG)))
    book["自评表"][RATE].comment = Comment("已与财务核对", "")
    copy = process(saved(book))
    assert opened(copy)["自评表"][RATE].comment.text == "已与财务核对"
    assert explanations(copy) == {}
