"""One answer that came as text."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.speech.words import Transcript, Word

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said; `question_id` is None when neither the file nor the user named a question.

    `model` is the speech model that wrote the words down, or "text"; `notices` are sentences about how the
    file was read and what of it is not among the words.
    """

    id: str
    question_id: str | None
    words: tuple[Word, ...]
    model: str = "text"
    notices: tuple[str, ...] = ()

    @property
    def timed(self) -> bool:
        """Whether the words have times; all have or none has."""
        return bool(self.words) and self.words[0].start_s is not None

    @property
    def transcript(self) -> Transcript:
        return Transcript(self.words, LANGUAGE, self.model)


def plain_words(text: str) -> tuple[Word, ...]:
    """The words between white space, without times."""
    return tuple(Word(word, None, None, 1.0) for word in text.split())
