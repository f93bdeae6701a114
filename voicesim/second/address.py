"""Where a server is, and whether that is this machine: told by the address alone, never by a resolver."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

EXAMPLE = "http://localhost:11434/v1"
STAY = "to send transcripts to another one, set second_reader_allow_remote = true"
"""What is said wherever an address of another machine is refused."""

SHOWN_CHARS = 80

_CLOUD = re.compile(r"[:-]cloud\s*$", re.IGNORECASE)

_URL = re.compile(
    r"(https?)://(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})(?::([0-9]{1,5}))?((?:/[a-z0-9._~-]*)*)",
    re.IGNORECASE | re.ASCII,
)
"""No user, no query, no escapes, no other alphabet: what two readers could read in two ways is refused."""

_SHORT = re.compile(r"127(\.[0-9]{1,8}){1,3}")
"""127.1 and the like, which the system's own reader of addresses writes out."""

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """A server's address. `hosts` is what is connected to, one after the other: numbers where it is `local`,
    so that nobody can answer for the name."""

    scheme: str
    host: str
    port: int
    path: str
    hosts: tuple[str, ...]
    local: bool

    @property
    def url(self) -> str:
        """As it is shown, without the `/v1`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"[:SHOWN_CHARS]


def runs_elsewhere(model: str) -> bool:
    """Whether even a server on this machine passes on what it is asked, as Ollama does for its cloud models;
    told by the name alone."""
    return _CLOUD.search(model) is not None


def read_address(url: str) -> Address:
    """Raises ValueError, saying what an address should be, for anything else."""
    found = _URL.fullmatch(url)
    if found is None:
        raise ValueError(f'an address such as "{EXAMPLE}", without a user, a password or a query')
    scheme, host, port, path = found[1].lower(), found[2].lower().strip("[]"), found[3], found[4]
    number = int(port) if port else _PORTS[scheme]
    if not 0 < number < 65536:
        raise ValueError("an address with a port from 1 to 65535")
    if found[2].startswith("[") and not _is_ipv6(host):
        raise ValueError(f'an address such as "{EXAMPLE}", with an IPv6 address in the brackets')
    hosts = _on_this_machine(host)
    base = path.rstrip("/").removesuffix("/v1")
    return Address(scheme, host, number, base, hosts or (host,), hosts is not None)


def _on_this_machine(host: str) -> tuple[str, ...] | None:
    """The loopback addresses that a host stands for by itself; None for every other one, whatever a resolver
    would make of it."""
    if host == "localhost":
        return "127.0.0.1", "::1"
    if _SHORT.fullmatch(host):
        try:
            return (socket.inet_ntoa(socket.inet_aton(host)),)
        except OSError:
            return None
    try:
        address = ip_address(host)
    except ValueError:
        return None
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (str(address),) if (inner or address).is_loopback else None


def _is_ipv6(host: str) -> bool:
    try:
        return isinstance(ip_address(host), IPv6Address)
    except ValueError:
        return False
