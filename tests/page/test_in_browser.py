"""The local page in a real browser, as its users have it.

1. Two files dropped, a finding read and followed to its cell, the scored copy fetched and opened.
2. A mended file dropped again shows what was settled; many files have filters, a search, decisions.
3. A hostile workbook shows as text: nothing of it runs, no element is made of it.
4. Another site can neither read nor post.
5. No fault that axe-core knows, in any state, at 1366 pixels and at 200 % zoom.
6. Nothing to be scrolled sideways at any width; no type below 16 pixels.
7. By keyboard alone: from a finding to its cell and back; Escape closes what is said beside it.
8. A hundred files show their progress and can be stopped.
9. On paper: the findings, then the form.
10. When the program is closed or gone the page says so; nothing is left on the disk.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.samples import CLEAN, FAULTY, REPORTED

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SCREENS = {"1366": (1366, 650), "zoomed": (683, 325)}  # a five-year-old screen, and the same at 200 %
Page = Any  # of Playwright, which is not installed everywhere


# ------------------------------------------------------------------------------------------------------ what is needed


def axe() -> str:
    """axe-core's script; it comes from npm, and AXE_CORE says where it lies."""
    own = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    path = Path(os.environ.get("AXE_CORE") or own)
    if not path.is_file():
        pytest.skip("axe-core is not installed (npm install axe-core, AXE_CORE=…/axe.min.js)")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not Path(CHROMIUM).is_file():
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Program:
    """The command as a user starts it; its folders for temporary files are its own."""

    def __init__(self, folder: Path) -> None:
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        words = [sys.executable, "-m", "perfeval_xl", "page", "--no-browser"]
        environment = os.environ | {"TMPDIR": str(self.temporary), "PYTHONPATH": str(Path(__file__).parents[2])}
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, env=environment, encoding="utf-8", cwd=folder)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def end(self) -> int:
        self.process.terminate()
        return self.process.wait(20)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    started = Program(tmp_path)
    yield started
    if started.process.poll() is None:
        started.end()


@pytest.fixture
def opened(browser: Any, program: Program) -> Iterator[Callable[..., Page]]:
    """Opens the page; what a script of the page says went wrong fails the test."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_page(size: tuple[int, int] = SCREENS["1366"], **more: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN", **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(program.address)
        page.wait_for_selector("main *")
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert wrong == []


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files for every state."""
    folder = tmp_path_factory.mktemp("files")

    def saved(name: str, source: Path, change: Callable[[Any], None] = lambda _: None) -> Path:
        book = openpyxl.load_workbook(source)
        change(book)
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        book.save(path)
        return path

    def several(book: Any) -> None:
        other = book.copy_worksheet(book["自评表"])
        other.title = "自评表二"
        other["C3"] = "第二个项目"

    def undecided(book: Any) -> None:
        book["自评表"]["E15"], book["自评表"]["F15"] = "有所提升", "环境明显改善"

    def hostile(book: Any) -> None:
        sheet = book["自评表"]
        for cell in ("C3", "G4", "D13", "D14", "E15", "F15", "I15", "B11"):
            sheet[cell] = f"{HOSTILE}{cell}"
        sheet["F11"] = HOSTILE + "甲" * 32_000
        sheet["H15"] = "<b>9</b>"

    return {
        "faulty": saved("家庭综合服务中心运营经费.xlsx", FAULTY),
        "mended": saved(
            "改过/家庭综合服务中心运营经费.xlsx", FAULTY, lambda book: book["自评表"].__setitem__("H6", 0.96)
        ),
        "clear": saved("没有问题.xlsx", CLEAN, lambda book: book["自评表"].__setitem__("C3", "社区养老")),
        "undecided": saved("待定.xlsx", CLEAN, undecided),
        "several": saved("两张表.xlsx", FAULTY, several),
        "hostile": saved("坏.xlsx", CLEAN, hostile),
        "beside": saved("报告原样.xlsx", REPORTED),
        "broken": _written(folder / "扫描件.pdf", b"%PDF-1.4\n" + bytes(100)),
        "large": _written(folder / "扫描附件.xlsx", bytes(50 * 1024 * 1024 + 1)),
    }


HOSTILE = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\u202e\"></td><svg onload=alert(1)>"


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def put(page: Page, *paths: Path) -> None:
    """Chooses files and waits until all have been looked at."""
    runs = looked(page)
    page.set_input_files("#pick", [str(path) for path in paths])
    looked(page, runs + 1)


def looked(page: Page, runs: int | None = None) -> int:
    """How many times a lot of files has been looked at; waits for the run asked for."""
    if runs is not None:
        page.wait_for_selector(f"body[data-runs='{runs}']", timeout=120_000)
    return int(page.get_attribute("body", "data-runs") or 0)


