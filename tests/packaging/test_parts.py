"""What a folder that runs is assembled from.

1. Wheels: the conditions of requirements are read for the system that is meant, not for the one that builds.
2. A wheel is laid out as it would be installed, without what is never loaded, never outside its place.
3. Launchers: a .bat in GBK and CRLF; names with & and % come from the line that Explorer wrote; the .exe is the stub,
   the line that names the Python beside it, and a zip.
4. Linux: scripts that a shell can read; icons that a desktop understands.
5. Archives: the same folder gives the same bytes; the digest list holds every file but itself.
6. Every component has the text of its licence, or the folder is not made.
7. 使用说明 says what is for this system only; the .html is whole in one file.
8. What is asked wrongly is one sentence.
9. The README opens with the folder; the gate runs what the README says to type.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging.assembled import ROOT, assemble, wheel

from assembling import archives, guide, launchers, licences, wheels  # isort: skip (a place that `assembled` names)
from assembling.targets import TARGETS  # isort: skip

PACKAGING = ROOT / "packaging"


def names(used: list[wheels.Wheel]) -> list[str]:
    return [one.name for one in used]


# ------------------------------------------------------------------------------------------------------- 1. wheels


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Wheels to choose from."""
    shelf = tmp_path / "shelf"
    wheel(shelf, "mid", 'onlywin; sys_platform == "win32"', 'onlylinux; platform_system == "Linux"')
    wheel(shelf, "onlywin", "deep")
    wheel(shelf, "onlylinux")
    wheel(shelf, "deep")
    wheel(shelf, "heavy", "heavier")
    wheel(shelf, "heavier")
    return shelf


@pytest.mark.parametrize(
    ("target", "without", "expected"),
    [
        ("windows", set[str](), ["deep", "heavier", "heavy", "mid", "onlywin"]),
        ("linux-aarch64", set[str](), ["heavier", "heavy", "mid", "onlylinux"]),
        ("windows", {"heavy"}, ["deep", "mid", "onlywin"]),
    ],
)
def test_1_conditions(target: str, without: set[str], expected: list[str], shelf: Path, tmp_path: Path) -> None:
    project = wheels.Wheel.of(wheel(tmp_path, "project", "mid", "heavy>=1"))
    used = wheels.gathered(project, TARGETS[target], "3.12", tmp_path / "w", without=without, source=shelf)
    assert names(used) == ["project", *expected]


def test_1_what_is_not_to_be_had(shelf: Path, tmp_path: Path) -> None:
    project = wheels.Wheel.of(wheel(tmp_path, "project", "mid", "nowhere"))
    with pytest.raises(wheels.CannotAssemble, match="nowhere"):
        wheels.gathered(project, TARGETS["windows"], "3.12", tmp_path / "w", without=set(), source=shelf)


def test_2_laid_out(tmp_path: Path) -> None:
    files = (
        "pandas/tests/test_x.py",
        "pandas/core.py",
        "pandas/core.pyi",
        "many-1.0.data/purelib/inside.py",
        "many-1.0.data/scripts/run",
    )
    wheels.unpack(wheels.Wheel.of(wheel(tmp_path, "many", files=files)), tmp_path / "lib")
    laid = {one.relative_to(tmp_path / "lib").as_posix() for one in (tmp_path / "lib").rglob("*") if one.is_file()}
    info = {f"many-1.0.dist-info/{name}" for name in ("METADATA", "WHEEL", "licenses/LICENSE")}
    assert laid == {"many.py", "pandas/core.py", "inside.py", *info}


@pytest.mark.parametrize("name", ["../out.py", "/out.py", "a/../../out.py", "C:/out.py", "a\\..\\out.py"])
def test_2_never_outside(name: str, tmp_path: Path) -> None:
    with pytest.raises(wheels.CannotAssemble, match="not unpacked"):
        wheels.unpack(wheels.Wheel.of(wheel(tmp_path, "evil", files=(name,))), tmp_path / "lib")
    assert not (tmp_path / "out.py").exists()


# ---------------------------------------------------------------------------------------------------- 3. Windows


@pytest.fixture
def windows(tmp_path: Path) -> Path:
    (tmp_path / "python").mkdir()
    launchers.write_windows(tmp_path, b"MZ stub")
    return tmp_path


