"""All that is noticed about one answer: what follows from its words, then what its timing adds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from voicesim.assess.advice import advise
from voicesim.assess.assessment import (
    Assessment,
    Estimate,
    Figure,
    Filler,
    PointHit,
    SentenceRun,
    Structure,
    Voice,
)
from voicesim.assess.clarifying import clarifying_questions
from voicesim.assess.coverage import OFF_TOPIC, SCORER, AnswerReader, judge_points
from voicesim.assess.delivery import Manner, measure_delivery, measure_manner
from voicesim.assess.estimate import measure_estimate
from voicesim.assess.figures import find_figures
from voicesim.assess.norms import Norms, norms_for
from voicesim.assess.own_questions import measure_own_questions
from voicesim.assess.phases import measure_phases
from voicesim.assess.stretches import find_cuts
from voicesim.assess.structure import agreeing_notes, measure_structure
from voicesim.assess.timing import late_point_notes, measure_timing, spans_from_words, with_missed_voice
from voicesim.assess.voice import measure_voice
from voicesim.bank.question import Question
from voicesim.speech.pitch import PitchTrack
from voicesim.speech.words import SpeechSpan, Word

SCORER_VERSION = f"7/{SCORER}"
"""Changes with the rules for key points (the name), and with all other rules (the number)."""

PointJudge = Callable[[Question, tuple[Word, ...], AnswerReader], tuple[PointHit, ...]]
"""Judges the key points of a question in an answer, which the reader has read so far."""


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
    norms = norms_for(question.style, norms)
    found = notice(question, words, spans, norms, judge, AnswerReader())
    return conclude(found, recorded_s, norms, voice_of(found, norms, pitch))


@dataclass(frozen=True, slots=True)
class Noticed:
    """What follows from the words of an answer to a question and from where in it there was a voice; all that
    takes long is here."""

    question: Question
    words: tuple[Word, ...]
    spans: tuple[SpeechSpan, ...] | None
    manner: Manner
    points: tuple[PointHit, ...]
    figures: tuple[Figure, ...]
    structure: Structure | None
    cuts: tuple[SentenceRun, ...]
    estimate: Estimate | None
    clarifying: tuple[Filler, ...]


def notice(
    question: Question,
    words: Sequence[Word],
    spans: Sequence[SpeechSpan] | None,
    norms: Norms,
    judge: PointJudge,
    answer: AnswerReader,
) -> Noticed:
    """The first half of `assess`, with the norms for the style of the question. `answer` has read it so far,
    where it is still being given."""
    said = tuple(words)
    points = judge(question, said, answer)
    return Noticed(
        question=question,
        words=said,
        spans=None if spans is None else tuple(spans),
        manner=measure_manner(said, spans, norms),
        points=points,
        figures=find_figures(said),
        structure=measure_structure(question, said, norms, answer),
        cuts=find_cuts(said, points),
        estimate=measure_estimate(question, said),
        clarifying=clarifying_questions(question, said),
    )


def voice_of(found: Noticed, norms: Norms, pitch: PitchTrack | None) -> Voice | None:
    """How the voice moved in the sound of an answer; None without its pitch."""
    return None if pitch is None else measure_voice(pitch, found.spans or (), found.words, norms)


def conclude(found: Noticed, recorded_s: float | None, norms: Norms, voice: Voice | None) -> Assessment:
    """The second half of `assess`, with the same norms."""
    question, words, spans, points = found.question, found.words, found.spans, found.points
    voiced = spans_from_words(words, norms) if spans is None else with_missed_voice(spans, words)
    timing = measure_timing(question.target_s, recorded_s, voiced, norms)
    delivery = measure_delivery(words, spans, timing, norms, found.manner)
    notes = (OFF_TOPIC,) if any(hit.why == OFF_TOPIC for hit in points) else ()
    structure = found.structure
    if structure is not None:
        late = late_point_notes(points, found.figures, timing)
        agreed = (*agreeing_notes(question, structure, points), *late)
        structure = replace(structure, notes=() if notes else agreed)
    elif not notes:
        structure = measure_phases(question, words, points, found.clarifying, found.estimate)
        structure = structure or measure_own_questions(question, words, points)
    return Assessment(
        timing=timing,
        delivery=delivery,
        structure=structure,
        points=points,
        figures=found.figures,
        advice=notes or advise(question, words, timing, delivery, structure, points, norms, voice),
        scorer=SCORER_VERSION,
        cuts=found.cuts,
        notes=notes,
        estimate=found.estimate,
        clarifying=found.clarifying,
        style=question.style,
        voice=voice,
    )
