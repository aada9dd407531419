"""The command `page`: the local page, opened in the browser."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable
from types import FrameType

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import CLEAN, Stop, say
from perfeval_xl.commands.words import ChineseCommand

BEGUN = 0.2  # seconds until the browser is opened: the server is listening by then


@click.command(cls=ChineseCommand)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="端口", help="端口，默认自动选一个空闲的。")
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只显示地址。")
@options.rules
def page(port: int, no_browser: bool, rules: str | None) -> int:
    """打开核对页面：在浏览器里拖入自评表，看意见，取结果。

    页面只在这台电脑上，不上网；关上页面，程序自己结束，拖进来的文件随之清掉。按 Ctrl+C 也可以结束。
    """
    from perfeval_xl.filings.workspace import workspace
    from perfeval_xl.page.server import Server, serve

    with workspace() as folder:
        _end_by_signals()
        with contextlib.suppress(KeyboardInterrupt):
            try:
                server = Server(port, folder)
            except OSError as fault:
                raise Stop(f"端口 {port} 用不了（{fault.strerror or fault}），请换一个，或不写 --port。") from None
            if rules is not None:
                server.site.shelf.use(rules)
            say(server.site.guard.address)
            say("核对页面已打开。关上页面，程序自己结束；按 Ctrl+C 也可以结束。")
            threading.Thread(target=server.site.shelf.warm, daemon=True).start()
            if not no_browser:
                threading.Timer(BEGUN, _open, [server.site.guard.way_in, say]).start()
            serve(server)
        say("核对页面已关闭，拖进来的文件已清掉。")
    return CLEAN


def _open(address: str, say: Callable[[str], None]) -> None:
    """Opens the usual browser; where there is none, the address stands above."""
    import webbrowser

    with contextlib.suppress(webbrowser.Error, OSError):
        if webbrowser.open(address):
            return
    say("没有找到浏览器，请把上面的地址复制到浏览器里打开。")


def _end_by_signals() -> None:
    """A terminal that is closed, a system that shuts down: what was dropped is taken away first."""

    def end(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
