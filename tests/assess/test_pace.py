"""Pace by window, hedges, who acted, where pauses fall and what could be left out."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.assess.conftest import Say
from tests.present import present
from voicesim.assess.assessment import Gap, PaceStretch, PointHit, Verdict
from voicesim.assess.delivery import measure_delivery, place_pauses
from voicesim.assess.hedges import count_actors, find_hedges
from voicesim.assess.norms import Norms
from voicesim.assess.pace import fastest, pace_windows, rushed
from voicesim.assess.stretches import find_cuts
from voicesim.assess.timing import measure_timing
from voicesim.assess.tokens import tokenize
from voicesim.speech.words import SpeechSpan


def test_the_fastest_window_and_the_rushed_stretch(say: Say, norms: Norms) -> None:
    slow, quick = say("word " * 40, every_s=0.5), say("word " * 80, every_s=0.25, at_s=20.0)
    windows = pace_windows(tokenize(slow + quick), norms)
    assert fastest(windows) == PaceStretch(20.0, 35.0, 240.0)
    (stretch,) = rushed(windows, norms)
    assert stretch.words_per_minute == 240.0
    assert 10.0 < stretch.start_s < 20.0
    assert stretch.end_s == pytest.approx(40.0)


def test_a_short_answer_or_a_text_has_no_window(say: Say, norms: Norms) -> None:
    assert pace_windows(tokenize(say("word " * 20, every_s=0.5)), norms) == ()
    assert pace_windows(tokenize(say("word " * 100)), norms) == ()


def test_articulation_leaves_every_silence_out(say: Say, norms: Norms) -> None:
    spans = (SpeechSpan(0.0, 3.0), SpeechSpan(5.0, 8.0))
    words = say("a b c d e f [2.0] g h i j k l", every_s=0.5)
    delivery = measure_delivery(words, spans, measure_timing(60.0, 8.0, spans, norms), norms)
    assert delivery.words_per_minute == 90.0
    assert delivery.articulation_wpm == 120.0
    assert [(pause.place, pause.after) for pause in delivery.pauses] == [("inside a clause", "c d e f")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("we cut it. [3] Then we", "between sentences"),
        ("we cut it, [3] then we", "between clauses"),
        ("we cut [3] it then we", "inside a clause"),
    ],
)
def test_a_pause_is_placed_by_the_punctuation_before_it(say: Say, text: str, place: str) -> None:
    words = say(text, every_s=0.5)
    gaps = (Gap(present(a.end_s), present(b.start_s)) for a, b in pairwise(words))
    gap = next(gap for gap in gaps if gap.end_s - gap.start_s > 1)
    (placed,) = place_pauses((gap,), words)
    assert placed.place == place
    assert placed.duration_s == 3.0


def test_a_word_that_the_model_stretched_over_the_silence_still_comes_after_it(say: Say) -> None:
    words = (*say("we cut it.", every_s=0.5), *say("Then", every_s=3.5, at_s=1.5))
    assert place_pauses((Gap(1.5, 4.5),), words)[0].after == "we cut it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I think we might win", ["i think"]),
        ("maybe it was probably late", ["maybe", "probably"]),
        ("it was kind of late and a bit slow", ["kind of", "a bit"]),
        ("what kind of team and that sort of thing", []),
        ("the way I think about it", []),
        ("a bit of code", []),
        ("I'm not sure, or something like that", ["i'm not sure", "or something like that"]),
        ("I don't think so", []),
    ],
)
def test_hedges_take_back_what_they_say(say: Say, text: str, expected: list[str]) -> None:
    assert [hedge.text for hedge in find_hedges(tokenize(say(text)), ())] == expected


def test_who_acted(say: Say) -> None:
    assert count_actors(tokenize(say("I asked my team and we wrote our plan, which I'd kept")), ()) == (3, 2)


@pytest.mark.parametrize(
    ("text", "i_words", "we_words"),
    [
        ("I sold it in the US and the US team grew", 1, 0),
        ("Our US customers and U.S. sales, said the us office", 0, 1),
        ("It went to all of us, the US-based and us two", 0, 2),
        ("IT WENT TO US AND I WAS GLAD", 1, 1),
        ("World War I was over. I own it", 1, 0),
        ("Part I and Part II, Phase I trials, a type I error", 0, 0),
        ("In phase I we tested the part I built in the phase I led", 2, 1),
        ("Iʼd say weʼll win, I´ve and I`m sure we‘d do it", 3, 2),
        ("I'd've gone and we'd've won", 1, 1),
    ],
)
def test_a_country_and_a_roman_one_are_nobody(say: Say, text: str, i_words: int, we_words: int) -> None:
    assert count_actors(tokenize(say(text)), ()) == (i_words, we_words)


def hit(first: int | None, last: int | None, verdict: Verdict = "covered") -> PointHit:
    return PointHit("p", "content", verdict, "", first_word=first, last_word=last)


def test_cuts_are_the_sentences_that_serve_no_point_longest_first(say: Say) -> None:
    words = say("We open here. One two. Three four five. Users said no. Six seven. Sales rose.", every_s=1.0)
    cuts = find_cuts(words, (hit(8, 9), hit(13, 14)))
    assert [(cut.start_s, cut.end_s, cut.text) for cut in cuts] == [
        (3.0, 8.0, "One two. Three four five."),
        (11.0, 13.0, "Six seven."),
    ]
    assert cuts[0].duration_s == 5.0


def test_a_point_that_was_missed_keeps_nothing_and_one_to_check_its_words(say: Say) -> None:
    words = say("We open here. One two. Users said no.", every_s=1.0)
    assert [cut.text for cut in find_cuts(words, (hit(3, 4, "missed"),))] == ["One two. Users said no."]
    assert [cut.text for cut in find_cuts(words, (hit(3, 4, "check"),))] == ["Users said no."]


def test_cuts_of_a_text_are_ordered_by_their_words(say: Say) -> None:
    cuts = find_cuts(say("Open. One. Keep it. Two three four."), (hit(2, 3),))
    assert [(cut.text, cut.start_s, cut.duration_s) for cut in cuts] == [
        ("Two three four.", None, 0.0),
        ("One.", None, 0.0),
    ]
