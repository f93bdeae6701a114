"""One judged answer as plain data for `--json`; the shape is in schema/assessment.schema.json."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from voicesim.assess.assessment import (
    Assessment,
    Delivery,
    Filler,
    Gap,
    PaceStretch,
    PitchWindow,
    PlacedPause,
    PointHit,
    Repeat,
    SentenceRun,
    Timing,
    Voice,
)
from voicesim.assess.norms import Norms, is_off
from voicesim.assess.own import OwnVerdict
from voicesim.assess.second import SecondVerdict
from voicesim.report.estimate_json import estimate_json
from voicesim.report.json_values import Json, figure_json, rounded, seconds
from voicesim.report.structure_json import structure_json
from voicesim.speech.words import Transcript, Word
from voicesim.store.records import EarlierVoice, Preparation

PROBABILITY_DIGITS = 3
RATE_DIGITS = 1
VOICE_DIGITS = 2


def assessment_json(
    answer_id: str,
    question_id: str | None,
    bank_id: str,
    bank_version: str,
    transcript: Transcript | None,
    assessment: Assessment | None,
    timing: Timing | None = None,
    *,
    norms: Norms | None = None,
    preparation: Preparation | None = None,
    own: Sequence[OwnVerdict] = (),
    second: Sequence[SecondVerdict] = (),
    recall: float | None = None,
    earlier: EarlierVoice | None = None,
) -> Json:
    """One answer. What is not known is None: all that needs sound for a text, and `text`, `delivery` and the
    scorer of an answer that is not written down or judged yet; `timing` can be given for such a one. `norms`
    are those that it was judged by, by name; what they mean is in `voicesim norms --json`. `own` is what the
    speakers themselves say of their points, and `second` what the second reader says of those to check;
    `recall` is the share of their ums that is heard, where that is known, and `earlier` how the pitch moved
    in the answers before it."""
    judged = assessment
    decided = {each.point_id: each for each in own}
    told = {each.point_id: each for each in second}
    timing = judged.timing if judged else timing
    return {
        "id": answer_id,
        "question": question_id,
        "bank": bank_id,
        "text": transcript.text if transcript else None,
        "words": [_word(word) for word in transcript.words] if transcript else [],
        "timing": _timing(timing, preparation) if timing else None,
        "delivery": _delivery(judged.delivery, recall) if judged else None,
        "voice": _voice(judged.voice, earlier) if judged and judged.voice else None,
        "structure": structure_json(judged.structure) if judged and judged.structure else None,
        "points": [
            _point(point, decided.get(point.point_id), told.get(point.point_id)) for point in judged.points
        ]
        if judged
        else [],
        "figures": [figure_json(figure) for figure in judged.figures] if judged else [],
        "clarifying": [_heard(asked) for asked in judged.clarifying] if judged else [],
        "estimate": estimate_json(judged.estimate) if judged and judged.estimate else None,
        "advice": list(judged.advice) if judged else [],
        "notes": list(judged.notes) if judged else [],
        "cuts": [_cut(cut) for cut in judged.cuts] if judged else [],
        "norms": _norms(norms) if judged and norms else None,
        "versions": {
            "scorer": judged.scorer if judged else None,
            "bank": bank_version,
            "model": transcript.model if transcript else None,
        },
    }


def _norms(norms: Norms) -> Json:
    """None for those that are switched off."""
    return {name: None if is_off(value) else value for name, value in asdict(norms).items()}


def _word(word: Word) -> Json:
    return {
        "text": word.text,
        "start_s": seconds(word.start_s),
        "end_s": seconds(word.end_s),
        "probability": rounded(word.probability, PROBABILITY_DIGITS),
    }


def _gap(gap: Gap | PaceStretch | PitchWindow | PlacedPause | SentenceRun) -> Json:
    return {"start_s": seconds(gap.start_s), "end_s": seconds(gap.end_s)}


def _cut(cut: SentenceRun) -> Json:
    saves_s = None if cut.start_s is None else seconds(cut.duration_s)
    return _gap(cut) | {"text": cut.text, "saves_s": saves_s}


def _heard(heard: Filler | Repeat) -> Json:
    return {"text": heard.text, "at_s": seconds(heard.at_s)}


def _timing(timing: Timing, preparation: Preparation | None) -> Json:
    return {
        "target_s": seconds(timing.target_s),
        "recorded_s": seconds(timing.recorded_s),
        "to_first_word_s": seconds(timing.to_first_word_s),
        "answer_s": seconds(timing.answer_s),
        "speaking_s": seconds(timing.speaking_s),
        "over_s": seconds(timing.over_s),
        "verdict": timing.verdict,
        "pauses": [_gap(pause) for pause in timing.pauses],
        "longest_pause_s": seconds(timing.longest_pause_s),
        "prep_s": seconds(preparation.given_s) if preparation else None,
        "prep_used_s": seconds(preparation.used_s) if preparation else None,
    }


def _delivery(delivery: Delivery, recall: float | None) -> Json:
    return {
        "words": delivery.words,
        "words_per_minute": rounded(delivery.words_per_minute, RATE_DIGITS),
        "fillers": [_heard(filler) for filler in delivery.fillers],
        "fillers_per_minute": rounded(delivery.fillers_per_minute, RATE_DIGITS),
        "um_recall": rounded(recall, PROBABILITY_DIGITS),
        "possible_hesitations": [_gap(gap) for gap in delivery.possible_hesitations],
        "repeated": [_heard(repeat) for repeat in delivery.repeated],
        "verdict": {"pace": delivery.pace, "fillers": delivery.filler_load},
        "articulation_wpm": rounded(delivery.articulation_wpm, RATE_DIGITS),
        "fastest": _pace(delivery.fastest) if delivery.fastest else None,
        "rushed": [_pace(stretch) for stretch in delivery.rushed],
        "hedges": [_heard(hedge) for hedge in delivery.hedges],
        "i_words": delivery.i_words,
        "we_words": delivery.we_words,
        "pauses": [_gap(pause) | {"place": pause.place} for pause in delivery.pauses],
    }


def _pace(stretch: PaceStretch) -> Json:
    return _gap(stretch) | {"words_per_minute": rounded(stretch.words_per_minute, RATE_DIGITS)}


def _voice(voice: Voice, earlier: EarlierVoice | None) -> Json:
    return {
        "pitch_hz": rounded(voice.pitch_hz, VOICE_DIGITS),
        "spread_st": rounded(voice.spread_st, VOICE_DIGITS),
        "range_st": rounded(voice.range_st, VOICE_DIGITS),
        "windows": [
            _gap(each)
            | {name: rounded(getattr(each, name), VOICE_DIGITS) for name in ("spread_st", "range_st")}
            for each in voice.windows
        ],
        "flat": [_gap(each) for each in voice.flat],
        "ends": voice.ends,
        "end_drop_db": rounded(voice.end_drop_db, VOICE_DIGITS),
        "faded": [
            {"at_s": seconds(each.at_s), "drop_db": rounded(each.drop_db, VOICE_DIGITS), "after": each.after}
            for each in voice.faded
        ],
        "earlier": asdict(earlier) if earlier else None,
    }


def _point(point: PointHit, own: OwnVerdict | None, second: SecondVerdict | None) -> Json:
    return {
        "id": point.point_id,
        "kind": point.kind,
        "verdict": point.verdict,
        "evidence": point.evidence,
        "start_s": seconds(point.start_s),
        "end_s": seconds(point.end_s),
        "why": point.why,
        "likelihood": point.likelihood,
        "own": own.verdict if own else None,
        "own_reason": (own.reason or None) if own else None,
        "own_over": own.over if own else None,
        "second": second_json(second) if second and point.verdict == "check" else None,
    }


def second_json(second: SecondVerdict) -> Json:
    """What the second reader says of a point to check."""
    return {"made": second.made, "quote": second.quote, "model": second.model}
