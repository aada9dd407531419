"""A target as three columns of a 复核底稿 say it: 指标性质 ≥, 指标值 95, 度量单位 %. Nothing of its text is lost."""

from __future__ import annotations

from perfeval_xl.filings.review import words
from perfeval_xl.form import Indicator, MeaningKind
from perfeval_xl.patterns import lazy

_SENSES = {
    MeaningKind.AT_LEAST: "≥",
    MeaningKind.AT_MOST: "≤",
    MeaningKind.MORE_THAN: ">",
    MeaningKind.LESS_THAN: "<",
    MeaningKind.EQUAL: "＝",
    MeaningKind.BETWEEN: "＝",
    MeaningKind.DEADLINE: "≤",
    MeaningKind.DATE: "≤",
}
_NUMBER = r"-?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?"
_PARTED = lazy(rf"({_NUMBER}(?:[-—–~～至]{{1,2}}{_NUMBER})?)([^0-9.,，。；;:：（）()]{{0,12}})")


def parts_of(row: Indicator) -> tuple[str, str, str]:
    """指标性质, 指标值, 度量单位 of a row. A target that is no plain number with its unit stays whole as 指标值."""
    text = " ".join((row.target or "").split())
    meaning = row.target_value
    sense = row.nature or _SENSES.get(meaning.kind) or (words.QUALITATIVE if text else "")
    if meaning.is_number and not meaning.remark and not meaning.turn:
        bare = text.replace(meaning.operator, "", 1).strip(" :：=＝≥≤") if meaning.operator else text
        found = _PARTED.fullmatch(bare)
        if found is not None:
            return sense, found[1], found[2].strip() or words.NO_UNIT
    return sense, text, words.NO_UNIT
