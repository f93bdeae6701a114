"""What hearing costs coverage: answers judged as text, and after they were spoken and written down."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.benchmarks.coverage_answers import Given
from tools.benchmarks.coverage_scores import Claim, Judged, Scores, claims_of, score, share
from tools.benchmarks.coverage_voices import Voices
from tools.benchmarks.markdown import head, row
from tools.benchmarks.people_scores import Score, total
from tools.benchmarks.people_scores import score as words_wrong
from voicesim.assess.coverage import judge_points
from voicesim.cli.render.progress import progress_over
from voicesim.speech.activity import speech_spans
from voicesim.speech.models import find_model
from voicesim.speech.transcriber import Transcriber, WhisperTranscriber

COLUMNS = (
    "spoken by",
    "answers, pairs",
    "words a minute",
    "words wrong",
    "accuracy: text, heard",
    "claims right: text, heard",
    "check: text, heard",
    "verdicts changed",
)


@dataclass(frozen=True, slots=True)
class Both:
    """An answer judged as text and as heard; `words` counts what of it was heard wrongly."""

    voice: str
    words_per_minute: float
    words: Score
    text: tuple[Claim, ...]
    heard: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures over answers: words a minute from the slowest to the fastest, and shares of 1; None where
    there is nothing to count. `changed` are the pairs of answer and point with another verdict."""

    answers: int
    slowest_wpm: float
    fastest_wpm: float
    words: int
    words_wrong: float
    text: Scores
    heard: Scores
    changed: float | None


def some(given: Iterable[Given], count: int | None) -> list[Given]:
    """So many answers to their own question (all unless told), evenly spread."""
    own = [one for one in given if one.role == "own"]
    count = min(count or len(own), len(own))
    return [own[number * len(own) // count] for number in range(count)]


def hear(given: Sequence[Given], model: str, vocabulary: Sequence[str]) -> Iterator[Both]:
    """Each answer spoken, written down by the model of this name as in an interview, and judged twice.

    Raises ModelError or InputError for a model that is not here, and VoiceError.
    """
    found = find_model(model)
    transcriber = WhisperTranscriber(found.directory, found.name, vocabulary)
    with tempfile.TemporaryDirectory(prefix="voicesim-") as folder:
        voices = Voices(Path(folder))
        for number, one in enumerate(progress_over(given, "Listening to answers", len(given))):
            yield _both(one, number, voices, transcriber)


def _both(one: Given, number: int, voices: Voices, transcriber: Transcriber) -> Both:
    said = " ".join(word.text for word in one.words)
    spoken = voices.say(said, number)
    heard = transcriber.transcribe(spoken.samples, speech_spans(spoken.samples))
    as_text, as_heard = (
        claims_of(replace(one, words=words, shown=None), judge_points(one.question, words))
        for words in (one.words, heard.words)
    )
    wrong = words_wrong(said, heard.text, ums_kept=False)
    return Both(spoken.voice, spoken.words_per_minute, wrong, as_text, as_heard)


def compare(found: Sequence[Both]) -> Compared:
    words = total(one.words for one in found)
    pairs = [pair for one in found for pair in zip(one.text, one.heard, strict=True)]
    return Compared(
        answers=len(found),
        slowest_wpm=min(one.words_per_minute for one in found),
        fastest_wpm=max(one.words_per_minute for one in found),
        words=words.words,
        words_wrong=words.rate,
        text=score([Judged("own", one.text, 0.0) for one in found]),
        heard=score([Judged("own", one.heard, 0.0) for one in found]),
        changed=share(text.verdict != heard.verdict for text, heard in pairs),
    )


def by_voice(found: Sequence[Both]) -> dict[str, Compared]:
    """Everybody together, then each voice."""
    voices = {one.voice: [each for each in found if each.voice == one.voice] for one in found}
    return {"all": compare(found), **{name: compare(spoken) for name, spoken in voices.items()}}


def table(found: dict[str, Compared]) -> str:
    return "\n".join([head(COLUMNS), *(row(_cells(name, one)) for name, one in found.items())])


def _cells(name: str, one: Compared) -> tuple[str, ...]:
    pairs = [
        ", ".join(_share(getattr(scores, figure)) for scores in (one.text, one.heard))
        for figure in ("accuracy", "claims_right", "check")
    ]
    rates = f"{one.slowest_wpm:.0f} to {one.fastest_wpm:.0f}"
    wrong = f"{100 * one.words_wrong:.1f} % of {one.words}"
    return (name, f"{one.answers}, {one.text.pairs}", rates, wrong, *pairs, _share(one.changed))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
