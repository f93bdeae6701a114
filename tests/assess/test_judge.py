"""One answer, judged as a whole, and the advice that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.assess.conftest import Say
from tests.present import present
from voicesim.assess.assessment import Assessment, PointHit
from voicesim.assess.judge import SCORER_VERSION, assess
from voicesim.assess.norms import Norms
from voicesim.bank.question import Question
from voicesim.speech.words import SpeechSpan, Word

TEXT = (
    "We had to choose. Users told us what hurt in twenty calls. Then I talked about the weather for a while, "
    "which took long. It was sunny, mostly. In the end sales grew by 12 percent."
)


def hits(question: Question, words: Sequence[Word]) -> tuple[PointHit, ...]:
    """Users and gain are covered where TEXT says so; what was given up is missed."""
    return (
        PointHit(
            "users", "content", "covered", "said", "Users told us", 4, 6, words[4].start_s, words[6].end_s
        ),
        PointHit("cost", "tradeoff", "missed", "nothing was given up"),
        PointHit("gain", "metric", "covered", "a figure", "12 percent", 34, 35, None, None),
    )


def judged(
    question: Question,
    say: Say,
    norms: Norms,
    every_s: float | None = 0.5,
    target_s: float | None = None,
    text: str = TEXT,
    spans: Sequence[SpeechSpan] | None = None,
) -> Assessment:
    words = say(text, every_s=every_s, at_s=1.0)
    if every_s and spans is None:
        spans = (SpeechSpan(present(words[0].start_s), present(words[-1].end_s)),)
    return assess(question, words, spans, 30.0 if every_s else None, norms, hits)


def test_all_parts_are_there(question: Question, say: Say, norms: Norms) -> None:
    found = judged(question, say, norms)
    assert found.timing.verdict == "short"
    assert found.delivery.words == 36
    assert [hit.point_id for hit in found.points] == ["users", "cost", "gain"]
    assert [figure.text for figure in found.figures] == ["twenty calls", "12 percent"]
    assert found.scorer == SCORER_VERSION


def test_the_same_answer_gets_the_same_assessment(question: Question, say: Say, norms: Norms) -> None:
    assert judged(question, say, norms) == judged(question, say, norms)


def test_the_missed_trade_off_comes_first_with_the_place_that_has_room_for_it(
    question: Question, say: Say, norms: Norms
) -> None:
    advice = judged(question, say, norms).advice
    assert advice[0] == (
        "Answer “What did you give up?” before it is asked: the 8 s from 0:07 (“Then I talked about the "
        "weather…”) made no point and have room for it."
    )
    assert advice[1] == (
        "Go on for 72 s more at least after “sales grew by 12 percent” (0:16): "
        "you stopped after 0:18 for a target of 2:00."
    )
    assert len(advice) <= 3


def test_advice_on_a_text_names_the_words_instead_of_the_time(
    question: Question, say: Say, norms: Norms
) -> None:
    advice = judged(question, say, norms, every_s=None).advice
    assert advice[0] == (
        "Answer “What did you give up?” before it is asked: the sentences from “Then I talked about the "
        "weather…” made no point and have room for it."
    )
    assert not any(":0" in line or ":1" in line for line in advice)


def test_a_long_answer_is_told_what_to_leave_out(question: Question, say: Say, norms: Norms) -> None:
    advice = judged(question, say, norms, every_s=4.5).advice
    assert "You took 2:42 for a target of 2:00, 42 s over: leave out 0:55 to 2:07" in advice[1]
    assert "0:55" not in advice[0]


def test_a_very_long_pause_is_named_with_its_place(question: Question, say: Say, norms: Norms) -> None:
    words = say("We chose the small [6.2] app. It worked.", every_s=0.5)
    spans = (SpeechSpan(0.0, 2.0), SpeechSpan(8.2, 9.7))
    advice = assess(question, words, spans, 10.0, norms, lambda *_: ()).advice
    told = "You paused 6.2 s at 0:02, inside a clause after “We chose the small”"
    assert f"{told}: finish the sentence before you stop to think." in advice


def test_silence_is_told_as_silence(question: Question, norms: Norms) -> None:
    found = assess(question, (), (), 12.0, norms, lambda *_: ())
    assert found.advice == (
        "Nothing was heard: listen to the recording, and if it was made here try voicesim doctor.",
    )
    assert found.timing.answer_s == 0.0


def test_words_with_times_and_no_sound_are_timed_by_themselves(
    question: Question, say: Say, norms: Norms
) -> None:
    words = say(TEXT, every_s=0.5)
    found = assess(question, words, None, None, norms, hits)
    assert found.timing.answer_s == 18.0
    assert found.delivery.words_per_minute == 120.0
    assert found.delivery.possible_hesitations == ()


def test_an_answer_with_nothing_to_improve_gets_no_advice(question: Question, say: Say, norms: Norms) -> None:
    words = say(
        "For me it starts with users. " + "At Acme we asked them. " * 45 + "So that's how I work.",
        every_s=0.45,
    )
    spans = (SpeechSpan(present(words[0].start_s), present(words[-1].end_s)),)
    approach = replace(question, style="approach")
    assert assess(approach, words, spans, 110.0, norms, lambda *_: ()).advice == ()
