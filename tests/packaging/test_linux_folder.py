"""The Linux folder, really assembled, unpacked and run: without network, without pip, without libraries of the system.

1. It comes out of its archive whole: what the digest list says, with scripts that may be run.
2. A form dropped on the icon is processed: from unpacking to the first finding in under 20 seconds.
3. The program's folder may be read-only, and is left as it was; so may the form's: then the copy lies on the desktop.
4. Chinese, spaces and signs of the shell in every path; the folder moved elsewhere; many files, several processes.
5. The icon starts its script wherever the folder lies; the entry of 打开方式, likewise.
6. A Python that goes along is used, the system's is not; without a fitting one it is said what to do.
7. Nothing dropped: it is said what to do, and the window waits.
8. 打开核对页面 opens the page in the browser, and ends when it is told to.
9. Made for the other processor, it holds what is compiled for that one; nothing wants a newer glibc than UOS 20 has.

The Python that runs it is this one, started with -S: neither its libraries nor pip are to be found.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.packaging.assembled import assemble
from tests.samples import CLEAN, FAULTY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a Linux folder runs on Linux"),
]

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
TITLE = "绩效自评表核对"
TOOLS = ("sh", "dirname", "readlink", "sed", "tr", "ls", "mkdir", "cat", "sha256sum")  # of a desktop, no more


def has(*words: str) -> bool:
    return shutil.which(words[0]) is not None and subprocess.run([*words, "true"], capture_output=True).returncode == 0


# A network of its own, with nothing in it; as root, also places of its own, so that one can be made read-only.
APART = ("unshare", "-n", "-m") if has("unshare", "-n", "-m") else ("unshare", "-r", "-n", "-m")
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dist")
    ran = assemble(f"linux-{os.uname().machine}", "--python-version", VERSION, "-o", place)
    assert ran.returncode == 0, ran.stderr
    print(ran.stdout)
    return next(place.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that is on the PATH: the tools that the scripts use, and Python without a library."""
    place = tmp_path_factory.mktemp("bin")
    for name in TOOLS:
        (place / name).symlink_to(str(shutil.which(name)))
    python = getattr(sys, "_base_executable", sys.executable)
    (place / "python3").write_text(f'#!/bin/sh\nexec {shlex.quote(python)} -S "$@"\n')
    (place / "python3").chmod(0o755)
    return place


