"""Which package index the user's pip asks, found without pip, which not every environment has."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from configparser import Error, RawConfigParser
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from voicesim.errors import InputError

PYPI = "https://pypi.org/simple"
SECTIONS = ("global", "install", "download")
FILE = "pip.ini" if sys.platform == "win32" else "pip.conf"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """The addresses of package indexes, in the order in which they are asked, and how to get there."""

    urls: tuple[str, ...] = (PYPI,)
    certificates: Path | None = None
    proxy: str | None = None


def index_settings(environment: Mapping[str, str] = os.environ) -> IndexSettings:
    """As pip's variables say, else uv's, else pip's files, else PyPI. InputError where broken."""
    found = _in_files(environment) | _of_uv(environment) | _in_variables(environment)
    urls = [found.get("index-url", PYPI), *found.get("extra-index-url", "").split()]
    if found.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        urls = []
    if not all(map(_is_address, urls)):
        raise InputError(
            "pip is set to use a package index that is no address; correct PIP_INDEX_URL or its like."
        )
    certificates = Path(found["cert"]).expanduser() if "cert" in found else None
    return IndexSettings(tuple(urls), certificates, found.get("proxy"))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "file" or (parts.scheme in ("http", "https") and bool(parts.hostname))
    except ValueError:
        return False


def _in_variables(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix("PIP_").lower().replace("_", "-"): value
        for name, value in environment.items()
        if name.startswith("PIP_") and value
    }


def _of_uv(environment: Mapping[str, str]) -> dict[str, str]:
    url = environment.get("UV_DEFAULT_INDEX") or environment.get("UV_INDEX_URL")
    return {"index-url": re.sub(r"^[\w.-]+=(?=\w+:)", "", url)} if url else {}  # it may be named


def _in_files(environment: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in _files(environment.get("PIP_CONFIG_FILE")):
        parser = RawConfigParser(strict=False)
        try:
            parser.read(path, encoding="utf-8")
        except (Error, UnicodeDecodeError) as exc:
            raise InputError(
                f"pip's settings in {path} cannot be read ({_line(exc)}); correct them."
            ) from exc
        for section in SECTIONS:
            if parser.has_section(section):
                found |= {key.replace("_", "-"): value for key, value in parser.items(section) if value}
    return found


def _files(named: str | None) -> Iterator[Path]:
    """pip's files for the machine, the user and this environment; the last one counts most."""
    if named == os.devnull:
        return
    shared = platformdirs.site_config_dir("pip", appauthor=False, multipath=True).split(os.pathsep)
    yield from (Path(folder) / FILE for folder in reversed(shared))
    if sys.platform != "win32":
        yield Path("/etc") / FILE
    if not (named and Path(named).exists()):
        yield Path.home() / ("pip" if sys.platform == "win32" else ".pip") / FILE
        if sys.platform == "darwin":
            yield Path.home() / ".config" / "pip" / FILE
        yield Path(platformdirs.user_config_dir("pip", appauthor=False, roaming=True)) / FILE
    yield Path(sys.prefix) / FILE
    if named:
        yield Path(named)


def _line(exc: Exception) -> str:
    return str(exc).partition("\n")[0]
