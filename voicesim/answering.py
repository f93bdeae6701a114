"""One answer while it is being given: the recorder, with an ear for where there is a voice."""

from __future__ import annotations

from pathlib import Path

from voicesim.audio.clip import Samples
from voicesim.audio.microphone import Microphone
from voicesim.audio.recorder import Ending, Recorder, Recording
from voicesim.errors import HistoryError
from voicesim.speech.activity import ActivityDetector, speech_spans
from voicesim.speech.words import SpeechSpan


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
    """A take in progress. `end_on_silence_s` ends it after that much silence, once something was said."""

    def __init__(
        self, microphone: Microphone, path: Path, *, max_s: float, end_on_silence_s: float | None
    ) -> None:
        self.max_s = max_s
        self._end_on_silence_s = end_on_silence_s
        self._detector = ActivityDetector()
        self._recorder = Recorder(microphone, path, max_s=max_s, listeners=(self._hear,))

    def start(self) -> None:
        """Raises AudioError when the microphone cannot be opened."""
        self._recorder.start()

    def stop(self, reason: Ending) -> None:
        self._recorder.stop(reason)

    def toggle_pause(self) -> None:
        if self._recorder.paused:
            self._recorder.resume()
        else:
            self._recorder.pause()

    @property
    def finished(self) -> bool:
        return self._recorder.finished

    @property
    def elapsed_s(self) -> float:
        return self._recorder.elapsed_s

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

    def _hear(self, samples: Samples) -> None:
        self._detector.feed(samples)
        limit_s = self._end_on_silence_s
        if limit_s is not None and self._detector.spans and self._detector.silence_s >= limit_s:
            self._recorder.stop("silence")
