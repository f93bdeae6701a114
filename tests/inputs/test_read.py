"""Answers given as text: every format as people write it, and every way to get it wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read_answers import read_answers
from voicesim.assess.assessment import Assessment, Delivery, Timing
from voicesim.errors import InputError
from voicesim.inputs.answer import Answer
from voicesim.report.assessment_json import assessment_json
from voicesim.speech.words import Transcript, Word

SRT = """1
00:00:01,000 --> 00:00:03,000
So we <i>cut</i>
the module.

2
00:00:04,500 --> 00:00:05,000
{\\an8}Done.
"""
VTT = """WEBVTT - an answer
Kind: captions

STYLE
::cue { color: red }

NOTE A remark --> that is no cue

intro
00:01.000 --> 00:03.000 align:start position:0%
<v Ana>So we <c.loud>cut</c>
the module.

00:00:04.500 --> 00:00:05.000
Done.
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Answer]]:
    """All answers in a file of this name and content."""

    def read_(name: str, content: str | bytes, question_id: str | None = None) -> list[Answer]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_answers(path, question_id))

    return read_


@pytest.fixture
def told(read: Callable[..., list[Answer]], tmp_path: Path) -> Callable[[str, str | bytes], str]:
    """What is told about such a file, with its folder left out."""

    def tell(name: str, content: str | bytes) -> str:
        with pytest.raises(InputError) as raised:
            read(name, content)
        return str(raised.value).replace(f"{tmp_path}{os.sep}", "")

    return tell


def texts(answer: Answer) -> str:
    return answer.transcript.text


def test_plain_text_is_one_answer_without_times(read: Callable[..., list[Answer]]) -> None:
    (answer,) = read("mine.txt", "So, we\n\n cut  it.\n", "vision-define")
    word = [Word(text, None, None, 1.0) for text in ("So,", "we", "cut", "it.")]
    assert answer == Answer("mine", "vision-define", tuple(word))
    assert not answer.timed
    assert answer.transcript == Transcript(tuple(word), "en", "text")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfSo we\r\ncut it.\r\n", b"So we\rcut it."])
def test_the_marks_of_other_systems_do_not_matter(read: Callable[..., list[Answer]], content: bytes) -> None:
    (answer,) = read("ANSWER.TXT", content)
    assert texts(answer) == "So we cut it."


@pytest.mark.parametrize(
    ("name", "content"), [("a.srt", SRT), ("a.vtt", VTT), ("a.srt", SRT.replace("\n", "\r\n"))]
)
def test_subtitles_spread_their_words_over_their_time(
    read: Callable[..., list[Answer]], name: str, content: str
) -> None:
    (answer,) = read(name, content)
    assert texts(answer) == "So we cut the module. Done."
    assert answer.timed
    assert answer.words[0] == Word("So", 1.0, 1.273, 1.0)
    assert answer.words[4] == Word("module.", 2.273, 3.0, 1.0)
    assert answer.words[5] == Word("Done.", 4.5, 5.0, 1.0)


@pytest.mark.parametrize(
    ("cues", "spans"),
    [
        (["00:05.0 --> 00:06.0\nb\n", "00:01.0 --> 00:02.0\na"], [(1.0, 2.0), (5.0, 6.0)]),
        (["00:01.0 --> 00:04.0\na\n", "00:03.0 --> 00:06.0\nb"], [(1.0, 4.0), (4.0, 6.0)]),
        (["00:01.0 --> 00:04.0\na\n", "00:02.0 --> 00:03.0\nb"], [(1.0, 4.0), (4.0, 4.0)]),
        (["1\n00:01.0 --> 00:02.0\na", "2\n00:03.0 --> 00:04.0\nb"], [(1.0, 2.0), (3.0, 4.0)]),
        (["00:01.0 --> 00:01.0\na\n", "99:59:59.9 --> 99:59:59.9\nb"], [(1.0, 1.0), (359999.9, 359999.9)]),
        (["00:01.0 --> 00:02.0\n\n", "00:03.5 --> 00:04.25\na"], [(3.5, 4.25)]),
    ],
    ids=["out of order", "overlapping", "inside another", "no blank line", "no length", "empty cue"],
)
def test_unusual_subtitles(
    read: Callable[..., list[Answer]], cues: list[str], spans: list[tuple[float, float]]
) -> None:
    (answer,) = read("a.srt", "\n".join(cues))
    assert [(word.start_s, word.end_s) for word in answer.words] == spans
    assert texts(answer) == " ".join("ab"[: len(spans)])


def test_named_characters_in_subtitles_are_read(read: Callable[..., list[Answer]]) -> None:
    assert texts(read("a.srt", "00:01.0 --> 00:02.0\nQ&amp;A &lt;5&nbsp;% &#27;[0m")[0]) == "Q&A <5 % [0m"


def test_an_object_with_text(read: Callable[..., list[Answer]]) -> None:
    (answer,) = read("a.json", '{"id": 7, "question": "q1", "text": "So we cut it."}', "q2")
    assert (answer.id, answer.question_id, texts(answer)) == ("7", "q1", "So we cut it.")


