"""What bad input may never do: drive a terminal, get into a page, write elsewhere, take long, reach out."""

from __future__ import annotations

import io
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from voicesim.cli.output import shown
from voicesim.cli.render.console import THEME, SafeConsole
from voicesim.errors import VoicesimError

LIMIT_S = 2.0
"""Of work, not of waiting: other programs on this machine must not look like a mistake in ours."""

MARK = "zqx"
"""Stands in every piece of hostile markup, so that it is told from our own."""

HOSTILE = (
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x1b]8;;http://zqx.example/\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;enF4\x07",
    "\x1bP+q\x1b\\",
    "\x9b2J",
    "\x9d52;c;enF4\x9c",
    "\u202egnp.exe\u2066x\u2069",
    "\u200e\u200f\u061c",
    "\x00",
    "\x08\x08\x08",
    "\r\x1b[2K",
    "\x7f",
    "\u2028\u2029\x85",
    "\ufeff",
    "\ufffe\uffff",
    "\U000e0041",
    "<script>zqx()</script>",
    '"><img src=x onerror=zqx()>',
    "</style><svg/onload=zqx()>",
    "<!--zqx",
    "{{ zqx }}{% zqx %}",
    "[zqx](javascript:zqx())",
    "![zqx](http://zqx.example/x.png)",
    "<http://zqx.example>",
    "[link=http://zqx.example]zqx[/link][bold]",
    "[/zqx]",
    "`zqx`\n\n# zqx\n\n- zqx\n```\n",
    '=HYPERLINK("http://zqx.example")',
    "@SUM(1)",
    "-->",
    "&#27;&#x9b;&#xd800;&#0;",
    "&#" + "9" * 5000 + ";",
    "%s%n{0}{x.__class__}",
    "../../../zqx",
    "../" * 60 + "tmp/zqx",
    "NaN",
    "1e999",
    "-0",
    "9" * 5000,
    "0x" + "f" * 5000,
    "é" * 300,
    "a\u0301" * 200,
    "\U0001f469\u200d\U0001f680",
    "(((((" * 50,
    " " * 3000,
    "\t\n\v\f",
    "",
)

_OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[hl]|\x1b\[\d*[ABCDGK]|\x1b\[[12]K|\r")
_DRIVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Harm(AssertionError):
    """Something happened that no input may bring about."""


def check_shown(text: str) -> None:
    """Raises Harm for text on a terminal with anything in it that is not ours and acts on the terminal."""
    found = _DRIVES.search(_OURS.sub("", text))
    if found:
        raise Harm(f"{found[0]!r} would reach the terminal: {text[max(0, found.start() - 40) :][:120]!r}")


def check_plain(text: str) -> None:
    """As `check_shown` for text that holds no colours of ours either."""
    found = _DRIVES.search(text.replace("\r\n", "\n"))
    if found:
        raise Harm(f"{found[0]!r} is left in {text[max(0, found.start() - 40) :][:120]!r}")


class _Tags(HTMLParser):
    def __init__(self, allowed: frozenset[tuple[str, str]]) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()
        self.allowed = allowed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {(tag, ""), *((tag, name) for name, _ in attrs)}
        for name, value in attrs:
            if name in ("href", "src") and not re.match(r"#|data:(audio/|image/|,)", value or ""):
                raise Harm(f"the page points to {value!r}")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            raise Harm("a text became a comment")


def tags_of(html: str, allowed: frozenset[tuple[str, str]] = frozenset()) -> frozenset[tuple[str, str]]:
    """The tags and attributes of a page. Raises Harm for one that is not allowed, when any are."""
    parser = _Tags(allowed)
    parser.feed(html)
    parser.close()
    if allowed and not parser.seen <= allowed:
        raise Harm(f"the page has grown {sorted(parser.seen - allowed)}")
    return frozenset(parser.seen)


_LIVE_MARKDOWN = re.compile(r"(?<!\\)(<[a-zA-Z/!]|!?\[[^\]\\]*\]\(|`zqx|^\s*```|^# zqx|\]\()", re.MULTILINE)


def check_markdown(text: str) -> None:
    """Raises Harm when something from outside is a tag, a link, a picture or a heading."""
    check_plain(text)
    found = _LIVE_MARKDOWN.search(text)
    if found:
        raise Harm(f"live Markdown: {text[max(0, found.start() - 40) :][:120]!r}")


def check_refusal(exc: VoicesimError, *, names: str = "") -> None:
    """Raises Harm for a message that cannot be shown as it is, or does not name the file."""
    text = str(exc)
    if not text.strip() or "Traceback" in text:
        raise Harm(f"an error without a sentence: {text!r}")
    if names not in text:
        raise Harm(f"{names} is not named in {text!r}")
    check_shown("\n".join(shown(text)))


@contextmanager
def terminal() -> Iterator[Any]:
    """A console that believes in a terminal; what was drawn is checked at the end."""
    file = io.StringIO()
    yield SafeConsole(file=file, theme=THEME, force_terminal=True, width=80, highlight=False, emoji=False)
    check_shown(file.getvalue())
    if "\x1b]" in file.getvalue():
        raise Harm("a text became a terminal command")


class Slow(BaseException):
    """Not an Exception, so that nothing on the way can swallow it."""


class _Watch:
    """What is written and asked for meanwhile, seen through Python's audit events."""

    def __init__(self) -> None:
        self.home: str | None = None
        self.harms: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self.home is None:
            return
        if event == "open":
            path, mode, flags = args
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
                self._place(event, path)
        elif event in _PLACES:
            for path in args[: _PLACES[event]]:
                self._place(event, path)
        elif event in _OUTSIDE and "ldconfig" not in str(args[0]):  # how a library is looked for
            self.harms.append(f"{event} {args!r:.100}")

    def _place(self, event: str, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike) or self.home is None:
            return
        place = os.path.realpath(os.fsdecode(path))
        if not (place.startswith((self.home, "/dev/null", "/dev/tty")) or place == self.home):
            self.harms.append(f"{event} {place}")


_PLACES = {"os.mkdir": 1, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.truncate": 1, "os.symlink": 2}
_PLACES |= {"os.link": 2, "os.chmod": 1, "os.utime": 1, "shutil.rmtree": 1, "sqlite3.connect": 1}
_OUTSIDE = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
)

_watch: _Watch | None = None


@contextmanager
def guarded(home: Path) -> Iterator[None]:
    """Raises Harm when something is written outside `home`, is sent anywhere or started, or takes long."""
    global _watch
    _watch = _watch or _Watch()
    watch = _watch
    watch.harms.clear()
    watch.home = os.path.realpath(home)
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    start_s = time.process_time()
    try:
        yield
    except Slow as exc:
        raise Harm(f"more than {LIMIT_S:g} s of work") from exc
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        watch.home = None
    if time.process_time() - start_s > LIMIT_S:
        raise Harm(f"{time.process_time() - start_s:.1f} s of work")
    if watch.harms:
        raise Harm("; ".join(watch.harms[:3]))


def _too_long(number: int, frame: object) -> None:
    raise Slow
