"""The server of the local page: its own files, the answers of the room, and nothing of the disk."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, quote, urlsplit

from perfeval_xl import __version__, problems
from perfeval_xl.desk.summary_book import Decisions
from perfeval_xl.page import guard, results
from perfeval_xl.page.guard import Guard
from perfeval_xl.page.shelf import MEGABYTE, MOST_FILES, MOST_IN_ALL, MOST_OF_A_FILE, Full, Shelf
from perfeval_xl.page.words import at_the_page
from perfeval_xl.problems import FileError
from perfeval_xl.rules import ruleset

SILENCE = 30.0  # seconds without a byte, after which a request is given up
IDLE = 30 * 60.0  # seconds without a request: the program ends
LEFT = 90.0  # seconds after the page was closed or left; it may be loaded anew
FETCHABLE = 300.0  # seconds that a result can be fetched: some browsers hand the address to a program of their own
_MOST_ASKED = 4 * MEGABYTE  # of a question in JSON
_MOST_RULES = 64 * 1024
_BLOCK = 1 << 16
_STATIC = Path(__file__).with_name("static")
_PARTS = [one.name for one in _STATIC.iterdir() if one.suffix in (".css", ".js")]
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_GONE = "这个地址只能打开一次，已经用过了；请关闭程序，再双击“打开核对页面”。"


@dataclass(slots=True)
class Answer:
    """What goes back: a text or the bytes of a file, and how."""

    status: int = 200
    body: bytes = b""
    type: str = "application/json"
    file: Path | None = None
    name: str = ""  # of a file to be saved
    location: str = ""


class Refusal(Exception):  # noqa: N818 (an answer)
    """Ends a request with a status and, for the page, a sentence."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(slots=True)
class Site:
    """The page of one run: who may ask, what was dropped, what can be fetched, and when somebody last asked."""

    guard: Guard
    shelf: Shelf
    asked: float = field(default_factory=time.monotonic)
    left: float | None = None
    closed: bool = False
    fetchable: dict[str, tuple[results.Made, float]] = field(default_factory=dict[str, "tuple[results.Made, float]"])
    busy: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_over(self, now: float) -> bool:
        """The page was closed, or nobody has asked for long; never in the midst of an answer."""
        if self.busy:
            return False
        gone = self.left is not None and now - self.left > LEFT
        return self.closed or gone or now - self.asked > IDLE

    def sweep(self, now: float) -> None:
        """Takes away results that can no longer be fetched."""
        with self.lock:
            for key, (made, until) in list(self.fetchable.items()):
                if now > until:
                    del self.fetchable[key]
                    shutil.rmtree(made.path.parent, ignore_errors=True)


