"""Who may ask the local page for what: this machine's browser, on our own page, and nobody else.

Host must be ours to the letter (else a name that leads to 127.0.0.1 would do), the token is in every path, and what
changes anything must come from a page that knows it: another site's form cannot send the header, and a script of
another site may not (there is no answer to OPTIONS, and never a CORS header).
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from email.message import Message

HEADER = "X-Perfeval"
READ = ("Host", "Origin", "Sec-Fetch-Site", HEADER)  # what is decided by; each may stand there once
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
ANSWER_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def new_token() -> str:
    """32 random bytes as they can stand in a path."""
    return secrets.token_urlsafe(32)


@dataclass(slots=True)
class Guard:
    """The token of this run and the port that it listens on."""

    port: int
    token: str = field(default_factory=new_token)
    entrance: str | None = field(default_factory=new_token)  # a path that leads in once, for the browser's command line

    @property
    def host(self) -> str:
        """As a request must name it."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """Of our own page."""
        return f"http://{self.host}"

    @property
    def address(self) -> str:
        """Of the page."""
        return f"{self.origin}/{self.token}/"

    @property
    def way_in(self) -> str:
        """An address that leads to the page once: other users of this machine may read a browser's command line."""
        return f"{self.origin}/open/{self.entrance}"

    def inside(self, path: str) -> str | None:
        """What is asked for below the token; None for any other path."""
        first, slash, rest = path.removeprefix("/").partition("/")
        is_ours = hmac.compare_digest(first.encode("utf-8", "replace"), self.token.encode())
        return rest if is_ours and slash else None

    def lets_in(self, path: str) -> bool:
        """Whether this is the entrance, which is then closed."""
        if self.entrance is None:
            return False
        is_it = hmac.compare_digest(path.encode("utf-8", "replace"), f"/open/{self.entrance}".encode())
        if is_it:
            self.entrance = None
        return is_it

    def refuses(self, method: str, headers: Message) -> int | None:
        """The status of a refusal, by the headers alone; None where they are in order."""
        if headers.get("Host") != self.host:
            return 403
        if method not in ("GET", "POST", "DELETE"):
            return 405
        origin, site = headers.get("Origin"), headers.get("Sec-Fetch-Site")
        if origin is not None and origin != self.origin:
            return 403
        if method == "GET":
            return 403 if site not in (None, "same-origin", "none") else None
        sent = headers.get(HEADER) or ""
        is_ours = hmac.compare_digest(sent.encode("utf-8", "replace"), self.token.encode())
        return 403 if site not in (None, "same-origin") or not is_ours else None
