"""What a folder holds, and in which order it is laid there."""

from __future__ import annotations

import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from assembling import guide, launchers, licences, wheels
from assembling.targets import Target
from assembling.wheels import CannotAssemble, Wheel

TITLE = "绩效自评表核对"  # of the folder, as a clerk sees it
WITHOUT_SUMMARY = {"pandas"}  # what only summarize and sample need
_UNUSED_OF_PYTHON = (
    *("include", "share", "lib/pkgconfig", "lib/tcl*", "lib/tk*", "lib/python3*/site-packages/*"),
    *(f"lib/python3*/{name}" for name in ("test", "idlelib", "ensurepip", "config-*")),
)
_SAMPLES = ("家庭综合服务中心运营经费_含错误.xlsx", "家庭综合服务中心运营经费_完整填报.xlsx")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    target: Target
    project: Wheel
    python: Path | None  # the archive of Python that goes along
    versions: list[str]  # of Python, for which libraries go along
    without_summary: bool
    source: Path | None  # of wheels, instead of the registry

    @property
    def name(self) -> str:
        """Of the archive: what a clerk chooses by."""
        parts = [TITLE, self.project.version, self.target.title]
        parts += ["用系统Python"] * (self.python is None) + ["不含汇总"] * self.without_summary
        return "_".join(parts)


def fill(wanted: Wanted, folder: Path, scratch: Path) -> None:
    """Lays everything into the empty `folder`. Raises CannotAssemble where something is missing."""
    if wanted.python is None and wanted.target.is_windows:
        raise CannotAssemble("Windows has no Python of its own: give python.org's embeddable package with --python.")
    if wanted.python is not None and len(wanted.versions) != 1:
        raise CannotAssemble("one Python goes along: give its version alone with --python-version.")
    used = (_windows if wanted.target.is_windows else _linux)(wanted, folder, scratch)
    texts = _python_licence(folder, wanted)
    if wanted.target.is_windows:
        stub = _tool(launchers.STUB, wanted, scratch)
        launchers.write_windows(folder, launchers.stub_of(stub))
        used.append(stub)
    else:
        launchers.write_linux(folder)
    licences.collect({(one.name, one.version): one for one in used}.values(), texts, folder)
    _samples(wanted.project, folder / "样例")
    guide.write(folder, windows=wanted.target.is_windows, with_summary=not wanted.without_summary)


def _windows(wanted: Wanted, folder: Path, scratch: Path) -> list[Wheel]:
    """Python, and the libraries where its list of places (python312._pth) is made to name them."""
    assert wanted.python is not None
    python = folder / "python"
    _unzip(wanted.python, python)
    version = wanted.versions[0]
    places = python / f"python{version.replace('.', '')}._pth"
    if not places.is_file():
        name = wanted.python.name
        raise CannotAssemble(f"{name} is not the embeddable package of Python {version}: it has no {places.name}.")
    places.write_text(f"{places.stem}.zip\r\n.\r\nLib\\site-packages\r\n", encoding="ascii", newline="")
    used = _gathered(wanted, version, scratch)
    for one in used:
        wheels.unpack(one, python / "Lib" / "site-packages")
    return used


def _linux(wanted: Wanted, folder: Path, scratch: Path) -> list[Wheel]:
    """Python if one is given; libraries that all versions share once, those made for one beside it."""
    inside = folder / "程序"
    inside.mkdir()
    if wanted.python is not None:
        _untar(wanted.python, inside)
    chosen: dict[str, dict[str, Wheel]] = {}
    for version in wanted.versions:
        chosen[version] = {one.path.name: one for one in _gathered(wanted, version, scratch)}
    shared = set.intersection(*(set(names) for names in chosen.values()))
    for version, used in chosen.items():
        for name, one in used.items():
            if not (name in shared and one.is_pure):
                wheels.unpack(one, inside / "lib" / version)
    alike = [one for name, one in chosen[wanted.versions[0]].items() if name in shared and one.is_pure]
    for one in alike:
        wheels.unpack(one, inside / "lib" / "all")
    return [one for used in chosen.values() for one in used.values()]


def _gathered(wanted: Wanted, version: str, scratch: Path) -> list[Wheel]:
    without = WITHOUT_SUMMARY if wanted.without_summary else set[str]()
    place = scratch / f"wheels-{version}"
    return wheels.gathered(wanted.project, wanted.target, version, place, without=without, source=wanted.source)


def _tool(name: str, wanted: Wanted, scratch: Path) -> Wheel:
    """A wheel of which a part goes along."""
    folder = scratch / name
    folder.mkdir()
    wheels.download([name], wanted.target, wanted.versions[0], folder, wanted.source)
    return Wheel.of(next(folder.glob("*.whl")))


def _unzip(archive: Path, folder: Path) -> None:
    try:
        with ZipFile(archive) as opened:
            opened.extractall(folder)
    except (OSError, BadZipFile) as fault:
        raise CannotAssemble(f"{archive} cannot be unpacked: {fault}") from None


def _untar(archive: Path, folder: Path) -> None:
    """The folder `python` of an install_only archive, without what a program that runs does not need."""
    try:
        with tarfile.open(archive) as opened:
            opened.extraction_filter = getattr(tarfile, "data_filter", None)  # since 3.11.4
            opened.extractall(folder)
    except (OSError, tarfile.TarError) as fault:
        raise CannotAssemble(f"{archive} cannot be unpacked: {fault}") from None
    if not (folder / "python" / "bin" / "python3").exists():
        what = "give an install_only archive of python-build-standalone."
        raise CannotAssemble(f"{archive.name} has no python/bin/python3: {what}")
    for pattern in _UNUSED_OF_PYTHON:
        for one in (folder / "python").glob(pattern):
            shutil.rmtree(one) if one.is_dir() else one.unlink()


def _python_licence(folder: Path, wanted: Wanted) -> dict[str, tuple[str, str]]:
    """The licence of the Python that goes along, from its own files."""
    if wanted.python is None:
        return {}
    places = ("python/LICENSE.txt", "程序/python/lib/python3*/LICENSE.txt")
    found = [one for pattern in places for one in folder.glob(pattern)]
    if not found:
        raise CannotAssemble(f"{wanted.python.name} has no LICENSE.txt: the terms of its Python could not be shown.")
    return {f"CPython {wanted.versions[0]}": ("PSF-2.0", found[0].read_text(encoding="utf-8"))}


def _samples(project: Wheel, folder: Path) -> None:
    """Forms to try it with."""
    folder.mkdir()
    with ZipFile(project.path) as archive:
        for name in _SAMPLES:
            (folder / name).write_bytes(archive.read(f"perfeval_xl/samples/{name}"))
