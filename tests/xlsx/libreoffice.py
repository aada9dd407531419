"""LibreOffice without a screen, for tests: a second program that opens, computes, saves and prints workbooks."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

MISSING = "LibreOffice is not installed"


def converted(books: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """Every workbook as LibreOffice saves it: kind "xlsx" or "pdf". One start of the program for all of them."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip(MISSING)
    source, target = folder / "in", folder / kind
    source.mkdir(exist_ok=True)
    paths = {name: source / f"{name}.xlsx" for name in books}
    for name, data in books.items():
        paths[name].write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(target)]
        + [str(path) for path in paths.values()],
        capture_output=True,
        timeout=400,
        check=True,
    )
    return {name: (target / f"{name}.{kind}").read_bytes() for name in books}
