"""Each line of advice says what to do and where, and the most valuable lines come first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.assess.conftest import Say
from voicesim.assess.advice import advise
from voicesim.assess.assessment import (
    Delivery,
    Filler,
    Gap,
    PaceStretch,
    PausePlace,
    PlacedPause,
    PointHit,
    Repeat,
    Structure,
    Timing,
)
from voicesim.assess.norms import Norms
from voicesim.assess.structure import measure_structure
from voicesim.bank.question import Question
from voicesim.wording import clock

STORY_ASKED = Question("hard", "work", "Tell me about a hard choice.", "story", 120.0, ())
APPROACH_ASKED = Question("vision", "work", "How do you set a vision?", "approach", 120.0, ())
TIMING = Timing(120.0, 130.0, 1.0, 120.0, 100.0, 0.0, "on-target")
DELIVERY = Delivery(280, 140.0, (), 0.0, (), (), "good", "ok")
WORDS = "At Acme we asked the users. Then we built the small thing and shipped it."


def advice(
    question: Question,
    say: Say,
    norms: Norms,
    timing: Timing = TIMING,
    delivery: Delivery = DELIVERY,
    structure: Structure | None = None,
    points: Sequence[PointHit] = (),
    text: str = WORDS,
) -> tuple[str, ...]:
    return advise(question, say(text, every_s=0.5), timing, delivery, structure, points, norms)


def test_a_sound_answer_needs_none(question: Question, say: Say, norms: Norms) -> None:
    assert advice(question, say, norms) == ()


def test_many_fillers_are_told_with_the_commonest_and_where_they_crowd(
    question: Question, say: Say, norms: Norms
) -> None:
    texts = [("um", 5.0), ("like", 41.0), ("like", 50.0), ("like", 66.0), ("uh", 100.0)]
    fillers = tuple(Filler(text, at_s) for text, at_s in texts)
    heard = replace(DELIVERY, fillers=fillers, fillers_per_minute=13.0, filler_load="act")
    (line,) = advice(question, say, norms, delivery=heard)
    where = "3 of your 5 fillers came within 30 s from 0:41"
    assert line == f"Close your mouth where “like” comes (3 times) and let a second pass: {where}."


def test_a_fast_answer_is_told_its_fastest_stretch(question: Question, say: Say, norms: Norms) -> None:
    heard = replace(DELIVERY, words_per_minute=190.0, pace="fast", fastest=PaceStretch(31.0, 46.0, 224.0))
    (line,) = advice(question, say, norms, delivery=heard)
    rate, peak = "190 words a minute over the whole answer", "224 in the 15 s from 0:31"
    assert line == f"Stop for a breath after each sentence: {rate}, {peak}."


def test_a_rushed_stretch_is_told_although_the_answer_is_not_fast(
    question: Question, say: Say, norms: Norms
) -> None:
    heard = replace(DELIVERY, rushed=(PaceStretch(62.0, 80.0, 212.0),))
    assert advice(question, say, norms, delivery=heard) == (
        "Slow down at 1:02 to 1:20: 212 words a minute there.",
    )


def test_a_slow_answer_is_told_how_much_of_it_was_silent(question: Question, say: Say, norms: Norms) -> None:
    heard = replace(DELIVERY, words_per_minute=90.0, pace="slow")
    assert advice(question, say, norms, delivery=heard) == (
        "Speak on more quickly: 90 words a minute, and 20 of the 120 s were silent.",
    )


def test_a_late_first_word(question: Question, say: Say, norms: Norms) -> None:
    late = replace(TIMING, to_first_word_s=7.4)
    (line,) = advice(question, say, norms, timing=late)
    assert line.endswith("answers the question and think on from there: your first word came after 7.4 s.")


def test_three_restarts_are_told_two_are_not(question: Question, say: Say, norms: Norms) -> None:
    two = (Repeat("we", 12.0), Repeat("the", 20.0))
    assert advice(question, say, norms, delivery=replace(DELIVERY, repeated=two)) == ()
    three = replace(DELIVERY, repeated=(*two, Repeat("and", 30.0)))
    assert advice(question, say, norms, delivery=three) == (
        "You began 3 times again, first with “we” at 0:12: wait in silence for the next word.",
    )


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("inside a clause", "finish the sentence before you stop to think."),
        ("between sentences", "say in half a sentence what comes next before you stop to think."),
    ],
)
def test_a_very_long_pause(question: Question, say: Say, norms: Norms, place: PausePlace, told: str) -> None:
    heard = replace(DELIVERY, pauses=(PlacedPause(41.0, 47.2, place, "we chose the"),))
    timing = replace(TIMING, pauses=(Gap(41.0, 47.2),))
    (line,) = advice(question, say, norms, timing=timing, delivery=heard)
    assert line == f"You paused 6.2 s at 0:41, {place} after “we chose the”: {told}"


def test_a_pause_that_is_only_long_is_left_in_peace(question: Question, say: Say, norms: Norms) -> None:
    heard = replace(DELIVERY, pauses=(PlacedPause(41.0, 43.9, "inside a clause", "we chose the"),))
    assert advice(question, say, norms, delivery=heard) == ()


STORY = (
    "Two years ago I was at a bank. The app was crashing. I asked twenty users what hurt. Then I went "
    "through the logs with an engineer. We chose the login and dropped the new colours."
)


def test_a_story_without_a_result_is_told_where_it_stops(question: Question, say: Say, norms: Norms) -> None:
    structure = measure_structure(STORY_ASKED, say(STORY, every_s=0.5), norms)
    lines = advice(question, say, norms, structure=structure, text=STORY)
    assert lines[0] == (
        "Go on to what came of it, with a figure: the story stops at “and dropped the new colours” (0:15)."
    )


def test_at_most_three_lines_the_trade_off_before_the_length_before_the_metric(
    question: Question, say: Say, norms: Norms
) -> None:
    points = [
        PointHit("gain", "metric", "missed", ""),
        PointHit("users", "content", "missed", ""),
        PointHit("cost", "tradeoff", "missed", ""),
    ]
    short = replace(TIMING, answer_s=60.0, over_s=-60.0, verdict="short", to_first_word_s=9.0)
    lines = advice(question, say, norms, timing=short, points=points)
    assert len(lines) == 3
    assert "What did you give up?" in lines[0]
    assert lines[1].startswith("Go on for 30 s more")
    assert "How much did it change?" in lines[2]


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59.99, "0:59"), (71.6, "1:11"), (600, "10:00")])
def test_seconds_are_shown_as_a_player_shows_them(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


LONG = replace(TIMING, answer_s=150.0, over_s=30.0, verdict="long")


def test_a_long_answer_is_told_what_made_no_point_and_how_long_that_took(
    question: Question, say: Say, norms: Norms
) -> None:
    points = [PointHit("users", "content", "covered", "", "asked the users", 0, 5)]
    (line,) = advice(question, say, norms, timing=LONG, points=points)
    assert line == (
        "You took 2:30 for a target of 2:00, 30 s over: leave out 0:03 to 0:07 "
        "(“Then we built the small thing…”), which made no point and took 4 s."
    )


def test_a_long_answer_in_which_every_sentence_counts_is_told_the_longest(
    question: Question, say: Say, norms: Norms
) -> None:
    points = [PointHit("users", "content", "covered", "", "said", 0, 14)]
    (line,) = advice(question, say, norms, timing=LONG, points=points)
    assert line.endswith(
        "every sentence made a point, so say “Then we built the small thing…” (0:03, 4 s) in half the words."
    )


def test_a_short_answer_is_told_where_to_go_on(question: Question, say: Say, norms: Norms) -> None:
    short = replace(TIMING, answer_s=60.0, over_s=-60.0, verdict="short")
    assert advice(question, say, norms, timing=short) == (
        "Go on for 30 s more at least after “small thing and shipped it” (0:05): "
        "you stopped after 1:00 for a target of 2:00.",
    )


def test_an_answer_of_a_word_is_told_to_go_on_and_nothing_else(
    question: Question, say: Say, norms: Norms
) -> None:
    short = replace(TIMING, answer_s=0.5, over_s=-119.5, verdict="short")
    heard = replace(DELIVERY, words=1, pace=None)
    points = [PointHit("cost", "tradeoff", "missed", "")]
    (line,) = advice(question, say, norms, timing=short, delivery=heard, points=points, text="Yes.")
    assert line.startswith("Go on for 90 s more at least after “Yes” (0:00)")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Nothing was heard: listen to the recording, and if it was made here try voicesim doctor."),
        ("—", "Nothing was heard: listen to the recording, and if it was made here try voicesim doctor."),
        ("Um, uh.", "Only “Um, uh” (0:00) was heard: answer again, beginning with what you would do or did."),
    ],
)
def test_without_a_word_there_is_one_line(
    question: Question, say: Say, norms: Norms, text: str, told: str
) -> None:
    silent = Timing(120.0, 10.0, None, 0.0, 0.0, -120.0, "short")
    heard = replace(DELIVERY, words=0)
    assert advice(question, say, norms, timing=silent, delivery=heard, text=text) == (told,)


def test_a_text_without_words_has_no_recording_to_listen_to(
    question: Question, say: Say, norms: Norms
) -> None:
    written = advice(
        question, say, norms, timing=Timing(120.0, None), delivery=replace(DELIVERY, words=0), text=""
    )
    assert written == ("The answer has no words: write down what was said.",)


def test_a_long_set_up_is_told_in_seconds(question: Question, say: Say, norms: Norms) -> None:
    text = "It was a big company. Customers were leaving. Sales was angry. The plan was late. " + STORY
    structure = measure_structure(STORY_ASKED, say(text, every_s=0.5), norms)
    lines = advice(question, say, norms, structure=structure, text=text)
    where, why = lines[-1].rsplit(": ", 1)
    assert where == "Reach “I asked twenty users what” (0:13) sooner"
    assert re.fullmatch(r"the set-up took 1[2-4] s, more than 30% of the story\.", why)


def test_an_approach_that_has_no_frame_is_told_before_and_after_which_words(
    question: Question, say: Say, norms: Norms
) -> None:
    text = "Quality matters to everybody here and so does the speed of it all. " * 4
    structure = measure_structure(APPROACH_ASKED, say(text, every_s=0.5), norms)
    assert advice(question, say, norms, structure=structure, text=text) == (
        "Say in one sentence what your approach is before “Quality matters to everybody here” (0:00).",
        "Sum up in one sentence after “the speed of it all” (0:23): the answer just stops there.",
    )
