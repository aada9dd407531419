"""A folder as one file: the same folder gives the same bytes, wherever and whenever it is packed."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from contextlib import ExitStack
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LIST = "校验清单.txt"
_DAY = (2024, 1, 1, 0, 0, 0)  # of every member: a build's own hour would make each archive another
_SECONDS = 1704067200  # the same day


def digest(path: Path) -> str:
    """sha256 of a file, in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(folder: Path) -> list[Path]:
    """All files of a folder, in one order everywhere."""
    return [one for one in _all_of(folder) if one.is_file()]


def _all_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix())


def write_list(folder: Path) -> None:
    """Writes the digest list of a folder, as `sha256sum -c` reads it."""
    lines = [f"{digest(one)}  {one.relative_to(folder).as_posix()}\n" for one in files_of(folder) if one.name != LIST]
    (folder / LIST).write_text("".join(lines), encoding="utf-8", newline="\n")


def pack(folder: Path, target: Path) -> Path:
    """Packs `folder`, under its own name, as .zip or .tar.gz; the digest of the archive beside it."""
    (_zip if target.suffix == ".zip" else _tar)(folder, target)
    beside = target.with_name(target.name + ".sha256")
    beside.write_text(f"{digest(target)}  {target.name}\n", encoding="utf-8", newline="\n")
    return target


def _zip(folder: Path, target: Path) -> None:
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for one in files_of(folder):
            member = ZipInfo(one.relative_to(folder.parent).as_posix(), _DAY)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o100644 << 16
            archive.writestr(member, one.read_bytes(), compresslevel=9)


def _tar(folder: Path, target: Path) -> None:
    with ExitStack() as opened:
        file = opened.enter_context(target.open("wb"))
        packed = opened.enter_context(gzip.GzipFile("", "wb", 9, file, mtime=0))
        archive = opened.enter_context(tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT))
        for one in _all_of(folder):
            member, data = _member(one, one.relative_to(folder.parent).as_posix())
            archive.addfile(member, io.BytesIO(data))


def _member(one: Path, name: str) -> tuple[tarfile.TarInfo, bytes]:
    """What stands in the archive for a file, folder or link: nothing of the machine that packs."""
    member, data = tarfile.TarInfo(name), b""
    member.mtime = _SECONDS
    member.mode = 0o755 if one.is_dir() or one.stat().st_mode & 0o100 else 0o644
    if one.is_symlink():
        member.type, member.linkname = tarfile.SYMTYPE, str(one.readlink())
    elif one.is_dir():
        member.type = tarfile.DIRTYPE
    else:
        data = one.read_bytes()
        member.size = len(data)
    return member, data