def fetched(page: Page, text: str) -> tuple[str, bytes]:
    """Presses the button of a result; its name and bytes."""
    with page.expect_download() as waited:
        page.click(f"button:has-text('{text}')")
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


# -------------------------------------------------------------------------------------------------------- 1 and 2


def test_1_from_two_files_to_a_scored_copy(opened: Callable[..., Page], files: dict[str, Path]) -> None:
    page = opened()
    put(page, files["faulty"], files["clear"])
    assert page.inner_text("h1") == "2 个文件"
    rows = page.locator(".tbl tbody tr")
    assert [re.sub(r"\s+", " ", row.inner_text())[:4].strip() for row in rows.all()] == ["有错误", "没问题"]
    page.click(".tbl .file:has-text('家庭综合')")
    card = page.locator("#f-error1")
    assert "98%" in card.inner_text()
    assert "96%" in card.inner_text()
    page.click("text=看 H15")
    cell = page.locator(".grid td.on")
    assert cell.inner_text().split() == ["错2", "3"]
    box, around = cell.bounding_box(), page.locator("#sheet .scroll").bounding_box()
    assert around["y"] <= box["y"] <= around["y"] + around["height"] - box["height"]
    name, data = fetched(page, "评分件")
    assert name == "家庭综合服务中心运营经费_已评分.xlsx"
    assert "核对意见" in openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert "已交给浏览器保存" in page.inner_text("#said")
    assert page.inner_text(".whynot") == "报送件：先改好 3 处错误"


def test_1_a_finding_on_another_sheet(opened: Callable[..., Page]) -> None:
    page = opened()
    put(page, REPORTED)
    page.click("text=看 绩效目标!C5")
    cell = page.locator(".grid td.on")
    assert "服务站点" in cell.inner_text()
    assert page.locator(".sheetname").first.inner_text() == "工作表“绩效目标”"
    box, around = cell.bounding_box(), page.locator("#sheet .scroll").bounding_box()
    assert around["y"] <= box["y"] <= around["y"] + around["height"] - box["height"]


def test_1_dropped_with_the_mouse(opened: Callable[..., Page], files: dict[str, Path]) -> None:
    page = opened()
    data = list(files["faulty"].read_bytes())
    transfer = page.evaluate_handle(
        "data => { const made = new DataTransfer(); "
        "made.items.add(new File([new Uint8Array(data)], '自评表.xlsx')); return made; }",
        data,
    )
    page.dispatch_event("body", "dragenter", {"dataTransfer": transfer})
    assert "over" in page.get_attribute("body", "class")
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    page.wait_for_selector("#f-error1")
    assert page.title() == "3 处错误 · 自评表核对"


def test_2_mended_again(opened: Callable[..., Page], files: dict[str, Path]) -> None:
    page = opened()
    put(page, files["faulty"])
    put(page, files["mended"])
    told = page.inner_text(".next p")
    assert "解决了 1 条，还在 2 条，新出现 0 条" in told
    assert page.locator(".settled li").count() == 1
    assert page.locator(".delta:has-text('还在')").count() == 2
    page.reload()
    page.wait_for_selector(".settled li")


def test_2_many(opened: Callable[..., Page], files: dict[str, Path], tmp_path: Path) -> None:
    page = opened()
    put(page, *(files[name] for name in ("faulty", "clear", "undecided", "several", "broken")))
    assert page.inner_text("h1") == "5 个文件，5 张表"
    page.click("button:has-text('没读成 1')")
    assert page.locator(".tbl tbody tr").count() == 1
    page.click(".chips button >> nth=0")
    page.fill("#find", "社区养老")
    assert page.locator(".tbl tbody tr").count() == 1
    page.select_option(".tbl select", "通过")
    page.fill("#find", "")
    name, data = fetched(page, "汇总表")
    assert name == "汇总表.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(data))["项目汇总"]
    assert "通过" in {cell.value for row in sheet.iter_rows() for cell in row}
    (tmp_path / "汇总表.xlsx").write_bytes(data)
    page.select_option(".tbl select >> nth=0", "退回")
    page.click("text=清空")
    put(page, files["clear"], files["faulty"], tmp_path / "汇总表.xlsx")
    assert "收到以前的汇总表" in page.inner_text("#said")
    page.fill("#find", "社区养老")
    page.wait_for_selector(".tbl option[value=通过]:checked", state="attached")
    page.click("text=清空")
    put(page, *(files[name] for name in ("faulty", "clear", "undecided", "several", "broken")))
    name, data = fetched(page, "全部打包")
    assert "汇总表.xlsx" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    page.click(".tbl .file:has-text('第二个项目')")
    assert page.inner_text(".tabs [aria-pressed=true]").startswith("2. 第二个项目")


