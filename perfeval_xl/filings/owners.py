"""Whose form it is: the unit that the form names, else the roster's, else the folder's."""

from __future__ import annotations

from collections.abc import Iterable

from perfeval_xl.filings.batch import Member
from perfeval_xl.form_words import folded_name, is_nothing
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.labels import label, plain_text
from perfeval_xl.reading.layout.synonyms import HEAD

_SEAL = lazy("[（(【\\[](?:盖章|公章|签章|加盖公章|单位盖章)[)）】\\]]")
_PROMPT = lazy("^[x×*＊_某]{2,}|[x×*＊_]{2,}|^请?填写|^(?:盖章|公章)$")
_BRACKETS = "()[]（）【】〔〕"
_LEFT_OUT = lazy("(?:人民政府|政府|办事处)$")
_LOOKS_LIKE_A_UNIT = lazy(
    "(?:街道|街道办|办事处|[镇乡]|人民政府|政府|委员会|局|委|办公室|中心|站|所|院|校|馆|队|处|科|会|公司)$"
)


def named(text: str | None) -> str:
    """The unit or project that a form names, without （盖章）; "" where what stands there is blank or a prompt
    (（实施单位）, ××街道, 请填写项目名称)."""
    plain = "".join(sign if sign.isprintable() else " " for sign in _SEAL.sub("", text or ""))
    said = " ".join(plain.split())
    bare = plain_text(said).strip(_BRACKETS)
    if not bare or is_nothing(said) or concept_of(HEAD, label(bare).core) is not None or _PROMPT.search(bare):
        return ""
    return said


def one_name_each(names: Iterable[str], official: Iterable[str]) -> dict[str, str]:
    """For each name of a unit the one it goes by: the roster's, else the longest of those that mean the same
    (石弦镇, 石弦镇人民政府)."""
    best: dict[str, str] = {}
    for name in official:
        best.setdefault(_bare_unit(name), name)
    given = set(best)
    listed = [one for one in names if one]
    for name in listed:
        key = _bare_unit(name)
        if key not in given and _fullness(name) > _fullness(best.get(key, "")):
            best[key] = name
    return {name: best[_bare_unit(name)] for name in listed}


def _fullness(name: str) -> tuple[int, int]:
    return len(folded_name(name)), -len(name)


def _bare_unit(name: str) -> str:
    """A unit's name without what is left out in short: 云笺街道办事处 and 云笺街道 are one."""
    folded = folded_name(name)
    return _LEFT_OUT.sub("", folded) or folded


def folder_unit(member: Member, known: Iterable[str]) -> str | None:
    """The unit that a file's folder (or its zip) stands for: one that is known by name, else a name like a unit's,
    else the outermost folder."""
    folders = member.folders
    units = {folded_name(one): one for one in known if folded_name(one)}
    for folder in reversed(folders):
        name = folded_name(folder)
        alike = [unit for key, unit in units.items() if name and (name in key or key in name)]
        if name in units or len(alike) == 1:
            return units.get(name) or alike[0]
    like = next((one for one in reversed(folders) if _LOOKS_LIKE_A_UNIT.search(folded_name(one))), None)
    return like or (folders[0] if folders else None)
