"""The second reader: asks a language model about each point that the judge is not certain of."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from voicesim.assess.assessment import PointHit
from voicesim.assess.second import SecondVerdict
from voicesim.bank.hints import listed, printable
from voicesim.bank.question import KeyPoint, Question
from voicesim.errors import InputError, ReaderError
from voicesim.second.address import STAY, read_address, runs_elsewhere
from voicesim.second.claim import read_claim
from voicesim.second.prompt import prompt
from voicesim.second.quotation import find_quotation
from voicesim.second.server import Server, TooSlow
from voicesim.speech.words import Transcript

LOG = logging.getLogger(__name__)

ANSWER_REQUESTS = 4
"""All requests about one answer may take as long as this many may at most."""

LONGEST_CHARS = 40_000
"""Nothing is asked about longer answers, some 50 minutes of speech, which few models read to their end."""

NAMED_MODELS = 5

_FOLDERS = re.compile(r"^(?:/|[A-Za-z]:[\\/]).*[\\/](?=.)", re.DOTALL)
"""Of a model that is a file: where it lies is nobody's business who reads what was said by it."""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What came of asking about an answer: verdicts on some of the points that were `asked` about, and a
    sentence about what went wrong, if anything did."""

    verdicts: tuple[SecondVerdict, ...] = ()
    asked: int = 0
    problem: str = ""


class SecondReader:
    """Its verdict on a point is taken only when a yes comes with words that stand in the transcript, or when
    it is a no; whatever else is said changes nothing."""

    def __init__(
        self,
        server: Server,
        model: str | None,
        request_s: float,
        *,
        allow_remote: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises InputError for a server, or a model, on another machine unless that is allowed."""
        if not (server.address.local or allow_remote):
            raise InputError(f"{server.address.url} is not an address of this machine; {STAY}.")
        self._server = server
        self._request_s = request_s
        self._allow_remote = allow_remote
        self._clock = clock
        self._model = None if model is None else self._allowed(model)

    @classmethod
    def at(cls, url: str, model: str | None, request_s: float, *, allow_remote: bool = False) -> Self:
        """Raises InputError, too, for what is no address."""
        try:
            address = read_address(url)
        except ValueError as exc:
            raise InputError(f"A server for the second reader must be {exc}.") from exc
        return cls(Server(address), model, request_s, allow_remote=allow_remote)

    def _allowed(self, model: str) -> str:
        if runs_elsewhere(model) and not self._allow_remote:
            raise InputError(f"{printable(model)} runs on another machine, by its name; {STAY}.")
        return model

    @property
    def url(self) -> str:
        return self._server.address.url

    @property
    def warning(self) -> str:
        """What must be told before anything is sent: that words leave this machine; "" where they stay."""
        address = self._server.address
        if not address.local:
            bare = "" if address.scheme == "https" else ", where others on the way can read them"
            return f"Transcripts leave this machine: the second reader is at {address.url}{bare}."
        if self._model is not None and runs_elsewhere(self._model):
            return f"Transcripts leave this machine: {self.model()} runs elsewhere, by its name."
        return ""

    def model(self) -> str:
        """What the model that is asked is called in what is kept and shown. Raises ReaderError."""
        return printable(_FOLDERS.sub("", self._asked()))

    def _asked(self) -> str:
        """What the server calls it: the model that was named, or the only one there is."""
        if self._model is None:
            found = self._server.models(self._request_s)
            if len(found) != 1:
                names = listed([printable(name) for name in found[:NAMED_MODELS]]) if found else ""
                choose = f"; choose one, second_reader_model: {names}" if found else ""
                raise ReaderError(f"The second reader at {self.url} has {len(found)} models{choose}.")
            self._model = self._allowed(found[0])
        return self._model

    def read(self, question: Question, transcript: Transcript, hits: Sequence[PointHit]) -> SecondReading:
        """Ask about each point that is `check`, one request each, until the time for an answer is over."""
        points = list(_to_ask(question, hits))
        said = transcript.text
        if not points or not transcript.words or len(said) > LONGEST_CHARS:
            return SecondReading()
        ends_s = self._clock() + ANSWER_REQUESTS * self._request_s
        verdicts, asked, problem = [], 0, ""
        for point in points:
            left_s = ends_s - self._clock()
            if left_s <= 0:
                break
            asked += 1
            try:
                verdict = self.verdict(question, point, transcript, min(self._request_s, left_s))
            except TooSlow as exc:
                problem = str(exc)
            except ReaderError as exc:
                LOG.warning("the second reader failed", exc_info=exc)
                problem = str(exc)
                break
            else:
                verdicts += [verdict] if verdict else []
        LOG.info("second reader: %d points to check, %d asked, %d told", len(points), asked, len(verdicts))
        return SecondReading(tuple(verdicts), asked, problem)

    def verdict(
        self, question: Question, point: KeyPoint, transcript: Transcript, limit_s: float
    ) -> SecondVerdict | None:
        """Its verdict on one point; None where it gave none that counts. Raises ReaderError, TooSlow."""
        model = self.model()
        claim = read_claim(
            self._server.complete(self._asked(), prompt(question, point, transcript.text), limit_s)
        )
        if claim is None:
            return None
        if not claim.made:
            return SecondVerdict(point.id, False, None, model)
        words = [word.text for word in transcript.words]
        place = find_quotation(words, claim.quote or "")
        if place is None:
            return None
        return SecondVerdict(point.id, True, " ".join(words[place[0] : place[1] + 1]), model)

    def close(self) -> None:
        """Break off what is asked at the moment; nothing is asked after it."""
        self._server.close()


def _to_ask(question: Question, hits: Sequence[PointHit]) -> Iterator[KeyPoint]:
    known = {point.id: point for point in question.key_points}
    return (known[hit.point_id] for hit in hits if hit.verdict == "check" and hit.point_id in known)
