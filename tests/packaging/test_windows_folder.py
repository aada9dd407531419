"""The Windows folder, assembled on this system with a stand-in for CPython, and its parts checked one by one.

1. It comes out of its archive whole, with names short enough for Windows, whatever folder it is unpacked into.
2. Every import finds its module there: of this project, of each library; every requirement is met, as it reads there.
3. Every compiled module is for 64-bit Windows; the libraries it wants lie there, or come with CPython or with Windows.
4. Its archive has the size that was asked for, with and without what only the summary needs.
5. Launchers start the Python of the folder, with what was dropped on them, from a path with Chinese and spaces (under
   Wine, where it is installed). What Windows itself does with them is tried by .github/workflows/.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PathDistribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.assembled import assemble
from tests.packaging.portable import libraries, machine

from assembling import launchers  # isort: skip (a place that `assembled` names)
from assembling.archives import digest as digest_of  # isort: skip

pytestmark = pytest.mark.slow

TITLE = "绩效自评表核对"
LONGEST = 150  # characters below the folder: Windows allows 260 for the whole path
# The embeddable package of Python 3.12 has some 11 MB, which the stand-in has not.
MEGABYTES_OF_PYTHON = 11.5
FULL, SMALL = 40 - MEGABYTES_OF_PYTHON, 25 - MEGABYTES_OF_PYTHON
X86_64 = 0x8664
WITH_PYTHON = {"python312.dll", "python3.dll", "vcruntime140.dll", "vcruntime140_1.dll"}
OF_WINDOWS = re.compile(r"(api-ms-win-.*|kernel32|advapi32|ws2_32|user32|ole32|shell32|ntdll|ucrtbase)(\.dll)?")
WINDOWS = {
    **{"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    **{"python_version": "3.12", "python_full_version": "3.12.10", "implementation_name": "cpython", "extra": ""},
    "platform_python_implementation": "CPython",
}


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The names that an embeddable package has; nothing that runs."""
    path = tmp_path_factory.mktemp("python") / "python-3.12.10-embed-amd64.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "python312._pth", "python312.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n"
        )
        for name in ("python.exe", "python312.dll", "python312.zip", "LICENSE.txt"):
            archive.writestr(name, "stands for Python")
    return path


def made(stand_in: Path, place: Path, *words: str) -> Path:
    ran = assemble("windows", "--python", stand_in, "-o", place, *words)
    assert ran.returncode == 0, ran.stderr
    print(ran.stdout)
    return next(place.glob("*.zip"))


