"""What `import voicesim` gives: a recording or a text, heard and judged, from Python.

Nothing is asked, printed, downloaded or kept in the history. Every error is a VoicesimError, with what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from voicesim.assess.norms import Norms, load_norms
from voicesim.bank.load import DEFAULT_BANK, load_bank
from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.inputs.answer import Answer, plain_words
from voicesim.report.assessment_json import assessment_json
from voicesim.report.json_values import Json
from voicesim.scoring import Job, Scored, Scorer, find_jobs, is_text, score_all
from voicesim.speech.words import Transcript


def transcribe(recording: str | Path, *, model: str = "auto", vocabulary: Sequence[str] = ()) -> Transcript:
    """Write down what is said in a recording of any common format, each word with its times in seconds.

    `model` is the name of a speech model on this machine, a directory with one, or "auto" for the best that
    is here. `vocabulary` are names and terms to expect.

    Raises InputError for a file that cannot be heard, ModelError when the model is not on this machine.
    """
    from voicesim.speech.activity import speech_spans
    from voicesim.speech.models import find_model
    from voicesim.speech.transcriber import WhisperTranscriber
    from voicesim.speech.voiced import read_voice

    found = find_model(model)
    samples = read_voice(Path(recording)).clip.samples
    return WhisperTranscriber(found.directory, found.name, vocabulary).transcribe(
        samples, speech_spans(samples)
    )


def score_text(
    text: str,
    question: str,
    *,
    bank: str | Bank = DEFAULT_BANK,
    name: str = "answer",
    norms: Norms | None = None,
) -> Scored:
    """Judge an answer that is there in words, to a question of the bank by its id.

    `bank` is a built-in one by name, the path of a YAML file, or one that is loaded. `name` becomes the id
    of the answer. What needs sound, such as timing, is None. Raises InputError for an unknown question or
    bank.
    """
    scorer = Scorer(_bank(bank), norms or load_norms(), question)
    return scorer.score(Job(Answer(name, question, plain_words(text))))


def score_files(
    files: Sequence[str | Path],
    *,
    question: str | None = None,
    bank: str | Bank = DEFAULT_BANK,
    speaker: str | None = None,
    model: str = "auto",
    jobs: int = 1,
    norms: Norms | None = None,
) -> Iterator[Scored | InputError]:
    """Judge recordings, transcripts and JSON Lines of answers, one after the other or by `jobs` processes.

    In the order of the files; what cannot be judged is an InputError in its place, so that one damaged file
    costs one result. `question` is for answers that do not name theirs, `speaker` for transcripts that name
    who speaks. Raises ModelError when there are recordings and no such speech model on this machine.
    """
    from voicesim.speech.models import find_model

    paths = [Path(each) for each in files]
    speech_model = None
    if not all(map(is_text, paths)):
        found = find_model(model)
        speech_model = (found.name, found.directory)
    scorer = Scorer(_bank(bank), norms or load_norms(), question, None, speech_model)
    return score_all(scorer, find_jobs(paths, question, speaker, scorer.bank), jobs)


def as_json(scored: Scored, bank: str | Bank = DEFAULT_BANK, norms: Norms | None = None) -> Json:
    """A judged answer as `voicesim score --json` prints it, ready for json.dumps."""
    judged_by = _bank(bank)
    return assessment_json(
        scored.id,
        scored.question.id,
        judged_by.id,
        judged_by.version,
        scored.transcript,
        scored.assessment,
        norms=norms or load_norms(),
    )


def _bank(bank: str | Bank) -> Bank:
    return bank if isinstance(bank, Bank) else _loaded(bank)


@lru_cache(maxsize=16)
def _loaded(name: str) -> Bank:
    return load_bank(name)