class Handler(BaseHTTPRequestHandler):
    """One connection of the browser."""

    protocol_version = "HTTP/1.1"
    server_version = "perfeval-xl"
    sys_version = ""
    timeout = SILENCE
    disable_nagle_algorithm = True  # answers are small; 40 ms a request

    # ------------------------------------------------------------------------------------------- the way of a request

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What is no request at all, or of another method: no page with words comes back."""
        self.close_connection = True
        self._unread = False
        self._send(Answer(405 if code == 501 else int(code)))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: paths hold the token and names of files."""

    @property
    def site(self) -> Site:
        return cast("Server", self.server).site

    def _answer(self, method: str) -> None:
        site = self.site
        with site.lock:
            site.busy += 1
        self._unread = True  # the body of the request
        try:
            self._send(self._answered(method))
        except Refusal as refusal:
            body = json.dumps({"message": refusal.message}, ensure_ascii=False) if refusal.message else ""
            self._send(Answer(refusal.status, body.encode()))
        except TimeoutError:
            self.close_connection = True
            self._send(Answer(408))
        except ConnectionError:
            self.close_connection = True
        except Exception as fault:
            if os.environ.get("PERFEVAL_XL_DEBUG"):
                raise
            words = f"程序内部出错（{type(fault).__name__}：{fault}），这不是您的操作问题，请把这句话发给维护人员。"
            self.close_connection = True
            self._send(Answer(500, json.dumps({"message": words}, ensure_ascii=False).encode()))
        finally:
            with site.lock:
                site.busy -= 1

    def _answered(self, method: str) -> Answer:
        address = urlsplit(self.path)
        headers = self.headers
        once = all(len(headers.get_all(name) or []) < 2 for name in guard.READ)
        refused = self.site.guard.refuses(method, headers) if once else 403
        if refused is not None:
            raise Refusal(refused)
        if method == "GET" and self.site.guard.lets_in(address.path):
            return Answer(303, location=f"/{self.site.guard.token}/")
        if method == "GET" and address.path.startswith("/open/"):
            return Answer(404, _GONE.encode(), "text/plain")
        inside = self.site.guard.inside(address.path)
        if inside is None:
            raise Refusal(404)
        self.site.asked, self.site.left = time.monotonic(), None
        query = {name: values[0] for name, values in parse_qs(address.query, max_num_fields=8).items()}
        parts = inside.split("/")
        answer = _ROUTES.get((method, parts[0], len(parts)))
        if answer is None:
            raise Refusal(404)
        try:
            return answer(self, query, *parts[1:])
        except Full as full:
            raise Refusal(413, str(full)) from None
        except results.Refused as refused:
            raise Refusal(409, str(refused)) from None
        except FileError as fault:
            raise Refusal(422, at_the_page(fault.message)) from None
        except (ConnectionError, TimeoutError):
            raise
        except OSError as fault:
            words = f"临时文件夹写不进去（{fault.strerror or fault}），请清理磁盘后再试。"
            raise Refusal(507, words) from None

    def _send(self, answer: Answer) -> None:
        if self._unread and self.headers.get("Content-Length", "0") != "0":
            self.close_connection = True  # what is left of a body is not read as the next request
        self.send_response(answer.status)
        for name, value in guard.ANSWER_HEADERS.items():
            self.send_header(name, value)
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.name:
            self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(answer.name, safe='')}")
        size = answer.file.stat().st_size if answer.file is not None else len(answer.body)
        if size:
            text = answer.type.startswith("text/") or answer.type.endswith("json")
            self.send_header("Content-Type", f"{answer.type}; charset=utf-8" if text else answer.type)
        if answer.status != 204:
            self.send_header("Content-Length", str(size))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if answer.file is not None:
            with answer.file.open("rb") as file:
                shutil.copyfileobj(file, self.wfile, _BLOCK)
        else:
            self.wfile.write(answer.body)

    # --------------------------------------------------------------------------------------------- what is sent to us

    def _length(self, most: int) -> int:
        """The length of the body, as it is announced; 411 without one, 413 above `most`."""
        said = self.headers.get("Content-Length") or ""
        if self.headers.get("Transfer-Encoding") or not said.isascii() or not said.isdigit() or len(said) > 15:
            raise Refusal(411)
        if int(said) > most:
            raise Refusal(413, f"超过 {most / MEGABYTE:.0f} MB，没有核对。请删去里面的大图片，另存后再拖。")
        return int(said)

    def _blocks(self, size: int, take: Callable[[bytes], object]) -> None:
        left = size
        while left:
            block = self.rfile.read1(min(left, _BLOCK))  # what has come; the time without a byte is limited
            if not block:
                raise ConnectionError
            take(block)
            left -= len(block)
        self._unread = False

    def _body(self, most: int) -> bytes:
        data = bytearray()
        self._blocks(self._length(most), data.extend)
        return bytes(data)

    def _question(self) -> dict[str, Any]:
        """The body as an object of JSON."""
        try:
            asked = json.loads(self._body(_MOST_ASKED) or b"{}")
        except (ValueError, RecursionError):
            raise Refusal(400) from None
        if not isinstance(asked, dict):
            raise Refusal(400)
        return cast("dict[str, Any]", asked)

    # ------------------------------------------------------------------------------------------------------- answers

    def page(self, _: dict[str, str]) -> Answer:
        """The page itself."""
        return self.part(_, "page.html")

    def part(self, _: dict[str, str], name: str) -> Answer:
        """What belongs to it, by its name."""
        path = _STATIC / name
        return Answer(body=path.read_bytes(), type=_TYPES[path.suffix])

    def state(self, _: dict[str, str]) -> Answer:
        """What a page that is loaded has to know."""
        shelf = self.site.shelf
        own = shelf.own_rules
        listed = [{"id": one.id, "title": one.title} for one in ruleset.shipped()]
        if own is not None:
            listed.append({"id": "own", "title": f"{ruleset.load(own).title}（{own.name}）"})
        return _json(
            {
                "version": __version__,
                "rules": listed,
                "chosen": _chosen(shelf),
                "files": [one.id for one in shelf.files()],
                "book": shelf.book is not None,
                "most": {"file": MOST_OF_A_FILE, "all": MOST_IN_ALL, "files": MOST_FILES},
            }
        )

    def choose(self, _: dict[str, str]) -> Answer:
        """Which of the files of a folder are filings: lock files, hidden ones and our own outputs are none."""
        from perfeval_xl.inputs import is_filing_name, is_own_output

        paths = [str(one) for one in _list(self._question().get("paths"))]
        kinds = ["own" if is_own_output(Path(one)) else "" if is_filing_name(Path(one)) else "other" for one in paths]
        return _json({"skip": kinds})

    def take(self, query: dict[str, str]) -> Answer:
        """A file: its bytes in, what was found in it out."""
        if self.headers.get("Content-Type") != "application/octet-stream":
            raise Refusal(415)
        shelf = self.site.shelf
        size = self._length(MOST_OF_A_FILE)
        shelf.room_for(size)
        coming = shelf.folder / "out" / guard.new_token()
        try:
            with coming.open("wb") as file:
                self._blocks(size, file.write)
            return _told(shelf.take(query.get("path", ""), coming, size))
        finally:
            coming.unlink(missing_ok=True)

    def again(self, _: dict[str, str], id: str) -> Answer:
        """A file judged anew."""
        return _told(self.site.shelf.again(self._held(id)))

    def told(self, _: dict[str, str], id: str) -> Answer:
        """What was found in a file, once more."""
        return Answer(body=self._held(id).told.read_bytes())

    def forget(self, _: dict[str, str], id: str) -> Answer:
        """A file taken away."""
        self.site.shelf.forget(self._held(id))
        return Answer(204)

    def clear(self, _: dict[str, str]) -> Answer:
        """Everything taken away."""
        self.site.shelf.clear()
        return Answer(204)

    def _held(self, id: str) -> Any:
        held = self.site.shelf.get(id)
        if held is None:
            raise Refusal(404)
        return held

    def make(self, _: dict[str, str]) -> Answer:
        """A result, to be fetched at the address that is answered."""
        asked = self._question()
        ids = {str(one) for one in _list(asked.get("ids"))}
        files = [one for one in self.site.shelf.files() if one.id in ids]
        if len(files) != len(ids):
            raise Refusal(404)
        made = results.make(self.site.shelf, str(asked.get("kind")), files, _decisions(asked, self.site.shelf))
        key = guard.new_token()
        with self.site.lock:
            self.site.fetchable[key] = (made, time.monotonic() + FETCHABLE)
        return _json({"url": f"results/{key}", "name": made.name, "note": made.note})

    def decisions(self, _: dict[str, str]) -> Answer:
        """What was decided in the 汇总表 that was dropped."""
        return _json(results.decisions_before(self.site.shelf))

    def fetch(self, _: dict[str, str], key: str) -> Answer:
        """A result as a file to be saved."""
        with self.site.lock:
            made, until = self.site.fetchable.get(key, (None, 0.0))
        if made is None or time.monotonic() > until:
            raise Refusal(404)
        return Answer(file=made.path, name=made.name, type="application/octet-stream")

    def rules(self, _: dict[str, str], id: str) -> Answer:
        """What a rule-set says."""
        from perfeval_xl.rules import show

        own = self.site.shelf.own_rules
        if id not in ruleset.SHIPPED and not (id == "own" and own is not None):
            raise Refusal(404)
        rules = ruleset.load(str(own) if id == "own" else id)
        return _json({"id": id, "title": rules.title, "text": show.describe(rules, for_writers=False)})

    def choose_rules(self, query: dict[str, str]) -> Answer:
        """Which rule-set judges from now on: an id, or a file of the office's own."""
        shelf = self.site.shelf
        if "name" in query:
            shelf.take_rules(query["name"], self._body(_MOST_RULES))
        else:
            shelf.choose_rules(str(self._question().get("id", "")))
        return self.state(query)

    def explain(self, _: dict[str, str], code: str) -> Answer:
        """What a code means."""
        from perfeval_xl import checks

        text = checks.explain(code) or problems.explained(code)
        if text is None:
            raise Refusal(404)
        return _json({"text": text})

    def template(self, query: dict[str, str]) -> Answer:
        """The blank form of a rule-set."""

        from perfeval_xl.writing.standard.workbook import file_name, write_template

        id, own = query.get("rules", ""), self.site.shelf.own_rules
        if id == "own" and own is None:
            raise Refusal(404)
        rules = ruleset.load(str(own) if id == "own" else id if id in ruleset.SHIPPED else ruleset.NATIONAL)
        return Answer(body=write_template(rules), name=file_name(rules), type="application/octet-stream")

    def alive(self, _: dict[str, str]) -> Answer:
        """The page is still open."""
        return Answer(204)

    def leave(self, _: dict[str, str]) -> Answer:
        """The page is left; where it is only loaded anew, it asks again."""
        self.site.left = time.monotonic()
        return Answer(204)

    def close(self, _: dict[str, str]) -> Answer:
        """The program is to end."""
        self.site.closed = True
        return Answer(204)


