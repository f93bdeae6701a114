"""The interview that goes on at the desk: the conductor on a thread of its own, one at a time."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from voicesim.bank.question import Bank
from voicesim.errors import HistoryError, InputError, ModelError, VoicesimError
from voicesim.interview.conductor import Interview
from voicesim.interview.equipment import Equipment, Pacing
from voicesim.plan import Plan
from voicesim.second.background import Background
from voicesim.speech.choose_voice import INSTEAD
from voicesim.speech.speaker import Speaker
from voicesim.speech.transcriber import Transcriber
from voicesim.web.practice.choice import PracticeChoice, plan_for
from voicesim.web.practice.kit import Kit
from voicesim.web.practice.line import PageLine
from voicesim.web.practice.page import PageDesk, PageMicrophone, PagePlayer
from voicesim.web.practice.scene import IDLE, over
from voicesim.web.stored import Stored

LOG = logging.getLogger(__name__)

END_S = 10.0
"""How long the end of the desk waits for an interview to keep what was said."""

ONE_AT_A_TIME = "An interview goes on at this desk already; finish or quit it first."
BROKE_OFF = "The interview broke off, and the log says where; what was said is kept."


class Interviews:
    """At most one interview goes on; `line` leads to whichever page shows it."""

    def __init__(self, stored: Stored, kit: Kit, line: PageLine | None = None) -> None:
        self.line = line or PageLine()
        self.kit = kit
        self._stored = stored
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def goes_on(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def begin(self, choice: PracticeChoice) -> None:
        """Raises InputError when there is no such question, or an interview goes on."""
        bank = self.kit.bank(choice.bank)
        plan = plan_for(choice, bank, random.SystemRandom().randrange(1_000_000))
        follow_ups = (self.kit.pacing.follow_ups or 1) if choice.follow_ups else 0
        pacing = replace(self.kit.pacing, follow_ups=follow_ups)
        with self._lock:
            if self.goes_on:
                raise InputError(ONE_AT_A_TIME)
            self.line.change({**IDLE, "moment": {"name": "beginning", "keys": []}})
            self._thread = threading.Thread(
                target=self._hold, args=(bank, plan, pacing), name="voicesim-interview", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        """End as Ctrl-C does in a terminal: what was said is kept."""
        self.line.close()
        if self._thread is not None:
            self._thread.join(END_S)

    def _hold(self, bank: Bank, plan: Plan, pacing: Pacing) -> None:
        """The interview from its first sound to its end, which is shown, whatever it was."""
        session_id, sentence = None, ""
        try:
            session_id = self._interview(bank, plan, pacing)
        except KeyboardInterrupt:
            LOG.info("the desk was closed in an interview")
        except HistoryError as exc:
            LOG.warning("an interview broke off", exc_info=exc)
            sentence = f"{exc} What was said is kept, and the next start takes it up."
        except VoicesimError as exc:
            LOG.warning("an interview broke off", exc_info=exc)
            sentence = str(exc)
        except Exception as exc:  # a thread's exception would otherwise vanish, and the page wait for ever
            LOG.error("an interview broke off", exc_info=exc)
            sentence = BROKE_OFF
        self.line.change(over(session_id, sentence))

    def _interview(self, bank: Bank, plan: Plan, pacing: Pacing) -> str:
        history, norms = self._stored.history, self.kit.norms
        with _reading(self.kit, self._stored) as background:
            interview = Interview(
                bank=bank,
                plan=plan,
                kind="practice",
                pacing=pacing,
                equipment=self._equipment(bank),
                history=history,
                recordings=self._stored.recordings_dir,
                norms=norms,
                desk=PageDesk(self.line, norms),
                on_answer=lambda attempt, session, timing: background.submit(attempt) if background else None,
            )
            return interview.run().id

    def _equipment(self, bank: Bank) -> Equipment:
        speaker, fallback = self._voice()
        return Equipment(
            speaker,
            PagePlayer(self.line),
            lambda question, number: PageMicrophone(self.line),
            self._transcriber(bank),
            fallback=fallback,
        )

    def _voice(self) -> tuple[Speaker | None, Speaker | None]:
        if self.kit.voice is None:
            return None, None
        chosen = self.kit.voice()
        if chosen.missing:
            self._note(f"{INSTEAD} {chosen.missing}")
        return chosen.speaker, chosen.fallback

    def _transcriber(self, bank: Bank) -> Transcriber | None:
        try:
            return self.kit.transcriber(bank.vocabulary)
        except ModelError as exc:
            self._note(f"{exc} Until then answers are recorded, and written down later.")
            return None

    def _note(self, sentence: str) -> None:
        self.line.change({"standing": [*self.line.scene["standing"], sentence]})


@contextmanager
def _reading(kit: Kit, stored: Stored) -> Iterator[Background | None]:
    """The second reader beside it, where the settings name one."""
    if kit.second is None:
        yield None
        return
    with Background(kit.second, stored.history) as background:
        yield background