class Desk:
    """A clerk's computer: the folder on it, a form, a desktop that writes down what it was asked to open."""

    def __init__(self, place: Path, tools: Path) -> None:
        self.place, self.home = place, place / "家 目录"
        self.forms = place / "上报 $材料 'A'&B"
        for folder in (self.home / "桌面", self.forms, place / "桌面程序"):
            folder.mkdir(parents=True)
        self.form = self.forms / "自评表 (终稿)!.xlsx"
        shutil.copy(FAULTY, self.form)
        opener = place / "桌面程序" / "xdg-open"
        opener.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> {shlex.quote(str(place / 'opened'))}\n")
        opener.chmod(0o755)
        self.path = f"{opener.parent}:{tools}"
        self.folder = place / "U 盘（工具）" / TITLE

    def unpack(self, archive: Path) -> None:
        with tarfile.open(archive) as packed:
            packed.extraction_filter = getattr(tarfile, "data_filter", None)  # since 3.11.4
            packed.extractall(self.folder.parent)

    def environment(self) -> dict[str, str]:
        return {"PATH": self.path, "HOME": str(self.home), "DISPLAY": ":9", "LANG": "zh_CN.UTF-8", **NOWHERE}

    def run(self, *words: object, read_only: tuple[Path, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Runs a command with no network, no pip, and these folders read-only."""
        unshare, mount = shutil.which("unshare"), shutil.which("mount")
        if unshare is None or mount is None or not has(*APART):
            pytest.skip("no network can be taken away here (unshare)")
        lines = [
            f'{mount} --bind "{one}" "{one}" && {mount} -o remount,ro,bind "{one}" || exit 77' for one in read_only
        ]
        script = "\n".join([*(line.replace("$", "\\$") for line in lines), 'exec "$@"'])
        shell = str(shutil.which("sh"))
        command = [unshare, *APART[1:], shell, "-c", script, "sh", *(str(word) for word in words)]
        return subprocess.run(
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            env=self.environment(),
            cwd=self.home,
            timeout=120,
            check=False,
        )

    def processed(self, *words: object, read_only: tuple[Path, ...] = ()) -> str:
        """What is told of a run that found errors, as the faulty form has them."""
        ran = self.run(*words, read_only=read_only)
        assert (ran.returncode, ran.stderr) == (1, "")
        assert "读到 1 张自评表" in ran.stdout
        return ran.stdout

    def icon(self) -> Path:
        return self.folder / "备用" / "核对自评表.sh"

    def opened(self) -> list[str]:
        log = self.place / "opened"
        until = time.monotonic() + 10
        while not log.exists() and time.monotonic() < until:
            time.sleep(0.05)
        return log.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def desk(tmp_path: Path, tools: Path) -> Desk:
    return Desk(tmp_path, tools)


@pytest.fixture
def unpacked(desk: Desk, archive: Path) -> Desk:
    desk.unpack(archive)
    return desk


def stamped(folder: Path) -> dict[str, int]:
    return {str(one.relative_to(folder)): one.stat().st_mtime_ns for one in folder.rglob("*")}


def test_1_whole(unpacked: Desk) -> None:
    ran = subprocess.run(["sha256sum", "--quiet", "-c", "校验清单.txt"], cwd=unpacked.folder, capture_output=True)
    assert ran.returncode == 0, ran.stdout
    for one in unpacked.folder.rglob("*.sh"):
        assert os.access(one, os.X_OK)
    listed = {line.split("  ", 1)[1] for line in (unpacked.folder / "校验清单.txt").read_text().splitlines()}
    there = {one.relative_to(unpacked.folder).as_posix() for one in unpacked.folder.rglob("*") if one.is_file()}
    assert there - listed == {"校验清单.txt"}


def test_2_from_unpacking_to_the_first_finding(desk: Desk, archive: Path) -> None:
    begun, before = time.monotonic(), _worked()
    desk.unpack(archive)
    told = desk.processed(desk.icon(), desk.form)
    took, worked = time.monotonic() - begun, _worked() - before
    print(f"from unpacking to the first finding: {took:.1f} s, {worked:.1f} s of a processor")
    copy = desk.forms / "自评表 (终稿)!_已评分.xlsx"
    assert "错误 " in told
    assert copy.is_file()
    assert desk.opened() == [str(copy)]
    assert worked < 20  # what a clerk waits for alone at a computer; here others may be at work, too


def _worked() -> float:
    """Seconds that a processor has been at work for this process and those it has started."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def test_3_a_read_only_program(unpacked: Desk) -> None:
    before = stamped(unpacked.folder)
    unpacked.processed(unpacked.icon(), unpacked.form, read_only=(unpacked.folder,))
    assert stamped(unpacked.folder) == before
    assert len(list(unpacked.forms.glob("*_已评分.xlsx"))) == 1


def test_3_a_read_only_form(unpacked: Desk) -> None:
    told = unpacked.processed(unpacked.icon(), unpacked.form, read_only=(unpacked.folder, unpacked.forms))
    copy = unpacked.home / "桌面" / "核对结果" / "自评表 (终稿)!_已评分.xlsx"
    assert copy.is_file()
    assert str(copy.parent) in told
    assert unpacked.opened() == [str(copy)]


def test_4_moved_and_many(unpacked: Desk) -> None:
    moved = unpacked.place / "另一处 %20" / "工具"
    moved.parent.mkdir()
    unpacked.folder.rename(moved)
    for number in range(30):
        (unpacked.forms / f"街道 {number}").mkdir()
        shutil.copy(CLEAN, unpacked.forms / f"街道 {number}" / "自评表.xlsx")
    unpacked.processed(moved / "备用" / "核对自评表.sh", unpacked.forms)
    assert len(list(unpacked.forms.rglob("*_已评分.xlsx"))) == 31
    assert unpacked.opened() == [str(unpacked.forms)]


def test_4_the_summary(unpacked: Desk) -> None:
    target = unpacked.place / "汇总表.xlsx"
    ran = unpacked.run(unpacked.folder / "程序" / "启动.sh", "summarize", unpacked.forms, "-o", target)
    assert ran.returncode == 1, ran.stderr
    assert target.is_file()


def started_by(icon: Path, *files: object, itself: tuple[Path, ...] = ()) -> list[str]:
    """The command of an icon, as the specification has its Exec read: two levels of escapes, then %k and %F."""
    entry = next(line[5:] for line in icon.read_text(encoding="utf-8").splitlines() if line.startswith("Exec="))
    fields = {"%F": [str(one) for one in files], "%k": [str(one) for one in itself]}
    words: list[str] = []
    for quoted, bare in re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', entry.replace("\\\\", "\\")):
        word = re.sub(r"\\(.)", r"\1", quoted) if quoted else bare
        words += fields.get(word, [word.replace("%%", "%")])
    return words


@pytest.mark.parametrize("meant", ["the file", "its folder", "nothing"])
def test_5_the_icon(unpacked: Desk, meant: str) -> None:
    icon = unpacked.folder / "核对自评表.desktop"
    itself = {"the file": (icon,), "its folder": (icon.parent,), "nothing": ()}[meant]
    unpacked.home = unpacked.folder if meant == "nothing" else unpacked.home  # where the desktop stands
    unpacked.processed(*started_by(icon, unpacked.form, unpacked.form, itself=itself))
    assert unpacked.opened() == [str(unpacked.forms / "自评表 (终稿)!_已评分.xlsx")]


def test_5_open_with(unpacked: Desk) -> None:
    odd = unpacked.place / '怪 "名" $HOME `x` \\ 100%'
    unpacked.folder.rename(odd)
    ran = unpacked.run(odd / "添加到打开方式.sh")
    assert ran.returncode == 0, ran.stderr
    entry = unpacked.home / ".local" / "share" / "applications" / "perfeval-xl.desktop"
    assert str(entry) in ran.stdout
    unpacked.processed(*started_by(entry, unpacked.form))
    assert (unpacked.forms / "自评表 (终稿)!_已评分.xlsx").is_file()


def test_6_its_own_python(desk: Desk, tools: Path, tmp_path: Path) -> None:
    python = tmp_path / "install" / "python"
    (python / "bin").mkdir(parents=True)
    (python / "lib" / f"python{VERSION}").mkdir(parents=True)
    (python / "lib" / f"python{VERSION}" / "LICENSE.txt").write_text("terms")
    shutil.copy(tools / "python3", python / "bin" / "python3")
    given = tmp_path / "python.tar.gz"
    with tarfile.open(given, "w:gz") as packed:
        packed.add(python, "python")
    words = ("--python", given, "--python-version", VERSION, "--without-summary", "-o", tmp_path / "dist")
    ran = assemble(f"linux-{os.uname().machine}", *words)
    assert ran.returncode == 0, ran.stderr
    desk.unpack(next((tmp_path / "dist").glob("*.tar.gz")))
    desk.path = desk.path.replace(str(tools), str(tmp_path / "bin"))
    shutil.copytree(tools, tmp_path / "bin", symlinks=True)
    (tmp_path / "bin" / "python3").unlink()
    desk.processed(desk.icon(), desk.form)
    assert not list(desk.folder.rglob("pandas"))
    ran = desk.run(desk.folder / "程序" / "启动.sh", "summarize", desk.forms)
    assert ran.returncode == 2
    assert "没有带汇总用的部分" in ran.stderr
    shutil.rmtree(desk.folder / "程序" / "python")
    ran = desk.run(desk.icon(), desk.form)
    assert ran.returncode == 2
    assert f"没有可用的 Python（要 {VERSION}" in ran.stderr


def shown(master: int, until: str) -> Iterator[str]:
    """What appears on a terminal, until these words have."""
    text, end = "", time.monotonic() + 60
    while until not in text and time.monotonic() < end and select.select([master], [], [], 60)[0]:
        text += os.read(master, 65536).decode("utf-8", "replace")
    yield text


def test_7_the_window_waits(unpacked: Desk) -> None:
    master, terminal = pty.openpty()
    command = [str(unpacked.icon())]
    window = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=unpacked.environment())
    assert "拖进这个窗口" in next(shown(master, "拖进这个窗口"))
    os.write(master, f"{shlex.quote(str(unpacked.form))}\n".encode())
    assert "已打开评分件" in next(shown(master, "按回车键关闭这个窗口"))
    time.sleep(0.3)
    assert window.poll() is None
    os.write(master, b"\n")
    assert window.wait(20) == 1
    os.close(terminal)
    os.close(master)


def test_8_the_page(unpacked: Desk) -> None:
    command = [str(unpacked.folder / "备用" / "打开核对页面.sh")]
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}  # ignored behind nohup
    with subprocess.Popen(
        command,
        **heard,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=unpacked.environment(),
        encoding="utf-8",
    ) as page:
        assert page.stdout is not None
        address = page.stdout.readline().strip()
        (way_in,) = unpacked.opened()
        with build_opener(ProxyHandler({})).open(way_in, timeout=10) as answer:
            assert answer.url == address
            assert "<html" in answer.read().decode("utf-8")
        subprocess.run(["pkill", "-INT", "-P", str(page.pid)], check=True)
        assert "已关闭" in page.stdout.read()


OTHER = {"x86_64": ("aarch64", 183), "aarch64": ("x86_64", 62)}  # and the number that an ELF file has for it
GLIBC = (2, 28)


def test_9_the_other_processor(tmp_path: Path) -> None:
    machine, number = OTHER[os.uname().machine]
    ran = assemble(f"linux-{machine}", "--python-version", "3.12", "-o", tmp_path)
    assert ran.returncode == 0, ran.stderr
    compiled = list(tmp_path.rglob("*.so*"))
    assert len(compiled) > 50
    for one in compiled:
        data = one.read_bytes()
        assert struct.unpack_from("<H", data, 18) == (number,), one
        wanted = {(int(major), int(minor)) for major, minor in re.findall(rb"GLIBC_(\d+)\.(\d+)", data)}
        assert max(wanted, default=GLIBC) <= GLIBC, one
