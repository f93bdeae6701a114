"""The smaller measures of an answer, a name and a sentence each, for every report that is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from voicesim.assess.assessment import Assessment, Delivery, Figure, Filler, Repeat, SentenceRun, Timing
from voicesim.assess.norm_phrases import measured_against
from voicesim.assess.norms import Norms, norms_for
from voicesim.report.estimate_words import estimate_lines
from voicesim.report.own_question_words import own_questions_words
from voicesim.report.phase_words import phase_words, phases_heard
from voicesim.report.voice_words import voice_words
from voicesim.store.records import EarlierVoice, Preparation
from voicesim.wording import clock, count

_MAX_CUTS = 3

Detail = tuple[str, str]


def details(
    assessment: Assessment,
    norms: Norms,
    preparation: Preparation | None,
    earlier: EarlierVoice | None = None,
) -> tuple[Detail, ...]:
    """What was measured besides length, pace, pauses and fillers, and the norms; nothing that is unknown."""
    return (
        *_time(assessment.timing, norms_for(assessment.style, norms), preparation),
        *_phases(assessment),
        *_speech(assessment.delivery),
        *voice_words(assessment.voice, norms, earlier),
        *_words(assessment.delivery),
        *_figures(assessment.figures),
        *_clarifying(assessment.clarifying),
        *((line.name.capitalize(), line.text) for line in estimate_lines(assessment.estimate)),
        *_cuts(assessment.timing, assessment.cuts),
        *(("Measured against", "; ".join(told)) for told in [measured_against(assessment, norms)] if told),
    )


def _time(timing: Timing, norms: Norms, preparation: Preparation | None) -> Iterator[Detail]:
    if preparation is not None:
        yield "Thought first", f"{preparation.used_s:.0f} of {preparation.given_s:.0f} s"
    if timing.to_first_word_s is not None:
        yield "First word", f"after {timing.to_first_word_s:.1f} s"
    if timing.speaking_s is not None and timing.answer_s:
        yield "Speaking", f"{timing.speaking_s / timing.answer_s:.0%} of the answer"
    very = [gap for gap in timing.pauses if round(gap.end_s - gap.start_s, 3) >= norms.pause_very_long_s]
    if very:
        places = ", ".join(f"{gap.end_s - gap.start_s:.1f} s at {clock(gap.start_s)}" for gap in very)
        yield "Very long pauses", places


def _phases(assessment: Assessment) -> Iterator[Detail]:
    if assessment.style is not None and (told := phase_words(assessment.style, assessment.timing.target_s)):
        yield "Phases by the clock", told
    if heard := phases_heard(assessment.structure, assessment.timing.target_s):
        yield "Phases heard", heard
    if asked := own_questions_words(assessment.structure):
        yield "Your questions", asked


def _speech(delivery: Delivery) -> Iterator[Detail]:
    if delivery.articulation_wpm is not None:
        yield "Pace without silences", f"{delivery.articulation_wpm:.0f} words per minute"
    if delivery.rushed:
        places = (
            f"{clock(each.start_s)} to {clock(each.end_s)} ({each.words_per_minute:.0f} words per minute)"
            for each in delivery.rushed
        )
        yield "Rushed", ", ".join(places)


def _words(delivery: Delivery) -> Iterator[Detail]:
    if both := delivery.i_words + delivery.we_words:
        share = f"{delivery.i_words / both:.0%} I"
        yield "I and we", f"I {delivery.i_words}, we {delivery.we_words} ({share})"
    if delivery.hedges:
        yield "Hedges", _counted(delivery.hedges)
    if delivery.repeated:
        yield "Said twice", _counted(delivery.repeated)


def _counted(said: Sequence[Filler | Repeat]) -> str:
    kinds = Counter(each.text for each in said)
    return ", ".join(f"{text} ×{times}" if times > 1 else text for text, times in kinds.items())


def _figures(figures: Sequence[Figure]) -> Iterator[Detail]:
    if figures:
        yield "Figures", ", ".join(figure_words(figure) for figure in figures)


def _clarifying(asked: Sequence[Filler]) -> Iterator[Detail]:
    if asked:
        yield "Asked first", clarifying_words(asked)


def clarifying_words(asked: Sequence[Filler]) -> str:
    """How many questions were put to the interviewer, and which: "2, “Is that all cities?” at 0:04, …"."""
    told = (each.text + ("”" if each.at_s is None else f"” at {clock(each.at_s)}") for each in asked)
    return f"{count(len(asked), 'clarifying question')}: “{', “'.join(told)}"


def figure_words(figure: Figure) -> str:
    """A figure with what it measures and its second: "12 percent (churn) at 0:41"."""
    about = f" ({figure.about})" if figure.about and figure.about not in figure.text else ""
    return figure.text + about + ("" if figure.at_s is None else f" at {clock(figure.at_s)}")


def _cuts(timing: Timing, cuts: Sequence[SentenceRun]) -> Iterator[Detail]:
    """Only of an answer that was too long: the longest stretches, until it would reach its target."""
    left_s, told = timing.over_s or 0.0, []
    for cut in cuts[:_MAX_CUTS] if timing.verdict == "long" else ():
        if left_s > 0:
            place = f"{clock(cut.start_s)} to {clock(cut.end_s)}"
            told.append(f"{place}, “{cut.text}”, saves {cut.duration_s:.0f} s")
        left_s -= cut.duration_s
    if told:
        yield "Could go", "; ".join(told)
