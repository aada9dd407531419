"""What `summarize` writes besides the 汇总表, where asked for: the bureau's layout filled, letters, frames as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from perfeval_xl import __version__, outputs
from perfeval_xl.desk import letters
from perfeval_xl.filings import tables
from perfeval_xl.filings.batch import Batch
from perfeval_xl.filings.frames import frames_of_batch
from perfeval_xl.filings.own_layout import fill
from perfeval_xl.problems import FileError
from perfeval_xl.whole_files import write_atomically, write_together

FILLED_ENDING = "_已填"  # added to the name of the bureau's own layout


@dataclass(frozen=True, slots=True)
class Also:
    """What is to be written, too; `folder` is where the filled layout goes."""

    folder: Path
    layout: Path | None = None
    tables: Path | None = None
    letters: Path | None = None
    letter_template: Path | None = None
    deadline: date | None = None  # by which units refile
    force: bool = False


def ready(also: Also) -> None:
    """Asked before any work is done: FileError where one of them could not be written."""
    if also.layout is not None:
        if not also.layout.is_file():
            raise FileError("R901", f"找不到空表“{also.layout}”；请核对文件名和所在文件夹。")
        target = _target(also, also.layout)
        if target.exists() and not also.force:
            raise FileError(
                "R909",
                f"“{target.name}”已存在，里面可能有您填写的内容，没有替换；"
                "请先给它改名，或加 --force（原有的会另存一份）。",
            )
    if also.tables is not None:
        outputs.make_folder(also.tables)
    if also.letters is None and also.letter_template is not None:
        raise FileError("R909", "--letter-template 要与 --letters 一起用。")
    if also.letters is not None:
        outputs.make_folder(also.letters)
        letters.check_template(also.letter_template)


def write(also: Also, batch: Batch, titles: Mapping[str, str]) -> Iterator[str]:
    """Writes them; a sentence on each. `titles`: what each finding code is called."""
    if also.tables is not None:
        yield _write_tables(also.tables, batch)
    if also.letters is not None:
        yield from _write_letters(also, also.letters, batch, titles)
    if also.layout is not None:  # last: one that has too few rows for the forms stops nothing else
        yield from _write_layout(also, also.layout, batch, titles)


def _target(also: Also, layout: Path) -> Path:
    return also.folder / f"{layout.stem}{FILLED_ENDING}{layout.suffix.lower()}"


def _write_layout(also: Also, layout: Path, batch: Batch, titles: Mapping[str, str]) -> Iterator[str]:
    target = _target(also, layout)
    filled = fill(layout, batch, titles)
    outputs.keep_previous(target, filled.data, outputs.changed_of(target), write=write_atomically)
    write_atomically(target, filled.data)
    yield f"已按本单位的空表填好：{target}（{filled.rows} 行）"
    if filled.left:
        yield f"（这些栏没有可填的内容，留空：{'、'.join(dict.fromkeys(filled.left))}）"


def _write_letters(also: Also, folder: Path, batch: Batch, titles: Mapping[str, str]) -> Iterator[str]:
    sender = letters.Sender(date.today(), also.deadline, titles, __version__)
    written = letters.write_letters(batch, folder, sender, also.letter_template, force=also.force)
    if written.paths:
        yield f"已写入退回修改意见 {len(written.paths)} 份：{folder}"
    else:
        yield "没有建议退回的表，没有写退回修改意见。"
    for one in written.kept:
        yield f"（有人改过的一份另存为：{one}）"
    for one in written.outdated:
        yield f"（{one.name} 是以前写的，这次该单位没有要退回的表，请看是否还要用）"


def _write_tables(folder: Path, batch: Batch) -> str:
    """.csv, and .parquet where pyarrow is there; all of them, or none: tables of two runs do not belong together."""
    frames = frames_of_batch(batch)
    kinds = ["csv", *(["parquet"] if tables.has_parquet() else [])]
    write_together((folder / name, data) for kind in kinds for name, data in tables.files_of(frames, kind))
    return f"已写入数据表：{folder}（{'、'.join(f'.{kind}' for kind in kinds)}）"
