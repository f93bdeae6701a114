"""A job advertisement as people have it: Markdown, pasted text, wrapped text; anything else is refused."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.schedule.adverts import GROWTH
from voicesim.errors import InputError
from voicesim.schedule.advert import asks_of, read_advert


def test_items_and_sentences_stand_alone_without_markup_and_headings() -> None:
    assert asks_of(
        "# Product *Manager*\n\n- Own the **roadmap** for shops\n- Say no. Say it to an executive!\n"
    ) == (
        "Own the roadmap for shops.",
        "Say it to an executive!",
    )


def test_lines_that_were_pasted_are_items() -> None:
    assert asks_of("Own the roadmap with sales\nRun experiments with engineers\n") == (
        "Own the roadmap with sales.",
        "Run experiments with engineers.",
    )


def test_lines_that_were_wrapped_are_not() -> None:
    assert asks_of("You own the roadmap of a product\nthat shops in Lisbon use,\nand you like it.\n") == (
        "You own the roadmap of a product that shops in Lisbon use, and you like it.",
    )


def test_what_is_offered_asks_for_nothing() -> None:
    text = "We offer a competitive salary.\nWe are an equal opportunity employer.\nYou own the roadmap.\n"
    assert asks_of(text) == ("You own the roadmap.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_it_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "rôle.md"
    path.write_bytes("You run the café’s roadmap – alone.".encode(encoding))
    advert = read_advert(path)
    assert (advert.name, advert.text) == ("rôle.md", "You run the café’s roadmap – alone.")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "holds no sentence"),
        (b"# Title\n\n---\n", "holds no sentence"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF; save its words as text or Markdown"),
        (b"PK\x03\x04word/document.xml", "is a document in a ZIP file"),
        (b"{\\rtf1 You own the roadmap}", "is RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is not text"),
        (b"\x01\x02\x03 You own the roadmap", "is not text"),
        (b"You own the roadmap. " * 10_000, "is larger than 200 kB"),
    ],
)
def test_what_is_no_advertisement_gets_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "role.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as raised:
        read_advert(path)
    assert str(raised.value).startswith(f"{path} {sentence}")
    assert len(str(raised.value).splitlines()) == 1


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        read_advert(tmp_path / "none.md")
    with pytest.raises(InputError, match="is a folder"):
        read_advert(tmp_path)


def test_nothing_in_it_can_act_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "role.md"
    path.write_bytes(b"You own \x1b[31mthe roadmap.\x1b[0m")
    assert read_advert(path).text == "You own the roadmap."


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_file_is_read_or_refused_in_a_sentence(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "role.txt"
        path.write_bytes(data)
        with suppress(InputError):
            assert all(each == each.strip() and each for each in asks_of(read_advert(path).text))


def test_a_whole_one() -> None:
    found = asks_of(GROWTH)
    assert len(found) == 8
    assert "You can say no to an executive." in found
