"""Holding stories against questions, which takes its time; what was read is kept as numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

from voicesim.assess.assessment import Verdict
from voicesim.assess.coverage import SCORER, Likely, likely_points
from voicesim.bank.question import Question
from voicesim.speech.words import Word
from voicesim.stories.served import Fit
from voicesim.stories.story import Story, as_words

MAX_BYTES = 10_000_000
"""A cache that has grown beyond this is begun anew."""

Points = tuple[Likely, ...] | None
Judge = Callable[[Question, tuple[Word, ...]], Points]


class MapCache:
    """What was read before, by the texts and the judge's version: numbers, and no word of a story.

    A file that is damaged or cannot be written costs time and nothing else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Points] = {}
        with suppress(OSError):
            if path.stat().st_size > MAX_BYTES:
                path.unlink()
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                self._take(line)

    def find(self, question: Question, text: str, judge: Judge) -> Points:
        """What the judge says of a text; asked only where it was not asked before."""
        key = _key(question, text)
        if key not in self._known:
            self._known[key] = judge(question, as_words(text))
            self._keep(key, self._known[key])
        return self._known[key]

    def _take(self, line: str) -> None:
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            row = json.loads(line)
            points = row["points"]
            self._known[str(row["key"])] = None if points is None else tuple(map(_point, points))

    def _keep(self, key: str, points: Points) -> None:
        kept = None if points is None else [_plain(point) for point in points]
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "points": kept}, separators=(",", ":")) + "\n")


def hold_against(
    pairs: Iterable[tuple[Question, Story]], cache: MapCache, judge: Judge = likely_points
) -> Iterator[Fit]:
    """The fit of each story to its question, in order; about half a second for one that is not known yet.

    ModelError if the judge's files are damaged.
    """
    for question, story in pairs:
        yield Fit(question.id, story.name, cache.find(question, story.text, judge))


def _key(question: Question, text: str) -> str:
    points = [[point.id, point.kind, point.means] for point in question.key_points]
    said = json.dumps([SCORER, question.prompt, points, text])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _plain(point: Likely) -> list[Any]:
    likelihood = round(point.likelihood, 4)
    return [point.point_id, likelihood, point.verdict, point.first_word, point.last_word]


def _point(row: list[Any]) -> Likely:
    """Raises TypeError or ValueError where it is not what `_plain` wrote."""
    point_id, likelihood, verdict, first, last = row
    if verdict not in get_args(Verdict):
        raise ValueError(verdict)
    return Likely(str(point_id), float(likelihood), verdict, int(first), int(last))
