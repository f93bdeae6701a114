"""Which addresses are this machine, and which are refused before anything is looked up."""

from __future__ import annotations

import socket

import pytest

from voicesim.errors import InputError
from voicesim.second.address import read_address
from voicesim.second.reader import SecondReader


@pytest.fixture(autouse=True)
def no_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a name fails the test."""

    def fail(*arguments: object, **options: object) -> None:
        raise AssertionError(f"asked for {arguments}")

    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, fail)


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("http://localhost:11434/v1", ("127.0.0.1", "::1")),
        ("http://LOCALHOST:11434", ("127.0.0.1", "::1")),
        ("http://127.0.0.1:8080/v1/", ("127.0.0.1",)),
        ("http://127.8.9.1:8080", ("127.8.9.1",)),
        ("http://127.1:1234/v1", ("127.0.0.1",)),
        ("http://[::1]:1234/v1", ("::1",)),
        ("http://[0:0:0:0:0:0:0:1]:1234", ("::1",)),
        ("https://localhost:8443/v1", ("127.0.0.1", "::1")),
    ],
)
def test_this_machine_is_connected_to_by_number(url: str, hosts: tuple[str, ...]) -> None:
    address = read_address(url)
    assert address.local
    assert address.hosts == hosts
    SecondReader.at(url, "tiny", 1.0)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com:11434/v1",
        "http://192.168.1.10:11434/v1",
        "http://10.0.0.1",
        "http://0.0.0.0:11434/v1",
        "http://169.254.169.254/v1",
        "http://localhost.example.com/v1",
        "http://127.0.0.1.example.com/v1",
        "http://localhost./v1",
        "http://my-computer:11434/v1",
        "http://app.localhost/v1",
        "http://128.0.0.1",
        "http://2130706433",
        "http://0x7f.0.0.1",
        "http://0177.0.0.1",
        "http://127",
        "http://127.0.0.1.5",
        "http://127.999.0.1",
        "http://[::]:11434",
        "http://[fe80::1]:11434",
        "http://[::ffff:10.0.0.1]:11434",
        "http://[2001:db8::1]/v1",
    ],
)
def test_everything_else_is_another_machine_whatever_a_resolver_would_say(url: str) -> None:
    assert not read_address(url).local
    with pytest.raises(InputError, match="is not an address of this machine; to send transcripts") as refused:
        SecondReader.at(url, "tiny", 1.0)
    assert "second_reader_allow_remote = true" in str(refused.value)
    SecondReader.at(url, "tiny", 1.0, allow_remote=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:11434",
        "ftp://localhost",
        "file:///etc/passwd",
        "http://",
        "http:///v1",
        "http://localhost@example.com/v1",
        "http://example.com@localhost/v1",
        "http://localhost:11434@example.com/v1",
        "http://user:secret@localhost/v1",
        "http://localhost#@example.com/v1",
        "http://localhost?@example.com/v1",
        "http://localhost\\@example.com/v1",
        "http://example.com\\@localhost/v1",
        "http://localhost%00.example.com/v1",
        "http://localhost%2eexample.com/v1",
        "http://local\thost/v1",
        "http://localhost /v1",
        "http://localhost\n/v1",
        "http://１２７.0.0.1/v1",
        "http://lo\u212aalhost/v1",
        "http://127。0。0。1/v1",
        "http://[::1%25lo]/v1",
        "http://[::1]@example.com/v1",
        "http://[127.0.0.1]/v1",
        "http://[::1/v1",
        "http://::1/v1",
        "http://localhost:/v1",
        "http://localhost:0/v1",
        "http://localhost:99999/v1",
        "http://localhost:80:80/v1",
        "http://localhost/v1?key=1",
        "http://localhost/../v1/%2e",
        "http://" + "a" * 300,
    ],
)
def test_what_two_readers_could_read_in_two_ways_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match="an address"):
        read_address(url)
    with pytest.raises(InputError, match=r"^A server for the second reader must be an address.*\.$"):
        SecondReader.at(url, "tiny", 1.0, allow_remote=True)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434"),
        ("http://localhost:11434/", "http://localhost:11434"),
        ("HTTP://[::1]:80/v1/", "http://[::1]"),
        ("http://127.1:1234/models/v1", "http://127.1:1234/models"),
        ("https://localhost:443/v1", "https://localhost"),
    ],
)
def test_the_v1_may_be_left_out(url: str, shown: str) -> None:
    assert read_address(url).url == shown


def test_a_warning_says_that_words_leave_and_whether_others_can_read_them() -> None:
    assert SecondReader.at("http://localhost:11434", "tiny", 1.0).warning == ""
    bare = SecondReader.at("http://gpu.example:11434", "tiny", 1.0, allow_remote=True).warning
    sealed = SecondReader.at("https://gpu.example", "tiny", 1.0, allow_remote=True).warning
    assert bare.startswith(
        "Transcripts leave this machine: the second reader is at http://gpu.example:11434,"
    )
    assert "others on the way can read them" in bare
    assert sealed == "Transcripts leave this machine: the second reader is at https://gpu.example."