@pytest.fixture(scope="module")
def archive(stand_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(stand_in, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def folder(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("U 盘 （工具）")
    with ZipFile(archive) as packed:
        packed.extractall(place)
    return place / TITLE


@pytest.fixture(scope="module")
def libs(folder: Path) -> Path:
    return folder / "python" / "Lib" / "site-packages"


def test_1_whole(folder: Path, archive: Path) -> None:
    lines = (folder / "校验清单.txt").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    there = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if one.is_file()}
    assert set(there) - set(listed) == {"校验清单.txt"}
    assert all(digest_of(there[name]) == digest for name, digest in listed.items())
    assert max(len(name) for name in there) + len(TITLE) < LONGEST
    assert not [name for name in there if re.search(r'[<>:"|?*]|[. ]$', name)]
    assert len({name.lower() for name in there}) == len(there)
    beside = archive.with_name(archive.name + ".sha256").read_text(encoding="utf-8")
    assert beside == f"{digest_of(archive)}  {archive.name}\n"


def test_1_python_finds_the_libraries(folder: Path) -> None:
    places = (folder / "python" / "python312._pth").read_bytes().split(b"\r\n")
    assert places == [b"python312.zip", b".", b"Lib\\site-packages", b""]


def modules_of(libs: Path) -> set[str]:
    """What can be imported at the top level."""
    found = {one.name for one in libs.iterdir() if one.is_dir() and any(one.glob("*.py"))}
    found |= {one.name.split(".")[0] for one in libs.glob("*.py")}
    return found | {one.name.split(".")[0] for one in libs.glob("*.pyd")}


def unguarded(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that must not fail: those outside `try` and TYPE_CHECKING."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif not isinstance(node, ast.Try) and not (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        ):
            waiting += ast.iter_child_nodes(node)


def test_2_imports_of_the_project(libs: Path) -> None:
    top, checked = modules_of(libs) | set(sys.stdlib_module_names), 0
    for path in sorted((libs / "perfeval_xl").rglob("*.py")):
        for node in unguarded(ast.parse(path.read_text(encoding="utf-8"))):
            wanted = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for name in wanted:
                checked += 1
                assert name.split(".")[0] in top, f"{path}: {name}"
                inside = libs.joinpath(*name.split("."))
                if name.split(".")[0] not in sys.stdlib_module_names:
                    files = [*inside.parent.glob(f"{inside.name}.*py*"), *inside.glob("__init__.py")]
                    assert files or inside.is_dir(), f"{path}: {name}"
    assert checked > 1000


def test_2_requirements(libs: Path) -> None:
    there = {canonicalize_name(one.metadata["Name"]): one for one in map(PathDistribution, libs.glob("*.dist-info"))}
    assert "perfeval-xl" in there
    for one in there.values():
        for wanted in map(Requirement, one.requires or ()):
            if wanted.marker is None or wanted.marker.evaluate(WINDOWS):
                found = there.get(canonicalize_name(wanted.name))
                assert found is not None, f"{one.metadata['Name']} wants {wanted}"
                assert wanted.specifier.contains(found.version), f"{one.metadata['Name']} wants {wanted}"


def test_3_compiled_for_windows(libs: Path) -> None:
    compiled = [one for one in libs.rglob("*") if one.suffix.lower() in (".pyd", ".dll")]
    brought = {one.name.lower() for one in compiled}
    assert len(compiled) > 50
    assert not list(libs.rglob("*.so"))
    for one in compiled:
        assert machine(one) == X86_64, one
        assert one.suffix == ".dll" or re.search(r"\.cp312-win_amd64\.pyd$|abi3|^[^.]+\.pyd$", one.name), one
        left = {name for name in libraries(one) - brought - WITH_PYTHON if not OF_WINDOWS.fullmatch(name)}
        assert not left, f"{one.name} wants {left}"


def test_4_sizes(archive: Path, stand_in: Path, tmp_path: Path) -> None:
    small = made(stand_in, tmp_path, "--without-summary")
    assert archive.stat().st_size / 1e6 <= FULL
    assert small.stat().st_size / 1e6 <= SMALL
    with ZipFile(small) as packed:
        assert not [name for name in packed.namelist() if re.search("site-packages/(pandas|numpy)", name)]
    most = str(small.stat().st_size / 1e6 - 0.1)
    ran = assemble("windows", "--python", stand_in, "-o", tmp_path, "--without-summary", "--max-megabytes", most)
    assert ran.returncode == 1
    assert "larger than" in ran.stderr


# -------------------------------------------------------------------------------------------------------- 5. Wine


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which Wine runs, in a place of its own."""
    if os.name != "nt" and shutil.which("wine") is None:
        pytest.skip("Wine is not installed: that the launchers start has not been tried here")
    return {**os.environ, "WINEPREFIX": str(tmp_path_factory.mktemp("wine")), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def echoing(folder: Path) -> Path:
    """The folder with a python.exe that says how it was called: the launchers' own stub, set before `cmd /c echo`."""
    stub, named, packed = (folder / "核对自评表.exe").read_bytes().partition(launchers.SHEBANG)
    assert named
    echo = stub + b"#!C:\\windows\\system32\\cmd.exe /c echo\r\n" + packed
    (folder / "python" / "python.exe").write_bytes(echo)
    return folder


def called(wine: dict[str, str], place: Path, *words: str) -> str:
    """What is told under Wine by a launcher that lies in `place`."""
    command = ["wine", "cmd.exe", "/c", *words] if words[0].endswith(".bat") else ["wine", *words]
    ran = subprocess.run(command, input=b"\r\n", capture_output=True, env=wine, cwd=place, timeout=180, check=False)
    return ran.stdout.decode("utf-8", "replace") + ran.stderr.decode("utf-8", "replace")


def test_5_the_program(echoing: Path, wine: dict[str, str]) -> None:
    said = called(wine, echoing, "核对自评表.exe", "Z:\\forms\\a & b (1) 100%.xlsx", "Z:\\forms\\c.xlsx")
    assert re.search(
        r'python\.exe"? +-X utf8 "[^"]+\.exe" "Z:\\forms\\a & b \(1\) 100%\.xlsx" Z:\\forms\\c\.xlsx', said
    ), said


def test_5_the_batch_file(echoing: Path, wine: dict[str, str]) -> None:
    said = called(wine, echoing / "备用", "核对自评表.bat", "Z:\\forms\\a.xlsx")
    assert re.search(r'python\.exe"? +-X utf8 -m launch drop Z:\\forms\\a\.xlsx', said), said


def test_5_the_batch_file_alone(echoing: Path, wine: dict[str, str], tmp_path: Path) -> None:
    """As when it is opened inside the archive: what lies beside it is not there."""
    shutil.copytree(echoing / "备用", tmp_path / "备用")
    said = called(wine, tmp_path / "备用", "核对自评表.bat")
    assert "python" in said
    assert "-X utf8" not in said
