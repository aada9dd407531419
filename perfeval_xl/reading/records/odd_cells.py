"""Notes about cells that do not show what was meant: dates made of 4/1, 10000%, struck-through and garbled texts."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.form import Indicator
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.grids.spreadsheet import GridCell
from perfeval_xl.reading.layout.places import FormPlaces
from perfeval_xl.reading.records.remarks import Remarks, short

_NO_TIME = ("数量", "质量", "成本", "满意")  # second levels whose indicators have no date as their value
_ABOUT_TIME = lazy("时间|时限|期限|日期|时效|进度|月份|年份|及时|按时|之前|以前")
_A_DAY = lazy("[0-9]{1,2}月[0-9]{1,2}日")
_TEN, _FIFTEEN_THOUSAND_PERCENT = Decimal(10), Decimal(150)
# Entities of web pages, the replacement character, UTF-8 read as GBK (≥ ≤) or Latin-1, and GBK's well-known nonsense.
_GARBLED = lazy("&(?:[a-z]{2,6}|#[0-9]{2,5}|#x[0-9a-f]{2,5});|\ufffd|锟斤拷|烫烫|鈮|â‰|Ã[\u0080-\u00bf]|鈥")


def note_odd_cells(places: FormPlaces, indicators: list[Indicator], remarks: Remarks) -> None:
    """All notes about single cells."""
    for row in indicators:
        _dates(places, row, remarks)
        _percents(places, row, remarks)
    for row in places.view.between(places.first_row, places.last_row):
        for item in places.view.starts(row):
            cell = item.cell
            if cell.struck:
                whole = f"的“{short(cell.struck)}”整格划了删除线，照常读取"
                part = f"中“{short(cell.struck)}”划了删除线，没有读入，按“{short(cell.text)}”读取"
                text = f"{cell.address} {whole if cell.struck == cell.text else part}。"
                remarks.add("struck", cell.address, "", text)
            if cell.kind == "text" and (found := _GARBLED.search(cell.text)):
                text = f"{cell.address} 的“{short(cell.text)}”里有乱码“{found[0]}”。"
                remarks.add("garbled", cell.address, "", text)


def _values(places: FormPlaces, row: Indicator) -> list[GridCell]:
    """The cells of a row's target and result."""
    addresses = [one for one in (row.target_cell, row.actual_cell) if one is not None]
    cells = (places.view.grid.cell_at(one) for one in addresses)
    return [cell for cell in cells if cell is not None]


def _dates(places: FormPlaces, row: Indicator, remarks: Remarks) -> None:
    """A count that is a date: 4/1 was typed, and the spreadsheet program made a date of it."""
    if not (row.level2 or "").strip().startswith(_NO_TIME) or _ABOUT_TIME.search(row.name or ""):
        return
    cells = _values(places, row)
    dates = [cell for cell in cells if cell.kind == "date" or (cell.kind == "text" and _A_DAY.fullmatch(cell.text))]
    if dates:
        where = "、".join(cell.address for cell in dates)
        text = (
            f"{where} 是日期（{short(dates[0].text)}），“{short(row.name or '')}”不应是日期："
            f"可能是输入 4/1 之类的内容后，被表格程序自动改成了日期。"
        )
        remarks.add("turned_into_date", dates[0].address, "", text)


def _percents(places: FormPlaces, row: Indicator, remarks: Remarks) -> None:
    """100 typed into a cell of the format 0%."""
    for cell in _values(places, row):
        if cell.kind == "number" and cell.percent and cell.number and _TEN <= cell.number <= _FIFTEEN_THOUSAND_PERCENT:
            meant = f"{cell.number.normalize():f}%"
            text = f"{cell.address} 的格式是百分比，显示为 {cell.text}，可能应为 {meant}。"
            remarks.add("percent_twice", cell.address, "", text, meant)
