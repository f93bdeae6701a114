"""Judge recordings and texts without an interview, one after the other or by several processes."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from voicesim.assess.assessment import Assessment
from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms
from voicesim.bank.load import find_question
from voicesim.bank.question import Bank, Question
from voicesim.errors import InputError, ModelError
from voicesim.inputs.answer import Answer
from voicesim.inputs.read import TEXT_SUFFIXES, read_each
from voicesim.speech.words import Transcript

if TYPE_CHECKING:
    from voicesim.speech.transcriber import Transcriber

CHUNK = 32
"""Texts that travel to another process at a time: judging one takes about as long as sending it."""

WAITING_CHUNKS = 3
"""Chunks under way for each process, so that memory stays flat however many answers there are."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One judged answer; `notices` are sentences about faults of its sound or how its text was read."""

    id: str
    question: Question
    transcript: Transcript
    assessment: Assessment
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A recording to hear or a text to judge."""

    source: Path | Answer


@dataclass(slots=True)
class Scorer:
    """Everything that judging needs. `question_id` is for answers that do not name their question;
    `model` is the name and directory of the speech model, None when there is only text to judge."""

    bank: Bank
    norms: Norms
    question_id: str | None = None
    target_s: float | None = None
    model: tuple[str, Path] | None = None

    def score(self, job: Job) -> Scored:
        """Raises InputError for a broken file or an unknown question, ModelError for an unusable model."""
        if isinstance(job.source, Path):
            return self._recording(job.source)
        answer = job.source
        question = self.question(answer.question_id, answer.id)
        assessment = assess(question, answer.words, None, None, self.norms)
        return Scored(answer.id, question, answer.transcript, assessment, answer.notices)

    def question(self, question_id: str | None, answer_id: str) -> Question:
        """The question that an answer is to. Raises InputError when nobody says which."""
        named = question_id or self.question_id
        if named is None:
            raise InputError(f"{answer_id}: say which question this answers, with --question ID.")
        try:
            found = find_question(self.bank, named)
        except InputError as exc:
            raise InputError(f"{answer_id}: {exc}") from exc
        return found if self.target_s is None else replace(found, target_s=self.target_s)

    def _recording(self, path: Path) -> Scored:
        from voicesim.audio.faults import describe_file_faults
        from voicesim.speech.activity import speech_spans
        from voicesim.speech.pitch import track_pitch
        from voicesim.speech.voiced import describe_choice, read_voice

        question = self.question(None, path.name)
        reading = read_voice(path)
        clip = reading.clip
        if self.model is None:
            raise ModelError(f"{path}: without a speech model a recording cannot be judged.")
        spans = speech_spans(clip.samples)
        transcript = _transcriber(*self.model, self.bank.vocabulary).transcribe(clip.samples, spans)
        pitch = track_pitch(clip.samples)
        assessment = assess(question, transcript.words, spans, clip.duration_s, self.norms, pitch=pitch)
        notices = (*describe_choice(path.name, reading.taken), *describe_file_faults(clip, path.name))
        return Scored(path.stem, question, transcript, assessment, notices)


@lru_cache(maxsize=1)
def _transcriber(name: str, directory: Path, vocabulary: tuple[str, ...]) -> Transcriber:
    """The speech model, loaded once however many recordings there are."""
    from voicesim.speech.transcriber import WhisperTranscriber

    return WhisperTranscriber(directory, name, vocabulary)


def is_text(path: Path) -> bool:
    """Whether a file holds answers as text, by the end of its name; anything else is a recording."""
    return path.suffix.lower() in TEXT_SUFFIXES


def find_jobs(
    files: Sequence[Path],
    question_id: str | None = None,
    speaker: str | None = None,
    bank: Bank | None = None,
) -> Iterator[Job | InputError]:
    """What there is to judge, in order; a file that cannot be read is an error in its place.

    Of a transcript in which several people speak it is what the `speaker` says, parted at the questions of
    the bank where `question_id` does not choose one.
    """
    for path in files:
        if not is_text(path):
            yield Job(path)
            continue
        try:
            for answer in read_each(path, question_id, speaker, bank):
                yield answer if isinstance(answer, InputError) else Job(answer)
        except InputError as exc:
            yield exc


def score_all(
    scorer: Scorer, jobs: Iterable[Job | InputError], processes: int
) -> Iterator[Scored | InputError]:
    """The judged answers in the order of the jobs; what cannot be judged is an error in its place."""
    if processes <= 1:
        for job in jobs:
            yield _score_one(scorer, job)
        return
    yield from _in_processes(scorer, jobs, processes)


def _score_one(scorer: Scorer, job: Job | InputError) -> Scored | InputError:
    if isinstance(job, InputError):
        return job
    try:
        return scorer.score(job)
    except InputError as exc:
        return exc


def _in_processes(
    scorer: Scorer, jobs: Iterable[Job | InputError], processes: int
) -> Iterator[Scored | InputError]:
    context = multiprocessing.get_context("spawn")
    coming: deque[Future[list[Scored | InputError]]] = deque()
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(scorer,)) as pool:
        try:
            for chunk in _chunks(jobs):
                coming.append(pool.submit(_score_chunk, chunk))
                if len(coming) >= WAITING_CHUNKS * processes:
                    yield from coming.popleft().result()
            while coming:
                yield from coming.popleft().result()
        finally:
            for future in coming:
                future.cancel()


def _chunks(jobs: Iterable[Job | InputError]) -> Iterator[list[Job | InputError]]:
    """Texts by the dozen, but every recording alone."""
    source = iter(jobs)
    while chunk := list(islice(source, 1)):
        while not _is_recording(chunk[-1]) and len(chunk) < CHUNK:
            following = next(source, None)
            if following is None:
                break
            chunk.append(following)
        yield chunk


def _is_recording(job: Job | InputError) -> bool:
    return isinstance(job, Job) and isinstance(job.source, Path)


_scorer: Scorer | None = None


def _begin(scorer: Scorer) -> None:
    global _scorer
    _scorer = scorer


def _score_chunk(jobs: list[Job | InputError]) -> list[Scored | InputError]:
    assert _scorer is not None
    return [_score_one(_scorer, job) for job in jobs]
