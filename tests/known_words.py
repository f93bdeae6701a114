"""A transcriber that knows what was said without listening, for tests about something else."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from voicesim.audio.clip import Samples
from voicesim.speech.words import SpeechSpan, Transcript, Word


class KnowsTheWords:
    """Gives its words wherever there is a voice at all."""

    def __init__(self, words: Iterable[Word], name: str = "fake") -> None:
        self.name = name
        self._words = tuple(words)

    def transcribe(
        self,
        samples: Samples,
        spans: Sequence[SpeechSpan],
        cancelled: threading.Event | None = None,
    ) -> Transcript:
        """See Transcriber."""
        heard = bool(spans) and not (cancelled and cancelled.is_set())
        return Transcript(self._words if heard else (), "en", self.name)
