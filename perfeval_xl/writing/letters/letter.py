"""What a letter says: a unit's forms that go back, form by form and place by place; plain values for the template.

A letter speaks of the forms that are to go back alone: of their errors that the unit has not explained, in full; of
what a person should look at besides, in one line. The unit's other forms are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from perfeval_xl.addresses import is_in_word
from perfeval_xl.filings.batch import Batch, Disposition, Filed
from perfeval_xl.result import Finding, Severity
from perfeval_xl.units import in_chinese, plain

NO_UNIT = "单位不明"
_NO_PROJECT = "（没有填项目名称）"
_MOST_REMINDERS = 6  # of a form, in its line 另请一并看看
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Letter:
    """One unit's letter: the unit ("" where nobody says which), and the fields of the template."""

    unit: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Sender:
    """What stands in every letter. `deadline` None: a blank for it. `titles`: what each finding code is called."""

    today: date
    deadline: date | None
    titles: Mapping[str, str]
    version: str


_POINT: Fields = {
    **{"序号": 1, "位置": "自评表\nG14", "栏目": "按期完工率·得分"},
    **{"问题": "没有完成年度指标值却得满分。", "怎样改": "请核对实际完成值。"},
}
_FORM: Fields = {
    **{"序号": "一", "项目": "老旧小区微改造", "文件": "自评表.xlsx", "得分": "自评 99.7 分", "空表": False},
    **{"意见": [_POINT], "一并看看": "D16 居住环境（目标无法衡量）"},
}
EXAMPLE: Fields = {  # every field of a letter, of a form (表) and of a point (条): what a template may ask for
    **{"年度": "2023", "单位": "某镇人民政府", "份数": 2, "退回份数": 1, "其余份数": 1, "问题数": 1},
    **{
        "期限": "2024年3月29日",
        "退回的表": [_FORM],
        "其余的表": "《消防安全》",
        "日期": "2024年3月20日",
        "依据": "通行做法",
    },
}
FIELDS = (*EXAMPLE, *(f"表.{name}" for name in _FORM), *(f"条.{name}" for name in _POINT))


def letters_of(batch: Batch, sender: Sender) -> list[Letter]:
    """A letter for each unit with a form that goes back, in the order of the batch."""
    units: dict[str, list[Filed]] = {}
    for filed in batch.forms:
        units.setdefault(filed.unit, []).append(filed)
    return [
        Letter(unit, _fields(unit, forms, sender))
        for unit, forms in units.items()
        if any(one.disposition is Disposition.RETURN for one in forms)
    ]


def _fields(unit: str, forms: list[Filed], sender: Sender) -> Fields:
    back = [one for one in forms if one.disposition is Disposition.RETURN]
    rest = [one for one in forms if one.disposition is not Disposition.RETURN]
    tables = [_form(number, one, sender) for number, one in enumerate(back, 1)]
    return {
        "年度": _years(forms),
        "单位": unit or NO_UNIT,
        "份数": len(forms),
        "退回份数": len(back),
        "其余份数": len(rest),
        "问题数": sum(len(one["意见"]) for one in tables),
        "期限": in_words(sender.deadline) if sender.deadline else "＿＿＿＿年＿＿月＿＿日",
        "退回的表": tables,
        "其余的表": "、".join(f"《{_name(one)}》" for one in rest),
        "日期": in_words(sender.today),
        "依据": _grounds(back, sender.version),
    }


def _form(number: int, filed: Filed, sender: Sender) -> Fields:
    errors = [one for one in filed.findings if one.is_unexplained_error]
    return {
        "序号": in_chinese(number),
        "项目": _name(filed),
        "文件": filed.member.name.replace(" › ", "/").rpartition("/")[2],
        "得分": _points(filed),
        "空表": filed.is_empty,
        "意见": [_point(place, one) for place, one in enumerate(errors, 1)],
        "一并看看": _reminders(filed, sender.titles),
    }


def _name(filed: Filed) -> str:
    return " ".join(filed.project.split()) or _NO_PROJECT


def _points(filed: Filed) -> str:
    """自评 97.88 分　核算 97.88 分."""
    parts: list[str] = []
    if filed.self_score is not None:
        parts.append(f"自评 {plain(filed.self_score)} 分")
    if filed.score is not None:
        parts.append(f"核算 {plain(filed.score)} 分")
    elif filed.lowest is not None and filed.highest is not None and filed.open > Decimal(0):
        parts.append(f"核算 {plain(filed.lowest)}～{plain(filed.highest)} 分（{plain(filed.open)} 分待复核）")
    return "　".join(parts)


def _point(number: int, finding: Finding) -> Fields:
    return {
        "序号": number,
        "位置": _place(finding),
        "栏目": finding.label or "整表",
        "问题": finding.message,
        "怎样改": finding.suggestion,
    }


def _place(finding: Finding) -> str:
    """自评表 and G14 below it; a place in a Word document says where it is by itself."""
    if not finding.cell:
        return "整表" if not finding.sheet or is_in_word(finding.sheet) else finding.sheet
    return finding.cell if is_in_word(finding.cell) else f"{finding.sheet}\n{finding.cell}"


def _reminders(filed: Filed, titles: Mapping[str, str]) -> str:
    """D16 居住环境改善情况·年度指标值（目标无法衡量）、…: what a person should look at as well."""
    found = [one for one in filed.setting.of(filed.findings) if one.severity is Severity.WARNING]
    named = list(dict.fromkeys(_reminder(one, titles) for one in found))
    more = f" 等 {len(named)} 处" if len(named) > _MOST_REMINDERS else ""
    return "；".join(named[:_MOST_REMINDERS]) + more


def _reminder(finding: Finding, titles: Mapping[str, str]) -> str:
    place = " ".join(one for one in (finding.cell or "", finding.label) if one)
    title = titles.get(finding.code, finding.message.rstrip("。"))
    return f"{place}（{title}）" if place else title


def _years(forms: Iterable[Filed]) -> str:
    years = sorted({one.year for one in forms if one.year is not None})
    return "、".join(str(one) for one in years)


def _grounds(forms: Iterable[Filed], version: str) -> str:
    """The rule-sets that the forms were judged by, and the program."""
    used = dict.fromkeys(_rules(forms))
    return "，".join([*used, f"perfeval-xl {version}"])


def _rules(forms: Iterable[Filed]) -> Iterator[str]:
    for one in forms:
        if one.rules is not None:
            yield f"{one.rules.title}（校验码 {one.rules.digest}）"


def in_words(day: date) -> str:
    """2024年3月29日."""
    return f"{day.year}年{day.month}月{day.day}日"
