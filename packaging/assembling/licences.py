"""The licences of everything in a folder: a list, and the texts as their authors ship them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

from assembling.wheels import CannotAssemble, Wheel

FOLDER, LIST = "许可", "清单.txt"
_TEXT = re.compile(r"\.dist-info/(?:.*/)?([^/]*(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS|HAVEN_MIT)[^/]*)$", re.IGNORECASE)
_KEPT = Path(__file__).parents[1] / "licences"  # texts of licences that are named in a wheel and not shipped with it
_KEPT_BY_NAME = {"LGPL-2.1-only": "LGPL-2.1.txt"}


def collect(wheels: Iterable[Wheel], others: dict[str, tuple[str, str]], folder: Path) -> None:
    """Writes 许可/: the list, and a folder of texts for each component.

    `others`: component -> (licence, its text), of what is no wheel or only a part of one. Raises CannotAssemble for a
    wheel without a text.
    """
    target = folder / FOLDER
    rows: list[tuple[str, str, str]] = []
    for one in wheels:
        texts = dict(_texts_of(one))
        if not texts and one.name != "perfeval-xl":
            licence = licence_of(one)
            raise CannotAssemble(f"{one.path.name} ships no text of its licence ({licence}): add it to licences/.")
        _put(target / one.name, texts)
        rows.append((one.name, one.version, licence_of(one)))
    for name, (licence, text) in others.items():
        _put(target / name.split()[0], {"LICENSE.txt": text.encode("utf-8")})
        rows.append((name, "", licence))
    lines = "".join(f"{name} {version}\t{licence}\r\n" for name, version, licence in sorted(rows))
    head = "本文件夹里各组成部分的名称、版本和许可；许可原文在同名的文件夹里。\r\n\r\n"
    (target / LIST).write_text(head + lines, encoding="utf-8-sig", newline="")


def licence_of(wheel: Wheel) -> str:
    """What it says in a word: its expression, else its field, else its classifiers."""
    stated = wheel.metadata["License-Expression"] or (wheel.metadata["License"] or "").strip()
    if stated and len(stated) < 100 and "\n" not in stated:
        return stated
    classes = [one for one in wheel.metadata.get_all("Classifier", []) if one.startswith("License ::")]
    return "; ".join(one.rpartition(" :: ")[2] for one in classes) or "没有注明"


def _texts_of(wheel: Wheel) -> Iterator[tuple[str, bytes]]:
    """The texts in a wheel, under names that do not clash; else the one kept for the licence that it names."""
    found = False
    with ZipFile(wheel.path) as archive:
        for name in archive.namelist():
            if _TEXT.search(name):
                found = True
                inside = name.partition(".dist-info/")[2].removeprefix("licenses/")
                yield inside.replace("/", "_"), archive.read(name)
    kept = _KEPT_BY_NAME.get(licence_of(wheel))
    if not found and kept:
        yield kept, (_KEPT / kept).read_bytes()


def _put(folder: Path, texts: dict[str, bytes]) -> None:
    for name, text in texts.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
