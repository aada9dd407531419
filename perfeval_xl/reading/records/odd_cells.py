"""Notes about cells that do not show what was meant: dates made of 4/1, 10000%, struck-through and garbled texts."""

from __future__ import annotations

from decimal import Decimal
from re import IGNORECASE

from perfeval_xl.form import Indicator
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.grids.spreadsheet import GridCell
from perfeval_xl.reading.layout.places import FormPlaces
from perfeval_xl.reading.records.remarks import Remarks, short

_NO_TIME = ("数量", "质量", "成本", "满意")  # second levels whose indicators have no date as their value
_DURATIONS = ("", "hours", "days", "workdays", "months", "years")
_ABOUT_TIME = lazy("时间|时限|期限|日期|时效|进度|月份|年份|及时|按时|之前|以前")
_A_DAY = lazy("[0-9]{1,2}月[0-9]{1,2}日")
_TEN, _FIFTEEN_THOUSAND_PERCENT = Decimal(10), Decimal(150)
# Entities and tags of web pages, the replacement character, UTF-8 read as GBK (≥ ≤) or Latin-1, GBK read as Latin-1
# (¡Ý is ≥), a sign of a symbol font beside a figure, signs as formula editors and web addresses write them, and GBK's
# well-known nonsense.
_LATIN = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00fe]"  # letters: neither × nor ÷
_GARBLED = lazy(
    "&(?:[a-z]{2,6}|#[0-9]{2,5}|#x[0-9a-f]{2,5});"
    "|</?(?:br|su[bp]|span|p|div|font|b|i|u|strong|em|t[dr])(?: [^<>]{0,80})?/?>"
    f"|\ufffd|锟斤拷|烫烫|鈮|鈥|{_LATIN}[\u0080-\u00af\u00b1\u00b4-\u00b6\u00b8-\u00bf]"
    f"|{_LATIN}{_LATIN}|[\u00a1-\u00af]{_LATIN}|â‰"
    "|[\ue000-\uf8ff](?=[0-9])|(?<=[0-9])[\ue000-\uf8ff]"
    "|_x[0-9a-f]{4}_|\\\\u[0-9a-f]{4}|\\\\(?:geq?|leq?|times|pm)\\b|%e2%8[89]%[89ab][0-9a-f]",
    IGNORECASE,
)
_LOST_SIGN = lazy(r"[?？□][0-9]+(?:\.[0-9]+)?(?![0-9.、])")  # what stands for a sign that a code page or a font lacks


def note_odd_cells(places: FormPlaces, indicators: list[Indicator], remarks: Remarks) -> None:
    """All notes about single cells."""
    for row in indicators:
        _dates(places, row, remarks)
        _percents(places, row, remarks)
        for cell in _values(places, row):
            if cell.kind == "text" and (found := _LOST_SIGN.match(cell.text.strip())):
                _garbled(cell, found[0][0], remarks)
    for row in places.view.between(places.first_row, places.last_row):
        for item in places.view.starts(row):
            cell = item.cell
            if cell.struck:
                whole = f"的“{short(cell.struck)}”整格划了删除线，照常读取"
                part = f"中“{short(cell.struck)}”划了删除线，没有读入，按“{short(cell.text)}”读取"
                text = f"{cell.address} {whole if cell.struck == cell.text else part}。"
                remarks.add("struck", cell.address, "", text)
            if cell.kind == "text" and (found := _GARBLED.search(cell.text)):
                _garbled(cell, found[0], remarks)


def _garbled(cell: GridCell, sign: str, remarks: Remarks) -> None:
    remarks.add("garbled", cell.address, "", f"{cell.address} 的“{short(cell.text)}”里有乱码“{sign}”。")


def _values(places: FormPlaces, row: Indicator) -> list[GridCell]:
    """The cells of a row's target and result."""
    addresses = [one for one in (row.target_cell, row.actual_cell) if one is not None]
    cells = (places.view.grid.cell_at(one) for one in addresses)
    return [cell for cell in cells if cell is not None]


def _dates(places: FormPlaces, row: Indicator, remarks: Remarks) -> None:
    """A count that is a date: 4/1 was typed, and the spreadsheet program made a date of it."""
    if _ABOUT_TIME.search(row.name or ""):
        return
    cells = [cell for cell in _values(places, row) if _is_a_day(cell)]
    dates = cells if any(one in (row.level2 or "") for one in _NO_TIME) or _counts(row) else []
    if dates:
        where = "、".join(cell.address for cell in dates)
        text = (
            f"{where} 是日期（{short(dates[0].text)}），“{short(row.name or '')}”不应是日期："
            f"可能是输入 4/1 之类的内容后，被表格程序自动改成了日期。"
        )
        remarks.add("turned_into_date", dates[0].address, "", text)


def _is_a_day(cell: GridCell) -> bool:
    return cell.kind == "date" or (cell.kind == "text" and _A_DAY.fullmatch(cell.text) is not None)


def _counts(row: Indicator) -> bool:
    """A target or a result is a figure of something else than days."""
    sides = (row.target_value, row.actual_value)
    return any(one.base is not None and one.dimension not in _DURATIONS for one in sides)


def _percents(places: FormPlaces, row: Indicator, remarks: Remarks) -> None:
    """100 typed into a cell of the format 0%."""
    for cell in _values(places, row):
        if cell.kind == "number" and cell.percent and cell.number and _TEN <= cell.number <= _FIFTEEN_THOUSAND_PERCENT:
            meant = f"{cell.number.normalize():f}%"
            text = f"{cell.address} 的格式是百分比，显示为 {cell.text}，可能应为 {meant}。"
            remarks.add("percent_twice", cell.address, "", text, meant)
