"""Stored answers judged again, by today's bank, rules and norms; the old verdicts are kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voicesim.assess.assessment import Voice
from voicesim.assess.coverage import AnswerReader, judge_points
from voicesim.assess.follow_up import follow_up_question, so_far
from voicesim.assess.judge import SCORER_VERSION, conclude, notice, voice_of
from voicesim.assess.norms import Norms, norms_for
from voicesim.assess.reply import judge_reply
from voicesim.audio.files import read_audio
from voicesim.bank.question import Bank, Question
from voicesim.errors import InputError
from voicesim.second.background import read_attempt
from voicesim.second.reader import SecondReader
from voicesim.speech.pitch import PitchTrack, track_pitch
from voicesim.store.codec import encode
from voicesim.store.history import History
from voicesim.store.records import Attempt, Judgement, Session

VOICE_NORMS = ("pitch_window_s", "pitch_flat_st", "level_end_drop_db")
"""What the measures of a voice go by, besides the sound and the words."""


@dataclass(frozen=True, slots=True)
class Rescored:
    """An answer as it was and as it is now, both with the replies to its follow-ups; `problems` are what the
    second reader could not do, in sentences."""

    before: Attempt
    after: Attempt
    problems: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[tuple[Attempt, Attempt], ...]:
        """The answer and each reply, before and after."""
        return (
            (self.before, self.after),
            *zip(self.before.replies, self.after.replies, strict=True),
        )


@dataclass(frozen=True, slots=True)
class Rescorer:
    """`recordings` is the folder of the sound; a `reader` is asked about points to check."""

    history: History
    recordings: Path
    norms: Norms
    reader: SecondReader | None = None

    def rescore(self, attempt_id: str, session: Session, bank: Bank | None) -> Rescored | None:
        """Judge an answer again, as it was asked where today's bank is not known; None for one whose words
        are not known yet. ModelError if the judge's files are damaged."""
        before = self.history.attempt(attempt_id)
        if before.transcript is None:
            return None
        said = [self._one(before, _question(before, bank), session, bank)]
        for reply in said[0].replies:
            if reply.transcript is not None:
                said.append(self._one(reply, _follow_up(said, reply), session, bank))
        after = self.history.attempt(attempt_id)
        problems = () if self.reader is None else self._read(self.reader, after)
        return Rescored(before, self.history.attempt(attempt_id), problems)

    def _read(self, reader: SecondReader, answer: Attempt) -> tuple[str, ...]:
        """Keep what the second reader says of an answer and its replies; what went wrong."""
        problems = []
        for attempt in (answer, *answer.replies):
            found = read_attempt(reader, attempt)
            if found.problem:
                problems.append(f"{attempt.id}: {found.problem}")
            if found.verdicts:
                self.history.save_second(attempt, found.verdicts)
        return tuple(problems)

    def _one(self, attempt: Attempt, question: Question, session: Session, bank: Bank | None) -> Attempt:
        """The attempt with a new verdict; as it is when nothing that it rests on has changed."""
        assert attempt.transcript is not None
        # A written answer has no sound, and so no stretches of voice.
        spans = attempt.spans if attempt.audio_path is not None else None
        judge = judge_points if attempt.asks is None else judge_reply
        norms = norms_for(question.style, self.norms)
        found = notice(question, attempt.transcript.words, spans, norms, judge, AnswerReader())
        old = attempt.judgement
        if old is not None and _voice_holds(old, norms):
            voice = old.assessment.voice
        elif (pitch := self._pitch(attempt)) is not None:
            voice = voice_of(found, norms, pitch)
        else:
            voice = _kept_voice(old)
        assessment = conclude(found, attempt.recorded_s, norms, voice)
        if old and (old.assessment, old.question, old.norms) == (assessment, question, encode(self.norms)):
            return attempt
        return self.history.save_assessment(
            attempt.id,
            assessment,
            bank_id=session.bank_id,
            bank_version=bank.version if bank else session.bank_version,
            question=question,
            norms=self.norms,
        )

    def _pitch(self, attempt: Attempt) -> PitchTrack | None:
        """That of the recording, None where there is none any more."""
        if attempt.audio_path is None:
            return None
        try:
            return track_pitch(read_audio(self.recordings / attempt.audio_path).samples)
        except InputError:
            return None


def _voice_holds(old: Judgement, norms: Norms) -> bool:
    """Whether the voice was measured by today's rules and norms, so that the sound need not be read again."""
    if old.assessment.scorer != SCORER_VERSION or old.assessment.voice is None or old.norms is None:
        return False
    then = json.loads(old.norms)
    return all(then.get(name) == getattr(norms, name) for name in VOICE_NORMS)


def _kept_voice(old: Judgement | None) -> Voice | None:
    return old.assessment.voice if old else None


def _follow_up(said: Sequence[Attempt], reply: Attempt) -> Question:
    """What was asked, with the points as the answer is judged by today and misses them today, unless the
    speakers themselves say otherwise. `said` are the answer and the replies before this one."""
    judged = said[0].judgement
    assert judged is not None
    question = judged.question
    known = {point.id: point for point in question.key_points}
    asked = known.get(str(reply.asks), reply.question.key_points[0])
    today = follow_up_question(question, asked, so_far([each.standing for each in said]))
    return replace(today, prompt=reply.question.prompt, target_s=reply.question.target_s)


def _question(attempt: Attempt, bank: Bank | None) -> Question:
    """The question as it stands in the bank today, with the target of then; else as it was asked."""
    for question in bank.questions if bank else ():
        if question.id == attempt.question.id:
            return replace(question, target_s=attempt.question.target_s)
    return attempt.question
