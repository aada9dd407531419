"""Checks of the family N on personal data in what will be published: identity card and mobile phone numbers."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity

_IDENTITY = lazy(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = lazy(r"(?<![0-9A-Za-z.\-])1[3-9]\d(?:-?\d{4}){2}(?![0-9A-Za-z\-]|\.\d|[万亿]?元)")
_ROW_FIELDS = ("name", "target", "actual", "reason")
_FORM_FIELDS = ("project", "department", "unit")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


PERSONAL_DATA = Kind(
    code="N613",
    severity=Severity.WARNING,
    title="含有个人信息",
    says="这里写有{what}，自评表公开后会泄露个人信息。",
    do="请删去，或只保留前后几位。",
)


@check(PERSONAL_DATA, over="form")
def no_personal_data(case: Case) -> Iterator[Draft]:
    """检查内容：文字、指标名称、目标值、完成值、原因中没有身份证号（校验码成立的 18 位号码）和手机号；
    表格自带的联系电话栏不看。
    依据：自评结果要公开，个人信息不应写在表里。提示中只显示前后几位。
    例（好）：张某等 3 名特困人员。
    例（坏）：张某，13800001234。
    """
    for text in case.result.texts:
        found = _found(text.text, phones=not lazy("电话|手机|联系").search(text.label))
        if found:
            yield case.at_text(PERSONAL_DATA, text, what=found)
    for row, fields in ((case.form, _FORM_FIELDS), *((row, _ROW_FIELDS) for row in case.indicators)):
        for field in fields:
            found = _found(getattr(row, field) or "")
            if found:
                yield case.at(PERSONAL_DATA, row, field, stated="", what=found)


def _found(text: str, phones: bool = True) -> str:
    """The numbers in a text, masked; "" where there are none."""
    if len(text) < 11 or not lazy(r"\d{4}").search(text):
        return ""
    identities = [one for one in _IDENTITY.findall(text) if is_identity(one)]
    mobiles = _MOBILE.findall(text) if phones else []
    parts = [f"身份证号 {one[:6]}********{one[-4:]}" for one in identities]
    parts += [f"手机号 {one[:3]}****{one[-4:]}" for one in mobiles]
    return "、".join(parts)


def is_identity(number: str) -> bool:
    """Whether the check digit of an 18-digit identity number holds (GB 11643: weights modulo 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()
