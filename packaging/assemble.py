"""Assembles a folder that runs: unzip, drop a form on an icon, read. For Windows and Linux, on any system that has pip.

    python packaging/assemble.py windows --python python-3.12.10-embed-amd64.zip
    python packaging/assemble.py linux-x86_64 --python cpython-3.12.10+…-x86_64-unknown-linux-gnu-install_only.tar.gz
    python packaging/assemble.py linux-aarch64

Python itself is given as a file: for Windows the "embeddable package (64-bit)" of python.org, for Linux an
"install_only" archive of python-build-standalone. A Linux folder without one uses the system's Python.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from assembling import archives, contents
from assembling.targets import PYTHON, SYSTEM_PYTHONS, TARGETS
from assembling.wheels import CannotAssemble, Wheel, project_wheel


def main() -> int:
    asked = _arguments()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            return _assemble(asked, Path(scratch))
    except CannotAssemble as reason:
        print(reason, file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    several = ",".join(SYSTEM_PYTHONS)
    parser.add_argument("target", choices=sorted(TARGETS))
    for name, kind, sign, words in (
        ("--python", Path, "FILE", "the archive of Python that goes along"),
        (
            "--python-version",
            str,
            "X.Y",
            f"of that Python (default {PYTHON}); without one, of the system's ({several})",
        ),
        ("--wheels", Path, "DIR", "take wheels from this folder, not from the registry"),
        ("--project", Path, "WHEEL", "the wheel of perfeval-xl (default: built from this checkout)"),
        ("--max-megabytes", float, "N", "fail where the archive is larger"),
    ):
        parser.add_argument(name, type=kind, metavar=sign, help=words)
    parser.add_argument("--without-summary", action="store_true", help="smaller: it can neither summarize nor sample")
    words = "where the folder and its archive go (default: dist)"
    parser.add_argument("-o", "--output", type=Path, default=Path("dist"), metavar="DIR", help=words)
    return parser.parse_args()


def _assemble(asked: argparse.Namespace, scratch: Path) -> int:
    target = TARGETS[asked.target]
    project = Wheel.of(asked.project) if asked.project else project_wheel(scratch)
    versions = (
        asked.python_version.split(",") if asked.python_version else [PYTHON] if asked.python else [*SYSTEM_PYTHONS]
    )
    wanted = contents.Wanted(target, project, asked.python, versions, asked.without_summary, asked.wheels)
    folder = asked.output / wanted.name / contents.TITLE
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    contents.fill(wanted, folder, scratch)
    archives.write_list(folder)
    archive = archives.pack(folder, asked.output / f"{wanted.name}{'.zip' if target.is_windows else '.tar.gz'}")
    return _told(archive, folder, asked.max_megabytes)


def _told(archive: Path, folder: Path, most: float | None) -> int:
    """Says what came of it; 1 where the archive is larger than it may be."""
    megabytes = archive.stat().st_size / 1e6
    files = archives.files_of(folder)
    unpacked = sum(one.stat().st_size for one in files) / 1e6
    print(f"{archive}: {megabytes:.1f} MB, unpacked {unpacked:.1f} MB in {len(files)} files")
    if most is not None and megabytes > most:
        print(f"larger than the {most:g} MB that it may have", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
