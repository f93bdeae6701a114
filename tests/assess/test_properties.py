"""What holds for every answer, whatever is said and however it is broken up."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.present import present
from voicesim.assess.assessment import Assessment, Filler, PointHit, Repeat, Verdict
from voicesim.assess.judge import assess
from voicesim.assess.norms import load_norms
from voicesim.assess.tokens import tokenize
from voicesim.bank.question import KeyPoint, Kind, Question, Style
from voicesim.speech.words import SpeechSpan, Word

NORMS = load_norms()
POINT_KINDS: tuple[Kind, ...] = ("content", "tradeoff", "metric")
SAID = (
    *("I", "we", "the", "team", "users", "asked", "cut", "churn", "by", "12", "percent", "$3M", "twelve"),
    *("um", "uh,", "like,", "so", "so,", "you", "know,", "I", "mean,", "maybe", "kind", "of", "the", "the"),
    *("At", "last", "year", "decided", "built.", "shipped,", "because", "In", "the", "end", "it", "grew."),
    *("—", "...", "24/7", "Q3", "2023", "half", "a", "third", "of", "pri-", "prioritise", "¿", "why?"),
)
PLACE = re.compile(
    r"“[^”]+”|\b\d+:\d\d\b|first word came|doctor|listen to the recording|silent|write down what was said"
)


def length_s(words: tuple[Word, ...]) -> float:
    return present(words[-1].end_s) - present(words[0].start_s)


@dataclass(frozen=True)
class Answer:
    style: Style
    target_s: float
    words: tuple[Word, ...]
    spans: tuple[SpeechSpan, ...] | None
    served: tuple[tuple[int, int, Verdict], ...]

    def assess(self) -> Assessment:
        points = tuple(
            KeyPoint(f"p{n}", POINT_KINDS[n % 3], "means", ("cue",), f"What about {n}?") for n in range(4)
        )
        question = Question("q", "s", "How?", self.style, self.target_s, points)
        return assess(question, self.words, self.spans, self.recorded_s, NORMS, lambda _, words: self.hits())

    @property
    def recorded_s(self) -> float | None:
        return None if self.spans is None else max((s.end_s for s in self.spans), default=0.0) + 1.0

    def hits(self) -> tuple[PointHit, ...]:
        made = [
            PointHit(f"p{n}", POINT_KINDS[n % 3], verdict, "why", "words", first, last)
            for n, (first, last, verdict) in enumerate(self.served)
        ]
        missed = [PointHit(f"p{n}", POINT_KINDS[n % 3], "missed", "why") for n in range(len(made), 4)]
        return (*made, *missed)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    texts = draw(st.lists(st.sampled_from(SAID), max_size=90))
    spoken = draw(st.booleans())
    words, spans = [], []
    at_s = draw(st.floats(0, 8))
    for text in texts:
        length_s = draw(st.sampled_from((0.05, 0.2, 0.3, 0.6)))
        start_s, at_s = round(at_s, 3), at_s + length_s
        words.append(Word(text, start_s, round(at_s, 3), 0.9) if spoken else Word(text, None, None, 1.0))
        spans.append(SpeechSpan(start_s, round(at_s, 3)))
        at_s += draw(st.sampled_from((0.0, 0.0, 0.0, 0.1, 0.4, 2.5, 5.0)))
    if spoken and draw(st.booleans()):
        spans.append(SpeechSpan(at_s + 1, at_s + 2))  # a sound that gave no words
    served: list[tuple[int, int, Verdict]] = []
    marks: tuple[Verdict, ...] = ("covered", "check")
    for _ in range(draw(st.integers(0, 4)) if texts else 0):
        first = draw(st.integers(0, len(texts) - 1))
        last = draw(st.integers(first, min(first + 6, len(texts) - 1)))
        served.append((first, last, draw(st.sampled_from(marks))))
    style: Style = draw(st.sampled_from(("story", "approach")))
    target_s = draw(st.sampled_from((5.0, 20.0, 120.0)))
    return Answer(style, target_s, tuple(words), tuple(spans) if spoken else None, tuple(served))


every = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@every
@given(answers())
def test_the_same_answer_gets_the_same_assessment(answer: Answer) -> None:
    assert answer.assess() == answer.assess()


@every
@given(answers())
def test_advice_is_at_most_three_different_lines_that_each_name_a_place(answer: Answer) -> None:
    advice = answer.assess().advice
    assert len(advice) == len(set(advice)) <= 3
    for line in advice:
        assert line.endswith("."), line
        assert PLACE.search(line), line


@every
@given(answers())
def test_cuts_lie_apart_in_the_answer_longest_first_and_serve_no_point(answer: Answer) -> None:
    found = answer.assess()
    taken = [set(range(cut.first_word, cut.last_word + 1)) for cut in found.cuts]
    served = {place for first, last, _ in answer.served for place in range(first, last + 1)}
    assert len(set().union(*taken)) == sum(map(len, taken))
    assert not set().union(*taken) & served
    assert all(0 < min(places) <= max(places) < len(answer.words) for places in taken)
    if answer.spans is not None:
        lengths = [cut.duration_s for cut in found.cuts]
        assert lengths == sorted(lengths, reverse=True)
        assert not lengths or sum(lengths) <= length_s(answer.words) + 0.01


@every
@given(answers())
def test_the_parts_of_an_answer_follow_each_other_and_fit_into_it(answer: Answer) -> None:
    structure = answer.assess().structure
    if structure is None:
        assert len(tokenize(answer.words)) < 30
        return
    edges = [place for part in structure.parts for place in (part.first_word, part.last_word)]
    assert edges == sorted(edges)
    assert all(0 <= place < len(answer.words) for place in edges)
    seconds = (structure.situation_s, structure.task_s, structure.action_s, structure.result_s)
    told = [value for value in seconds if value is not None]
    assert all(value >= 0 for value in told)
    if told:
        assert sum(told) <= length_s(answer.words) + 0.05


@every
@given(answers())
def test_times_fit_into_each_other(answer: Answer) -> None:
    timing = answer.assess().timing
    if answer.spans is None:
        assert (timing.answer_s, timing.speaking_s, timing.pauses) == (None, None, ())
        return
    speaking_s, answer_s = present(timing.speaking_s), present(timing.answer_s)
    assert 0 <= speaking_s <= answer_s <= present(answer.recorded_s)
    silent_s = sum(gap.end_s - gap.start_s for gap in timing.pauses)
    assert speaking_s + silent_s <= answer_s + 0.01
    assert timing.over_s == pytest.approx(answer_s - answer.target_s)
    if not answer.spans:
        return
    start_s = present(timing.to_first_word_s)
    for gap in timing.pauses:
        assert start_s <= gap.start_s < gap.end_s <= start_s + answer_s + 0.01


@every
@given(answers())
def test_what_was_heard_stands_in_the_words(answer: Answer) -> None:
    found = answer.assess()
    delivery = found.delivery
    everything: tuple[Filler | Repeat, ...] = (*delivery.fillers, *delivery.hedges, *delivery.repeated)
    for heard in everything:
        first, last = present(heard.first_word), present(heard.last_word)
        assert 0 <= first <= last < len(answer.words)
        assert heard.at_s == answer.words[first].start_s
    assert delivery.words <= len(tokenize(answer.words))
    assert delivery.i_words + delivery.we_words <= delivery.words
    for figure in found.figures:
        assert math.isfinite(figure.value)
        assert figure.text.split()[0].strip("$") in " ".join(word.text for word in answer.words)
    if delivery.words_per_minute is not None:
        minutes = present(found.timing.answer_s) / 60
        assert delivery.words_per_minute * minutes == pytest.approx(delivery.words, abs=0.1 + minutes / 10)


@every
@given(answers())
def test_hesitations_lie_where_there_is_a_voice(answer: Answer) -> None:
    hesitations = answer.assess().delivery.possible_hesitations
    if answer.spans is None:
        assert hesitations == ()
    for gap in hesitations:
        assert gap.end_s - gap.start_s >= NORMS.hesitation_least_s - 0.001
        assert any(span.start_s < gap.end_s and gap.start_s < span.end_s for span in answer.spans or ())
