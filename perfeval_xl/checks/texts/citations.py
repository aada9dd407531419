"""Checks of the family N on documents that the texts cite: the form of a 文号, and one document under two of them."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Text
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity

_YEAR = r"[〔\[【（(]\s*((?:19|20)\d\d)\s*[〕\]】）)]"
# 号 of a house, a line or a well is no document's.
_NUMBER = rf"([一-鿿]{{2,9}}){_YEAR}\s*(第?)\s*(\d{{1,4}})\s*号(?![楼线院地井机泵车库桥])"
_RIGHT = lazy(r"[一-鿿]{2,9}〔\d{4}〕[1-9]\d{0,3}号")
_TITLED = lazy(rf"《([^《》]*(?:《[^《》]*》[^《》]*)*)》[\s（(，,]*{_NUMBER}")


DOCUMENT_NUMBER_FORM = Kind(
    code="N611",
    severity=Severity.HINT,
    title="文号写法不规范",
    says="文号“{stated}”写法不规范，年份应加六角括号“〔〕”，不加“第”字。",
    do="请改为“{expected}”。",
)


@check(DOCUMENT_NUMBER_FORM, over="form")
def document_numbers_are_well_formed(case: Case) -> Iterator[Draft]:
    """检查内容：引用的文号写成“机关代字〔年份〕序号号”，如“穗府办〔2023〕7号”：六角括号，序号前不加“第”、不补零。
    依据：党政机关公文格式的文号写法；通行做法，只作建议。
    例（好）：财预〔2020〕10号。
    例（坏）：财预(2020)10号、财预[2020]10号、财预〔2020〕第10号。
    """
    said: set[str] = set()
    for text in case.result.texts:
        if "号" not in text.text:
            continue
        for found in lazy(_NUMBER).finditer(text.text):
            agency, year, _, number = found.groups()
            if _RIGHT.fullmatch("".join(found.group().split())):
                continue
            agency = lazy("^.*(?:根据|依据|按照|参照|印发|文件|和|及|与)").sub("", agency) or agency
            told = found.group()[found.group().index(agency) :]
            if told in said:
                continue
            said.add(told)
            right = f"{agency}〔{year}〕{int(number)}号"
            yield case.at_text(DOCUMENT_NUMBER_FORM, text, stated=told, expected=right)


ONE_DOCUMENT_TWO_NUMBERS = Kind(
    code="N612",
    severity=Severity.WARNING,
    title="同一文件有两个文号",
    says="{name}先后写了不同的文号：{numbers}。",
    do="请核对适用哪一版；已废止的旧版不要再引用。",
)


@check(ONE_DOCUMENT_TWO_NUMBERS, over="form")
def one_document_has_one_number(case: Case) -> Iterator[Draft]:
    """检查内容：名称相同的文件（名称里括号内的说明不计）没有写成两个不同的文号。
    依据：同一文件两个文号，一般是新旧两版，应当只依据现行的一版。
    例（好）：《某办法》（穗府办〔2023〕7号）。
    例（坏）：一处写《某办法》（穗府办〔2023〕7号），另一处写《某（试点）办法》（穗府规办〔2018〕13号）。
    """
    cited: dict[str, dict[str, Text]] = {}
    for text in case.result.texts:
        if "》" not in text.text or "号" not in text.text:
            continue
        for found in _TITLED.finditer(text.text):
            number = f"{found[2]}〔{found[3]}〕{int(found[5])}号"
            cited.setdefault(_bare_title(found[1]), {}).setdefault(number, text)
    for numbers in cited.values():
        if len(numbers) > 1:
            last = next(reversed(numbers.values()))
            title = _TITLED.search(last.text)
            name = f"《{title[1]}》" if title is not None else "同一文件"
            yield case.at_text(ONE_DOCUMENT_TWO_NUMBERS, last, name=name, numbers="、".join(numbers))


def _bare_title(title: str) -> str:
    return lazy(r"[（(][^（()）]*[)）]|[\s“”\"]").sub("", title)
