"""A package index by the protocol that all of them speak: the simple repository API, in JSON or HTML."""

from __future__ import annotations

import base64
import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

from voicesim.errors import ModelError
from voicesim.speech.model_fetch import CHUNK_BYTES, ModelFile, Note, Sink, size_of
from voicesim.speech.pip_settings import IndexSettings

JSON = "application/vnd.pypi.simple.v1+json"
ACCEPTED = f"{JSON}, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
MAX_PAGE_BYTES = 20_000_000
TIMEOUT_S = 30.0
ATTEMPTS = 5
"""How often a line is taken up again that brought nothing."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of a project as an index lists it."""

    url: str
    sha256: str | None


class _NoAnswer(Exception):
    """An address did not answer, or broke off; the text is for people, `gone` when there is nothing there."""

    def __init__(self, cause: object, *, gone: bool = False) -> None:
        self.gone = gone
        super().__init__(str(cause).partition("\n")[0] or type(cause).__name__)


class PackageIndex:
    """The package indexes of the user's settings, one after the other."""

    def __init__(self, settings: IndexSettings) -> None:
        self._urls = settings.urls
        self._logins = dict(filter(None, map(_login, settings.urls)))
        self._settings = settings

    def find(self, project: str, name: str) -> ListedFile:
        """The file of this name in a project. Raises ModelError when no index can be reached, or has it."""
        if not self._urls:
            raise ModelError("pip is told to use no package index (no-index), so there is none to ask.")
        failed = []
        for url in self._urls:
            try:
                files = self._files(f"{url.rstrip('/')}/{project}/")
            except _NoAnswer as exc:
                failed += [] if exc.gone else [f"{_shown(url)}: {exc}"]
                continue
            if name in files:
                return files[name]
        shown = ", ".join(map(_shown, self._urls))
        if failed:
            raise ModelError(
                f"The package index could not be asked ({'; '.join(failed)}); check the connection, "
                "and the index that pip is set to use (PIP_INDEX_URL)."
            )
        raise ModelError(
            f"The package index ({shown}) does not have {name}; set another one with PIP_INDEX_URL, "
            "or use a directory with --from DIR."
        )

    def fetch(self, listed: ListedFile, file: ModelFile, path: Path, note: Note) -> None:
        """Go on with a file from where it ends. Raises ModelError when the line drops again and again."""
        if size_of(path) > file.size_bytes:
            path.unlink()
        idle, why = 0, _NoAnswer("too little came")
        while (had_bytes := size_of(path)) < file.size_bytes:
            if idle == ATTEMPTS:
                raise ModelError(
                    f"{_shown(listed.url)} broke off while {file.name} came ({why}); what has arrived is "
                    "kept: try the same again."
                )
            time.sleep(min(idle, 1))
            try:
                self._append(listed.url, path, file.size_bytes, note)
            except _NoAnswer as exc:
                why = exc
            idle = 0 if size_of(path) > had_bytes else ATTEMPTS if why.gone else idle + 1

    def _append(self, url: str, path: Path, size_bytes: int, note: Note) -> None:
        with Sink(path, note) as sink, self._open(url, {"Range": f"bytes={sink.tell()}-"}) as answer:
            if answer.status != 206:  # it sends all of it, whatever was asked for
                sink.seek(0)
                sink.truncate()
            while sink.tell() < size_bytes and (chunk := _read(answer, CHUNK_BYTES)):
                sink.write(chunk)

    def _files(self, url: str) -> dict[str, ListedFile]:
        """What an index lists for a project, by name."""
        if urlsplit(url).scheme == "file":
            url += "index.html"
        with self._open(url, {"Accept": ACCEPTED}) as answer:
            page, base = _read(answer, MAX_PAGE_BYTES), answer.url
            links = _links_in_json if answer.headers.get_content_type() == JSON else _links_in_html
        return {_name(href): ListedFile(urljoin(base, href), sha256) for href, sha256 in links(page)}

    @contextmanager
    def _open(self, url: str, headers: dict[str, str]) -> Iterator[Any]:
        """An answer; raises _NoAnswer when there is none."""
        request = Request(_without_login(url), headers=headers)
        if login := self._logins.get(_server(url)):
            request.add_unredirected_header("Authorization", login)
        try:
            answer = self._opener().open(request, timeout=TIMEOUT_S)
        except HTTPError as exc:
            exc.close()
            raise _NoAnswer(f"HTTP {exc.code} {exc.reason}", gone=exc.code in (404, 410)) from exc
        except (OSError, HTTPException, ValueError) as exc:
            raise _NoAnswer(getattr(exc, "reason", exc), gone=urlsplit(url).scheme == "file") from exc
        with answer:
            yield answer

    def _opener(self) -> OpenerDirector:
        certificates, proxy = self._settings.certificates, self._settings.proxy
        if certificates is not None and not certificates.is_file():
            raise ModelError(
                f"pip is told to use the certificates {certificates}, but there is no such file."
            )
        context = ssl.create_default_context(cafile=certificates)
        proxies = ProxyHandler({"http": proxy, "https": proxy} if proxy else None)
        return build_opener(HTTPSHandler(context=context), proxies)


def _links_in_json(page: bytes) -> Iterator[tuple[str, str | None]]:
    """PEP 691."""
    try:
        files = json.loads(page)["files"]
        yield from [(file["url"] + "", file.get("hashes", {}).get("sha256")) for file in files]
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise _NoAnswer("it does not answer as a package index does") from exc


def _links_in_html(page: bytes) -> Iterator[tuple[str, str | None]]:
    """PEP 503."""
    found = _Anchors()
    found.feed(page.decode("utf-8", "replace"))
    for href in found.hrefs:
        url, fragment = urldefrag(href)
        yield url, fragment.removeprefix("sha256=") if fragment.startswith("sha256=") else None


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.hrefs.append(href)


def _read(answer: IO[bytes], size_bytes: int) -> bytes:
    try:
        return answer.read(size_bytes)
    except (OSError, HTTPException) as exc:
        raise _NoAnswer(exc) from exc


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def _shown(url: str) -> str:
    """An address as it may be shown: without a login."""
    parts = urlsplit(url)
    return parts.hostname or unquote(parts.path)


def _without_login(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _server(url: str) -> tuple[str, str]:
    """What a login is for: no other server, and not the same one without encryption."""
    parts = urlsplit(_without_login(url))
    return parts.scheme, parts.netloc


def _login(url: str) -> tuple[tuple[str, str], str] | None:
    """A server and what it wants to hear from the user that its address names."""
    parts = urlsplit(url)
    if parts.username is None:
        return None
    both = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return _server(url), f"Basic {base64.b64encode(both.encode()).decode()}"
