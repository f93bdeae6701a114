"""What the history gives back: sessions, the attempts in them, and how each was judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from voicesim.assess.assessment import Assessment, Length, PointHit, Verdict
from voicesim.assess.follow_up import brought_out, missed_by_both
from voicesim.assess.own import OwnVerdict, standing
from voicesim.assess.second import SecondVerdict, resolved
from voicesim.assess.self_rating import SelfRating
from voicesim.bank.question import Kind, Question
from voicesim.speech.words import SpeechSpan, Transcript

SessionKind = Literal["practice", "demo", "score", "recovered"]
State = Literal["recording", "recorded", "transcribed", "assessed", "discarded"]


@dataclass(frozen=True, slots=True)
class Session:
    """One session. Times are UTC in ISO 8601; `finished_at` is None while it runs or when it was cut off.

    `planned` holds the ids of the questions in the order in which they were to be asked; `answers` counts
    the attempts that were not discarded, without the replies to follow-ups.
    """

    id: str
    started_at: str
    kind: SessionKind
    bank_id: str
    bank_version: str
    seed: int | None = None
    planned: tuple[str, ...] = ()
    finished_at: str | None = None
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict on an attempt, with the question as it stood in the bank at that time.

    `norms` is JSON text: the norms that were applied, by name (text, since later versions may know others).
    """

    created_at: str
    bank_id: str
    bank_version: str
    question: Question
    assessment: Assessment
    norms: str | None = None


@dataclass(frozen=True, slots=True)
class Preparation:
    """Seconds to think before an answer: how many there were, and how many were used."""

    given_s: float
    used_s: float


@dataclass(frozen=True, slots=True)
class EarlierVoice:
    """How much the pitch moved in the answers that somebody practised before one: at least and at most, in
    semitones, and in how many."""

    least_st: float
    most_st: float
    answers: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wrote about an answer, at a second of it or, with None, about all of it. `author` is
    empty where the speakers wrote it themselves; `number` is its own in the whole history."""

    number: int
    at_s: float | None
    author: str
    text: str
    written_at: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one question, or one reply to the follow-up on it.

    `number` is the place of the question in the session, `take` counts the answers to it, both from 1.
    `audio_path` is relative to the recordings directory, with forward slashes; None for text.
    `question` is the one that was asked, `judgement` the newest verdict. `ended_by` says what ended the
    recording ("enter", "silence", "max", ...), `notices` what went wrong meanwhile, in sentences.
    `preparation` is None where there was none, and in a later take, which was prepared by the first one.
    `reply` is what was said to the follow-up on this answer, and never a part of it; a reply has the reply to
    the next follow-up in turn. In a reply `asks` is the point that was asked after, and `question` the
    follow-up with the points that had not been made until then.
    `own` is what the speakers themselves say of their points, `second` what the second reader says of those
    that were to check when it was asked. `remarks` are by their second. `earlier` is None before the second
    answer with sound, and outside of practice.
    """

    id: str
    session_id: str
    number: int
    take: int
    created_at: str
    question: Question
    state: State
    audio_path: str | None = None
    recorded_s: float | None = None
    ended_by: str | None = None
    spans: tuple[SpeechSpan, ...] = ()
    notices: tuple[str, ...] = ()
    transcript: Transcript | None = None
    judgement: Judgement | None = None
    asks: str | None = None
    reply: Attempt | None = None
    preparation: Preparation | None = None
    own: tuple[OwnVerdict, ...] = ()
    second: tuple[SecondVerdict, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rating: SelfRating | None = None
    earlier: EarlierVoice | None = None

    @property
    def assessment(self) -> Assessment | None:
        return self.judgement.assessment if self.judgement else None

    @property
    def standing(self) -> tuple[PointHit, ...]:
        """The verdicts that count: the newest, those to check as the second reader resolved them, and over
        all of them the speaker's own; none before it is judged."""
        if self.assessment is None:
            return ()
        return standing(resolved(self.assessment.points, self.second), self.own)

    @property
    def to_check(self) -> tuple[PointHit, ...]:
        """The verdicts of the judge that are not certain, whoever has resolved them since."""
        return (
            tuple(hit for hit in self.assessment.points if hit.verdict == "check") if self.assessment else ()
        )

    def second_on(self, point_id: str) -> SecondVerdict | None:
        """What the second reader says of a point that is to check: its word counts for no other."""
        open_ones = [hit.point_id for hit in self.to_check]
        return next(
            (each for each in self.second if each.point_id == point_id and point_id in open_ones), None
        )

    def own_on(self, point_id: str) -> OwnVerdict | None:
        return next((own for own in self.own if own.point_id == point_id), None)

    @property
    def replies(self) -> tuple[Attempt, ...]:
        """What was said to one follow-up after the other."""
        return () if self.reply is None else (self.reply, *self.reply.replies)

    @property
    def brought_out(self) -> tuple[PointHit, ...]:
        """The points, covered or to check, that only the reply to the follow-up made; in its words."""
        if self.assessment is None or self.reply is None:
            return ()
        return brought_out(self.standing, self.reply.standing)

    @property
    def still_missed(self) -> PointHit | None:
        """The verdict on the point that was asked after, where neither the answer nor the reply made it."""
        if self.assessment is None or self.reply is None:
            return None
        return missed_by_both(self.standing, self.reply.standing, self.reply.asks)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found after an interruption: `finished` were cut off while recording and are kept as far as
    they go, `adopted` are recordings that the history did not know, `lost` have no sound to go with."""

    finished: tuple[Attempt, ...] = ()
    adopted: tuple[Attempt, ...] = ()
    lost: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """How one key point came out: by the speaker's own word, else the second reader's, else the judge's.

    Where there is a word of theirs, `told` is the verdict without it, and `own` what they said.
    """

    point_id: str
    kind: Kind | str
    verdict: Verdict
    told: Verdict | None = None
    own: OwnVerdict | None = None

    @property
    def apart(self) -> Verdict:
        """The verdict, whatever its speaker says of it."""
        return self.told or self.verdict


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of one answer by its newest verdict, without the words: light enough for thousands.

    Seconds and rates are None where they were not measured; `points` is empty and `judged` False while an
    answer waits to be written down.
    """

    attempt_id: str
    session_id: str
    session_kind: SessionKind
    bank_id: str
    question_id: str
    section: str
    number: int
    take: int
    created_at: str
    judged: bool
    target_s: float
    answer_s: float | None = None
    length: Length | None = None
    words_per_minute: float | None = None
    fillers_per_minute: float | None = None
    spread_st: float | None = None
    points: tuple[PointVerdict, ...] = ()
    rating: SelfRating | None = None

    @property
    def share(self) -> float | None:
        """Points made as a share of all, one to check as half; None where there is none to make."""
        if not self.points:
            return None
        worth = {"covered": 1.0, "check": 0.5, "missed": 0.0}
        return sum(worth[point.verdict] for point in self.points) / len(self.points)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted. `swept` is False while another program keeps traces in the file's journal."""

    sessions: int
    answers: int
    recordings: int
    swept: bool
