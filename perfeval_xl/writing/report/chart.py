"""A native Word chart of 得分率 by 一级指标: drawn by Word, WPS and LibreOffice themselves, sharp in print, no picture.

ECMA-376 part 1, 21.2 (DrawingML charts). The values stand in the chart part; it has no workbook behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_EMU = 36_000  # a millimetre
_WIDE, _BAR, _FRAME = 150, 9, 16  # mm: the chart, a bar with its gap, what is around the bars
_FILL = "4F81BD"
_NO_TICKS = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'


class Charts:
    """The charts of one report: a mark for each is filled into the outline, and the chart put there afterwards."""

    def __init__(self) -> None:
        self._charts: dict[str, tuple[str, Sequence[tuple[str, Decimal]]]] = {}

    def place(self, levels: Sequence[Mapping[str, Any]], project: str) -> str:
        """The mark that stands in the text where the chart is to be; "" where there is nothing to draw."""
        bars = [(one["名称"], one["_得分率"]) for one in levels if one["_得分率"] is not None]
        if len(bars) < 2:
            return ""
        mark = f"【得分率图{len(self._charts) + 1}】"
        self._charts[mark] = (project, bars)
        return mark

    def put_in(self, document: Any) -> None:
        """Puts each chart in the place of its mark."""
        for number, (mark, (project, bars)) in enumerate(self._charts.items(), 1):
            for paragraph in document.paragraphs:
                if mark in paragraph.text:
                    self._put(document, paragraph, number, project, bars)
                    break

    def _put(
        self, document: Any, paragraph: Any, number: int, project: str, bars: Sequence[tuple[str, Decimal]]
    ) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        name = PackURI(f"/word/charts/chart{number}.xml")
        part = Part(name, _TYPE, _chart(project, bars).encode(), document.part.package)
        identifier = document.part.relate_to(part, _RELATION)
        for run in paragraph.runs:
            run.text = ""
        height = (_BAR * len(bars) + _FRAME) * _EMU
        paragraph.runs[0]._r.append(parse_xml(_drawing(identifier, number, project, height)))


def _chart(project: str, bars: Sequence[tuple[str, Decimal]]) -> str:
    names = "".join(f'<c:pt idx="{at}"><c:v>{escape(name)}</c:v></c:pt>' for at, (name, _) in enumerate(bars))
    values = "".join(f'<c:pt idx="{at}"><c:v>{value:f}</c:v></c:pt>' for at, (_, value) in enumerate(bars))
    count = f'<c:ptCount val="{len(bars)}"/>'
    text = '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1050"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    title = (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="1200" b="1"/><a:t>{escape(project)}：一级指标得分率</a:t></a:r></a:p></c:rich>'
        '</c:tx><c:overlay val="0"/></c:title>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_NAMESPACES}>'
        f'<c:roundedCorners val="0"/><c:chart>{title}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        '<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>得分率</c:f><c:strCache><c:ptCount val="1"/>'
        '<c:pt idx="0"><c:v>得分率</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{_FILL}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="0.00%" sourceLinked="0"/>{text}<c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>0.00%</c:formatCode>{count}{values}</c:numLit></c:val></c:ser>"
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/>{_NO_TICKS}<c:tickLblPos val="nextTo"/>{text}'
        '<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="1.2"/><c:min val="0"/>'
        '</c:scaling><c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="0%" sourceLinked="0"/>'
        f'{_NO_TICKS}<c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>'
        '</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _drawing(identifier: str, number: int, project: str, height: int) -> str:
    wide = _WIDE * _EMU
    name = escape(f"{project}得分率图", {'"': "&quot;"})
    return (
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{height}"/>'
        f'<wp:docPr id="{100 + number}" name="图{number}" descr="{name}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        f' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{identifier}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
