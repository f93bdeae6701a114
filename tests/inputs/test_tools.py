"""The JSON of speech recognisers: their words with their times, or a sentence that names what it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.present import present
from tests.read_answers import read_answers
from voicesim.bank.load import load_bank
from voicesim.errors import InputError
from voicesim.inputs.answer import Answer

DATA = Path(__file__).parent / "data"

WORDS = [
    *[("So", 0.5, 0.7), ("we", 0.8, 0.9), ("cut", 1.0, 1.2), ("to", 1.3, 1.4), ("97%.", 1.5, 2.6)],
    *[("Then,", 8.0, 8.3), ("we", 8.4, 8.5), ("stopped.", 8.6, 9.5)],
]
TEXT = "So we cut to 97%. Then, we stopped."
FIRST, SECOND = WORDS[:5], WORDS[5:]
SEGMENTS: list[dict[str, Any]] = [
    {"id": 0, "start": 0.5, "end": 2.6, "text": " So we cut to 97%."},
    {"id": 1, "start": 8.0, "end": 9.5, "text": " Then, we stopped."},
]


def words(spelt: list[tuple[str, float, float]], key: str = "word", **more: Any) -> list[dict[str, Any]]:
    return [{key: text, "start": start, "end": end, **more} for text, start, end in spelt]


def bare(spelt: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    return [(text.strip(",.%"), start, end) for text, start, end in spelt]


def spaced(spelt: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    return [(f" {text}", start, end) for text, start, end in spelt]


def milliseconds(spelt: list[tuple[str, float, float]]) -> list[dict[str, Any]]:
    return [{"text": text, "start": int(a * 1000), "end": int(b * 1000)} for text, a, b in spelt]


def vosk(spelt: list[tuple[str, float, float]]) -> dict[str, Any]:
    heard = [(text.lower(), start, end) for text, start, end in bare(spelt)]
    return {"result": words(heard, conf=0.9), "text": " ".join(text for text, _, _ in heard)}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Answer]:
    """The one answer in a file that holds this."""

    def read_(document: object, name: str = "mine.json") -> Answer:
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        (answer,) = read_answers(path)
        return answer

    return read_


@pytest.fixture
def told(read: Callable[..., Answer]) -> Callable[..., str]:
    """What is told about a file that holds this."""

    def tell(document: object, name: str = "mine.json") -> str:
        with pytest.raises(InputError) as raised:
            read(document, name)
        return str(raised.value)

    return tell


def timed(answer: Answer) -> list[tuple[str, float | None, float | None]]:
    return [(word.text, word.start_s, word.end_s) for word in answer.words]


@pytest.mark.parametrize(
    ("name", "like", "certain"),
    [
        ("openai-whisper", ("like,", 3.7, 4.0), 0.95),
        ("openai-api-verbose", ("like,", 3.7, 4.0), 0.95),
        ("assemblyai", ("like,", 3.7, 4.0), 0.9),
        ("vosk-videogrep", ("like,", 3.7, 4.0), 1.0),
        ("whispercpp", ("like,", 3.812, 4.296), 1.0),
    ],
)
def test_real_files_give_every_word_at_its_time(
    name: str, like: tuple[str, float, float], certain: float
) -> None:
    (answer,) = read_answers(DATA / f"{name}.json")
    assert answer.transcript.text == (
        "Before we start we agree what good looks like, and I write it into the brief. We roll every change "
        "out to five percent first. Crash-free sessions went from 97 to 99.6 percent."
    )
    assert timed(answer)[8] == like
    assert (answer.words[0].start_s, answer.words[-1].end_s) == (0.5, 15.6)
    assert {word.probability for word in answer.words} == {certain}
    gaps = [
        present(b.start_s) - present(a.end_s) for a, b in zip(answer.words, answer.words[1:], strict=False)
    ]
    assert [round(gap, 3) for gap in sorted(gaps)[-2:]] == [1.1, 1.1]


WITH_WORD_TIMES = {
    "Whisper": {
        "text": TEXT,
        "segments": [
            {**SEGMENTS[0], "words": words(spaced(FIRST), probability=0.9)},
            {**SEGMENTS[1], "words": words(spaced(SECOND), probability=0.9)},
        ],
    },
    "OpenAI's API, words only": {"text": TEXT, "words": words(bare(WORDS))},
    "OpenAI's API, words and segments": {"text": TEXT, "words": words(bare(WORDS)), "segments": SEGMENTS},
    "WhisperX": {
        "segments": [
            {**SEGMENTS[0], "words": words(FIRST, score=0.3)},
            {**SEGMENTS[1], "words": words(SECOND, score=0.3)},
        ],
        "word_segments": words(WORDS, score=0.3),
    },
    "WhisperX, words only": {"word_segments": words(WORDS)},
    "whisper-timestamped": {"segments": [{"text": TEXT, "words": words(WORDS, "text", confidence=0.9)}]},
    "faster-whisper": [
        {**SEGMENTS[0], "words": words(spaced(FIRST))},
        {**SEGMENTS[1], "words": words(spaced(SECOND))},
    ],
    "AssemblyAI": {"status": "completed", "text": TEXT, "words": milliseconds(WORDS)},
    "AssemblyAI, utterances": {
        "utterances": [{"text": TEXT, "start": 500, "end": 9500, "words": milliseconds(WORDS)}]
    },
    "Deepgram": {
        "metadata": {"channels": 1},
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "transcript": TEXT,
                            "words": [
                                {"word": text.lower(), "punctuated_word": text, "start": start, "end": end}
                                for text, start, end in WORDS
                            ],
                        }
                    ]
                }
            ]
        },
    },
    "transformers": {
        "text": f" {TEXT}",
        "chunks": [{"text": f" {text}", "timestamp": [start, end]} for text, start, end in WORDS],
    },
    "whisper.cpp, a word a line": {
        "transcription": [
            {"offsets": {"from": start * 1000, "to": end * 1000}, "text": f" {text}"}
            for text, start, end in WORDS
        ]
    },
    "ElevenLabs": {
        "text": TEXT,
        "words": [
            part
            for text, start, end in WORDS
            for part in (
                {"text": text, "start": start, "end": end, "type": "word"},
                {"text": " ", "start": end, "end": end, "type": "spacing"},
            )
        ],
    },
    "wrapped by a service": {"status": "ok", "output": {"text": TEXT, "words": words(WORDS)}},
    "alone in a list": [{"text": TEXT, "words": words(WORDS)}],
}


@pytest.mark.parametrize("form", WITH_WORD_TIMES)
def test_word_times_are_kept_with_the_punctuation_of_the_text(read: Callable[..., Answer], form: str) -> None:
    answer = read(WITH_WORD_TIMES[form])
    assert timed(answer) == WORDS
    assert answer.id == "mine"


@pytest.mark.parametrize(
    "document",
    [
        [vosk(FIRST), vosk(SECOND)],
        "\n".join(
            json.dumps(each, indent=2)
            for each in ({"partial": ""}, vosk(FIRST), {"partial": "th"}, vosk(SECOND), {"text": ""})
        ),
        {
            "schemaVersion": "2.0",
            "monologues": [
                {"start": "0:00:00.5", "terms": words(bare(part), "text", type="WORD")}
                for part in (
                    [(t.lower(), a, b) for t, a, b in FIRST],
                    [(t.lower(), a, b) for t, a, b in SECOND],
                )
            ],
            "text": ["so we cut to 97", "then we stopped"],
        },
    ],
    ids=["a list", "printed one after the other", "vosk-transcriber"],
)
def test_what_vosk_hears_is_one_answer(read: Callable[..., Answer], document: object) -> None:
    assert timed(read(document)) == [(text.lower(), start, end) for text, start, end in bare(WORDS)]


def test_the_first_of_the_alternatives_of_vosk_counts(read: Callable[..., Answer]) -> None:
    heard = vosk(FIRST)
    answer = read({"alternatives": [{"confidence": 301.2, **heard}, vosk(SECOND)]})
    assert answer.transcript.text == "so we cut to 97"


@pytest.mark.parametrize(
    "document",
    [
        {"text": TEXT, "segments": SEGMENTS},
        SEGMENTS,
        "\n".join(map(json.dumps, SEGMENTS)),
        {
            "sentences": [
                {**each, "start": each["start"] * 1000, "end": each["end"] * 1000} for each in SEGMENTS
            ]
        },
        {"chunks": [{"text": each["text"], "timestamp": [each["start"], each["end"]]} for each in SEGMENTS]},
        {
            "transcription": [
                {"timestamps": {"from": "00:00:00,500", "to": "00:00:02,600"}, "text": " So we cut to 97%."},
                {"timestamps": {"from": "00:00:08,000", "to": "00:00:09,500"}, "text": " Then, we stopped."},
            ]
        },
    ],
    ids=["Whisper", "faster-whisper", "one a line", "AssemblyAI", "transformers", "whisper.cpp"],
)
def test_segments_without_word_times_share_their_time(read: Callable[..., Answer], document: object) -> None:
    answer = read(document)
    assert answer.transcript.text == TEXT
    assert [timed(answer)[place][1] for place in (0, 5)] == [0.5, 8.0]
    assert [timed(answer)[place][2] for place in (4, 7)] == [2.6, 9.5]
    assert timed(answer)[6] == ("we", 8.5, 8.75)


def test_the_tokens_of_whisper_cpp_become_whole_words(read: Callable[..., Answer]) -> None:
    pieces = [
        ("[_BEG_]", 0, 0),
        (" So", 500, 700),
        (" we", 800, 900),
        ("'ve", 900, 990),
        (" stop", 1000, 1200),
    ]
    pieces += [("ped", 1200, 1300), (".", 1300, 1320), ("[_TT_66]", 1320, 1320)]
    tokens = [{"text": text, "offsets": {"from": a, "to": b}, "p": 0.8} for text, a, b in pieces]
    line = {"offsets": {"from": 0, "to": 1320}, "text": " So we've stopped.", "tokens": tokens}
    answer = read({"transcription": [line]})
    assert timed(answer) == [("So", 0.5, 0.7), ("we've", 0.8, 0.99), ("stopped.", 1.0, 1.32)]
    assert {word.probability for word in answer.words} == {0.8}


def test_a_figure_that_whisperx_could_not_place_lies_between_its_neighbours(
    read: Callable[..., Answer],
) -> None:
    said = words(WORDS)
    said[4] = {"word": "97%."}
    answer = read({"segments": [{**SEGMENTS[0], "words": said[:5]}, {**SEGMENTS[1], "words": said[5:]}]})
    (_, start_s, end_s) = timed(answer)[4]
    assert start_s == 1.4
    assert 1.6 < present(end_s) < 1.9
    assert timed(answer)[5] == WORDS[5]


def test_a_last_word_without_an_end_lasts_as_long_as_others(read: Callable[..., Answer]) -> None:
    chunks = [{"text": " So", "timestamp": [0.5, 0.8]}, {"text": " we", "timestamp": [1.0, None]}]
    assert timed(read({"text": " So we", "chunks": chunks})) == [("So", 0.5, 0.8), ("we", 1.0, 1.3)]


def test_an_answer_in_whole_seconds_is_not_in_milliseconds(read: Callable[..., Answer]) -> None:
    assert timed(read({"segments": [{"start": 0, "end": 30, "text": " So we stopped."}]}))[-1][2] == 30.0


def test_recognised_answers_one_a_line_keep_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {"id": "a1", "question": "quality", "text": TEXT, "segments": SEGMENTS}
    path.write_text(f"{json.dumps(line)}\n{json.dumps(line | {'id': 'a2'})}\n")
    found = list(read_answers(path))
    assert [(each.id, each.question_id, each.timed) for each in found] == [
        ("a1", "quality", True),
        ("a2", "quality", True),
    ]


@pytest.mark.parametrize("document", [{"transcription": []}, {"text": "", "segments": []}])
def test_silence_is_an_answer_without_words(read: Callable[..., Answer], document: object) -> None:
    assert read(document).words == ()


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (
            {"results": {"transcripts": [{"transcript": "So"}], "items": []}},
            "is the JSON of Amazon Transcribe, which is not read; let it write SRT or VTT instead.",
        ),
        ({"results": [{"alternatives": [{"transcript": "So"}]}]}, "is the JSON of Google Speech-to-Text"),
        ({"format": "2.9", "results": [{"alternatives": []}]}, "is the JSON of Speechmatics"),
        ({"recognizedPhrases": []}, "is the JSON of Azure Speech"),
        ({"monologues": [{"elements": [{"value": "So", "ts": 0.5}]}]}, "is the JSON of Rev.ai"),
        ({"events": [{"tStartMs": 0, "segs": [{"utf8": "So"}]}]}, "is the JSON of YouTube (json3)"),
        ([[0, 0, 0.5, 2.6, " So we"]], "is the JSON of faster-whisper with its segments as bare lists"),
        ({"text": TEXT, "marks": [{"w": "So", "begin": 0.5}]}, "holds times in a form that is not known"),
        ({"said": TEXT}, "or give the JSON of Whisper, whisper.cpp, WhisperX, faster-whisper, AssemblyAI,"),
        (
            {"results": {"channels": [{"alternatives": [{"words": words(WORDS)}]}] * 2}},
            "it has words in 2 channels; keep the one in which the answer is.",
        ),
        (
            [{"text": TEXT, "segments": SEGMENTS}, {"text": TEXT, "segments": SEGMENTS}],
            "it holds 2 transcripts; keep one, or put each into a file of its own.",
        ),
        ({"segments": [SEGMENTS[1], {**SEGMENTS[0], "start": 3}]}, "segment 2: it ends at 2.6 s, before it"),
        ({"words": words([("So", -5, 1)])}, "word 1: its times must be numbers from 0 to 360000 seconds"),
        ({"words": [{"word": "So", "start": "1", "end": 2}, *words(WORDS)]}, "word 1: its times must be"),
        ({"words": [{"word": "So", "start": None, "end": None}]}, "it has no time for any word."),
        ({"segments": SEGMENTS[::-1]}, "its times go back from 8.75 to 0.5 s at “So”; write it again"),
        (
            {"transcription": [{"timestamps": {"from": "1 s", "to": "2 s"}, "text": "So"}]},
            "segment 1: its times must be like 00:00:01,500, not '1 s'.",
        ),
    ],
)
def test_what_cannot_be_read_is_named(told: Callable[..., str], document: object, problem: str) -> None:
    message = told(document)
    assert problem in message
    assert "mine.json" in message


@pytest.mark.parametrize("line", [SEGMENTS[0], vosk(FIRST)], ids=["a segment", "a result of Vosk"])
def test_one_segment_a_line_is_no_answer_a_line(told: Callable[..., str], line: dict[str, Any]) -> None:
    message = told(line, "mine.jsonl")
    assert "mine.jsonl:1 is one segment of a transcript with times; put all of them into one .json" in message


ASKED = "How do you make sure that a product meets its quality bar?"
ASKING = [(text, round(0.3 * at, 2), round(0.3 * at + 0.25, 2)) for at, text in enumerate(ASKED.split(), -14)]
ASKING = [(text, start + 5, end + 5) for text, start, end in ASKING]
LATER = [(text, start + 6, end + 6) for text, start, end in WORDS]


def whisperx() -> dict[str, Any]:
    """Two segments of two people; a word that could not be aligned has neither times nor a speaker."""
    asked, said = words(ASKING, speaker="SPEAKER_00"), words(LATER, speaker="SPEAKER_01")
    said[4] = {"word": "97%."}
    segments = [
        {"start": 0.8, "end": 4.45, "text": f" {ASKED}", "words": asked, "speaker": "SPEAKER_00"},
        {"start": 6.5, "end": 15.5, "text": f" {TEXT}", "words": said, "speaker": "SPEAKER_01"},
    ]
    return {"segments": segments, "word_segments": [*asked, *said]}


def assemblyai() -> dict[str, Any]:
    asked = [{**word, "speaker": "A"} for word in milliseconds(ASKING)]
    said = [{**word, "speaker": "B"} for word in milliseconds(LATER)]
    return {"id": "t-1", "text": f"{ASKED} {TEXT}", "words": [*asked, *said]}


def deepgram() -> dict[str, Any]:
    heard = [*words(ASKING, speaker=0), *words(LATER, speaker=1)]
    return {"results": {"channels": [{"alternatives": [{"transcript": f"{ASKED} {TEXT}", "words": heard}]}]}}


def utterances() -> dict[str, Any]:
    return {
        "utterances": [
            {"start": 0.8, "end": 4.4, "text": ASKED, "speaker": {"name": "Priya"}},
            {"start": 6.5, "end": 15.5, "text": TEXT, "speaker": {"name": "Sam"}},
        ]
    }


def whisper_cpp() -> dict[str, Any]:
    def line(start: int, end: int, text: str, speaker: str) -> dict[str, Any]:
        return {"offsets": {"from": start, "to": end}, "text": f" {text}", "speaker": speaker}

    return {
        "transcription": [
            line(800, 4400, ASKED, "0"),
            line(4400, 6000, "[BLANK_AUDIO]", "?"),
            line(6500, 15500, TEXT, "1"),
        ]
    }


BY_SPEAKER = {
    "whisperx": (whisperx, "SPEAKER_01", "SPEAKER_00"),
    "assemblyai": (assemblyai, "B", "A"),
    "deepgram": (deepgram, "Speaker 1", "Speaker 0"),
    "utterances": (utterances, "Sam", "Priya"),
    "whisper.cpp": (whisper_cpp, "Speaker 1", "Speaker 0"),
}


@pytest.mark.parametrize("form", BY_SPEAKER)
def test_who_only_asks_in_the_json_of_a_recogniser_is_not_judged(
    read: Callable[..., Answer], form: str
) -> None:
    make, judged, asking = BY_SPEAKER[form]
    answer = read(make())
    assert answer.transcript.text == TEXT
    assert f"{judged} is judged, since {asking} only asks; --speaker NAME chooses another." in answer.notices
    assert f"Left out: 12 words of {asking}." in answer.notices


@pytest.mark.parametrize("form", BY_SPEAKER)
def test_the_speaker_that_is_asked_for_is_judged(tmp_path: Path, form: str) -> None:
    make, _, asking = BY_SPEAKER[form]
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(make()))
    (answer,) = read_answers(path, speaker=asking.lower())
    assert answer.transcript.text == ASKED


def test_an_answer_in_json_is_timed_from_the_end_of_what_was_asked(read: Callable[..., Answer]) -> None:
    answer = read(deepgram())
    assert answer.words[0].start_s == pytest.approx(6.5 - (5 - 0.3 * 3 + 0.25), abs=0.01)


def test_a_mock_interview_in_json_is_split_at_the_questions_of_the_bank(tmp_path: Path) -> None:
    second = "Tell me about a launch that did not go as planned. What happened?"
    turns = [(ASKED, "Ann"), (TEXT, "Bo"), (second, "Ann"), ("We told them, plainly and early.", "Bo")]
    timed_turns = [
        {"start": 10.0 * at, "end": 10.0 * at + 8, "text": text, "speaker": name}
        for at, (text, name) in enumerate(turns)
    ]
    path = tmp_path / "mock.json"
    path.write_text(json.dumps({"segments": timed_turns}))
    bank = load_bank("senior-pm")
    found = [(answer.question_id, answer.transcript.text) for answer in read_answers(path, bank=bank)]
    assert found == [("quality", TEXT), ("launch-failed", "We told them, plainly and early.")]


def test_json_without_speakers_has_none_to_choose(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"segments": SEGMENTS}))
    with pytest.raises(InputError, match="does not name who speaks; leave out --speaker"):
        list(read_answers(path, speaker="Sam"))


def test_sounds_that_a_recogniser_writes_are_no_words(read: Callable[..., Answer]) -> None:
    heard = [*SEGMENTS, {"id": 2, "start": 9.6, "end": 12.0, "text": " [BLANK_AUDIO]"}]
    heard[0] = {**heard[0], "text": " So we (laughs) cut to 97%."}
    answer = read({"segments": heard})
    assert answer.transcript.text == TEXT
    assert answer.notices == ("Left out as not spoken: “(laughs)”, “[BLANK_AUDIO]”.",)
