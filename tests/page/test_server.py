"""The server of the local page.

1. Only who knows the token, names this host and is no other site is answered; nothing of the disk is.
2. What is sent is limited before it is read: no length, another type, too large, too slow, too much in all.
3. A file in, what `check` would say of it out, with its drawing; names from outside are labels only.
4. A newer version takes the place of the earlier one and says what changed; a file of another project does not.
5. Results are what the commands make; why there is none is a sentence without commands.
6. Rule-sets: chosen, shown, one's own; files judged anew.
7. Ends when closed, left or idle, never in the midst of an answer.
8. Every answer forbids scripts and frames of others, and is not kept.
"""

from __future__ import annotations

import errno
import io
import json
import re
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.page import server as serving
from perfeval_xl.page import shelf as shelves
from perfeval_xl.page.server import Site
from tests.page.serving import Client, served
from tests.samples import CLEAN, FAULTY


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("page")) as client:
        yield client


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Client]:
    with served(tmp_path) as client:
        yield client


def changed(**cells: object) -> bytes:
    """The faulty sample with other values."""
    book = openpyxl.load_workbook(FAULTY)
    for cell, value in cells.items():
        book["自评表"][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ------------------------------------------------------------------------------------------------------ 1 who may ask


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:{port}"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Host": None}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "none"}, 200),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
    ],
)
def test_1_reading(page: Client, headers: dict[str, str | None], status: int) -> None:
    port = page.server.server_address[1]
    given = {name: value and value.format(port=port) for name, value in headers.items()}
    answer = page.ask("GET", "", **given)
    assert answer.status == status
    assert bool(answer.body) == (status == 200)


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Perfeval": None},
        {"X_Perfeval": "falsch"},
        {"X_Perfeval": "é"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Host": "evil.example"},
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "close"), ("POST", "alive"), ("DELETE", "files/1")])
def test_1_changing(page: Client, method: str, path: str, headers: dict[str, str | None]) -> None:
    assert page.ask(method, path, b"", **headers).status == 403
    assert not page.server.site.closed


def test_1_a_form_of_another_site_cannot_send_the_header(page: Client) -> None:
    body = b"kind=all"
    answer = page.raw("POST", f"/{page.token}/close", body, Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 403


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD", "PUT", "PATCH", "TRACE", "PROPFIND"])
def test_1_other_methods(page: Client, method: str) -> None:
    answer = page.raw(method, f"/{page.token}/", X_Perfeval=page.token)
    assert answer.status == 405
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/favicon.ico",
        "/{token}",
        "/{wrong}/",
        "/{wrong}/state",
        "/{token}/../{token}/state",
        "/{token}/page.py",
        "/{token}/static/page.js",
        "/{token}/../../../../etc/passwd",
        "/{token}/%2e%2e/%2e%2e/etc/passwd",
        "/{token}/files/../../../etc/passwd",
        "/{token}/files/%2e%2e%2fserver.py",
        "/{token}/results/..%5c..%5cserver.py",
        "/{token}/rules/..%2fmodel",
        "/{token}//etc/passwd",
        "//etc/passwd",
        "/open/",
        "/open/wrong",
        "/{token}/files",
        "/{token}/explain/X999",
        "/{token}/template/",
    ],
)
def test_1_other_paths(page: Client, path: str) -> None:
    answer = page.raw("GET", path.format(token=page.token, wrong="A" * len(page.token)))
    assert answer.status == 404
    assert b"root:" not in answer.body


def test_1_twice_a_header_is_none(page: Client) -> None:
    """Which of two hosts counts is not for us to choose."""
    with socket.create_connection(("127.0.0.1", page.server.server_address[1])) as line:
        host = page.server.site.guard.host
        line.sendall(f"GET /{page.token}/ HTTP/1.1\r\nHost: evil.example\r\nHost: {host}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 403")


