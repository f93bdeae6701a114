"""What stands in a subtitle file is read, or it is said that it was not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read_answers import read_answers
from voicesim.errors import InputError
from voicesim.inputs.answer import Answer

DATA = Path(__file__).with_name("data")
QUOTED = "We didn’t ship — it wasn’t ready."


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str | bytes], Answer]:
    def read_(name: str, content: str | bytes) -> Answer:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (answer,) = read_answers(path)
        return answer

    return read_


def case(name: str) -> Answer:
    (answer,) = read_answers(DATA / name)
    return answer


def text(answer: Answer) -> str:
    return answer.transcript.text


def test_text_after_a_line_of_white_space_stays() -> None:
    answer = case("pad.vtt")
    assert (
        text(answer)
        == "Before we start we agree what good looks like. Then we roll it out to five percent first."
    )
    assert answer.words[0].start_s == 0.5


def test_signs_that_are_no_tags_stay_and_so_does_text_after_blank_lines() -> None:
    assert text(case("coords.srt")) == (
        "Before we start, we agree what good looks like & write it down. Crash rate < 5% and > 2%. "
        "Then we roll it out to five percent first. 2024 That was the year."
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("<i>it</i> <b>is</b> <font color=red>red</font>", "it is red"),
        ("{\\an8}{\\pos(1,2)}it <br>is<br/>red", "it is red"),
        ("a<b and c>d, 5 < 6 > 4, List<String>, x<5 y>3", "a<b and c>d, 5 < 6 > 4, List<String>, x<5 y>3"),
        ("&lt;i&gt; R&D AT&amp;T", "<i> R&D AT&T"),
        ("<c.yellow.bg_blue>it</c> <lang en>is</lang> <00:00:01.500>red", "it is red"),
        ("we went from A --> B", "we went from A --> B"),
    ],
)
def test_tags_go_and_words_stay(read: Callable[[str, str | bytes], Answer], raw: str, said: str) -> None:
    assert text(read("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{raw}\n")) == said


def test_times_without_milliseconds_or_zeros() -> None:
    answer = case("badtimes.srt")
    assert (
        text(answer)
        == "Before we start we agree what good looks like. Then we roll it out to five percent first."
    )
    assert (answer.words[0].start_s, answer.words[9].start_s, answer.words[-1].end_s) == (1.0, 5.5, 9.5)


@pytest.mark.parametrize(
    ("times", "span"),
    [
        ("00:00:01 --> 00:00:05", (1, 5)),
        ("0:0:1.5 --> 0:0:5", (1.5, 5)),
        ("01:02 --> 01:05,25", (62, 65.25)),
        ("75:00.000 --> 76:00.000", (4500, 4560)),
        ("00:00:01,000 –> 00:00:05,000", (1, 5)),
        ("00:00:01,000 -> 00:00:05,000", (1, 5)),
        ("00: 00: 01, 500 --> 00: 00: 05, 000", (1.5, 5)),
        ("00:00:01,000-->00:00:05,000 X1:100 X2:600", (1, 5)),
        ("100:00:00.000000 --> 100:00:01.000000", (360000, 360001)),
    ],
)
def test_every_way_to_write_a_time(
    read: Callable[[str, str | bytes], Answer], times: str, span: tuple[float, float]
) -> None:
    (word,) = read("a.srt", f"1\n{times}\nSo\n").words
    assert (word.start_s, word.end_s) == span


@pytest.mark.parametrize(
    "content",
    [
        "1\n00:01 --> 00:02\nSo\n\nwe\n \n2\n00:02 --> 00:03\n2024\n3\n00:03 --> 00:04\n\ncut.",
        "00:01 --> 00:02\nSo\n\nwe\n2024\n00:02 --> 00:03\n\n\ncut.\n",
        "WEBVTT\nKind: captions\n\nNOTE x\n\nintro-1\n00:01.0 --> 00:02.0\nSo\n \nwe\n\nNOTE\nno\n\n"
        "a2\n00:02.0 --> 00:03.0\n2024\n\n00:03.0 --> 00:04.0\n\ncut.",
    ],
    ids=["numbered", "not numbered", "named"],
)
def test_figures_are_words_unless_they_number_the_cues(
    read: Callable[[str, str | bytes], Answer], content: str
) -> None:
    assert text(read("a.vtt" if "WEBVTT" in content else "a.srt", content)) == "So we 2024 cut."


def test_text_before_the_first_cue_is_named(read: Callable[[str, str | bytes], Answer]) -> None:
    answer = read("a.srt", "A header\n\n1\n00:00:01,000 --> 00:00:02,000\nSo\n")
    assert answer.notices == ("Left out before the first cue: “A header”.",)


def test_the_case_of_windows_text() -> None:
    answer = case("cp1252.srt")
    assert text(answer) == "“We didn’t ship” – it wasn’t ready."
    assert answer.notices[0].startswith("line 3 is not UTF-8 text and was read as Windows-1252")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.srt"])
def test_every_encoding_of_subtitle_editors(
    read: Callable[[str, str | bytes], Answer], name: str, encoding: str
) -> None:
    cue = f"1\r\n00:00:01,000 --> 00:00:02,000\r\n{QUOTED}\r\n"
    answer = read(name, (QUOTED if name == "a.txt" else cue).encode(encoding))
    assert text(answer) == QUOTED
    assert bool(answer.notices) is (encoding == "cp1252")


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_a_mark_says_the_order_of_bytes(read: Callable[[str, str | bytes], Answer], mark: str) -> None:
    assert text(read("a.txt", f"\ufeff{QUOTED}".encode(mark))) == QUOTED


def test_one_stray_byte_does_not_spoil_the_letters_of_the_others(
    read: Callable[[str, str | bytes], Answer],
) -> None:
    answer = read("a.txt", "naïve “quoted”\nWe didn".encode() + b"\x92t ship")
    assert text(answer) == "naïve “quoted” We didn’t ship"
    assert answer.notices[0].startswith("line 2 ")


def test_a_byte_of_no_encoding_is_refused_with_its_line(
    read: Callable[[str, str | bytes], Answer], tmp_path: Path
) -> None:
    with pytest.raises(InputError) as raised:
        read("a.txt", b"So\nwe\x81")
    assert str(raised.value).replace(f"{tmp_path}{os.sep}", "") == (
        "a.txt:2 is not UTF-8 text (byte 0x81); save it as UTF-8."
    )
