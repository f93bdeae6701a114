"""From the sound of an answer to its words."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path
from typing import Any, Protocol, Self, runtime_checkable

from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.errors import ModelError
from voicesim.speech.context import (
    FILLERS,
    breaks_off,
    context_of,
    ends_surely,
    expected,
    leaves_out,
    repeats,
)
from voicesim.speech.engine import (
    MIN_WINDOW_S,
    cancellable,
    is_quick,
    load_engine,
    prepare_process,
    whole_window,
)
from voicesim.speech.model_files import check_files, remedy
from voicesim.speech.stretches import Stretch, cut_stretches, quietest_in, spans_within
from voicesim.speech.word_times import in_recording, in_time, whole_words, without_rereading
from voicesim.speech.words import SpeechSpan, Transcript, Word

LOG = logging.getLogger(__name__)

WINDOW_S = 30.0
"""What Whisper hears at a time (Radford et al. 2022, section 2.2)."""

STRETCH_S = MIN_WINDOW_S
"""The longest stretch for a model that hears 30 s: half of its window costs less than half of the whole, and
what is left to write when an answer ends stays short."""

SHORT_WINDOW_SHARE = 0.6
"""How much of a smaller window to fill: the demo model makes fewer mistakes with 6 of its 10 s (measured)."""

MAX_TOKENS = 220
"""Half of Whisper's context of 448 tokens, the other half being the prompt's."""


class Transcriber(Protocol):
    """Something that writes down what was said."""

    @property
    def name(self) -> str:
        """The speech model, as the transcript and the history name it."""
        ...

    def transcribe(
        self,
        samples: Samples,
        spans: Sequence[SpeechSpan],
        cancelled: threading.Event | None = None,
    ) -> Transcript:
        """Write down a recording (16 kHz mono, shape (n_samples,)) that has a voice in `spans`.

        Only sound around the spans is listened to: without any there are no words. Word times are in seconds
        from the start of the recording, do not overlap and lie within it. Once `cancelled` is set it returns
        soon, with the words found until then.

        Raises ModelError when the speech model cannot be loaded or run.
        """
        ...


@runtime_checkable
class StretchTranscriber(Transcriber, Protocol):
    """A transcriber whose work can be done stretch by stretch, and so while an answer is being given."""

    language: str

    def load(self) -> None:
        """Load the model now instead of on first use. Raises ModelError when that fails."""
        ...

    def stretches(self, samples: Samples, spans: Sequence[SpeechSpan]) -> tuple[Stretch, ...]:
        """How `transcribe` cuts this recording. While it grows, all stretches but the last stay as they are.

        Raises ModelError when the model cannot be loaded.
        """
        ...

    def words_in(
        self,
        samples: Samples,
        stretch: Stretch,
        spans: Sequence[SpeechSpan],
        before: Sequence[Word] = (),
    ) -> tuple[Word, ...]:
        """The words of one stretch of a recording, with times from the start of the recording.

        `before` are the words of the stretch before it. Raises ModelError when the model cannot be loaded or
        run, and NotWanted, about half-way, when `only_while` says so.
        """
        ...


class WhisperTranscriber:
    """Real faster-whisper on the CPU, in int8, loaded on first use or by `load`; never uses the network.

    `vocabulary` are names and terms to expect, of which a model with a small window is not told. Without
    `threads` it takes as many as suit the model. `beam_size` 1 is about twice as fast as 5 and less exact.
    """

    language = "en"

    def __init__(
        self,
        directory: Path,
        name: str,
        vocabulary: Sequence[str] = (),
        threads: int | None = None,
        beam_size: int = 5,
    ) -> None:
        self.name = name
        self._directory = directory
        self._expected = expected(vocabulary)
        self._threads = threads
        self._beam_size = beam_size
        self._quick = False
        self._model: Any = None
        self._loading = threading.Lock()
        prepare_process()  # it does most before other threads have memory of their own

    @property
    def stretch_s(self) -> float:
        """The longest stretch to send at a time, in seconds.

        Raises ModelError when the model cannot be loaded.
        """
        self.load()
        return STRETCH_S if self._hears_full_windows else SHORT_WINDOW_SHARE * self._window_s

    @property
    def _window_s(self) -> float:
        return float(self._model.feature_extractor.chunk_length)

    @property
    def _hears_full_windows(self) -> bool:
        """True for Whisper as OpenAI trained it; a smaller window is the mark of the demo model's kind."""
        return self._window_s >= WINDOW_S

    def load(self) -> None:
        """Load the model now instead of on first use. Raises ModelError when that fails."""
        with self._loading:
            if self._model is None:
                check_files(self._directory, self.name)
                self._quick = is_quick(self._directory)
                start_s = time.monotonic()
                self._model = self._loaded()
                LOG.info("speech model %s loaded in %.1f s", self.name, time.monotonic() - start_s)

    def expecting(self, vocabulary: Sequence[str]) -> Self:
        """The same model, loaded once for both, with another vocabulary. Raises ModelError as `load` does."""
        self.load()
        other = copy(self)
        other._expected = expected(vocabulary)
        return other

    def transcribe(
        self,
        samples: Samples,
        spans: Sequence[SpeechSpan],
        cancelled: threading.Event | None = None,
    ) -> Transcript:
        """See Transcriber."""
        words: list[Word] = []
        said: tuple[Word, ...] = ()
        for stretch in self.stretches(samples, spans):
            if cancelled and cancelled.is_set():
                break
            said = self.words_in(samples, stretch, spans, said)
            words += said
        return Transcript(tuple(words), self.language, self.name)

    def stretches(self, samples: Samples, spans: Sequence[SpeechSpan]) -> tuple[Stretch, ...]:
        """See StretchTranscriber."""
        if not spans:
            return ()
        return cut_stretches(
            spans,
            window_s=self.stretch_s,
            duration_s=len(samples) / RATE_HZ,
            in_context=self._hears_full_windows,
            quick=self._quick,
            quietest=quietest_in(samples),
        )

    def words_in(
        self,
        samples: Samples,
        stretch: Stretch,
        spans: Sequence[SpeechSpan],
        before: Sequence[Word] = (),
    ) -> tuple[Word, ...]:
        """See StretchTranscriber."""
        self.load()
        sound = stretch.of(samples)
        speech = spans_within(stretch, spans)
        if not len(sound) or not speech:
            return ()
        try:
            segments = self._heard_after(before, sound, speech)
            if repeats(segments):
                segments = self._heard(sound, speech, no_repeat_ngram_size=3, hotwords=self._told(FILLERS))
            elif self._hears_full_windows and breaks_off(segments, speech):
                segments = self._heard_to_the_end(sound, speech) or segments
        except MemoryError as exc:
            raise self._out_of_memory() from exc
        except (RuntimeError, ValueError) as exc:
            raise self._unusable(exc) from exc
        return tuple(in_time(in_recording(whole_words(segments), stretch), spans, self.name))

    def rehearse(self, sound: Samples, tokens: int, before: Sequence[Word] = ()) -> None:
        """The work of a stretch in which so many tokens are said, whatever is in it: to measure speed with.

        `sound` is 16 kHz, shape (n_samples,), within one window. Raises ModelError as `words_in` does.
        """
        self.load()
        tokenizer = self._model.hf_tokenizer
        special = range(tokenizer.token_to_id("<|endoftext|>"), tokenizer.get_vocab_size())
        context = self._context(before)
        try:
            segments = self._segments(
                sound,
                max_new_tokens=tokens,
                suppress_tokens=list(special),
                without_timestamps=True,
                no_speech_threshold=None,
                initial_prompt=context,
            )
            with whole_window(context is None):
                next(iter(segments), None)
        except (RuntimeError, ValueError) as exc:
            raise self._unusable(exc) from exc

    def _heard_after(self, before: Sequence[Word], sound: Samples, speech: Sequence[SpeechSpan]) -> list[Any]:
        context = self._context(before)
        segments = self._heard(sound, speech, context)
        if context is not None and (repeats(segments) or leaves_out(segments, speech)):
            return self._heard(sound, speech)
        return segments

    def _heard_to_the_end(self, sound: Samples, speech: Sequence[SpeechSpan]) -> list[Any]:
        """Without the vocabulary, for which Whisper may leave out last words; nothing if it has no more."""
        segments = self._heard(sound, speech, hotwords=self._told(FILLERS))
        return segments if ends_surely(segments, speech) and not repeats(segments) else []

    def _context(self, before: Sequence[Word]) -> str | None:
        return context_of(before) if self._hears_full_windows else None

    def _told(self, expected: str) -> str | None:
        return expected if self._hears_full_windows else None

    def _heard(
        self, sound: Samples, speech: Sequence[SpeechSpan], context: str | None = None, **options: Any
    ) -> list[Any]:
        """Without context it hears the whole window, which takes longer: it has nothing else to go by."""
        with whole_window(context is None):
            segments = self._segments(sound, initial_prompt=context, **options)
            return list(without_rereading(segments, speech))

    def _segments(self, sound: Samples, **options: Any) -> Iterable[Any]:
        """One deterministic pass: no sampling at higher temperatures, which gives other words each time."""
        usual = {
            "max_new_tokens": min(MAX_TOKENS, 40 + 12 * len(sound) // RATE_HZ),
            "hotwords": self._told(self._expected),
        }
        segments, _ = self._model.transcribe(
            sound,
            language=self.language,
            beam_size=self._beam_size,
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            **(usual | options),
        )
        heard: Iterable[Any] = segments
        return heard

    def _loaded(self) -> Any:
        try:
            return cancellable(load_engine(self._directory, self._threads))
        except MemoryError as exc:
            raise self._out_of_memory() from exc
        except Exception as exc:  # the tokenizer's errors are bare Exceptions
            raise self._unusable(exc) from exc

    def _unusable(self, exc: Exception) -> ModelError:
        if "allocate memory" in str(exc):
            return self._out_of_memory()
        return ModelError(
            f"The speech model {self.name} in {self._directory} cannot be used ({exc}); {remedy(self.name)}"
        )

    def _out_of_memory(self) -> ModelError:
        return ModelError(
            f"There is not enough memory for the speech model {self.name}; "
            "close other programs, or choose a smaller one with --model tiny.en."
        )