def test_an_object_without_names_takes_them_from_elsewhere(read: Callable[..., list[Answer]]) -> None:
    (answer,) = read("mine.json", '{"text": "Yes", "id": null}', "q2")
    assert (answer.id, answer.question_id) == ("mine", "q2")
    assert read("mine.json", '{"text": "Yes"}')[0].question_id is None


def test_words_go_before_text(read: Callable[..., list[Answer]]) -> None:
    content = '{"text": "other", "words": ["So", {"text": "we", "start_s": null, "end_s": null}]}'
    (answer,) = read("a.json", content)
    assert answer.words == (Word("So", None, None, 1.0), Word("we", None, None, 1.0))


@pytest.mark.parametrize("timed", [True, False])
def test_our_own_json_comes_back_as_it_was_said(read: Callable[..., list[Answer]], timed: bool) -> None:
    times = [(0.84, 0.97), (1.0, 1.25)] if timed else [(None, None)] * 2
    words = tuple(Word(text, *time, 0.5) for text, time in zip(("So,", "well"), times, strict=True))
    transcript = Transcript(words, "en", "base.en")
    judged = Assessment(Timing(60.0), Delivery(2, None, (), None, (), (), None, None), None, (), (), (), "1")
    line = json.dumps(assessment_json("a1", "q1", "b", "v1", transcript, judged))
    (answer,) = read("a.json", line)
    assert answer == Answer("a1", "q1", words, "base.en")
    assert answer.transcript == transcript
    assert answer.timed is timed
    assert read("a.jsonl", f"{line}\n{line}\n") == [answer, answer]


def test_an_answer_in_which_nothing_was_said(read: Callable[..., list[Answer]]) -> None:
    (answer,) = read("a.jsonl", '{"id": "a", "question": "q", "text": "", "words": []}\n')
    assert (answer.words, answer.timed) == ((), False)


def test_lines_are_answers_in_order(read: Callable[..., list[Answer]]) -> None:
    content = b'\xef\xbb\xbf{"id": "a", "text": "one"}\r\n\r\n  {"text": "two", "question": "q1"}'
    answers = read("a.jsonl", content, "q2")
    assert [(a.id, a.question_id, texts(a)) for a in answers] == [("a", "q2", "one"), ("3", "q1", "two")]


def test_lines_before_a_bad_one_are_given(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n{"text": \n')
    answers = read_answers(path)
    assert texts(next(answers)) == "one"
    with pytest.raises(InputError, match=r"a\.jsonl:2 is not valid JSON \(Expecting value"):
        next(answers)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "a"', "is not valid JSON (Expecting ',' delimiter, column"),
        ("So we cut it.", 'is not valid JSON (Expecting value, column 1); write {"id": "a1"'),
        ("[1]", "is not an object"),
        ('"text"', "is not an object"),
        ("{}", 'has no "text"'),
        ('{"text": null, "words": []}', 'has no "text"'),
        ('{"text": ["a"]}', 'has no "text"'),
        ('{"text": "a", "id": ""}', 'has a "id" that is no name'),
        ('{"text": "a", "question": 3}', 'has a "question" that is no name'),
        ('{"text": "a", "question": "\\u0007"}', 'has a "question" that is no name'),
        ('{"words": "So we"}', '"words" that are no list'),
        ('{"words": [{"start_s": 1}]}', "word 1: it has no text"),
        ('{"words": ["a", " "]}', "word 2: it is empty"),
        ('{"words": [{"text": "a", "start_s": 2, "end_s": 1}]}', "word 1: it must end at or after its start"),
        ('{"words": [{"text": "a", "start_s": 2}]}', "word 1: it must end at or after its start"),
        ('{"words": [{"text": "a", "start_s": -1, "end_s": 1}]}', "start_s must be a number from 0"),
        ('{"words": [{"text": "a", "start_s": 0, "end_s": 1e999}]}', "end_s must be a number from 0"),
        ('{"words": [{"text": "a", "start_s": NaN, "end_s": 1}]}', "start_s must be a number from 0"),
        ('{"words": [{"text": "a", "start_s": true, "end_s": 1}]}', "start_s must be a number from 0"),
        ('{"words": [{"text": "a", "probability": 2}]}', "its probability is above 1"),
        ('{"words": [{"text": "a", "start_s": 0, "end_s": 1}, "b"]}', "times for some words only"),
        ("[" * 100_000, "holds JSON that cannot be used"),
        ('{"text": ' + "9" * 5000 + "}", "holds JSON that cannot be used"),
        ("a\0b", "is not text"),
        (b'{"text": "caf\xe9"}', "is not UTF-8 text (byte 0xE9); save it as UTF-8."),
        (b"x" * 4_000_001, "is longer than 4 MB"),
    ],
)
def test_a_bad_line_is_told_with_its_place(
    told: Callable[[str, str | bytes], str], line: bytes | str, problem: str
) -> None:
    before = b'{"text": "fine"}\n\n'
    message = told("a.jsonl", before + (line if isinstance(line, bytes) else line.encode()) + b"\n")
    assert message.startswith("a.jsonl:3")
    assert problem in message


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", "", "a.txt is empty; put what was said into it."),
        ("a.txt", " \n\t\n", "a.txt is empty"),
        ("a.txt", "\ufeff", "a.txt is empty"),
        ("a.txt", "\x1b[31m\x07", "a.txt holds no words"),
        ("a.jsonl", "\n\n", "a.jsonl is empty; put one answer in each line."),
        ("a.json", "", "a.json is empty"),
        ("a.json", '{\n"text": \n', "a.json is not valid JSON (Expecting value in line 3, column 1)"),
        ("a.json", "[]", "a.json is not an object"),
        ("a.srt", "", "a.srt is empty"),
        (
            "a.srt",
            "So we cut it.",
            "a.srt has no cue; each needs a line such as 00:00:01.000 --> 00:00:04.000.",
        ),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "a.vtt holds no words"),
        ("a.txt", b"So\ncaf\x81", "a.txt:2 is not UTF-8 text (byte 0x81); save it as UTF-8."),
        ("a.txt", "So we".encode("utf-16") + b"x", "a.txt is UTF-16 text that breaks off; save it as UTF-8."),
        ("a.txt", b"So\0we", "a.txt is not text"),
        ("a.txt", b"word " * 800_001, "a.txt is longer than 4 MB"),
        (
            "a.docx",
            "So",
            "a.docx is not a text that can be judged; its name must end in .txt, .srt, .vtt, .json or",
        ),
        ("noname", "So", "noname is not a text that can be judged"),
    ],
)
def test_a_file_that_cannot_be_used(
    told: Callable[[str, str | bytes], str], name: str, content: bytes | str, problem: str
) -> None:
    assert told(name, content).startswith(problem)


