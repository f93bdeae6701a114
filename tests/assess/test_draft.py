"""An answer that is judged while it is given gets the assessment that it would get at its end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from voicesim.assess.draft import Draft
from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms
from voicesim.assess.reply import judge_reply
from voicesim.audio.clip import RATE_HZ
from voicesim.bank.load import find_question, load_bank
from voicesim.bank.question import Question
from voicesim.speech.pitch import track_pitch
from voicesim.speech.words import SpeechSpan, Word

EXAM = Path(__file__).parents[2] / "training" / "judge" / "data" / "exam"
BANKS = {
    "airport": EXAM / "airport.yaml",
    "nurse": EXAM / "nurse.yaml",
    "pm-estimation": "pm-estimation",
    "pm-metrics": "pm-metrics",
    "pm-strategy": "pm-strategy",
}
ANSWERS_EACH = 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled answer as it is spoken: a word every 0.38 s, and 0.6 s of silence after each sentence."""

    id: str
    question: Question
    sentences: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return self.until(len(self.sentences))[0]

    @property
    def spans(self) -> tuple[SpeechSpan, ...]:
        return self.until(len(self.sentences))[1]

    @property
    def recorded_s(self) -> float:
        return self.spans[-1].end_s + 1.2

    def until(self, count: int) -> tuple[tuple[Word, ...], tuple[SpeechSpan, ...]]:
        """The words and the voice of so many of its sentences."""
        said = self.sentences[:count]
        spans = tuple(SpeechSpan(each[0].start_s or 0.0, each[-1].end_s or 0.0) for each in said)
        return tuple(word for each in said for word in each), spans


def spoken(sentences: Sequence[str]) -> Iterator[tuple[Word, ...]]:
    at_s = 0.4
    for sentence in sentences:
        words = []
        for text in sentence.split():
            words.append(Word(text, round(at_s, 2), round(at_s + 0.33, 2), 0.9))
            at_s += 0.38
        yield tuple(words)
        at_s += 0.6


def labelled(name: str) -> Iterator[Labelled]:
    bank = load_bank(str(BANKS[name]))
    with (EXAM / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sentences = [sentence["s"] for sentence in row.get("sentences", ())]
            if sentences:
                yield Labelled(row["id"], find_question(bank, row["question"]), tuple(spoken(sentences)))


ANSWERS = [answer for name in BANKS for answer in islice(labelled(name), ANSWERS_EACH)]


@pytest.fixture(params=ANSWERS, ids=lambda answer: answer.id)
def answer(request: pytest.FixtureRequest) -> Labelled:
    found = request.param
    assert isinstance(found, Labelled)
    return found


def at_the_end(answer: Labelled, norms: Norms) -> object:
    return assess(answer.question, answer.words, answer.spans, answer.recorded_s, norms)


@pytest.mark.parametrize("left", [0, 2], ids=["to its last word", "but for its last sentences"])
def test_what_was_heard_before_changes_nothing(answer: Labelled, norms: Norms, left: int) -> None:
    draft = Draft(answer.question, norms)
    for count in range(2, len(answer.sentences) + 1 - left, 3):
        draft.hear(*answer.until(count))
    draft.hear(*answer.until(len(answer.sentences) - left))
    assert draft.finish(answer.words, answer.spans, answer.recorded_s) == at_the_end(answer, norms)


def test_words_that_were_heard_otherwise_before_leave_no_trace(norms: Norms) -> None:
    answer, other = ANSWERS[:2]
    draft = Draft(answer.question, norms)
    draft.hear(other.words, other.spans)
    draft.hear(*answer.until(3))
    assert draft.finish(answer.words, answer.spans, answer.recorded_s) == at_the_end(answer, norms)


def test_a_voice_that_was_heard_otherwise_before_leaves_no_trace(norms: Norms) -> None:
    answer = ANSWERS[0]
    draft = Draft(answer.question, norms)
    draft.hear(answer.words, (SpeechSpan(0.0, answer.recorded_s),))
    assert draft.finish(answer.words, answer.spans, answer.recorded_s) == at_the_end(answer, norms)


def test_the_structure_so_far_is_known_while_the_answer_goes_on(norms: Norms) -> None:
    answer = ANSWERS[0]
    draft = Draft(answer.question, norms)
    assert draft.hear(*answer.until(1)) is None, "a sentence has no parts yet"
    found = draft.hear(answer.words, answer.spans)
    assert found is not None
    assert found.situation_s


def test_a_reply_is_judged_ahead_as_a_reply(norms: Norms) -> None:
    question, words = ANSWERS[0].question, tuple(*spoken(["The loyalty programme."]))
    spans = (SpeechSpan(0.4, 1.4),)
    draft = Draft(question, norms, judge_reply)
    draft.hear(words, spans)
    found = draft.finish(words, spans, 2.0)
    assert found.points[0].verdict == "check"
    assert found == assess(question, words, spans, 2.0, norms, judge_reply)


def test_the_pitch_comes_with_the_end(norms: Norms) -> None:
    answer = ANSWERS[0]
    seconds = np.arange(int(answer.recorded_s * RATE_HZ)) / RATE_HZ
    pitch = track_pitch((0.3 * np.sin(2 * np.pi * 120 * seconds)).astype(np.float32))
    draft = Draft(answer.question, norms)
    draft.hear(answer.words, answer.spans)
    found = draft.finish(answer.words, answer.spans, answer.recorded_s, pitch)
    assert found.voice is not None
    assert found == assess(answer.question, answer.words, answer.spans, answer.recorded_s, norms, pitch=pitch)
