"""A page's server in this process, and requests to it as they come from its own page, or from anyone."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from perfeval_xl.page.server import Server


@dataclass
class Answered:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Client:
    """Asks as the page does; `headers` None in a call takes one of its headers away."""

    server: Server

    @property
    def token(self) -> str:
        return self.server.site.guard.token

    def raw(self, method: str, path: str, body: bytes | None = None, **headers: str | None) -> Answered:
        """A request to any path. Headers with _ for -."""
        given = {"Host": self.server.site.guard.host}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.server.server_address[1], timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if body is not None and "Content-Length" not in given:
                connection.putheader("Content-Length", str(len(body)))
            for name, value in given.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answered(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def ask(self, method: str, path: str, body: object = None, **headers: str | None) -> Answered:
        """A request of our own page."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given: dict[str, str | None] = {"X_Perfeval": self.token, "Origin": self.server.site.guard.origin}
        if method == "GET":
            given = {}
        return self.raw(method, f"/{self.token}/{path}", data, **(given | headers))

    def drop(self, path: Path | bytes, name: str | None = None) -> Answered:
        """A file dropped."""
        data = path if isinstance(path, bytes) else path.read_bytes()
        label = name or (path.name if isinstance(path, Path) else "自评表.xlsx")
        return self.ask("POST", f"files?path={quote(label)}", data, Content_Type="application/octet-stream")

    def result(self, kind: str, *ids: str, **more: object) -> Answered:
        """A result asked for and fetched; the refusal where there is none."""
        made = self.ask("POST", "results", {"kind": kind, "ids": ids, **more})
        return self.ask("GET", made.json["url"]) if made.status == 200 else made


@contextmanager
def served(folder: Path) -> Generator[Client]:
    """A server until the end of the block."""
    server = Server(0, folder)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield Client(server)
    finally:
        server.shutdown()
        server.server_close()