@pytest.mark.parametrize(
    "times",
    [
        "00:61:00,000 --> 00:62:00,000",
        "1 --> 2",
        "--> 00:00:01,000",
        "00:00:01,000 -->",
        "-1:00 --> 00:01",
        "a --> b",
    ],
)
def test_a_malformed_time_is_told_with_its_line(told: Callable[[str, str | bytes], str], times: str) -> None:
    message = told("a.srt", f"1\n00:00:00,000 --> 00:00:01,000\nSo\n\n2\n{times}\nwe\n")
    assert message.startswith("a.srt:6: ")
    assert message.endswith("is not a time; write it like 00:01:02,500.")


def test_a_cue_that_ends_before_it_starts(told: Callable[[str, str | bytes], str]) -> None:
    assert told("a.srt", "00:00:05,000 --> 00:00:04,000\nSo").startswith("a.srt:1: the cue ends before")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "So \x1b[31mwe\x1b[0m \x1b]0;owned\x07cut\u202e\x9b it.\x08"),
        ("a.json", '{"text": "So \\u001b[31mwe\\u001b[0m \\u001b]0;owned\\u0007cut\\u202e\\u009b it.\\b"}'),
        ("a.srt", "00:00:00,000 --> 00:00:01,000\nSo \x1b[31mwe\x1b[0m cut\u202e it."),
    ],
)
def test_what_could_act_on_a_terminal_is_left_out(
    read: Callable[..., list[Answer]], name: str, content: str
) -> None:
    (answer,) = read(name, content)
    assert texts(answer) == "So we cut it."


def test_names_are_made_harmless_too(read: Callable[..., list[Answer]]) -> None:
    (answer,) = read("a.json", '{"text": "a", "id": "x\\u001b[31my\\nz", "question": "q\\ud800"}')
    assert (answer.id, answer.question_id) == ("xy z", "q\N{REPLACEMENT CHARACTER}")


def test_letters_of_other_scripts_and_signs_are_kept(read: Callable[..., list[Answer]]) -> None:
    said = "Café naïve — “quoted” 12 % 日本語 👩‍💻 e\u0301"
    assert texts(read("a.txt", said)[0]) == said


@pytest.mark.parametrize("name", ["gone.txt", "gone/gone.txt", "gone.jsonl"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"There is no file .*gone"):
        list(read_answers(tmp_path / name))


def test_a_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        list(read_answers(tmp_path / "a.txt"))


def test_many_lines_do_not_fill_the_memory(tmp_path: Path) -> None:
    """Ten thousand answers of 40 words would take 50 MB as records; one by one they take next to nothing."""
    path = tmp_path / "many.jsonl"
    line = json.dumps({"id": "a", "question": "q", "text": "seven " * 40})
    with path.open("w") as file:
        file.writelines(f"{line}\n" for _ in range(10_000))
    program = (
        "import resource, sys; from pathlib import Path; from voicesim.inputs.read import read_each\n"
        "most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "answers = read_each(Path(sys.argv[1])); next(answers); before = most()\n"
        "print(sum(1 for answer in answers), most() - before)"
    )
    run = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    count, grown_kb = map(int, run.stdout.split())
    assert count == 9_999
    assert grown_kb < (4_000 if sys.platform != "darwin" else 4_000_000)  # there it is in bytes