_ROUTES: dict[tuple[str, str, int], Callable[..., Answer]] = {
    ("GET", "", 1): Handler.page,
    **{("GET", name, 1): partial(Handler.part, name=name) for name in _PARTS},
    ("GET", "state", 1): Handler.state,
    ("POST", "choose", 1): Handler.choose,
    ("POST", "files", 1): Handler.take,
    ("POST", "files", 2): Handler.again,
    ("GET", "files", 2): Handler.told,
    ("DELETE", "files", 2): Handler.forget,
    ("DELETE", "files", 1): Handler.clear,
    ("GET", "decisions", 1): Handler.decisions,
    ("POST", "results", 1): Handler.make,
    ("GET", "results", 2): Handler.fetch,
    ("GET", "rules", 2): Handler.rules,
    ("POST", "rules", 1): Handler.choose_rules,
    ("GET", "explain", 2): Handler.explain,
    ("GET", "template", 1): Handler.template,
    ("POST", "alive", 1): Handler.alive,
    ("POST", "leave", 1): Handler.leave,
    ("POST", "close", 1): Handler.close,
}


def _json(value: object) -> Answer:
    return Answer(body=json.dumps(value, ensure_ascii=False).encode())


def _told(text: str) -> Answer:
    return Answer(body=text.encode())


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Refusal(400)
    return cast("list[object]", value)


