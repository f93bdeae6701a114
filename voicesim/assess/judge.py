"""All that is noticed about one answer, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from voicesim.assess.advice import advise
from voicesim.assess.assessment import Assessment, PointHit, Structure
from voicesim.assess.clarifying import clarifying_questions
from voicesim.assess.coverage import OFF_TOPIC, SCORER, judge_points
from voicesim.assess.coverage.landing import landing_notes
from voicesim.assess.delivery import measure_delivery
from voicesim.assess.estimate import measure_estimate
from voicesim.assess.figures import find_figures
from voicesim.assess.norms import Norms, norms_for
from voicesim.assess.phases import measure_phases
from voicesim.assess.stretches import find_cuts
from voicesim.assess.structure import agreeing_notes, measure_structure
from voicesim.assess.timing import measure_timing, spans_from_words, with_missed_voice
from voicesim.assess.voice import measure_voice
from voicesim.bank.question import Question
from voicesim.speech.pitch import PitchTrack
from voicesim.speech.words import SpeechSpan, Word

SCORER_VERSION = f"6/{SCORER}"
"""Changes with the rules for key points (the name), and with all other rules (the number)."""

PointJudge = Callable[[Question, tuple[Word, ...]], tuple[PointHit, ...]]


def assess(
    question: Question,
    words: Sequence[Word],
    spans: Sequence[SpeechSpan] | None,
    recorded_s: float | None,
    norms: Norms,
    judge: PointJudge = judge_points,
    pitch: PitchTrack | None = None,
) -> Assessment:
    """Judge one answer: the same input always gives the same assessment.

    `spans` is the voice activity, None where there was no sound. Words with times but without sound (a
    subtitle file, a stored transcript) are timed by themselves; an answer given as text has no times.
    `pitch` is that of its sound, without which `voice` is None.
    `scorer` in the result changes whenever a rule does, so that older verdicts can be told apart.
    """
    said, norms = tuple(words), norms_for(question.style, norms)
    voiced = spans_from_words(said, norms) if spans is None else with_missed_voice(spans, said)
    timing = measure_timing(question.target_s, recorded_s, voiced, norms)
    delivery = measure_delivery(said, spans, timing, norms)
    points = judge(question, said)
    figures = find_figures(said)
    voice = None if pitch is None else measure_voice(pitch, spans or (), said, norms)
    notes = (OFF_TOPIC,) if any(hit.why == OFF_TOPIC for hit in points) else ()
    clarifying, estimate = clarifying_questions(question, said), measure_estimate(question, said)
    structure = measure_structure(question, said, norms)
    if structure is not None:
        agreed = (*agreeing_notes(question, structure, points), *landing_notes(points, figures, timing))
        structure = replace(structure, notes=() if notes else agreed)
    elif not notes:
        structure = measure_phases(question, said, points, clarifying, estimate)
    return Assessment(
        timing=timing,
        delivery=delivery,
        structure=structure,
        points=points,
        figures=figures,
        advice=notes or advise(question, said, timing, delivery, structure, points, norms, voice),
        scorer=SCORER_VERSION,
        cuts=find_cuts(said, points),
        notes=notes,
        estimate=estimate,
        clarifying=clarifying,
        style=question.style,
        voice=voice,
    )


def assess_ahead(
    question: Question, norms: Norms, words: tuple[Word, ...], spans: tuple[SpeechSpan, ...]
) -> Structure | None:
    """Judge what is said so far in an answer that goes on, so that `assess` has less to do at its end; its
    structure so far, as `measure_structure` gives it."""
    judge_points(question, words)
    measure_delivery(words, spans, measure_timing(question.target_s, None, spans, norms), norms)
    find_figures(words)
    return measure_structure(question, words, norms)