def test_1_the_way_in_is_open_once(fresh: Client) -> None:
    way = fresh.server.site.guard.way_in.partition(fresh.server.site.guard.host)[2]
    first, again = fresh.raw("GET", way), fresh.raw("GET", way)
    assert (first.status, first.headers["Location"]) == (303, f"/{fresh.token}/")
    assert again.status == 404
    assert "只能打开一次" in again.body.decode()


def test_1_no_request_at_all(page: Client) -> None:
    with socket.create_connection(("127.0.0.1", page.server.server_address[1])) as line:
        line.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n")
        assert line.recv(100) == b""
    assert page.ask("GET", "state").status == 200


# -------------------------------------------------------------------------------------------------- 2 what is sent


def test_2_only_bytes_of_an_announced_length(page: Client) -> None:
    octets = {"Content_Type": "application/octet-stream"}
    assert page.ask("POST", "files?path=a", None, **octets).status == 411
    assert page.ask("POST", "files?path=a", b"x", Content_Length="x", **octets).status == 411
    assert page.ask("POST", "files?path=a", b"x", Content_Type="text/plain").status == 415
    assert page.ask("POST", "files?path=a", b"x", Content_Type="multipart/form-data").status == 415


def test_2_too_large_is_refused_unread(page: Client) -> None:
    large = str(shelves.MOST_OF_A_FILE + 1)
    answer = page.ask("POST", "files?path=a", None, Content_Length=large, Content_Type="application/octet-stream")
    assert answer.status == 413
    assert "超过 50 MB" in answer.json["message"]
    assert answer.headers["Connection"] == "close"