def test_3_batch_files(windows: Path) -> None:
    found = sorted((windows / launchers.SPARE).glob("*.bat"))
    assert [one.stem for one in found] == sorted([*launchers.COMMANDS, launchers.SEND_TO])
    for one in found:
        data = one.read_bytes()
        assert data.decode("gbk").startswith("@echo off\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")
        assert one.stem in data.decode("gbk")
        assert not re.search("[{}]", data.decode("gbk"))
        assert not data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            r'C:\Windows\system32\cmd.exe /c ""D:\工 具\核对.bat" D:\a&b.xlsx "D:\c d.xlsx""',
            [r"D:\a&b.xlsx", r"D:\c d.xlsx"],
        ),
        (r'cmd /c ""D:\核对.bat" "D:\100% (终稿)!^.xlsx" "', [r"D:\100% (终稿)!^.xlsx"]),
        (r'cmd /c ""D:\核对.bat" "D:\核对.bat 的说明.docx""', [r"D:\核对.bat 的说明.docx"]),
        (r'cmd /c ""D:\核对.bat" "', []),
        ('"C:\\Windows\\system32\\cmd.exe" ', []),
        ("", []),
    ],
)
def test_3_names_from_the_line(line: str, expected: list[str]) -> None:
    namespace: dict[str, object] = {}
    exec(compile((PACKAGING / "windows" / "launch.py").read_text(encoding="utf-8"), "launch.py", "exec"), namespace)
    assert namespace["dropped"](line, "核对.bat") == expected  # type: ignore[operator]


def test_3_programs(windows: Path) -> None:
    for title, command in {**launchers.COMMANDS, launchers.SEND_TO: "send-to"}.items():
        data = (windows / f"{title}.exe").read_bytes()
        head, line, _ = data.partition(b'#!"<launcher_dir>\\python\\python.exe" -X utf8\r\n')
        assert (head, bool(line)) == (b"MZ stub", True)
        with ZipFile(io.BytesIO(data)) as packed:
            program = packed.read("__main__.py").decode("utf-8")
        compile(program, "__main__.py", "exec")
        assert f"start('{command}', sys.argv[1:])" in program
    assert {one.name for one in (windows / "python").iterdir()} == {"launch.py", "send_to.py"}


# ------------------------------------------------------------------------------------------------------ 4. Linux


@pytest.fixture
def linux(tmp_path: Path) -> Path:
    launchers.write_linux(tmp_path)
    return tmp_path


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no sh")
def test_4_scripts(linux: Path) -> None:
    scripts = sorted(linux.rglob("*.sh"))
    assert len(scripts) == len(launchers.COMMANDS) + 2
    for one in scripts:
        assert b"\r" not in one.read_bytes()
        assert one.stat().st_mode & 0o111
        subprocess.run(["sh", "-n", str(one)], check=True)


def test_4_icons(linux: Path) -> None:
    for title in launchers.COMMANDS:
        lines = (linux / f"{title}.desktop").read_text(encoding="utf-8").splitlines()
        entries = dict(line.split("=", 1) for line in lines[1:] if not line.startswith("#"))
        assert lines[0] == "[Desktop Entry]"
        assert entries["Exec"].endswith(" sh %k %F")
        assert f"/{title}.sh" in entries["Exec"]
        assert "{title}" not in "".join(lines)


# --------------------------------------------------------------------------------------------------- 5. archives


@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
def test_5_the_same_bytes(ending: str, tmp_path: Path) -> None:
    made = []
    for turn in ("一", "二"):
        folder = tmp_path / turn / "核对 表"
        (folder / "里").mkdir(parents=True)
        (folder / "运行.sh").write_text("x")
        (folder / "运行.sh").chmod(0o755)
        (folder / "里" / "b.txt").write_text("y")
        archives.write_list(folder)
        made.append(archives.pack(folder, tmp_path / turn / f"a{ending}").read_bytes())
    assert made[0] == made[1]
    digest, name = (tmp_path / "一" / f"a{ending}.sha256").read_text(encoding="utf-8").split()
    assert (digest, name) == (hashlib.sha256(made[0]).hexdigest(), f"a{ending}")


def test_5_what_comes_out(tmp_path: Path) -> None:
    folder = tmp_path / "核对 表"
    folder.mkdir()
    (folder / "运行.sh").write_text("x")
    (folder / "运行.sh").chmod(0o755)
    (folder / "连.sh").symlink_to("运行.sh")
    with tarfile.open(archives.pack(folder, tmp_path / "a.tar.gz")) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)  # since 3.11.4
        packed.extractall(tmp_path / "out")
    assert (tmp_path / "out" / "核对 表" / "运行.sh").stat().st_mode & 0o111
    assert (tmp_path / "out" / "核对 表" / "连.sh").read_text() == "x"
    with ZipFile(archives.pack(folder, tmp_path / "a.zip")) as packed:
        assert packed.read("核对 表/连.sh") == b"x"


