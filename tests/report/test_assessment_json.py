"""The machine-readable shape that others build on: its names, their order, its rounding, its nulls."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.present import present
from tests.sample_session import SESSION as SAMPLE
from tests.sample_session import story
from voicesim.assess.assessment import (
    Assessment,
    Delivery,
    Estimate,
    Figure,
    Filler,
    Gap,
    OwnQuestion,
    PaceStretch,
    Part,
    Phase,
    PlacedPause,
    PointHit,
    Repeat,
    SentenceRun,
    Structure,
    Sum,
    Timing,
)
from voicesim.assess.norms import explain_norms, load_norms
from voicesim.bank.question import Question
from voicesim.report.assessment_json import assessment_json
from voicesim.report.session_json import attempt_json, session_json
from voicesim.speech.words import Transcript, Word
from voicesim.store.codec import encode
from voicesim.store.records import Attempt, Judgement, Preparation, Session

SPOKEN = Transcript(
    (Word("So,", 0.8412, 0.97, 0.98049), Word("well", 71.2, 74.0001, 1.0)), language="en", model="base.en"
)
JUDGED = Assessment(
    timing=Timing(120.0, 134.0, 1.9, 131.2, 112.4, 11.2, "on-target", (Gap(33.1, 36.0),), 2.9),
    delivery=Delivery(
        254,
        141.44,
        (Filler("um", 4.2),),
        2.34,
        (Gap(8.0, 8.5),),
        (Repeat("we we", 9.0),),
        "good",
        "ok",
        articulation_wpm=160.06,
        fastest=PaceStretch(10.0, 20.0, 180.0),
        hedges=(Filler("maybe", 30.0),),
        i_words=7,
        we_words=3,
        pauses=(PlacedPause(33.1, 36.0, "inside a clause", "we had"),),
    ),
    structure=Structure(
        20.0, 8.0, 70.0, None, ("The result was not heard.",), (Part("situation", 0, 0, 1.9, 21.9),)
    ),
    points=(
        PointHit("trade-offs", "tradeoff", "covered", "It was given up.", "we killed it", 1, 3, 71.2, 74.0),
        PointHit("metric", "metric", "missed", "No figure was heard."),
    ),
    figures=(Figure("12 percent", 12, "percent", 96.4, "churn"),),
    advice=("Say the result first.",),
    scorer="3",
    cuts=(SentenceRun(5, 20, 40.0, 52.5, "So the background is"),),
)
TEXT = Transcript((Word("Yes", None, None, 1.0),), "en", "text")
JUDGED_TEXT = Assessment(
    Timing(120.0), Delivery(1, None, (), None, (), (), None, None), None, (), (), (), "3"
)
QUESTION = Question("vision-define", "vision", "How?", "approach", 120.0, ())
SESSION = Session("s1", "2026-11-23T06:12:00.000+00:00", "practice", "senior-pm", "v1", seed=7, answers=1)
ATTEMPT = Attempt(
    "s1-1",
    "s1",
    1,
    1,
    "2026-11-23T06:13:00.000+00:00",
    QUESTION,
    "assessed",
    audio_path="s1/1.wav",
    recorded_s=134.0,
    transcript=SPOKEN,
    judgement=Judgement("2026-11-24T00:00:00.000+00:00", "senior-pm", "v2", QUESTION, JUDGED),
)


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    text = resources.files("voicesim.report").joinpath("schema/assessment.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


def test_a_spoken_answer_in_full() -> None:
    assert assessment_json("a1", "vision-define", "senior-pm", "v1", SPOKEN, JUDGED) == {
        "id": "a1",
        "question": "vision-define",
        "bank": "senior-pm",
        "text": "So, well",
        "words": [
            {"text": "So,", "start_s": 0.84, "end_s": 0.97, "probability": 0.98},
            {"text": "well", "start_s": 71.2, "end_s": 74.0, "probability": 1.0},
        ],
        "timing": {
            "target_s": 120.0,
            "recorded_s": 134.0,
            "to_first_word_s": 1.9,
            "answer_s": 131.2,
            "speaking_s": 112.4,
            "over_s": 11.2,
            "verdict": "on-target",
            "pauses": [{"start_s": 33.1, "end_s": 36.0}],
            "longest_pause_s": 2.9,
            "prep_s": None,
            "prep_used_s": None,
        },
        "delivery": {
            "words": 254,
            "words_per_minute": 141.4,
            "fillers": [{"text": "um", "at_s": 4.2}],
            "fillers_per_minute": 2.3,
            "um_recall": None,
            "possible_hesitations": [{"start_s": 8.0, "end_s": 8.5}],
            "repeated": [{"text": "we we", "at_s": 9.0}],
            "verdict": {"pace": "good", "fillers": "ok"},
            "articulation_wpm": 160.1,
            "fastest": {"start_s": 10.0, "end_s": 20.0, "words_per_minute": 180.0},
            "rushed": [],
            "hedges": [{"text": "maybe", "at_s": 30.0}],
            "i_words": 7,
            "we_words": 3,
            "pauses": [{"start_s": 33.1, "end_s": 36.0, "place": "inside a clause"}],
        },
        "voice": None,
        "structure": {
            "situation_s": 20.0,
            "task_s": 8.0,
            "action_s": 70.0,
            "result_s": None,
            "notes": ["The result was not heard."],
            "parts": [{"name": "situation", "start_s": 1.9, "end_s": 21.9}],
            "phases": [],
            "questions": [],
        },
        "points": [
            {
                "id": "trade-offs",
                "kind": "tradeoff",
                "verdict": "covered",
                "evidence": "we killed it",
                "start_s": 71.2,
                "end_s": 74.0,
                "why": "It was given up.",
                "likelihood": None,
                "own": None,
                "own_reason": None,
                "own_over": None,
                "second": None,
            },
            {
                "id": "metric",
                "kind": "metric",
                "verdict": "missed",
                "evidence": None,
                "start_s": None,
                "end_s": None,
                "why": "No figure was heard.",
                "likelihood": None,
                "own": None,
                "own_reason": None,
                "own_over": None,
                "second": None,
            },
        ],
        "figures": [{"text": "12 percent", "value": 12, "unit": "percent", "at_s": 96.4, "about": "churn"}],
        "clarifying": [],
        "estimate": None,
        "advice": ["Say the result first."],
        "notes": [],
        "cuts": [{"start_s": 40.0, "end_s": 52.5, "text": "So the background is", "saves_s": 12.5}],
        "norms": None,
        "versions": {"scorer": "3", "bank": "v1", "model": "base.en"},
    }


def test_names_come_in_the_documented_order() -> None:
    found = assessment_json("a1", "q", "b", "v1", SPOKEN, JUDGED)
    assert " ".join(found) == (
        "id question bank text words timing delivery voice structure points figures clarifying estimate"
        " advice notes cuts norms versions"
    )
    assert " ".join(found["timing"]) == (
        "target_s recorded_s to_first_word_s answer_s speaking_s over_s verdict pauses longest_pause_s "
        "prep_s prep_used_s"
    )
    assert " ".join(found["delivery"]) == (
        "words words_per_minute fillers fillers_per_minute um_recall possible_hesitations repeated verdict "
        "articulation_wpm fastest rushed hedges i_words we_words pauses"
    )
    assert " ".join(found["points"][0]) == (
        "id kind verdict evidence start_s end_s why likelihood own own_reason own_over second"
    )


def test_a_text_has_no_times(schema: jsonschema.Draft202012Validator) -> None:
    found = assessment_json("a1", None, "b", "v1", TEXT, JUDGED_TEXT)
    schema.validate(found)
    assert found["words"] == [{"text": "Yes", "start_s": None, "end_s": None, "probability": 1.0}]
    timing = dict(found["timing"])
    assert (timing.pop("target_s"), timing.pop("pauses")) == (120.0, [])
    assert set(timing.values()) == {None}
    assert found["delivery"]["words_per_minute"] is None
    assert found["delivery"]["verdict"] == {"pace": None, "fillers": None}
    assert found["structure"] is None


@pytest.mark.parametrize("transcript", [None, SPOKEN])
def test_an_answer_that_is_not_finished_has_the_same_names(
    schema: jsonschema.Draft202012Validator, transcript: Transcript | None
) -> None:
    found = assessment_json("a1", "q", "b", "v1", transcript, None)
    schema.validate(found)
    assert list(found) == list(assessment_json("a1", "q", "b", "v1", SPOKEN, JUDGED))
    assert (found["timing"], found["delivery"], found["points"]) == (None, None, [])
    assert found["text"] == (transcript and transcript.text)


def test_what_was_checked_of_an_estimate(schema: jsonschema.Draft202012Validator) -> None:
    checked = Estimate(
        sums=(Sum("two times three is six", 6.0, True, 1.234),),
        result=Figure("nine thousand", 9000.0, "cups", 8.0),
        against="below",
        low=60_000.0,
        high=400_000.0,
        unit="cups a day",
        assumed=(Filler("i assume", 0.5),),
        checked=(),
    )
    found = assessment_json("a1", "cups", "b", "v1", SPOKEN, replace(JUDGED, estimate=checked))
    schema.validate(found)
    assert found["estimate"] == {
        "sums": [{"text": "two times three is six", "comes_to": 6.0, "right": True, "at_s": 1.23}],
        "result": {"text": "nine thousand", "value": 9000.0, "unit": "cups", "at_s": 8.0, "about": ""},
        "against": "below",
        "range": [60_000.0, 400_000.0],
        "unit": "cups a day",
        "assumed": [{"text": "i assume", "at_s": 0.5}],
        "checked": [],
    }


def test_the_phases_of_an_answer_to_a_problem(schema: jsonschema.Draft202012Validator) -> None:
    heard = Phase("goal", 0.1, True, (SentenceRun(0, 4, 1.234, 3.5, "What we want is"),))
    absent = Phase("options", 0.2, False)
    structure = Structure(None, None, None, None, ("No second option was named.",), phases=(heard, absent))
    found = assessment_json("a1", "desk", "b", "v1", SPOKEN, replace(JUDGED, structure=structure))
    schema.validate(found)
    assert found["structure"]["phases"] == [
        {
            "name": "goal",
            "usual_share": 0.1,
            "heard": True,
            "seconds": 2.27,
            "stretches": [{"start_s": 1.23, "end_s": 3.5}],
        },
        {"name": "options", "usual_share": 0.2, "heard": False, "seconds": None, "stretches": []},
    ]


def test_ones_own_questions(schema: jsonschema.Draft202012Validator) -> None:
    place = SentenceRun(0, 4, 1.234, 3.5, "So you said that half…")
    questions = (OwnQuestion(place, "open", particular=True), OwnQuestion(place, None, common=True))
    structure = Structure(None, None, None, None, questions=questions)
    found = assessment_json("a1", "yours", "b", "v1", SPOKEN, replace(JUDGED, structure=structure))
    schema.validate(found)
    where = {"start_s": 1.23, "end_s": 3.5, "text": "So you said that half…"}
    assert found["structure"]["questions"] == [
        where | {"form": "open", "particular": True, "common": False},
        where | {"form": None, "particular": False, "common": True},
    ]


def test_what_json_has_no_number_for_is_null() -> None:
    odd = replace(JUDGED, figures=(Figure("a lot", math.inf, None, math.nan),))
    found = assessment_json("a1", "q", "b", "v1", SPOKEN, odd)
    assert found["figures"] == [{"text": "a lot", "value": None, "unit": None, "at_s": None, "about": ""}]


def test_a_stored_answer_names_the_bank_it_was_judged_by(schema: jsonschema.Draft202012Validator) -> None:
    found = attempt_json(ATTEMPT, SESSION)
    schema.validate(found)
    assert (found["id"], found["question"], found["versions"]["bank"]) == ("s1-1", "vision-define", "v2")
    unjudged = attempt_json(replace(ATTEMPT, judgement=None), SESSION)
    schema.validate(unjudged)
    assert unjudged["versions"] == {"scorer": None, "bank": "v1", "model": "base.en"}


def test_an_answer_names_the_norms_it_was_judged_by_and_the_seconds_used_to_think(
    schema: jsonschema.Draft202012Validator,
) -> None:
    norms = load_norms({"pace_fast_wpm": 190})
    judged = replace(present(ATTEMPT.judgement), norms=encode(norms))
    found = attempt_json(replace(ATTEMPT, judgement=judged, preparation=Preparation(30.0, 12.345)), SESSION)
    schema.validate(found)
    assert found["norms"]["pace_fast_wpm"] == 190.0
    assert set(found["norms"]) == {norm.name for norm in explain_norms(norms)}
    assert (found["timing"]["prep_s"], found["timing"]["prep_used_s"]) == (30.0, 12.35)
    assert attempt_json(replace(ATTEMPT, judgement=None), SESSION)["norms"] is None


def test_a_session_lists_its_answers_and_how_they_came_to_be() -> None:
    found = session_json(SESSION, [ATTEMPT])
    (answer,) = found.pop("attempts")
    assert found == {
        "id": "s1",
        "started_at": "2026-11-23T06:12:00.000+00:00",
        "finished_at": None,
        "kind": "practice",
        "bank": "senior-pm",
        "seed": 7,
    }
    assert answer.items() >= attempt_json(ATTEMPT, SESSION).items()
    assert (answer["number"], answer["take"], answer["state"]) == (1, 1, "assessed")
    assert (answer["audio"], answer["recorded_s"], answer["notices"]) == ("s1/1.wav", 134.0, [])


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    transcript=st.from_type(Transcript),
    judged=st.from_type(Assessment),
    target_s=st.floats(1, 600),
    probability=st.floats(0, 1),
)
def test_whatever_was_noticed_is_valid_json(
    schema: jsonschema.Draft202012Validator,
    transcript: Transcript,
    judged: Assessment,
    target_s: float,
    probability: float,
) -> None:
    words = tuple(replace(word, probability=probability) for word in transcript.words)
    judged = replace(
        judged,
        timing=replace(judged.timing, target_s=target_s),
        delivery=replace(
            judged.delivery,
            words=abs(judged.delivery.words),
            i_words=abs(judged.delivery.i_words),
            we_words=abs(judged.delivery.we_words),
        ),
        points=tuple(replace(point, kind="metric", likelihood=probability) for point in judged.points),
        voice=None if judged.voice is None else present(story().assessment).voice,
    )
    found = assessment_json("a1", "q", "b", "v1", replace(transcript, words=words), judged)
    schema.validate(found)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_how_the_voice_moved(schema: jsonschema.Draft202012Validator) -> None:
    found = attempt_json(story(), SAMPLE)
    schema.validate(found)
    assert found["voice"] == {
        "pitch_hz": 118.2,
        "spread_st": 2.07,
        "range_st": 8.31,
        "windows": [
            {"start_s": 1.0, "end_s": 11.0, "spread_st": 2.8, "range_st": 9.1},
            {"start_s": 11.0, "end_s": 19.2, "spread_st": 1.34, "range_st": 4.2},
        ],
        "flat": [{"start_s": 11.0, "end_s": 19.2}],
        "ends": 3,
        "end_drop_db": 4.6,
        "faded": [{"at_s": 10.2, "drop_db": 12.4, "after": "tour or fix the form"}],
        "earlier": {"least_st": 1.9, "most_st": 3.4, "answers": 5},
    }
