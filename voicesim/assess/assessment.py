"""What an interviewer would have noticed about one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from voicesim.bank.question import Style

Length = Literal["short", "on-target", "long"]
Pace = Literal["slow", "good", "fast"]
FillerLoad = Literal["ok", "watch", "act"]
Verdict = Literal["covered", "check", "missed"]
PausePlace = Literal["inside a clause", "between clauses", "between sentences"]
Against = Literal["below", "inside", "above"]
QuestionForm = Literal["open", "figure", "yes or no"]
PartName = Literal["situation", "task", "action", "result", "opening", "example", "closing"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of the recording, in seconds from its start: a pause, or a sound without a word."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class PlacedPause:
    """A pause, where in the sentence it falls, and the words before it; all of them in seconds."""

    start_s: float
    end_s: float
    place: PausePlace
    after: str

    @property
    def duration_s(self) -> float:
        return round(self.end_s - self.start_s, 3)


@dataclass(frozen=True, slots=True)
class PaceStretch:
    """The words per minute from one second of the recording to another."""

    start_s: float
    end_s: float
    words_per_minute: float


@dataclass(frozen=True, slots=True)
class SentenceRun:
    """Whole sentences in a row, by their first and last word (inclusive); times are None for text.

    `text` quotes the first words, to find the place by.
    """

    first_word: int
    last_word: int
    start_s: float | None
    end_s: float | None
    text: str

    @property
    def duration_s(self) -> float:
        """Seconds from the start of the first word to the end of the last; 0 for text."""
        return 0.0 if self.start_s is None or self.end_s is None else round(self.end_s - self.start_s, 3)


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences in a row that do the same work in an answer; the words are inclusive, times None for text."""

    name: PartName
    first_word: int
    last_word: int
    start_s: float | None
    end_s: float | None


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the answer took, in seconds; all but the target are None for an answer given as text.

    `answer_s` runs from the first sound of speech to the last and is what the target is compared with;
    `over_s` is `answer_s - target_s`, negative when under it; `speaking_s` is `answer_s` without pauses;
    `pauses` are the silences of the norms' long-pause length and more inside the answer.
    """

    target_s: float
    recorded_s: float | None = None
    to_first_word_s: float | None = None
    answer_s: float | None = None
    speaking_s: float | None = None
    over_s: float | None = None
    verdict: Length | None = None
    pauses: tuple[Gap, ...] = ()
    longest_pause_s: float | None = None


@dataclass(frozen=True, slots=True)
class Filler:
    """A filled pause or filler word that was written down; `at_s` is None for text.

    `first_word` and `last_word` (inclusive) index the transcript's words.
    """

    text: str
    at_s: float | None
    first_word: int | None = None
    last_word: int | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A word or run of words said twice in a row, or a word broken off and begun again.

    `first_word` and `last_word` (inclusive) index the transcript's words, both times together.
    """

    text: str
    at_s: float | None
    first_word: int | None = None
    last_word: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the answer was spoken. Rates are per minute of `answer_s`, None for text.

    `articulation_wpm` is the pace without any silence; `fastest` is the window with the most words,
    `rushed` are the stretches above the norm for a window. `hedges` are words that take back what they
    stand by; `i_words` and `we_words` count who acted; `pauses` are those of the timing, placed.
    """

    words: int
    words_per_minute: float | None
    fillers: tuple[Filler, ...]
    fillers_per_minute: float | None
    possible_hesitations: tuple[Gap, ...]
    repeated: tuple[Repeat, ...]
    pace: Pace | None
    filler_load: FillerLoad | None
    articulation_wpm: float | None = None
    fastest: PaceStretch | None = None
    rushed: tuple[PaceStretch, ...] = ()
    hedges: tuple[Filler, ...] = ()
    i_words: int = 0
    we_words: int = 0
    pauses: tuple[PlacedPause, ...] = ()


@dataclass(frozen=True, slots=True)
class PitchWindow:
    """How the pitch moved from one second of the recording to another: its standard deviation and its range
    without the outermost twentieths, both in semitones."""

    start_s: float
    end_s: float
    spread_st: float
    range_st: float


@dataclass(frozen=True, slots=True)
class FadedEnd:
    """The end of a sentence, how many decibels it lies below the rest of it, and its last words."""

    at_s: float
    drop_db: float
    after: str


@dataclass(frozen=True, slots=True)
class Voice:
    """How the voice moved, without a verdict.

    `pitch_hz` is the middle of the pitch, `spread_st` the mean spread of the windows, `range_st` the range of
    the whole answer. `flat` are the stretches whose spread is below the norm. Of `ends` sentences the level
    fell by `end_drop_db` in the middle case, None without any; `faded` are those that fell off by the norm.
    """

    pitch_hz: float
    spread_st: float
    range_st: float
    windows: tuple[PitchWindow, ...] = ()
    flat: tuple[Gap, ...] = ()
    ends: int = 0
    end_drop_db: float | None = None
    faded: tuple[FadedEnd, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of an answer to a problem, and the share of the target that it usually has.

    `heard` is False where it surely was not there, None where that cannot be told. `stretches` are the
    sentences that are surely in it; there may be more, and none where only its points say that it was there.
    """

    name: str
    usual_share: float
    heard: bool | None
    stretches: tuple[SentenceRun, ...] = ()

    @property
    def start_s(self) -> float | None:
        """When it was heard first; None for text and without a place."""
        return self.stretches[0].start_s if self.stretches else None

    @property
    def seconds(self) -> float | None:
        """What these sentences took; None for text and without a place."""
        timed = [one for one in self.stretches if one.start_s is not None and one.end_s is not None]
        return round(sum(one.duration_s for one in timed), 2) if timed else None


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A sentence that asks the interviewer something.

    `form` is how it can be answered, None where that is not certain. `particular` says that it surely hangs
    on something that was said or found out, `common` that it would surely fit any company.
    """

    place: SentenceRun
    form: QuestionForm | None
    particular: bool = False
    common: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """Seconds spent on each part of a story; None where the part could not be timed.

    `parts` are its stretches in order: of a story the four, of an approach the opening statement, the
    example and the closing. `notes` say in a sentence each what is out of proportion or missing. `phases`
    are those of the other kinds, in their usual order, and empty for a story and an approach. `questions`
    are one's own to the interviewer, where these were asked for.
    """

    situation_s: float | None
    task_s: float | None
    action_s: float | None
    result_s: float | None
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    phases: tuple[Phase, ...] = ()
    questions: tuple[OwnQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class PointHit:
    """Whether one key point was made, and where.

    `first_word` and `last_word` (inclusive) index the transcript's words; they, `evidence` and the times
    are None when the point was missed. `why` is a plain sentence. `likelihood` is how many of the answers
    that read like this one make the point, 0 to 1; None where that is not known, as in older assessments.
    """

    point_id: str
    kind: str
    verdict: Verdict
    why: str
    evidence: str | None = None
    first_word: int | None = None
    last_word: int | None = None
    start_s: float | None = None
    end_s: float | None = None
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was said: its words, its value and its unit ("percent", "dollars", "weeks", or None).

    `about` is what it measures in the speaker's words ("churn"), empty where the sentence does not tell.
    """

    text: str
    value: float
    unit: str | None
    at_s: float | None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A calculation that was said with its result, in its words; `comes_to` is the true result.

    `first_word` and `last_word` (inclusive) index the transcript's words.
    """

    text: str
    comes_to: float
    right: bool
    at_s: float | None
    first_word: int | None = None
    last_word: int | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What can be checked of a number that was estimated aloud.

    `result` is the answer that was given in the end and `against` where it lies to the range of the bank
    from `low` to `high`; None where either is not known for certain. `assumed` are the words with which
    assumptions were named, `checked` those with which the result was held against something else.
    """

    sums: tuple[Sum, ...]
    result: Figure | None
    against: Against | None
    low: float | None
    high: float | None
    unit: str
    assumed: tuple[Filler, ...]
    checked: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything noticed about one answer; there is no overall score, on purpose.

    `notes` say what holds for the answer as a whole: that it seems to be about something else. `clarifying`
    are questions that were put to the interviewer, which count as good. `style` is the kind of question,
    which some norms go by; None in older assessments. `voice` is None without sound, with too little of it,
    and in older assessments.
    """

    timing: Timing
    delivery: Delivery
    structure: Structure | None
    points: tuple[PointHit, ...]
    figures: tuple[Figure, ...]
    advice: tuple[str, ...]
    scorer: str
    cuts: tuple[SentenceRun, ...] = ()
    notes: tuple[str, ...] = ()
    estimate: Estimate | None = None
    clarifying: tuple[Filler, ...] = ()
    style: Style | None = None
    voice: Voice | None = None