def test_5_the_digest_list(tmp_path: Path) -> None:
    (tmp_path / "里").mkdir()
    (tmp_path / "里" / "一 个.txt").write_bytes(b"1")
    (tmp_path / "二.txt").write_bytes(b"2")
    archives.write_list(tmp_path)
    lines = (tmp_path / archives.LIST).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert listed == {"二.txt": hashlib.sha256(b"2").hexdigest(), "里/一 个.txt": hashlib.sha256(b"1").hexdigest()}


# --------------------------------------------------------------------------------------------------- 6. licences


def test_6_texts(tmp_path: Path) -> None:
    one = wheels.Wheel.of(wheel(tmp_path, "one", licence="BSD-3-Clause"))
    bare = wheels.Wheel.of(wheel(tmp_path, "bare", licence="LGPL-2.1-only", text=None))
    licences.collect([one, bare], {"CPython 3.12": ("PSF-2.0", "text")}, tmp_path)
    folder = tmp_path / licences.FOLDER
    assert (folder / "one" / "LICENSE").read_text() == "terms"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "bare" / "LGPL-2.1.txt").read_text()
    assert (folder / "CPython" / "LICENSE.txt").read_text() == "text"
    assert "bare 1.0\tLGPL-2.1-only" in (folder / licences.LIST).read_text(encoding="utf-8-sig")


def test_6_none_without(tmp_path: Path) -> None:
    bare = wheels.Wheel.of(wheel(tmp_path, "bare", text=None))
    with pytest.raises(wheels.CannotAssemble, match="no text of its licence"):
        licences.collect([bare], {}, tmp_path)


# ------------------------------------------------------------------------------------------------------ 7. guide


@pytest.mark.parametrize("windows", [True, False])
def test_7_guide(windows: bool, tmp_path: Path) -> None:
    guide.write(tmp_path, windows=windows, with_summary=True)
    page = (tmp_path / "使用说明.html").read_text(encoding="utf-8")
    raw = (tmp_path / "使用说明.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert (b"\r\n" in raw) == windows
    for text in (page, raw.decode("utf-8-sig")):
        assert ("SmartScreen" in text or "已保护你的电脑" in text) == windows
        assert ("打开方式" in text) == (not windows)
        assert not re.search(r"\[/?(windows|linux|summary)\]", text)
    sources = re.findall(r'(?:src|href)="([^"]{1,40})', page)
    assert sources
    assert all(one.startswith("data:image/png;base64,") for one in sources)
    for title in launchers.COMMANDS:
        assert title in page


# ------------------------------------------------------------------------------------------------- 8. asked wrongly


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["windows"], "give python.org's embeddable package"),
        (["windows", "--python", "NOZIP"], "cannot be unpacked"),
        (["windows", "--python", "EMPTY"], "it has no python312._pth"),
        (["linux-x86_64", "--python", "NOZIP"], "cannot be unpacked"),
        (["linux-x86_64", "--python", "NOZIP", "--python-version", "3.11,3.12"], "one Python goes along"),
    ],
)
def test_8_one_sentence(words: list[str], said: str, tmp_path: Path) -> None:
    files = {"NOZIP": tmp_path / "a.zip", "EMPTY": tmp_path / "b.zip"}
    files["NOZIP"].write_bytes(b"no archive")
    ZipFile(files["EMPTY"], "w").close()
    project = wheel(tmp_path, "perfeval_xl")
    given = [files.get(word, word) for word in words]
    ran = assemble(*given, "--project", project, "--wheels", tmp_path, "-o", tmp_path / "out")
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


# ----------------------------------------------------------------------------------------------- 9. README and gate


def test_9_the_readme_opens_with_the_folder() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)", text, re.MULTILINE)
    assert heads[:2] == ["解压、拖、看", "用命令行"]
    opening = text[text.index("## 解压") : text.index("## 用命令行")]
    (picture,) = re.findall(r"!\[.+\]\((.+)\)", opening)
    assert (ROOT / picture).is_file()
    assert len(re.findall(r"^\d\. ", opening, re.MULTILINE)) == 3
    assert all(f"“{title}”" in opening for title in launchers.COMMANDS)


def test_9_the_gate_runs_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    gate = re.sub(
        ' -q|"\\$work/offline/bin/(pip|perfeval-xl)"',
        lambda one: f"{one[1] or ''}",
        (ROOT / ".ci" / "run").read_text(encoding="utf-8"),
    )
    section = text[text.index("## 用命令行") : text.index("## 四步用起来")]
    typed = [line.strip() for line in re.findall(r"^    (.+)", section, re.MULTILINE)]
    windows = {"py -m venv .venv", r".venv\Scripts\activate", "py -m pip install ."}
    assert windows <= set(typed)
    for line in set(typed) - windows - {"python3 -m venv .venv && . .venv/bin/activate"}:
        assert line in gate, line
    assert "python3 -m venv" in gate
