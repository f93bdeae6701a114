"""The line between the interview, on its thread, and the page that is attached to it, if there is one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from voicesim.audio.clip import Samples
from voicesim.desk import Command
from voicesim.web.practice.ear import PageMicrophoneFeed
from voicesim.web.practice.loudspeaker import PagePlayback
from voicesim.web.practice.scene import IDLE, Scene

AWAY_S = 60.0
"""How long an interview waits for its page. A page that is loaded anew is back within a second or two."""

CLOSED = "The desk was closed."


class PageLine:
    """All methods may be called from any thread. The interview outlives its page: another one that attaches
    gets the whole scene, and only the newest page is listened to."""

    def __init__(self, *, away_s: float = AWAY_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._away_s = away_s
        self._clock = clock
        self._changed = threading.Condition()
        self._version = 0
        self._slots: dict[str, object] = {}
        self._versions: dict[str, int] = {}
        self._visit = 0
        self._alone_since: float | None = clock()
        self._pressed: Command | None = None
        self._closed = False
        self._takes = 0
        self._ear: PageMicrophoneFeed | None = None
        self._sounds = 0
        self._playback: PagePlayback | None = None
        self.change(IDLE)

    # The interview's side

    def change(self, slots: Scene) -> None:
        """Show something else. A key that was pressed for another moment does not count for this one."""
        with self._changed:
            if _name(slots) not in (None, _name(self._slots)):
                self._pressed = None
            self._version += 1
            self._slots.update(slots)
            self._versions.update(dict.fromkeys(slots, self._version))

    @property
    def scene(self) -> Scene:
        with self._changed:
            return dict(self._slots)

    def command(self, timeout_s: float) -> Command | None:
        """The next command; QUIT when there was no page for too long, so that the interview ends and all
        that was said is judged. Raises KeyboardInterrupt, as Ctrl-C would, when the desk is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._pressed or self._closed, timeout_s)
            if self._closed:
                raise KeyboardInterrupt
            pressed, self._pressed = self._pressed, None
            return Command.QUIT if pressed is None and self._gone() else pressed

    def _gone(self) -> bool:
        with self._changed:
            return self._alone_since is not None and self._clock() - self._alone_since > self._away_s

    def listen(self) -> PageMicrophoneFeed:
        """Have the page record another take."""
        with self._changed:
            self._takes += 1
            self._ear = PageMicrophoneFeed(self._takes, self._gone, self._clock)
            self.change({"listen": self._takes})
            return self._ear

    def listen_no_more(self, ear: PageMicrophoneFeed) -> None:
        with self._changed:
            if self._ear is ear:
                self._ear = None
                self.change({"listen": None})

    def play(self, wav: bytes, duration_s: float) -> PagePlayback:
        """Have the page play a WAV file."""
        with self._changed:
            self._sounds += 1
            self._playback = PagePlayback(self._sounds, wav, duration_s, self._silence, self._clock)
            self.change({"sound": self._sounds})
            return self._playback

    def _silence(self) -> None:
        self.change({"sound": None})

    def close(self) -> None:
        """The server ends: so does the interview, as by Ctrl-C."""
        with self._changed:
            self._closed = True
            if self._ear is not None and not self._ear.begun:
                self._ear.end(CLOSED)
            self._changed.notify_all()

    # The page's side

    def attach(self) -> int:
        """A page is there; the number that it has from now on. The one before it is no longer listened to."""
        with self._changed:
            self._visit += 1
            self._alone_since = None
            if self._playback is not None:
                self._playback.begin_again()
            return self._visit

    def detach(self, visit: int) -> None:
        with self._changed:
            if visit == self._visit:
                self._alone_since = self._clock()

    def newest(self, visit: int) -> bool:
        with self._changed:
            return visit == self._visit and not self._closed

    def news(self, since: int) -> tuple[int, Mapping[str, object]]:
        """The version of the scene, and the slots that changed since another one."""
        with self._changed:
            changed = {slot: self._slots[slot] for slot, at in self._versions.items() if at > since}
            return self._version, changed

    def press(self, name: str, at: str) -> None:
        """A key that was pressed at a moment of this name; it means nothing any more when that is over."""
        with self._changed, suppress(KeyError):
            command = Command[name]
            if at == _name(self._slots):
                self._pressed = command
                self._changed.notify_all()

    def hear(self, take: int, rate_hz: int, samples: Samples) -> None:
        """A block of a take, shape (n,); one of a take that is over is dropped."""
        with self._changed:
            if self._ear is not None and self._ear.take == take:
                self._ear.hear(rate_hz, samples)

    def microphone_ended(self) -> None:
        with self._changed:
            if self._ear is not None:
                self._ear.end("The browser's microphone ended, as when it is unplugged.")

    def sound(self, number: int) -> bytes | None:
        """The WAV file that is being played, by its number."""
        with self._changed:
            playing = self._playback
            return playing.wav if playing is not None and playing.number == number else None

    def played(self, number: int, *, well: bool) -> None:
        with self._changed:
            if self._playback is not None and self._playback.number == number:
                self._playback.end(well=well)


def _name(slots: Mapping[str, object]) -> object:
    moment = slots.get("moment")
    return moment["name"] if isinstance(moment, Mapping) else None
