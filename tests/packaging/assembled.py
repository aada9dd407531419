"""packaging/ as the tests see it: its modules, its script run, wheels written by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "packaging" / "assemble.py"
sys.path.insert(0, str(SCRIPT.parent))


def assemble(*words: object) -> subprocess.CompletedProcess[str]:
    """The script, run with these words."""
    command = [sys.executable, str(SCRIPT), *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=500)


def wheel(
    folder: Path, name: str, *needs: str, licence: str = "MIT", text: str | None = "terms", files: tuple[str, ...] = ()
) -> Path:
    """A wheel with one module, these empty files, and the text of its licence if there is one."""
    info = f"{name}-1.0.dist-info"
    stated = [f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense: {licence}"]
    stated += [f"Requires-Dist: {one}" for one in needs]
    members = dict.fromkeys([f"{name}.py", f"{info}/RECORD", *files], "")
    members[f"{info}/METADATA"] = "\n".join(stated) + "\n"
    members[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    if text is not None:
        members[f"{info}/licenses/LICENSE"] = text
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path
