"""What counts as making a point, and what only sounds like it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from voicesim.assess.coverage import OFF_TOPIC, AnswerReader, judge_points
from voicesim.bank.load import load_bank
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word

EXAM = Path(__file__).parents[3] / "training" / "judge" / "data" / "exam"

LAUNCH = Question(
    id="launch",
    section="execution",
    prompt="Tell me about a launch that did not go as planned.",
    style="story",
    target_s=120,
    key_points=(
        KeyPoint("ownership", "content", "takes responsibility instead of blaming", (), "Whose part was it?"),
        KeyPoint("trade-offs", "tradeoff", "says what was cut, delayed or accepted", (), "What did it cost?"),
        KeyPoint("result", "metric", "gives a measured result", (), "What did the figures say?"),
        KeyPoint("lesson", "content", "says what was learned", (), "What did you learn?"),
    ),
)

GOOD = (
    "So we launched the booking app in May and it fell over on the first morning. That was my mistake, I had "
    "signed off the load test myself. We rolled back by noon and we pushed the loyalty feature to the autumn "
    "to make room for the fix. Failed bookings went from nine percent to one percent within a month. What I "
    "learned is to rehearse a launch with real traffic, and since then I never skip it."
)
BUZZWORDS = (
    "Launches are all about ownership and learning. Trade-offs are key, metrics are key, and you need to be "
    "data driven. I believe that a product manager should take responsibility, and that results are really "
    "important."
)


def spoken(text: str, probability: float = 1.0, seconds_per_word: float | None = None) -> tuple[Word, ...]:
    return tuple(
        Word(
            token,
            None if seconds_per_word is None else round(index * seconds_per_word, 2),
            None if seconds_per_word is None else round((index + 1) * seconds_per_word, 2),
            probability,
        )
        for index, token in enumerate(text.split())
    )


def verdicts(text: str, question: Question = LAUNCH) -> dict[str, str]:
    return {hit.point_id: hit.verdict for hit in judge_points(question, spoken(text))}


def test_most_of_a_good_answer_is_covered_or_to_check() -> None:
    found = list(verdicts(GOOD).values())
    assert "covered" in found
    assert found.count("missed") <= 1


def test_buzzwords_make_no_point() -> None:
    assert set(verdicts(BUZZWORDS).values()) == {"missed"}


def test_the_words_of_the_point_itself_do_not_make_it() -> None:
    text = (
        "Trade-offs, metrics, results, ownership, responsibility, lessons, blaming, cut, delayed, accepted."
    )
    assert "covered" not in verdicts(text).values()


def test_silence_misses_every_point_without_evidence() -> None:
    for hit in judge_points(LAUNCH, ()):
        assert hit.verdict == "missed"
        assert (hit.evidence, hit.first_word, hit.last_word, hit.start_s, hit.end_s) == (None,) * 5
        assert hit.why


def test_only_fillers_and_punctuation_miss_every_point() -> None:
    assert set(verdicts("Um, uh. Hmm … er.").values()) == {"missed"}


def test_points_come_in_the_order_of_the_question() -> None:
    hits = judge_points(LAUNCH, spoken(GOOD))
    assert [hit.point_id for hit in hits] == [point.id for point in LAUNCH.key_points]
    assert [hit.kind for hit in hits] == [point.kind for point in LAUNCH.key_points]


def test_evidence_is_quoted_from_the_words_with_its_times() -> None:
    words = spoken(GOOD, seconds_per_word=0.4)
    shown = [hit for hit in judge_points(LAUNCH, words) if hit.verdict != "missed"]
    assert shown
    for hit in shown:
        assert hit.first_word is not None
        assert hit.last_word is not None
        quoted = words[hit.first_word : hit.last_word + 1]
        assert hit.evidence == " ".join(word.text for word in quoted)
        assert (hit.start_s, hit.end_s) == (quoted[0].start_s, quoted[-1].end_s)


def test_evidence_is_where_the_point_was_made() -> None:
    quotes = {hit.point_id: hit.evidence or "" for hit in judge_points(LAUNCH, spoken(GOOD))}
    assert "loyalty feature to the autumn" in quotes["trade-offs"]
    assert "nine percent to one percent" in quotes["result"]


@pytest.mark.parametrize(
    "text",
    [
        "We launched late and I don't have a number for it, we never measured it.",
        "We were a team of twelve people in three countries and I had been there for four years.",
        "Metrics matter a lot, and we had a heap of metrics and KPIs.",
        "I listened to twelve customers before we decided, and then we changed the plan.",
        "Twelve customers told me the same thing, so we dropped the export.",
        "We had three hundred customers back then, and eleven competitors.",
    ],
)
def test_figures_that_measure_nothing_are_no_result(text: str) -> None:
    assert verdicts(text)["result"] != "covered"


def test_nothing_given_up_is_no_trade_off() -> None:
    assert (
        verdicts("There are always trade-offs, but we never dropped anything, everything stays in.")[
            "trade-offs"
        ]
        != "covered"
    )


def test_words_that_whisper_doubted_are_to_be_listened_to_and_not_missed() -> None:
    clear = {hit.point_id: hit for hit in judge_points(LAUNCH, spoken(GOOD, 0.95, 0.4))}
    doubted = judge_points(LAUNCH, spoken(GOOD, 0.3, 0.4))
    shown = [hit for hit in doubted if clear[hit.point_id].verdict != "missed"]
    assert any(clear[hit.point_id].verdict == "covered" for hit in shown)
    for hit in shown:
        assert hit.verdict == "check"
        assert hit.start_s is not None
        assert "listen" in hit.why or clear[hit.point_id].verdict == "check"


def test_speech_without_punctuation_is_judged_too() -> None:
    run_on = GOOD.replace(".", "").replace(",", "").lower()
    found = list(verdicts(run_on).values())
    assert found.count("missed") <= 1


def test_the_same_words_get_the_same_verdicts() -> None:
    assert judge_points(LAUNCH, spoken(GOOD)) == judge_points(LAUNCH, spoken(GOOD))


def test_judging_it_while_it_is_given_changes_no_verdict() -> None:
    words = spoken(f"{BUZZWORDS} " * 8 + GOOD)
    answer = AnswerReader()
    for said in range(0, len(words), 40):
        judge_points(LAUNCH, words[:said], answer)
    assert judge_points(LAUNCH, words, answer) == judge_points(LAUNCH, words)


def test_an_hour_of_talk_is_judged_without_trouble() -> None:
    hits = judge_points(LAUNCH, spoken(f"{BUZZWORDS} " * 150 + GOOD))
    assert len(hits) == len(LAUNCH.key_points)


def test_a_question_without_key_points_has_no_hits() -> None:
    assert judge_points(dataclasses.replace(LAUNCH, key_points=()), spoken(GOOD)) == ()


def test_a_story_about_something_else_earns_nothing_and_is_told_so() -> None:
    question = load_bank("senior-pm").questions[0]
    stories = (EXAM / "off-exam.txt").read_text("utf-8").split("\n\n")[:8]
    hits = [judge_points(question, spoken(text)) for text in stories]
    assert not [hit for found in hits for hit in found if hit.verdict == "covered"]
    assert any({hit.why for hit in found} == {OFF_TOPIC} for found in hits)


@pytest.mark.parametrize("bank", ["airport", "events"])
def test_what_is_claimed_of_answers_by_others_holds(bank: str) -> None:
    questions = {question.id: question for question in load_bank(EXAM / f"{bank}.yaml").questions}
    right = []
    for line in (EXAM / f"{bank}.jsonl").read_text("utf-8").splitlines()[::4]:
        row = json.loads(line)
        said = spoken(" ".join(sentence["s"] for sentence in row["sentences"]))
        for hit in judge_points(questions[row["question"]], said):
            if hit.verdict != "check":
                right.append((hit.verdict == "covered") == (hit.point_id in row["covered"]))
    assert sum(right) >= 0.8 * len(right)


def test_quotations_are_short_enough_to_read_at_a_glance() -> None:
    quoted = [hit.evidence for hit in judge_points(LAUNCH, spoken(GOOD)) if hit.evidence]
    assert quoted
    assert all(len(text.split()) <= 28 for text in quoted)
