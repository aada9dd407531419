"""What the product says of every fixture and sample, and every part it writes: two states of the code held together.

    python tests/snapshot.py make DIR [FOLDER…]   runs read, check, process and process --clean over copies of the
                                                  fixtures and samples (and the workbooks of each FOLDER), keeps
                                                  the JSON and a digest of every part written

Made before a change that must not change behaviour, and again after it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "tests" / "fixtures", ROOT / "samples", ROOT / "workbook_templates")
COMMANDS = {"read": ["read"], "check": ["check"], "process": ["process"], "clean": ["process", "--clean"]}


def inputs(folders: list[Path]) -> Iterator[Path]:
    """Every workbook below the folders, each once, in order."""
    for folder in (*FOLDERS, *folders):
        yield from sorted(one for one in folder.rglob("*.xls*") if one.is_file())


def run(words: list[str], file: Path) -> dict[str, object]:
    """The JSON that one command prints for one file, and its exit code."""
    program = [sys.executable, "-X", "utf8", "-m", "perfeval_xl", *words, "--json", file.name]
    ran = subprocess.run(program, cwd=file.parent, capture_output=True, encoding="utf-8", env=_environment())
    said = json.loads(ran.stdout) if ran.stdout.strip() else {}
    return {"exit": ran.returncode, "json": said, "stderr": ran.stderr}


def _environment() -> dict[str, str]:
    import os

    return os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"}


def parts(file: Path) -> dict[str, str]:
    """Each part of a package by the digest of its content."""
    with zipfile.ZipFile(file) as package:
        return {name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}


def shot(file: Path) -> dict[str, object]:
    """Everything that the four commands say and write of one file."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / file.name
        shutil.copy(file, copy)
        said: dict[str, object] = {command: run(words, copy) for command, words in COMMANDS.items()}
        written = sorted(one for one in Path(name).iterdir() if one != copy)
        return said | {"written": {one.name: parts(one) for one in written}}


def make(target: Path, folders: list[Path]) -> None:
    """One file of JSON an input."""
    target.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(inputs(folders)):
        text = json.dumps(shot(file), ensure_ascii=False, indent=1, sort_keys=True)
        (target / f"{number:03d}_{file.stem}.json").write_text(text, encoding="utf-8")


def differences(old: object, new: object, place: str = "") -> Iterator[str]:
    """Where two shots differ, by the path to it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from differences(old.get(key), new.get(key), f"{place}/{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (left, right) in enumerate(zip(old, new, strict=True)):
            yield from differences(left, right, f"{place}/{number}")
    elif old != new:
        yield f"{place}\n    - {old}\n    + {new}"


def compare(old: Path, new: Path) -> int:
    """Prints every difference; 1 where there is any."""
    found = 0
    for name in sorted({one.name for folder in (old, new) for one in folder.glob("*.json")}):
        left, right = (
            json.loads((folder / name).read_text(encoding="utf-8")) if (folder / name).is_file() else None
            for folder in (old, new)
        )
        for line in differences(left, right, name):
            found += 1
            print(line)
    print(f"{found} differences")
    return 1 if found else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", target, *folders]:
            make(Path(target), [Path(one).resolve() for one in folders])
        case ["compare", old, new]:
            sys.exit(compare(Path(old), Path(new)))
        case _:
            sys.exit(__doc__)
