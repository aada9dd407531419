"""总览: one page of figures and charts; every figure is a formula over the other sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from perfeval_xl.filings.batch import FilingState
from perfeval_xl.form_words import bare_grade, folded_grade
from perfeval_xl.result import Severity
from perfeval_xl.writing.cell_text import cell_text
from perfeval_xl.writing.summary.kit import looks
from perfeval_xl.writing.summary.kit.columns import Columns
from perfeval_xl.writing.summary.kit.expressions import Cells, Expression, added, ratio
from perfeval_xl.writing.summary.kit.looks import BLUE, Looks, fill
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common
from perfeval_xl.writing.text_size import text_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME = "总览"
WIDTHS = (12, 13, 13, 11, 3, 11, 8, 8, 3, 11, 8, 8, 3, 12, 9)
BOXES = ((1, 2), (3, 4), (5, 7), (8, 10), (11, 13), (14, 15))  # the big figures: first and last column
BANDS = "优良中差"
RATES = (("≥95%", "0.95", None), ("80～95%", "0.8", "0.95"), ("60～80%", "0.6", "0.8"), ("＜60%", "-9", "0.6"))
SCORES = (
    *(("≥95", "95", None), ("90～95", "90", "95"), ("80～90", "80", "90")),
    *(("60～80", "60", "80"), ("＜60", "-999", "60")),
)
NONE = "待定"  # none stated, or points open
COMMONEST = 6
FIRST_TABLES, SECOND_TABLES, CHARTS, LAST = 7, 16, 25, 40  # rows
_HOW = (
    "怎么用：先看“审核关注”，从上往下审；在“项目汇总”黄栏填复核得分和意见；退回的用“整改台账”跟踪；没报的看“户数核对”。"
    "黄栏的内容再次汇总时按项目保留。"
)
_WHAT_DECIDES = (
    "处理意见：建议退回＝有未说明的错误或空表；需人工核＝没有这样的错误，但有待复核分、提醒、账表不符、雷同或自评与核算不一致；"
    "可受理＝以上都没有。"
)
_COUNT, _MONEY, _RATE = "0", "#,##0.00;[Red]-#,##0.00;0.00", looks.RATE_FORMAT
_NO_DIFFERENCE = '0.00;[Red]-0.00;"0.00 ✓"'

Cell = str | tuple[Expression, str]  # a text, or a formula with its number format


@dataclass(slots=True)
class Overview:
    """The sheet being written. Rows and columns count from 1."""

    sheet: Worksheet
    book: Workbook
    looks: Looks
    occasion: Occasion
    at: Columns

    def write(self) -> None:
        """The whole sheet."""
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.write_string("A1", "项目支出绩效自评汇总：总览", self.looks.of(looks.TITLE))
        about = self.looks.of(looks.ABOUT, text_wrap=True)
        self.sheet.merge_range(1, 0, 1, len(WIDTHS) - 1, cell_text(self.occasion.about), about)
        self.sheet.set_row(1, text_height(self.occasion.about, sum(WIDTHS), size=9))
        self.sheet.set_row(0, 30)
        self._boxes()
        self._money()
        self._grades()
        self._scores()
        self._states()
        self._findings()
        faults = self._commonest()
        self._rates()
        self._charts(faults)
        self.sheet.write_string(LAST - 1, 0, _HOW, self.looks.of(looks.PROOF))
        self.sheet.write_string(LAST, 0, _WHAT_DECIDES, self.looks.of(looks.ABOUT))
        self._printing()

    # ----------------------------------------------------------------------------------------------------- figures

    @property
    def _forms(self) -> dict[str, Cells]:
        return self.at["项目汇总"]  # pyright: ignore[reportReturnType]

    @property
    def _number(self) -> Expression:
        return self._forms["项目名称"].filled()

    def _boxes(self) -> None:
        boxes = [
            ("收到文件", self.at["文件清单"]["去向"].filled(), BLUE),
            ("自评表", self._number, BLUE),
            ("单位", self.at["单位汇总"]["预算单位"].filled(), BLUE),
            *((one, self._forms["处理意见"].equal(one), its) for one, its in common.DISPOSITIONS.items()),
        ]
        for (first, last), (name, figure, colour) in zip(BOXES, boxes, strict=True):
            centred = {"border": 1, "border_color": looks.LINE, "align": "center", "valign": "vcenter", **fill(colour)}
            small, big = self.looks.of(centred), self.looks.of(centred, bold=True, font_size=18)
            self.sheet.merge_range(3, first - 1, 3, last - 1, name, small)
            self.sheet.merge_range(4, first - 1, 4, last - 1, "", big)
            self._formula(5, first, figure, big)
        self.sheet.set_row(4, 32)

    def _money(self) -> None:
        lines: list[list[Cell]] = []
        sums: dict[str, tuple[Expression, Expression]] = {}
        for head in ("年初预算数", "全年预算数", "全年执行数"):
            left, right = self._forms[head].sum(), self.at["单位汇总"][head].sum()
            sums[head] = left, right
            lines.append([head, (left, _MONEY), (right, _MONEY), (left.minus(right), _NO_DIFFERENCE)])
        rates = zip(sums["全年执行数"], sums["全年预算数"], strict=True)
        lines.append(["执行率", *((ratio(spent, budget), _RATE) for spent, budget in rates), ""])
        self._table(FIRST_TABLES, 1, "金额（勾稽）", ["万元", "项目汇总", "单位汇总", "差"], lines)

    def _grades(self) -> None:
        stated, computed = self._forms["自评等级"], self._forms["核算等级"]
        counts = [[_of_band(cells, band) for cells in (stated, computed)] for band in BANDS]
        self._distribution(6, "等级（份）", "等级", list(BANDS), counts)

    def _scores(self) -> None:
        both = self._forms["自评得分"], self._forms["核算得分"]
        counts = [[_in_band(cells, low, high) for cells in both] for _, low, high in SCORES]
        self._distribution(10, "得分（份）", "得分", [name for name, _, _ in SCORES], counts)

    def _distribution(
        self, column: int, title: str, head: str, names: list[str], counts: list[list[Expression]]
    ) -> None:
        """自评 and 核算 side by side; what is in none of the bands comes last."""
        rest = [self._number.minus(added([line[at] for line in counts])) for at in (0, 1)]
        lines = [
            [name, *((one, _COUNT) for one in line)] for name, line in zip([*names, NONE], [*counts, rest], strict=True)
        ]
        self._table(FIRST_TABLES, column, title, [head, "自评", "核算"], lines)

    def _states(self) -> None:
        if "户数核对" not in self.at:
            return
        states = self.at["户数核对"]["报送情况"]
        lines: list[list[Cell]] = [[one.value, (states.equal(one.value), _COUNT)] for one in FilingState]
        self._table(FIRST_TABLES, 14, "报送情况（户数核对）", ["情况", "项目"], lines)

    def _findings(self) -> None:
        lines: list[list[Cell]] = []
        for name in (*(one.word for one in Severity), "待复核分"):
            cells = self._forms[name]
            shown = "0.00" if name == "待复核分" else _COUNT
            lines.append([name, (cells.sum(), shown), (cells.above_nothing(), _COUNT)])
        self._table(SECOND_TABLES, 1, "核对", ["核对意见", "条", "涉及表"], lines)

    def _commonest(self) -> int:
        """The commonest faults, hints left out; how many there are."""
        told = (one for form in self.occasion.batch.forms for one in form.setting.of(form.findings))
        counts = Counter(one.code for one in told if one.severity is not Severity.HINT)
        codes, severities = self.at["核对意见"]["代码"], self.at["核对意见"]["级别"]
        common_ones = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:COMMONEST]
        lines: list[list[Cell]] = [
            [
                f"{self.occasion.titles.get(code, '')}（{code}）",
                (codes.equal_unless(code, severities, Severity.HINT.word), _COUNT),
            ]
            for code, _ in common_ones
        ]
        self._table(SECOND_TABLES, 6, "最常见的问题（错误、提醒）", ["问题", "条"], lines, wide=6)
        return len(lines)

    def _rates(self) -> None:
        rates = self._forms["执行率"]
        counts = [_in_band(rates, low, high) for _, low, high in RATES]
        names = [name for name, _, _ in RATES]
        lines: list[list[Cell]] = [[name, (one, _COUNT)] for name, one in zip(names, counts, strict=True)]
        lines.append(["没有", (self._number.minus(added(counts)), _COUNT)])
        self._table(SECOND_TABLES, 14, "执行率（份）", ["执行率", "份"], lines)

    # ------------------------------------------------------------------------------------------------------ writing

    def _table(
        self, row: int, column: int, title: str, heads: Sequence[str], lines: Sequence[Sequence[Cell]], *, wide: int = 1
    ) -> None:
        """A small table below its title; the first column is `wide` columns of the sheet."""
        self.sheet.write_string(row - 1, column - 1, title, self.looks.of({"bold": True}))
        for number, line in enumerate([list[Cell](heads), *lines], row + 1):
            is_head = number == row + 1
            for at, cell in enumerate(line):
                style = (
                    looks.HEAD
                    if is_head
                    else {**looks.HEAD, "bold": False, "bg_color": "#FFFFFF", "align": "left" if at == 0 else "center"}
                )
                place = column + at + (wide - 1 if at else 0)
                self._cell(number, place, cell, style, wide if at == 0 else 1)

    def _cell(self, row: int, column: int, cell: Cell, style: dict[str, Any], wide: int) -> None:
        look = self.looks.of(style, **({} if isinstance(cell, str) else {"num_format": cell[1]}))
        if wide > 1:
            self.sheet.merge_range(row - 1, column - 1, row - 1, column + wide - 2, "", look)
        if isinstance(cell, str):
            self.sheet.write_string(row - 1, column - 1, cell_text(cell), look)
        else:
            self._formula(row, column, cell[0], look)

    def _formula(self, row: int, column: int, made: Expression, look: Format) -> None:
        value = float(made.value) if isinstance(made.value, Decimal) else made.value
        self.sheet.write_formula(row - 1, column - 1, f"={made.formula}", look, cast(Any, value))

    def _charts(self, faults: int) -> None:
        pixels = [width * 7 + 5 for width in WIDTHS]
        total, left = sum(pixels), 0.0
        first = FIRST_TABLES + 2  # the rows of the tables' lines, from 0 below
        charts = [
            ("等级（份）", 0.21, self._bars("column", first, len(BANDS) + 1, 6, (7, 8))),
            ("得分（份）", 0.27, self._bars("column", first, len(SCORES) + 1, 10, (11, 12))),
            ("执行率（份）", 0.21, self._bars("column", SECOND_TABLES + 2, len(RATES) + 1, 14, (15,))),
        ]
        if faults:
            charts.append(("最常见的问题（条）", 0.31, self._bars("bar", SECOND_TABLES + 2, faults, 6, (12,))))
        for title, share, chart in charts:
            chart.set_title({"name": title, "name_font": {"name": looks.FONT, "size": 11}, "overlay": False})
            chart.set_size({"width": int(total * share) - 4, "height": 20 * (LAST - CHARTS - 1)})
            self.sheet.insert_chart(CHARTS - 1, 0, chart, {"x_offset": left, "object_position": 2})
            left += total * share

    def _bars(self, kind: str, first: int, count: int, names: int, values: Sequence[int]) -> Any:
        """Bars over `count` rows from `first` on; one series a column of values, the figures at the bars."""
        chart: Any = self.book.add_chart({"type": kind})
        font = {"name": looks.FONT, "size": 9}
        colours = ["#8EA9C1", "#1F4E79"] if len(values) > 1 else ["#C45A5A" if kind == "bar" else "#1F4E79"]
        for column, colour in zip(values, colours, strict=True):
            rows = first - 1, first + count - 2
            chart.add_series(
                {
                    "name": [NAME, first - 2, column - 1],
                    "categories": [NAME, rows[0], names - 1, rows[1], names - 1],
                    "values": [NAME, rows[0], column - 1, rows[1], column - 1],
                    "fill": {"color": colour},
                    "gap": 60,
                    "data_labels": {"value": True, "font": font},
                }
            )
        names_axis = {"num_font": font, "reverse": kind == "bar"}
        figures_axis = {"visible": False, "major_gridlines": {"visible": False}}
        chart.set_x_axis(figures_axis if kind == "bar" else names_axis)
        chart.set_y_axis(names_axis if kind == "bar" else figures_axis)
        chart.set_legend({"position": "bottom", "font": font} if len(values) > 1 else {"none": True})
        return chart

    def _printing(self) -> None:
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 1)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        self.sheet.print_area(0, 0, LAST, len(WIDTHS) - 1)
        self.sheet.set_footer(f"&L{looks.PEOPLE}&C第 &P 页 共 &N 页&R{NAME}　&D", {"margin": 0.3})


def _of_band(cells: Cells, band: str) -> Expression:
    """How many are of this band of the national scale, whatever the word: 优, 优秀."""
    words = {word for one in cells.values if isinstance(one, str) and folded_grade(word := bare_grade(one)) == band}
    return added([cells.equal(word) for word in sorted(words | {band})])


def _in_band(cells: Cells, low: str, high: str | None) -> Expression:
    return cells.between(Decimal(low), None if high is None else Decimal(high))
