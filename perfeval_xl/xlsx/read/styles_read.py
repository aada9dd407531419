"""What a cell's style says to a reader: its format code, whether its font is struck through or bold, how it is aligned.

ECMA-376 part 1, 18.8.1 alignment, 18.8.10 cellXfs, 18.8.22 font, 18.8.30 numFmt.

Formats below 164 are built in and not written in the file; those from 27 to 36 and 50 to 58 depend on the language,
taken here as 18.8.30 lists them for zh-cn.
"""

from __future__ import annotations

from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.xml import Element, namespace, whole_number

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: 'AM/PM h"时"mm"分"',
    35: 'AM/PM h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: 'AM/PM h"时"mm"分"',
    56: 'AM/PM h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}


def number_format(package: Package, style: int) -> str:
    """The format code of a style (an index of cellXfs); General for one that is not declared."""
    codes = number_formats(package)
    return codes[style] if 0 <= style < len(codes) else GENERAL


def number_formats(package: Package) -> list[str]:
    """The format codes of all styles, in their order."""
    return _styles(package)[0]


def is_struck(package: Package, style: int) -> bool:
    """Whether the font of a style is struck through."""
    return style in _styles(package)[1]


_ALIGNMENTS = {"center": "c", "centerContinuous": "c", "distributed": "c", "right": "r", "left": "l", "fill": "l"}


def looks(package: Package) -> list[str]:
    """How each style looks: b bold; c in the middle, r at the right, l at the left, none: as its value is."""
    part = package.related(package.workbook_part, "styles")
    if part is None:
        return []
    root = package.tree(part)
    inside = namespace(root)
    fonts = root.iterfind(f"{inside}fonts/{inside}font")
    bold = {number for number, font in enumerate(fonts) if is_on(font.find(f"{inside}b"))}
    found: list[str] = []
    for xf in root.iterfind(f"{inside}cellXfs/{inside}xf"):
        alignment = xf.find(f"{inside}alignment")
        where = alignment.get("horizontal", "") if alignment is not None else ""
        found.append("b" * (whole_number(xf.get("fontId")) in bold) + _ALIGNMENTS.get(where, ""))
    return found


def _styles(package: Package) -> tuple[list[str], frozenset[int]]:
    if package.cell_styles is None:
        package.cell_styles = _read(package)
    return package.cell_styles


def _read(package: Package) -> tuple[list[str], frozenset[int]]:
    part = package.related(package.workbook_part, "styles")
    if part is None:
        return [], frozenset()
    root = package.tree(part)
    inside = namespace(root)
    own = {
        code.get("numFmtId", ""): code.get("formatCode", GENERAL)
        for code in root.iterfind(f"{inside}numFmts/{inside}numFmt")
    }
    fonts = root.iterfind(f"{inside}fonts/{inside}font")
    struck = {number for number, font in enumerate(fonts) if is_on(font.find(f"{inside}strike"))}
    listed = list(root.iterfind(f"{inside}cellXfs/{inside}xf"))
    numbers = [xf.get("numFmtId", "0") for xf in listed]
    codes = [own.get(number) or _built_in(number) for number in numbers]
    return codes, frozenset(
        style for style, xf in enumerate(listed) if struck and whole_number(xf.get("fontId")) in struck
    )


def is_on(switch: Element | None) -> bool:
    """A property of a font that is there and not switched off (18.18 CT_BooleanProperty)."""
    return switch is not None and switch.get("val", "1") not in ("0", "false")


def _built_in(number: str) -> str:
    return BUILT_IN.get(whole_number(number) or 0, GENERAL)