def test_2_another_rule_set(opened: Callable[..., Page], files: dict[str, Path]) -> None:
    page = opened()
    put(page, files["faulty"])
    page.click("button:has-text('评分规则')")
    page.check("text=项目支出绩效自评规则（国家通行做法）")
    page.wait_for_selector("#panel pre:has-text('编号 mof-2020')")
    page.click("text=用这套规则重新核对 1 个文件")
    page.wait_for_selector(".title:has-text('国家通行做法')")


# ------------------------------------------------------------------------------------------- 3 and 4: from outside


def test_3_hostile_texts(opened: Callable[..., Page], files: dict[str, Path]) -> None:
    page = opened(bypass_csp=True)  # what the policy would stop must not be there in the first place
    put(page, files["hostile"])
    page.wait_for_selector(".grid")
    for step in ("text=得分怎么算的", "text=表的样子"):
        page.click(step)
    for mark in page.locator(".grid td.mark").all()[:8]:
        page.mouse.move(1, 1)  # away from what the one before shows: it may lie over this one
        mark.hover()
    put(page, files["faulty"])
    page.click("text=回到 2 个文件")
    assert page.locator(".tbl").inner_text().count("<script>") >= 1
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main svg, main script, main b b").count() == 0
    assert "\u202e" not in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_3_the_policy_holds(opened: Callable[..., Page]) -> None:
    page = opened()
    page.evaluate(
        "() => { const s = document.createElement('script'); s.text = 'window.hacked=1'; document.body.append(s); }"
    )
    assert page.evaluate("window.hacked") is None


