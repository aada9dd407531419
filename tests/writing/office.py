"""Other people's programs to hold our workbooks against: LibreOffice, Microsoft's Open XML validator."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree


def parts(data: bytes) -> dict[str, bytes]:
    """Part -> contents, XML in its canonical form: what counts, however it was compressed."""
    with ZipFile(BytesIO(data)) as package:
        trees = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    return {name: etree.tostring(tree, method="c14n") for name, tree in trees.items()}


def faults(data: bytes, folder: Path) -> list[str]:
    """What Microsoft's validator says against a workbook; skips where it is not installed."""
    tool = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if not tool:
        pytest.skip("Microsoft's validator is not installed (OOXML_VALIDATOR)")
    path = folder / "checked.xlsx"
    path.write_bytes(data)
    done = subprocess.run([tool, str(path)], capture_output=True, text=True, encoding="utf-8", check=False)
    told: dict[str, Any] = json.loads(done.stdout)
    return [f"{one['path']}: {one['description']}" for one in told["errors"]]


def calculated(books: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """The workbooks as LibreOffice saves them, all formulas computed by it; skips where it is not installed."""
    tool = shutil.which("soffice")
    if not tool:
        pytest.skip("LibreOffice is not installed")
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    out = folder / "calculated"
    subprocess.run(
        [
            tool,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            *(str(folder / f"{name}.xlsx") for name in books),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {name: out / f"{name}.xlsx" for name in books}
