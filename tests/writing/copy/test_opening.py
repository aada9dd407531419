"""Which sheet a scored copy opens on.

1. On the form, alone selected, wherever the workbook opened before; processed again, it does not change by a byte.
2. Taken back, every part of theirs is as it was, byte for byte, however its attributes were written.
3. What cannot be told for certain is left: no window or several, a place that is no number, a form that is hidden, a
   chart in front; and where it opens on a form already.
4. Somebody who has gone to another sheet since finds it again; one who was on a sheet of ours is back on theirs.
5. A record that was written in changes nothing.
"""

from __future__ import annotations

import re

import pytest

from perfeval_xl.writing.copy import record
from perfeval_xl.xlsx.package import Package
from tests.writing.process import form_workbook, opened, process, saved
from tests.xlsx.fixtures import parts_of, zipped

BOOK = "xl/workbook.xml"
COVER, FORM = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def with_cover(*, active: int = 0) -> bytes:
    book = form_workbook(F15="-1")
    book.create_sheet("封面", 0)["A1"] = "项目支出绩效自评"
    book.create_sheet("佐证材料")["A1"] = "清单"
    for sheet in book:
        sheet.sheet_view.tabSelected = False
    book.active = active
    return saved(book)


def respelled(data: bytes, part: str, old: str, new: str) -> bytes:
    parts = parts_of(data)
    text, count = re.subn(old, new, parts[part].decode(), count=1)
    assert count
    return zipped(parts | {part: text.encode()})


def selected(data: bytes) -> tuple[str, list[str]]:
    """The sheet shown, and those whose tabs are selected."""
    book = opened(data)
    return book.active.title, [one.title for one in book if one.sheet_view.tabSelected]


def taken_back(data: bytes) -> dict[str, bytes]:
    return parts_of(record.take_back(Package.from_bytes(data))[0].data)


@pytest.mark.parametrize("active", [0, 2])
def test_1_on_the_form(active: int) -> None:
    first = process(with_cover(active=active))
    assert selected(first) == ("自评表", ["自评表"])
    assert process(first) == first


def test_1_no_other_tab_stays_selected() -> None:
    data = respelled(with_cover(), "xl/worksheets/sheet3.xml", r' tabSelected="\w+"', " tabSelected='true'")
    first = process(data)
    assert selected(first) == ("自评表", ["自评表"])
    assert process(first) == first
    assert b"tabSelected='true'" in taken_back(first)["xl/worksheets/sheet3.xml"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (BOOK, r' activeTab="0"', ""),
        (BOOK, r' activeTab="0"', ' activeTab="4"'),
        (BOOK, r' activeTab="0"', "\n  activeTab = '00'"),
        (COVER, r' tabSelected="\w+"', " tabSelected='true' "),
        (COVER, r' tabSelected="\w+"', ""),
        (FORM, r"<sheetView [^>]*?/?>", '<sheetView\t workbookViewId="0"  tabSelected="false" >'),
        (FORM, r"<sheetViews>.*</sheetViews>", ""),
    ],
)
def test_2_as_it_was_written(part: str, old: str, new: str) -> None:
    data = respelled(with_cover(), part, old, new)
    first = process(data)
    assert opened(first).active.title == "自评表"
    assert process(first) == first
    was, now = parts_of(data), taken_back(first)
    assert {name: now[name] for name in (COVER, "xl/worksheets/sheet3.xml")} == {
        name: was[name] for name in (COVER, "xl/worksheets/sheet3.xml")
    }
    view = re.compile(rb"<bookViews.*</bookViews>|<sheetViews.*</sheetViews>", re.DOTALL)
    assert view.findall(now[BOOK]) == view.findall(was[BOOK])
    assert view.findall(now[FORM]) == view.findall(was[FORM])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<bookViews>.*</bookViews>", ""),
        ("</bookViews>", "<workbookView/></bookViews>"),
        ('activeTab="0"', 'activeTab="-1"'),
        ('name="自评表" sheetId="(.)" state="visible"', r'name="自评表" sheetId="\1" state="hidden"'),
    ],
)
def test_3_left_as_it_is(old: str, new: str) -> None:
    data = respelled(with_cover(), BOOK, old, new)
    first = process(data)
    views = re.compile(rb"<bookViews.*</bookViews>", re.DOTALL)
    assert views.findall(parts_of(first)[BOOK]) == views.findall(parts_of(data)[BOOK])
    assert process(first) == first


def test_3_a_chart_in_front_or_a_form_already() -> None:
    book = form_workbook(F15="-1")
    book.create_chartsheet("图")
    book.active = 1
    first = process(saved(book))
    assert b'activeTab="1"' in parts_of(first)[BOOK]
    assert process(first) == first
    assert selected(process(with_cover(active=1)))[0] == "自评表"


def went_to(data: bytes, place: int) -> bytes:
    """As a program saves it where somebody went to another sheet first."""
    parts = parts_of(data)
    for name in [one for one in parts if one.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(rb' tabSelected="\w+"', b"", parts[name])
    parts[BOOK] = re.sub(rb'activeTab="\d+"', b'activeTab="%d"' % place, parts[BOOK])
    return zipped(parts)


def test_4_where_they_went_since() -> None:
    assert b'activeTab="2"' in taken_back(went_to(process(with_cover()), 2))[BOOK]
    for ours in (1, 3, 4):  # the form, 评分汇总, 核对意见
        assert b'activeTab="0"' in taken_back(went_to(process(with_cover()), ours))[BOOK]


@pytest.mark.parametrize(("was", "now"), [(">0<", ">0&quot;/><<"), (">0<", ">99<"), (">1<", ">2<")])
def test_5_a_record_that_was_written_in(was: str, now: str) -> None:
    first = process(with_cover())
    parts = parts_of(first)
    name = next(one for one, data in parts.items() if "评分记录（".encode() in data)
    rows = parts[name].decode()
    at = rows.index(">打开<")
    tampered = rows[:at] + rows[at:].replace(was, now.replace("<<", "&lt;<"), 1)
    assert tampered != rows
    back = taken_back(zipped(parts | {name: tampered.encode()}))
    assert re.search(rb'<workbookView[^>]*activeTab="[01]"[^>]*/>', back[BOOK])
    assert re.search(rb'<sheetView [^>]*tabSelected="[01]"', back[COVER])