class _OtherSite(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>other</title>")

    def log_message(self, format: str, *args: Any) -> None: ...


def test_4_another_site(browser: Any, program: Program) -> None:
    server = HTTPServer(("127.0.0.1", 0), _OtherSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
    read = "url => fetch(url).then(a => a.text(), fault => 'refused')"
    post = "url => fetch(url, {method: 'POST', mode: 'no-cors', body: 'x'}).then(() => 'sent', () => 'refused')"
    asked = "url => fetch(url, {method: 'POST', headers: {'X-Perfeval': 'x'}}).then(() => 'sent', () => 'refused')"
    assert page.evaluate(read, program.address + "state") == "refused"
    page.evaluate(post, program.address + "close")
    assert page.evaluate(asked, program.address + "close") == "refused"
    page.evaluate(
        "url => { const f = document.createElement('iframe'); f.src = url; document.body.append(f); }", program.address
    )
    page.wait_for_timeout(1500)
    assert not [frame for frame in page.frames if "自评表核对" in frame.title()]
    assert program.process.poll() is None
    context.close()
    server.shutdown()


# ---------------------------------------------------------------------------------------------- 5 and 6: every state


def _hold(page: Page) -> None:
    """No file is answered."""
    page.route("**/files?*", lambda _: None)


def _state(page: Page, state: str, files: dict[str, Path]) -> None:
    """Brings the page into one of its states."""
    many = [files[name] for name in ("faulty", "clear", "undecided", "several", "broken")]
    if state == "rules":
        page.click("button:has-text('评分规则')")
        page.check("text=项目支出绩效自评规则（国家通行做法）")
        page.wait_for_selector("#panel pre:has-text('编号 mof-2020')")
    elif state in ("working", "stopped"):
        _hold(page)
        page.set_input_files("#pick", [str(one) for one in many])
        page.wait_for_selector(".prog")
        if state == "stopped":
            page.click("text=停止")
            page.wait_for_selector("text=已停下")
    elif state == "many":
        put(page, *many)
    elif state == "toobig":
        put(page, files["faulty"])
        page.set_input_files("#pick", str(files["large"]))
        page.wait_for_selector("text=超过 50 MB")
    elif state in ("gone", "hover", "sums"):
        put(page, files["faulty"])
        if state == "hover":
            page.wait_for_timeout(100)
            page.locator(".grid td.error").first.hover()
            page.wait_for_selector(".tip")
        elif state == "sums":
            page.click("text=得分怎么算的")
        else:
            page.context.set_offline(True)
            page.click("button:has-text('评分件')")
            page.wait_for_selector("text=断开了")
    elif state == "mended":
        put(page, files["faulty"])
        put(page, files["mended"])
    elif state == "explained":
        put(page, files["faulty"])
        page.click("text=说明 B201")
        page.wait_for_selector(".more:has-text('检查内容')")
    elif state != "empty":
        put(page, files[state])


STATES = (
    *("empty", "working", "stopped", "faulty", "hover", "sums", "explained", "mended", "clear", "undecided"),
    *("several", "beside", "many", "broken", "toobig", "gone", "rules", "hostile"),
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", STATES)
def test_5_without_a_fault(opened: Callable[..., Page], files: dict[str, Path], state: str, screen: str) -> None:
    page = opened(SCREENS[screen], bypass_csp=True)
    _state(page, state, files)
    page.evaluate(axe())
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    faults = [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]
    assert faults == []
    if folder := os.environ.get("PERFEVAL_XL_SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"{state}-{screen}.png"))


@pytest.mark.parametrize("state", ["empty", "faulty", "several", "beside", "many", "rules", "hostile", "undecided"])
def test_6_no_sideways_scroll_no_small_type(opened: Callable[..., Page], files: dict[str, Path], state: str) -> None:
    page = opened((1366, 650))
    _state(page, state, files)
    for width in (1920, 1366, 683, 390):
        page.set_viewport_size({"width": width, "height": 650})
        page.wait_for_timeout(50)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        small = page.evaluate(SMALL)
        assert small == [], width


SMALL = """() => [...document.querySelectorAll('body *')].filter(one => {
    const box = one.getBoundingClientRect(), own = [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    return own && box.width > 1 && box.height > 1 && parseFloat(getComputedStyle(one).fontSize) < 16;
}).map(one => one.outerHTML.slice(0, 80))"""


# ------------------------------------------------------------------------------------------------------- 7 to 10


def test_7_by_keyboard(opened: Callable[..., Page], files: dict[str, Path]) -> None:
    page = opened()
    put(page, files["faulty"])
    page.focus("text=看 H6")
    page.keyboard.press("Enter")
    focused = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.id"
    assert page.evaluate(focused).startswith("错1 H6，年度资金总额·执行率，错误：填的是 98%，应为 96%。")
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "f-error1"
    page.focus(".grid button[data-m=error2]")
    assert page.locator(".tip").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".tip").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate(focused).startswith("错3 H40")


def test_7_the_order_of_tabbing(opened: Callable[..., Page], files: dict[str, Path]) -> None:
    page = opened()
    put(page, files["faulty"])
    page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
    page.focus("a.skip")
    seen: list[str] = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("() => (document.activeElement.innerText || document.activeElement.type || '').trim()")
        )
    assert seen[:5] == ["再选文件", "清空", "评分规则：按表上写的", "关闭程序", "评分件（带标记）"]
    assert seen[7] == "看 H6"


def test_8_a_hundred_files(opened: Callable[..., Page], files: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    for number in range(100):
        place = folder / f"单位{number:03}"
        place.mkdir(parents=True)
        shutil.copy(files["faulty"], place / "自评表.xlsx")
    shutil.copy(files["faulty"], folder / "自评表_已评分.xlsx")
    (folder / "~$自评表.xlsx").write_bytes(b"x")
    page = opened()
    page.set_input_files("#folder", str(folder))
    page.wait_for_selector(".prog progress")
    page.wait_for_selector(".tbl .tag.error")
    page.click("text=停止")
    page.wait_for_selector("text=已停下")
    assert page.evaluate("document.activeElement.innerText") == "接着看完"
    runs = looked(page)
    page.click("text=接着看完")
    looked(page, runs + 1)
    assert page.inner_text("h1") == "100 个文件"
    assert "跳过了 1 个本程序生成的文件，1 个临时、隐藏或设置文件" in page.inner_text("#said")
    assert page.locator(".tbl tbody tr").count() == 100
    page.click(".tbl .file >> nth=42")
    page.wait_for_selector(".grid td.error")


def test_9_on_paper(opened: Callable[..., Page], files: dict[str, Path], tmp_path: Path) -> None:
    page = opened()
    put(page, files["faulty"])
    page.pdf(path=str(tmp_path / "意见.pdf"), prefer_css_page_size=True)
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "意见.pdf"), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    pages = printed.split("\f")
    assert all(text in pages[0] for text in ("年度资金总额·执行率", "H6", "98%", "96%", "总分·得分", "规则校验码"))
    assert "评分件" not in printed.replace("写在评分件", "")
    assert "自评表" in printed
    assert "社工服务" in "".join(pages[1:])


def test_10_closed(opened: Callable[..., Page], program: Program, files: dict[str, Path]) -> None:
    page = opened()
    put(page, files["faulty"])
    assert [one.name for one in program.temporary.iterdir()]
    page.click("text=关闭程序")
    assert "核对程序已关闭" in page.inner_text("#alert")
    assert program.process.wait(20) == 0
    assert list(program.temporary.iterdir()) == []
    assert page.locator("button:has-text('评分件')").is_disabled()


def test_10_interrupted(program: Program) -> None:
    assert list(program.temporary.iterdir())
    assert program.end() == 0
    assert list(program.temporary.iterdir()) == []
