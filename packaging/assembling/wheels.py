"""Wheels: which ones a system needs, from the registry or a folder; unpacked as they would be installed.

pip reads the conditions of a requirement (`; sys_platform == "win32"`) for the system it runs on, whatever `--platform`
says. So what has come is read again for the system that is meant: what is missing is asked for, what is of no use there
is left out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

from assembling.targets import Target, conditions_of

ROOT = Path(__file__).parents[2]
# What is in wheels and never loaded by a program that runs: their own tests, what compilers and editors want.
_UNUSED = re.compile(r"^(pandas|numpy)/(.+/)?tests/|\.(pyi|pxd|pyx|pxi|h|hpp|c|cpp|lib|a)$|\.dist-info/RECORD$")


class CannotAssemble(Exception):  # noqa: N818 (a sentence for whoever builds)
    """What is missing or wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel file and what it says of itself."""

    path: Path
    metadata: Message

    @classmethod
    def of(cls, path: Path) -> Wheel:
        with ZipFile(path) as wheel:
            name = next(one for one in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one))
            return cls(path, Parser().parsestr(wheel.read(name).decode("utf-8")))

    @property
    def name(self) -> str:
        return canonicalize_name(self.metadata["Name"])

    @property
    def version(self) -> str:
        return self.metadata["Version"]

    @property
    def is_pure(self) -> bool:
        """The same file for every system."""
        return self.path.stem.endswith("-none-any")

    def requirements(self, conditions: dict[str, str]) -> list[Requirement]:
        """What it needs where these conditions hold."""
        stated = (Requirement(one) for one in self.metadata.get_all("Requires-Dist", []))
        return [one for one in stated if one.marker is None or one.marker.evaluate(conditions)]


def project_wheel(folder: Path) -> Wheel:
    """This project, built from its checkout."""
    _pip("wheel", "--no-deps", "-w", str(folder), str(ROOT))
    return Wheel.of(next(folder.glob("perfeval_xl-*.whl")))


def gathered(
    project: Wheel, target: Target, version: str, folder: Path, *, without: set[str], source: Path | None
) -> list[Wheel]:
    """All wheels that `project` needs on `target` under CPython `version`, itself first; kept in `folder`.

    `without`: names of requirements of the project that are left out, with what they alone need. `source`: a folder of
    wheels to take instead of the registry. Raises CannotAssemble where one is not to be had.
    """
    conditions = conditions_of(target, version)
    direct = [one for one in project.requirements(conditions) if canonicalize_name(one.name) not in without]
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [_plain(one) for one in direct]
    while wanted:
        download(wanted, target, version, folder, source)
        have = {one.name: one for one in map(Wheel.of, sorted(folder.glob("*.whl")))}
        used, missing = _closure(direct, have, conditions)
        wanted = [*(_plain(one) for one in direct), *missing] if missing else []
    return [project, *used]


def download(wanted: list[str], target: Target, version: str, folder: Path, source: Path | None) -> None:
    """Puts the wheels for these requirements into `folder`; an older choice that lies there goes."""
    for old in folder.glob("*.whl"):
        old.unlink()
    platforms = [word for one in target.platforms for word in ("--platform", one)]
    where = [] if source is None else ["--no-index", "--find-links", str(source)]
    words = ("--only-binary=:all:", "--implementation", "cp", "--python-version", version)
    _pip("download", "-d", str(folder), *words, *platforms, *where, *wanted)


def _plain(one: Requirement) -> str:
    """The requirement without its condition, which has been read already."""
    extras = f"[{','.join(sorted(one.extras))}]" if one.extras else ""
    return f"{one.name}{extras}{one.specifier}"


def _closure(
    direct: list[Requirement], have: dict[str, Wheel], conditions: dict[str, str]
) -> tuple[list[Wheel], list[str]]:
    """The wheels that are needed, of those at hand, and the requirements that none of them meets."""
    used: dict[str, Wheel] = {}
    missing: list[str] = []
    open_ones = list(direct)
    while open_ones:
        one = open_ones.pop()
        wheel = have.get(canonicalize_name(one.name))
        if wheel is None:
            missing.append(_plain(one))
        elif not one.specifier.contains(wheel.version, prereleases=True):
            raise CannotAssemble(f"{wheel.path.name} is not {one}: two libraries want different versions of it.")
        elif wheel.name not in used:
            used[wheel.name] = wheel
            open_ones += wheel.requirements(conditions)
    return sorted(used.values(), key=lambda wheel: wheel.name), missing


def unpack(wheel: Wheel, folder: Path) -> None:
    """Lays a wheel out in `folder`, a place for imports, without what is never loaded."""
    with ZipFile(wheel.path) as archive:
        for one in archive.infolist():
            place = _place(one.filename)
            if one.is_dir() or place is None or _UNUSED.search(str(place)):
                continue
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(one))


def _place(name: str) -> PurePosixPath | None:
    """Where a member of a wheel goes below the place for imports; None for commands and headers."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise CannotAssemble(f"a wheel with the member {name!r}: not unpacked.")
    if path.parts[0].endswith(".data"):
        return PurePosixPath(*path.parts[2:]) if path.parts[1] in ("purelib", "platlib") else None
    return path


def _pip(*words: str) -> None:
    command = (sys.executable, "-m", "pip", words[0], "-q", "--disable-pip-version-check", *words[1:])
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if ran.returncode:
        raise CannotAssemble(f"pip {words[0]} failed:\n{ran.stderr.strip()}")
