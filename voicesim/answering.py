"""One answer while it is being given: the recorder, with an ear for the voice and one for the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path

from voicesim.audio.clip import Samples
from voicesim.audio.microphone import Microphone
from voicesim.audio.recorder import Ending, Recorder, Recording
from voicesim.errors import HistoryError
from voicesim.speech.activity import ActivityDetector, speech_spans
from voicesim.speech.live import Ahead, LiveTranscriber
from voicesim.speech.transcriber import StretchTranscriber, Transcriber
from voicesim.speech.words import SpeechSpan, Transcript

TOO_SLOW = (
    "This machine is too slow for the speech model {} to keep up with you, so a part of each answer is "
    "written down after its end; --model tiny.en is the fastest."
)

MAX_WAIT_S = 5.0
"""No silence lasts longer than this for a machine that is slow to write down what was said before it."""


def private_file(folder: Path, name: str) -> Path:
    """The path of a file to be written below `folder`, whose folders only this user can enter.

    Raises HistoryError when they cannot be made.
    """
    path = folder / name
    try:
        for each in (folder, path.parent):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise HistoryError(f"{path.parent} cannot be made ({exc.strerror}); nothing could be kept.") from exc
    return path


class Answering:
    """A take in progress. `end_on_silence_s` ends it after that much silence, once something was said.
    `stops` is asked in every silence, with the seconds recorded and those of silence, whether the interviewer
    ends it. `waits` is asked before silence ends it, with where there was a voice, whether that has to wait
    for what was said last to be written down.

    A transcriber that works by stretches does so meanwhile, until `transcript` or `cancel`; `ahead` is then
    told what was said so far, on a thread of its own.
    """

    def __init__(
        self,
        microphone: Microphone,
        path: Path,
        *,
        max_s: float,
        end_on_silence_s: float | None,
        transcriber: Transcriber | None = None,
        ahead: Ahead | None = None,
        stops: Callable[[float, float], bool] | None = None,
        waits: Callable[[Sequence[SpeechSpan]], bool] | None = None,
    ) -> None:
        self.max_s = max_s
        self._waits = waits
        self._stops = stops
        self._end_on_silence_s = end_on_silence_s
        self._transcriber = transcriber
        self._live = (
            LiveTranscriber(transcriber, ahead=ahead) if isinstance(transcriber, StretchTranscriber) else None
        )
        self._detector = ActivityDetector()
        self._silence_left_s = inf
        self._quiet_from_s = 0.0
        self._waiting_from_s = 0.0
        self._recorder = Recorder(microphone, path, max_s=max_s, listeners=(self._hear,))

    def start(self) -> None:
        """Raises AudioError when the microphone cannot be opened."""
        self._recorder.start()
        if self._live is not None:
            self._live.start()

    def cancel(self) -> None:
        """Nobody will ask for the transcript: stop working on it at once."""
        if self._live is not None:
            self._live.cancel()

    def stop(self, reason: Ending) -> None:
        self._recorder.stop(reason)

    def toggle_pause(self) -> None:
        if self._recorder.paused:
            self._recorder.resume()
        else:
            self._recorder.pause()

    @contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Record nothing meanwhile; silence counts anew after it. A pause that was there before stays."""
        paused = self._recorder.paused
        self._recorder.pause()
        try:
            yield
        finally:
            self._quiet_from_s = self.elapsed_s
            if not paused:
                self._recorder.resume()

    def wait_for_more(self) -> None:
        """What was said last was no part of the answer: silence ends that only when more has been said."""
        self._waiting_from_s = self.elapsed_s

    @property
    def quiet_s(self) -> float:
        """How long nothing has been said, by the interviewer neither; 0 while somebody speaks."""
        marks = self._detector.marks
        if marks.onset_s is not None:
            return 0.0
        said_s = marks.spans[-1].end_s if marks.spans else 0.0
        return self.elapsed_s - max(said_s, self._quiet_from_s)

    @property
    def silent_s(self) -> float:
        """How long nothing has been said; 0 while somebody speaks, or before the first word."""
        marks = self._detector.marks
        return marks.silence_s if marks.spans and marks.onset_s is None else 0.0

    @property
    def finished(self) -> bool:
        return self._recorder.finished

    @property
    def elapsed_s(self) -> float:
        return self._recorder.elapsed_s

    @property
    def silence_left_s(self) -> float:
        """How much longer the silence must last to end the answer; infinity when no silence does."""
        return self._silence_left_s

    @property
    def level_dbfs(self) -> float:
        return self._recorder.level_dbfs

    @property
    def paused(self) -> bool:
        return self._recorder.paused

    def result(self) -> tuple[Recording, tuple[SpeechSpan, ...]]:
        """What was recorded, and where in it there was a voice. Waits for the recorder to end."""
        recording = self._recorder.result()
        if recording.errors:  # the ear failed on the way: listen to the whole once more
            return recording, speech_spans(recording.clip.samples)
        return recording, self._detector.finish()

    def transcript(self) -> Transcript | None:
        """What was said, or None without a transcriber. Waits for the recorder to end.

        Raises ModelError when the speech model fails.
        """
        recording, spans = self.result()
        if self._live is not None:
            return self._live.finish(recording.clip.samples, spans)
        if self._transcriber is not None:
            return self._transcriber.transcribe(recording.clip.samples, spans)
        return None

    @property
    def late(self) -> bool:
        """After `transcript`: whether the machine was too slow to write it down while it was said."""
        return self._live is not None and self._live.late

    def _hear(self, samples: Samples) -> None:
        self._detector.feed(samples)
        marks = self._detector.marks
        if self._live is not None:
            self._live.hear(samples, marks)
        if self._stops is not None and marks.spans and self._stops(self.elapsed_s, marks.silence_s):
            self._recorder.stop("interviewer")
        if self._end_on_silence_s is None:
            return
        answered = bool(marks.spans) and marks.spans[-1].end_s > self._waiting_from_s
        silence_s = min(marks.silence_s, self.quiet_s)
        self._silence_left_s = self._end_on_silence_s - silence_s if answered else inf
        if self._silence_left_s <= 0 and not self._held(marks.spans):
            self._recorder.stop("silence")

    def _held(self, spans: Sequence[SpeechSpan]) -> bool:
        if self._waits is None or self._live is None:
            return False
        return self._silence_left_s > -MAX_WAIT_S and self._waits(spans)
