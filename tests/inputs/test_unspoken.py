"""Sounds, clock times and numbers of cues are not words; rolling captions are said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read_answers import read_answers
from voicesim.inputs.answer import Answer

DATA = Path(__file__).with_name("data")


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str], Answer]:
    def read_(name: str, content: str) -> Answer:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        (answer,) = read_answers(path)
        return answer

    return read_


def text(answer: Answer) -> str:
    return answer.transcript.text


def cues(*texts: str) -> str:
    return "\n\n".join(f"00:{at:02}.000 --> 00:{at + 1:02}.000\n{said}" for at, said in enumerate(texts))


def test_the_case_of_sounds() -> None:
    (answer,) = read_answers(DATA / "sounds.srt")
    assert text(answer).rstrip(" -") == "Before we start we agree what good looks like."
    assert answer.notices == ("Left out as not spoken: “[Music]”, “(applause)”, “[inaudible 00:03]”.",)


@pytest.mark.parametrize(
    "sound",
    [
        *("[Music]", "[BLANK_AUDIO]", "[ Silence ]", "[laughs softly]", "[__]", "(applause)", "(LAUGHTER)"),
        *(
            "(upbeat music)",
            "(clears throat)",
            "(speaks in foreign language)",
            "*sighs*",
            "♪",
            "♪ soft music ♪",
        ),
        *("[inaudible 00:03]", "[00:03]", "(00:03)", "<laughs>", "[SPEAKER_TURN]"),
    ],
)
def test_a_sound_inside_speech_is_no_word(read: Callable[[str, str], Answer], sound: str) -> None:
    assert text(read("a.srt", cues(f"So we {sound} cut it."))) == "So we cut it."


def test_a_cue_that_only_describes_is_empty(read: Callable[[str, str], Answer]) -> None:
    assert text(read("a.srt", cues("(door slams)", "So we cut it."))) == "So we cut it."


def test_a_sound_over_two_lines(read: Callable[[str, str], Answer]) -> None:
    assert text(read("a.srt", cues("So [speaking\nquietly] we cut it."))) == "So we cut it."


@pytest.mark.parametrize(
    "said", ["(in 2024)", "(about 12 percent)", "(CSAT)", "(nobody used it)", "*really*"]
)
def test_brackets_around_what_was_said_stay(read: Callable[[str, str], Answer], said: str) -> None:
    assert text(read("a.srt", cues(f"So we {said} cut it."))) == f"So we {said} cut it."


@pytest.mark.parametrize(
    "content",
    [
        "0:00\nso we\n0:04\ncut it at 10:30\n1:00:08\nand so on",
        "0:00 so we\n0:04 cut it at 10:30\n1:00:08 and so on",
        "[0:00] so we\n[0:04] cut it at 10:30\n[1:00:08] and so on",
        "1\n00:00:01,000 --> 00:00:02,000\nso we\n\n2\n00:00:02 --> 00:00:03\ncut it at 10:30\nand so on\n",
    ],
    ids=["clock lines", "clock before", "clock in brackets", "cues"],
)
def test_clock_times_beside_plain_text_are_no_words(read: Callable[[str, str], Answer], content: str) -> None:
    assert text(read("a.txt", content)) == "so we cut it at 10:30 and so on"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[00:00:00.000 --> 00:00:04.000]   ", "[00:00:04.000 --> 00:00:06.000]   "),
        ("[00:00.000 --> 00:04.000]  ", "[00:04.000 --> 00:06.000]  "),
        ("[0.00s -> 4.00s] ", "[4.00s -> 6.00s] "),
    ],
)
def test_lines_that_a_recogniser_printed_are_timed(
    read: Callable[[str, str], Answer], first: str, second: str
) -> None:
    answer = read("a.txt", f"loading model\n{first}So we\n{second}cut it.\n")
    assert text(answer) == "So we cut it."
    assert (answer.words[0].start_s, answer.words[2].start_s, answer.words[-1].end_s) == (0.0, 4.0, 6.0)
    assert answer.notices == ("Left out, lines without times: “loading model”.",)


def test_the_case_of_rolling_captions() -> None:
    (answer,) = read_answers(DATA / "rolling.en.vtt")
    assert text(answer) == (DATA / "rolling-truth.txt").read_text().strip()
    assert [word.start_s for word in answer.words[:3]] == [0.5, 0.88, 1.26]
    assert (answer.words[18].text, answer.words[18].start_s) == ("i", 7.35)
    assert answer.words[-1].end_s == 37.04
    assert 60 * len(answer.words) / (37.04 - 0.5) == pytest.approx(158, abs=1)


@pytest.mark.parametrize(
    "shown",
    [
        ["one two three", "one two three\nfour five", "four five", "four five\nsix seven"],
        ["one two", "one two\nthree four", "one two\nthree four\nfive", "three four\nfive\nsix seven"],
        ["one two", "one two three", "one two three four five", "one two three four five six seven"],
        ["one two three", "one two three four five six", "four five six seven"],
    ],
    ids=["two lines", "three lines", "growing", "lines joined"],
)
def test_a_line_that_stays_is_said_once(read: Callable[[str, str], Answer], shown: list[str]) -> None:
    answer = read("a.srt", cues(*shown))
    assert text(answer) == "one two three four five six seven"
    assert answer.notices == ("Lines that stay on the screen while the next is written are counted once.",)


def test_the_same_cue_twice_at_the_same_time_is_said_once(read: Callable[[str, str], Answer]) -> None:
    twice = "00:01.000 --> 00:03.000\nIt was late.\n\n" * 2
    assert (
        text(read("a.srt", f"{twice}00:03.000 --> 00:04.000\nWe waited.\n\n{cues()}"))
        == "It was late. We waited."
    )


def test_people_who_repeat_themselves_are_not_corrected(read: Callable[[str, str], Answer]) -> None:
    said = [
        "No.",
        "No.",
        "It was late.",
        "It was late.",
        "and then we had to",
        "we had to stop",
        "So it was.",
    ]
    answer = read("a.srt", cues(*said))
    assert text(answer) == " ".join(said)
    assert answer.notices == ()


def test_inline_times_out_of_order_are_not_used(read: Callable[[str, str], Answer]) -> None:
    words = read("a.vtt", "WEBVTT\n\n00:01.000 --> 00:03.000\nso<00:00:09.000> we<00:00:02.000> cut").words
    assert words[0].start_s == 1.0
    assert words[-1].end_s == 3.0