def test_2_too_much_in_all(fresh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fresh.drop(FAULTY).status == 200
    monkeypatch.setattr(shelves, "MOST_FILES", 1)
    assert "已经有 1 个文件" in fresh.drop(CLEAN).json["message"]
    monkeypatch.setattr(shelves, "MOST_FILES", 9)
    monkeypatch.setattr(shelves, "MOST_IN_ALL", 20_000)
    assert fresh.drop(CLEAN).status == 413


def test_2_too_slow(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving.Handler, "timeout", 0.2)
    with socket.create_connection(("127.0.0.1", page.server.server_address[1])) as line:
        head = [
            f"POST /{page.token}/files?path=a HTTP/1.1",
            f"Host: {page.server.site.guard.host}",
            f"X-Perfeval: {page.token}",
            "Content-Type: application/octet-stream",
            "Content-Length: 10",
        ]
        line.sendall(("\r\n".join(head) + "\r\n\r\nabc").encode())
        assert line.recv(100).startswith(b"HTTP/1.1 408")
    assert not [one for one in (page.server.site.shelf.folder / "out").iterdir() if one.is_file()]


@pytest.mark.parametrize("body", [b"[1]", b"{", b"\xff", b"[" * 100_000, b'{"ids": "a"}', b'{"paths": 1}'])
def test_2_no_question(page: Client, body: bytes) -> None:
    assert page.ask("POST", "results", body).status == 400
    assert page.ask("POST", "choose", body).status == 400


# ------------------------------------------------------------------------------------------------ 3 a file in


def test_3_what_check_says(page: Client) -> None:
    answer = page.drop(FAULTY, "材料/自评表.xlsx").json
    assert answer["path"] == "材料/自评表.xlsx"
    result = answer["result"]
    assert (result["file"], result["status"], result["clean"]["possible"]) == ("材料/自评表.xlsx", "ok", False)
    form = result["forms"][0]
    assert [one["code"] for one in form["findings"]] == ["B201", "S504", "S509"]
    assert ["H6", "98%", "c"] in form["grid"]["cells"]
    again = page.ask("GET", f"files/{answer['id']}")
    assert again.json == {**answer, "replaces": None}
    assert page.ask("DELETE", f"files/{answer['id']}").status == 204
    assert page.ask("GET", f"files/{answer['id']}").status == 404


def test_3_blank_scores_count_as_filled_in(fresh: Client) -> None:
    form = fresh.drop(changed(H14=None)).json["result"]["forms"][0]
    assert "S501" not in {one["code"] for one in form["findings"]}


def test_3_what_cannot_be_read(page: Client) -> None:
    error = page.drop(b"PK\x03\x04" + bytes(100), "坏.xlsx").json["result"]["error"]
    assert error["code"] == "R904"
    assert error["todo"].startswith("请重新索取")
    no_form = page.drop((Path(__file__).parents[2] / "README.md").read_bytes(), "空.docx").json["result"]["error"]
    assert "--" not in no_form["message"]


@pytest.mark.parametrize(
    "name", ["../../etc/坏.xlsx", "C:\\Windows\\坏.xlsx", "/etc/passwd", "a/../../b.xlsx", "con.xlsx", "", "..", "a\0b"]
)
def test_3_a_name_leads_nowhere(fresh: Client, name: str) -> None:
    inside = fresh.server.site.shelf.folder
    before = {one for one in inside.parent.rglob("*") if inside not in one.parents}
    assert fresh.drop(b"x", name).status == 200
    assert {one for one in inside.parent.rglob("*") if inside not in one.parents} == before
    assert all(one.path.is_relative_to(inside / "in") for one in fresh.server.site.shelf.files())


def test_3_hostile_texts_come_as_texts(fresh: Client) -> None:
    bad = "<script>alert(1)</script>\u202e" + "甲" * 30_000
    answer = fresh.drop(changed(C3="<img src=x onerror=1>", F15=bad), "<b>.xlsx")
    assert answer.headers["Content-Type"].startswith("application/json")
    form = answer.json["result"]["forms"][0]
    assert form["project"] == "<img src=x onerror=1>"
    cell = next(one for one in form["grid"]["cells"] if one[0] == "F15")
    assert len(cell[1]) == 2_000
    assert cell[3] > 2_000


def test_3_a_disk_that_is_full(fresh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    answer = fresh.drop(FAULTY)
    assert answer.status == 507
    assert "请清理磁盘" in answer.json["message"]
    assert not list((fresh.server.site.shelf.folder / "out").iterdir())


def test_3_settings_that_are_wrong(
    fresh: Client, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The configuration of the folder that the program was started in counts, as for a command."""
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    (here / "perfeval-xl.toml").write_text("rules = 1", encoding="utf-8")
    assert fresh.drop(FAULTY).status == 422
    assert fresh.server.site.shelf.files() == []
    (here / "perfeval-xl.toml").write_text('ignore = ["S"]', encoding="utf-8")
    result = fresh.drop(FAULTY).json["result"]
    assert [one["code"] for one in result["forms"][0]["findings"]] == ["B201"]
    assert (result["left_out"], result["clean"]["possible"]) == (["S"], False)


def test_3_which_files_of_a_folder(page: Client) -> None:
    paths = ["甲/自评表.xlsx", "甲/~$自评表.xlsx", "甲/自评表_已评分.xlsx", ".git/a.xlsx", "perfeval-xl.toml", "a.pdf"]
    assert page.ask("POST", "choose", {"paths": paths}).json["skip"] == ["", "other", "own", "other", "other", ""]


# ------------------------------------------------------------------------------------------------ 4 again


def test_4_mended(fresh: Client) -> None:
    first = fresh.drop(FAULTY, "自评表.xlsx").json
    assert first["result"]["forms"][0]["changes"] is None
    second = fresh.drop(changed(H6=0.96, G40=1), "自评表.xlsx").json
    assert second["replaces"] == first["id"]
    assert second["path"] == "自评表.xlsx"
    changes = second["result"]["forms"][0]["changes"]
    assert [one["code"] for one in changes["settled"]] == ["B201"]
    assert {was["code"] for was, _ in changes["stayed"]} == {"S504", "S509"}
    assert len(fresh.server.site.shelf.files()) == 1


def test_4_the_scored_copy_mended(fresh: Client) -> None:
    first = fresh.drop(FAULTY, "自评表.xlsx").json
    copy = fresh.result("scored", first["id"]).body
    second = fresh.drop(copy, "自评表_已评分.xlsx").json
    assert second["replaces"] == first["id"]
    changes = second["result"]["forms"][0]["changes"]
    assert (changes["settled"], changes["new"], len(changes["stayed"])) == ([], [], 3)


def test_4_another_project_of_the_same_name_of_file(fresh: Client) -> None:
    fresh.drop(FAULTY, "自评表.xlsx")
    other = fresh.drop(changed(C3="另一个项目"), "自评表.xlsx").json
    assert (other["replaces"], other["path"]) == (None, "自评表(2).xlsx")
    moved = fresh.drop(changed(C3="另一个项目", H6=0.96), "别处/自评表.xlsx").json
    assert moved["replaces"] == other["id"]
    copied = fresh.drop(changed(C3="另一个项目", H6=0.96), "又一处/自评表.xlsx").json
    assert copied["replaces"] is None


def test_4_a_project_named_at_last(fresh: Client) -> None:
    first = fresh.drop(changed(C3=None), "自评表.xlsx").json
    assert fresh.drop(FAULTY, "自评表.xlsx").json["replaces"] == first["id"]


# ------------------------------------------------------------------------------------------------ 5 results


def test_5_a_scored_copy(fresh: Client) -> None:
    id = fresh.drop(FAULTY, "甲/自评表.xlsx").json["id"]
    answer = fresh.result("scored", id)
    assert (
        "filename*=UTF-8''%E8%87%AA%E8%AF%84%E8%A1%A8_%E5%B7%B2%E8%AF%84%E5%88%86.xlsx"
        in answer.headers["Content-Disposition"]
    )
    assert "核对意见" in openpyxl.load_workbook(io.BytesIO(answer.body)).sheetnames


def test_5_a_copy_to_send_up_or_why_not(fresh: Client) -> None:
    bad, good = (fresh.drop(one).json["id"] for one in (FAULTY, CLEAN))
    refused = fresh.result("clean", bad)
    assert refused.status == 409
    assert refused.json["message"].startswith("还不能生成报送件。有 3 处错误：自评表!H6（B201）")
    assert "核对意见" not in openpyxl.load_workbook(io.BytesIO(fresh.result("clean", good).body)).sheetnames
    both = zipfile.ZipFile(io.BytesIO(fresh.result("clean", bad, good).body))
    assert both.namelist() == [f"{CLEAN.stem}_报送.xlsx", "没有列入的文件.txt"]
    assert FAULTY.name in both.read("没有列入的文件.txt").decode("utf-8-sig")


def test_5_of_all_files(fresh: Client) -> None:
    ids = [fresh.drop(FAULTY, "甲/自评表.xlsx").json["id"], fresh.drop(b"x", "乙/坏.xlsx").json["id"]]
    book = openpyxl.load_workbook(
        io.BytesIO(fresh.result("summary", *ids, decisions={f"{ids[0]}:1": "退回", "x:1": "通过"}).body)
    )
    sheet = book["项目汇总"]
    values = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "退回" in values
    assert "通过" not in values
    listed = openpyxl.load_workbook(io.BytesIO(fresh.result("list", *ids).body))
    assert listed.sheetnames == ["文件清单"]
    names = {str(cell.value) for row in listed.active.iter_rows() for cell in row}
    assert {"甲/自评表.xlsx", "乙/坏.xlsx"} <= names
    links = [cell.hyperlink.target for row in listed.active.iter_rows() for cell in row if cell.hyperlink]
    assert not [one for one in links if ".." in one or "/tmp" in one]
    everything = zipfile.ZipFile(io.BytesIO(fresh.result("all", *ids).body)).namelist()
    assert everything == ["评分件/甲/自评表_已评分.xlsx", "汇总表.xlsx", "没有列入的文件.txt"]


def test_5_what_was_typed_in_the_book_before_is_carried_on(fresh: Client) -> None:
    id = fresh.drop(FAULTY, "自评表.xlsx").json["id"]
    book = fresh.result("summary", id, decisions={f"{id}:1": "待说明"}).body
    assert fresh.drop(book, "汇总表.xlsx").json["book"]
    assert len(fresh.server.site.shelf.files()) == 1
    assert fresh.ask("GET", "decisions").json == {f"{id}:1": "待说明"}
    made = fresh.ask("POST", "results", {"kind": "summary", "ids": [id]})
    assert "已带过来" in made.json["note"]
    again = openpyxl.load_workbook(io.BytesIO(fresh.ask("GET", made.json["url"]).body))
    assert "待说明" in {cell.value for row in again["项目汇总"].iter_rows() for cell in row}
    assert fresh.ask("DELETE", "files").status == 204
    state = fresh.ask("GET", "state").json
    assert (state["files"], state["book"]) == ([], False)
    assert not list((fresh.server.site.shelf.folder / "in").rglob("*.xlsx"))


def test_5_no_book_before(page: Client) -> None:
    assert page.ask("GET", "decisions").json == {}


def test_5_a_report(fresh: Client) -> None:
    id = fresh.drop(FAULTY, "自评表.xlsx").json["id"]
    made = fresh.ask("POST", "results", {"kind": "report", "ids": [id]}).json
    assert made["name"] == "自评表_绩效评价报告.docx"
    assert "【待补充】" in made["note"]
    bad = fresh.drop(b"x", "坏.xlsx").json["id"]
    assert fresh.result("report", bad).status == 409


def test_5_nothing_asked_for(fresh: Client) -> None:
    assert fresh.result("scored").status == 409
    assert fresh.result("scored", "nicht-da").status == 404
    id = fresh.drop(FAULTY).json["id"]
    assert fresh.result("anderes", id).status == 409


def test_5_fetchable_for_a_while(fresh: Client) -> None:
    """Some browsers hand the address to a program of their own, which asks again."""
    id = fresh.drop(FAULTY).json["id"]
    url = fresh.ask("POST", "results", {"kind": "scored", "ids": [id]}).json["url"]
    assert fresh.ask("GET", url).body == fresh.ask("GET", url).body
    fresh.server.site.sweep(time.monotonic() + serving.FETCHABLE + 1)
    assert fresh.ask("GET", url).status == 404
    assert not list((fresh.server.site.shelf.folder / "out").rglob("*.xlsx"))


# ------------------------------------------------------------------------------------------------ 6 rules

OWN = """
id = "district"
title = "某区规则"
version = "1"
extends = "mof-2020"
[grades]
bands = { source = "办法", value = [{ name = "优秀", total_from = 90 }, { name = "合格", total_from = 0 }] }
[sources."办法"]
title = "《办法》"
"""


def test_6_another_rule_set(fresh: Client) -> None:
    id = fresh.drop(FAULTY).json["id"]
    state = fresh.ask("POST", "rules", {"id": "mof-2020"}).json
    assert state["chosen"] == "mof-2020"
    rules = fresh.ask("POST", f"files/{id}", b"").json["result"]["rules"]
    assert (rules["id"], rules["chosen_by"]) == ("mof-2020", "option")
    assert fresh.ask("POST", "rules", {"id": ""}).json["chosen"] == ""
    assert fresh.ask("POST", f"files/{id}", b"").json["result"]["rules"]["chosen_by"] == "workbook"
    assert fresh.ask("POST", "rules", {"id": "../mof"}).status == 422


def test_6_what_it_says(page: Client) -> None:
    text = page.ask("GET", "rules/mof-2020").json["text"]
    assert text.startswith("项目支出绩效自评规则")
    assert "预算执行率" in text
    assert "可以写" not in text
    assert "[weights]" not in text
    assert "perfeval-xl" not in text


def test_6_ones_own(fresh: Client) -> None:
    id = fresh.drop(CLEAN).json["id"]
    refused = fresh.ask("POST", "rules?name=a.toml", b'id = "x"')
    assert refused.status == 422
    assert "规则文件“a.toml”有" in refused.json["message"]
    assert str(fresh.server.site.shelf.folder) not in refused.json["message"]
    state = fresh.ask("POST", "rules?name=..%2Fa.toml", OWN.encode()).json
    assert (state["chosen"], state["rules"][-1]["id"]) == ("own", "own")
    assert fresh.ask("POST", f"files/{id}", b"").json["result"]["rules"]["title"] == "某区规则"
    assert fresh.ask("GET", "rules/own").json["title"] == "某区规则"
    assert fresh.ask("GET", "template?rules=own").body.startswith(b"PK")
    assert fresh.ask("POST", "rules?name=b.toml", b"x" * 70_000).status == 413
    assert fresh.ask("POST", "rules", {"id": "mof-2020"}).json["rules"][-1]["id"] == "own"


def test_6_blank_forms_and_codes(page: Client) -> None:
    answer = page.ask("GET", "template?rules=mof-2020")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(answer.body)).sheetnames
    assert page.ask("GET", "explain/B201").json["text"].startswith("B201")


# ------------------------------------------------------------------------------------------------ 7 the end


def site(page: Client) -> Site:
    """Once its last answer is out."""
    while page.server.site.busy:
        time.sleep(0.01)
    return page.server.site


def test_7_when_it_ends(fresh: Client) -> None:
    now = time.monotonic()
    assert not site(fresh).is_over(now)
    assert not site(fresh).is_over(now + serving.IDLE - 60)
    assert site(fresh).is_over(now + serving.IDLE + 60)
    fresh.ask("POST", "leave", b"")
    now = time.monotonic()
    assert not site(fresh).is_over(now + serving.LEFT - 10)
    assert site(fresh).is_over(now + serving.LEFT + 10)
    fresh.ask("POST", "alive", b"")
    assert not site(fresh).is_over(now + serving.LEFT + 10)
    fresh.ask("POST", "close", b"")
    assert site(fresh).is_over(time.monotonic())


def test_7_never_in_the_midst(fresh: Client) -> None:
    fresh.server.site.closed, fresh.server.site.busy = True, 1
    assert not fresh.server.site.is_over(time.monotonic() + 10 * serving.IDLE)


def test_7_serve_comes_back_when_closed(tmp_path: Path) -> None:
    server = serving.Server(0, tmp_path)
    thread = threading.Thread(target=serving.serve, args=(server,), daemon=True)
    thread.start()
    Client(server).ask("POST", "close", b"")
    thread.join(10)
    assert not thread.is_alive()


# ------------------------------------------------------------------------------------------------ 8 every answer


@pytest.mark.parametrize("path", ["", "page.css", "page.js", "state", "nicht-da", "explain/B201"])
def test_8_headers(page: Client, path: str) -> None:
    headers = page.ask("GET", path).headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_8_the_page_has_nothing_of_others(page: Client) -> None:
    folder = Path(serving.__file__).with_name("static")
    texts = {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()}
    assert {"page.html", "page.css", "page.js"} < set(texts)
    for name, text in texts.items():
        assert "http://" not in text
        assert "https://" not in text
        if name.endswith(".js"):
            assert page.ask("GET", name).body.decode() == text
            for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "?.", "??"):
                assert word not in text
    assert "onclick" not in texts["page.html"]
    assert "style=" not in texts["page.html"]


def test_8_every_script_is_asked_for_by_another() -> None:
    folder = Path(serving.__file__).with_name("static")
    scripts = {one.name: one.read_text(encoding="utf-8") for one in folder.glob("*.js")}
    wanted = {"page.js", *re.findall(r"from '\./([a-z]+\.js)'", "".join(scripts.values()))}
    assert wanted == set(scripts)
    for text in scripts.values():
        for names, home in re.findall(r"import \{([^}]+)\} from '\./([a-z]+\.js)'", text):
            for name in names.split(", "):
                assert re.search(rf"export (?:async )?(?:function|const|class) [^;]*?\b{name}\b", scripts[home]), name


def test_8_answers_in_json_are_json(page: Client) -> None:
    assert json.loads(page.ask("GET", "state").body)["most"]["file"] == shelves.MOST_OF_A_FILE
