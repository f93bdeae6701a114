"""Two takes: what the second gained, lost, and told otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voicesim.assess.assessment import Verdict
from voicesim.assess.judge import assess
from voicesim.assess.norms import load_norms
from voicesim.bank.question import KeyPoint, Question
from voicesim.errors import InputError
from voicesim.review.compare import compare, latest_two
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.records import Attempt, Judgement

POINTS = tuple(KeyPoint(f"p{n}", "content", f"says thing {n}", (), f"Which thing {n}?") for n in range(6))
QUESTION = Question("q", "s", "What happened?", "story", 60.0, POINTS)


def take(
    number: int,
    verdicts: str,
    text: str = "We shipped it.",
    seconds: float = 30.0,
    question: Question = QUESTION,
) -> Attempt:
    words = tuple(Word(word, float(at), at + 0.5, 0.9) for at, word in enumerate(text.split()))
    judged = assess(question, words, (SpeechSpan(0.0, seconds),), seconds, load_norms())
    signs: dict[str, Verdict] = {"+": "covered", "?": "check", "-": "missed"}
    hits = tuple(
        replace(hit, verdict=signs[sign]) for hit, sign in zip(judged.points, verdicts, strict=False)
    )
    judgement = Judgement("2026-11-23", "b", "1", question, replace(judged, points=hits))
    return Attempt(
        f"s-{number}", "s", number, 1, "2026-11-23", question, "assessed",
        transcript=Transcript(words, "en", "base.en"), judgement=judgement,
    )  # fmt: skip


def test_points_are_gained_lost_kept_or_still_open() -> None:
    found = compare(take(1, "-+-++?"), take(2, "++-?++"))
    assert [point.change for point in found.points] == ["gained", "kept", "open", "lost", "kept", "gained"]


def test_points_that_only_one_rubric_has_are_named_as_such() -> None:
    found = compare(take(1, "+++"), take(2, "++++")).points
    assert [point.change for point in found] == ["kept", "kept", "kept", "new"]
    assert compare(take(1, "++++"), take(2, "+++")).points[-1].change == "dropped"


def test_measures_stand_side_by_side() -> None:
    measures = {each.name: each for each in compare(take(1, "+-"), take(2, "++", seconds=45.0)).measures}
    assert measures["answer_s"].difference == 15.0
    assert measures["points_covered"].difference == 1.0
    assert measures["target_s"].difference == 0.0


def test_what_was_not_measured_has_no_difference() -> None:
    spoken = take(1, "+")
    assert spoken.judgement is not None
    timing = replace(spoken.judgement.assessment.timing, answer_s=None)
    written = replace(
        take(2, "+"),
        judgement=replace(spoken.judgement, assessment=replace(spoken.judgement.assessment, timing=timing)),
    )
    measures = {each.name: each for each in compare(spoken, written).measures}
    assert measures["answer_s"].difference is None


def test_figures_that_are_told_otherwise_are_found() -> None:
    before = take(1, "+", "The churn of small customers fell by 40 percent.")
    after = take(2, "+", "The churn of small customers fell by 14 percent.")
    (drift,) = compare(before, after).figures
    assert (drift.before.value, drift.after.value) == (40, 14)


def test_takes_in_the_other_order_give_the_opposite() -> None:
    one, two = take(1, "-+?", seconds=30.0), take(2, "+-+", seconds=50.0)
    there, back = compare(one, two), compare(two, one)
    opposite = {"gained": "lost", "lost": "gained", "kept": "kept", "open": "open"}
    assert [opposite[point.change] for point in there.points] == [point.change for point in back.points]
    assert [m.difference for m in there.measures if m.difference] == [
        -m.difference for m in back.measures if m.difference
    ]


def test_answers_to_different_questions_are_not_compared() -> None:
    other = take(2, "+", question=replace(QUESTION, id="other"))
    with pytest.raises(InputError, match="s-1 answers q but s-2 answers other"):
        compare(take(1, "+"), other)


def test_an_answer_that_is_not_judged_is_told_with_the_remedy() -> None:
    waiting = replace(take(2, "+"), judgement=None)
    with pytest.raises(InputError, match="transcribe --pending"):
        compare(take(1, "+"), waiting)


def test_an_answer_is_not_compared_with_itself() -> None:
    with pytest.raises(InputError, match="itself"):
        compare(take(1, "+"), take(1, "+"))


def test_the_two_latest_of_ones_own_come_before_those_of_the_demo() -> None:
    takes = tuple(replace(take(n, "+"), session_id=f"s{n}") for n in range(1, 6))
    assert latest_two(takes, "q", {"s4", "s5"}) == ("s-2", "s-3")
    assert latest_two(takes, "q", {"s2", "s3", "s4", "s5"}) == ("s-4", "s-5")


@pytest.mark.parametrize(("count", "words"), [(0, "no judged answer"), (1, "only one judged answer")])
def test_fewer_than_two_are_told_with_the_command_to_answer(count: int, words: str) -> None:
    with pytest.raises(InputError, match=f"{words} to q.*practice (b )?--question q"):
        latest_two(tuple(take(n, "+") for n in range(count)), "q", set())