def _chosen(shelf: Shelf) -> str:
    if shelf.rules is None:
        return ""
    return shelf.rules if shelf.rules in ruleset.SHIPPED else "own"


def _decisions(asked: dict[str, Any], shelf: Shelf) -> Decisions:
    """What was decided of the forms: by the file's name in the batch and the number of the form in it."""
    given = asked.get("decisions")
    if not isinstance(given, dict):
        return {}
    labels = {one.id: str(one.label) for one in shelf.files()}
    found: dict[tuple[str, int], str] = {}
    for key, word in cast("dict[str, object]", given).items():
        id, _, number = key.partition(":")
        if id in labels and number.isdigit() and isinstance(word, str):
            found[labels[id], int(number)] = word[:200]
    return found


class Server(ThreadingHTTPServer):
    """Listens on this machine alone."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False  # on Windows it would let another program listen on the same port

    def __init__(self, port: int, folder: Path) -> None:
        """OSError where the port is taken."""
        super().__init__(("127.0.0.1", port), Handler)
        self.site = Site(Guard(self.server_address[1]), Shelf(folder))

    def server_bind(self) -> None:
        """Without asking a name server what this machine is called."""
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke off is nobody's trouble."""


def serve(server: Server) -> None:
    """Answers until the page is closed, left, or idle for long."""
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True).start()
    try:
        while not server.site.is_over(now := time.monotonic()):
            server.site.sweep(now)
            time.sleep(0.3)
        time.sleep(0.2)  # the last answer is on its way
    finally:
        server.shutdown()
        server.server_close()
