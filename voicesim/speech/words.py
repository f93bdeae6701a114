"""What was said, and when there was a voice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its punctuation and no spaces around it; times in seconds from the start of the recording.

    The times are None for an answer given as text. `probability` (0 to 1) is how sure the model was;
    1.0 for text.
    """

    text: str
    start_s: float | None
    end_s: float | None
    probability: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words in order; `model` is the name of the speech model, or "text" when none was needed."""

    words: tuple[Word, ...]
    language: str
    model: str

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class SpeechSpan:
    """A stretch in which there was a voice, in seconds from the start of the recording."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s
