"""The reader: a network that reads a question, its key points and an answer together.

One pass over `<s> question </s> <p> point <p> point … </s> <t> unit <t> unit … </s>` tells, for each pair of
point and unit, whether the unit makes the point or is only near it, and for each unit its part of a story.
Long answers are read in windows of whole units, so of an answer that goes on only the last ones are new
(`AnswerReader`). It runs on onnxruntime alone, from files in the package; the same words always get the same
numbers, whatever was read before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicesim.assess.coverage.units import cut_units
from voicesim.bank.question import KeyPoint, Question
from voicesim.errors import ModelError
from voicesim.speech.words import Word

QUESTION_PIECES, POINT_PIECES, UNIT_PIECES, ALL_PIECES, WINDOW_PIECES = 40, 60, 40, 480, 260
"""What it was trained on, in word pieces: longer texts are cut, longer answers read in windows."""

POINTS_AT_ONCE = 6
OVERLAP = 2
"""A window begins so many units before the last one ended."""

LEAD = {"content": "", "metric": "Metric: ", "tradeoff": "Trade-off: "}
THREADS = 2

_NOTHING = KeyPoint("", "content", "says what happened", (), "")
"""What is asked of an answer to a question without key points, for its parts alone."""

_OUTPUTS = ["pairs", "made", "parts", "about"]

_Head = tuple[list[int], list[int], list[tuple[int, int]]]
"""What stands before the answer: pieces, their kinds, and from where to where each point goes."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in an answer; all numbers are log-odds, of `parts` logits of S, T, A, R and neither.

    `units` are the answer's words, first and last (inclusive). `made` and `near` have the shape (points,
    units), `points` (points,), `parts` (units, 5); `about` is that the answer is about the question.
    """

    units: tuple[tuple[int, int], ...]
    made: Floats
    near: Floats
    points: Floats
    parts: Floats
    about: float


@dataclass(frozen=True, slots=True)
class Window:
    """What was read in some units beside some points, in the shapes of a Reading."""

    made: Floats
    near: Floats
    points: Floats
    parts: Floats
    about: float


Windows = dict[tuple[str, tuple[KeyPoint, ...], tuple[str, ...]], Window]
"""Windows by what stood in them: the question, its points and the units."""


class Reader:
    """A loaded network with its word pieces. ModelError if a file is damaged."""

    def __init__(self, folder: Path | None = None) -> None:
        with _folder(folder) as path:
            self._tokenizer, self._session = _load(path)
        number = self._tokenizer.token_to_id
        self._start, self._end = number("[CLS]"), number("[SEP]")
        self._point, self._unit = number("[unused2]"), number("[unused1]")
        self._pieces = lru_cache(maxsize=5000)(self._encode)

    def read(self, question: Question, tokens: Sequence[str]) -> Reading:
        """Read an answer, its words with their punctuation, to a question with its key points."""
        return self.read_on(question, tokens, {})[0]

    def read_on(
        self, question: Question, tokens: Sequence[str], known: Mapping[Any, Window]
    ) -> tuple[Reading, Windows]:
        """Read an answer some windows of which are known already; what was read, and all of its windows."""
        used: Windows = {}
        units = tuple(cut_units(tokens))
        points = question.key_points or (_NOTHING,)
        asked = slice(len(question.key_points))
        if not units:
            none = np.zeros((len(question.key_points), 0))
            return Reading((), none, none, np.full(len(none), -20.0), np.zeros((0, 5)), -20.0), used
        texts = [" ".join(tokens[first : last + 1]) for first, last in units]
        groups = [points[at : at + POINTS_AT_ONCE] for at in range(0, len(points), POINTS_AT_ONCE)]
        read = [self._group(question.prompt, group, texts, known, used) for group in groups]
        whole = Reading(
            units,
            np.concatenate([one.made for one in read])[asked],
            np.concatenate([one.near for one in read])[asked],
            np.concatenate([one.points for one in read])[asked],
            read[0].parts,
            max(one.about for one in read),
        )
        return whole, used

    def _group(
        self,
        prompt: str,
        points: Sequence[KeyPoint],
        texts: Sequence[str],
        known: Mapping[Any, Window],
        used: Windows,
    ) -> Window:
        """All windows of an answer put together: of what was read twice, the plainer. Each goes to `used`."""
        head = self._head(prompt, tuple(LEAD[p.kind] + p.means for p in points))
        room = min(WINDOW_PIECES, ALL_PIECES - len(head[0]))
        lengths = [min(UNIT_PIECES, len(self._pieces(text))) + 1 for text in texts]
        shape = (len(points), len(texts))
        made, near = np.full(shape, -20.0), np.full(shape, -20.0)
        whole = np.full(len(points), -20.0)
        parts = np.zeros((len(texts), 5))
        about = -20.0
        for first, last in split(lengths, room):
            said = tuple(texts[first:last])
            key = (prompt, tuple(points), said)
            one = used[key] = known.get(key) or self._run(head, said)
            made[:, first:last] = np.maximum(made[:, first:last], one.made)
            near[:, first:last] = np.maximum(near[:, first:last], one.near)
            whole = np.maximum(whole, one.points)
            parts[first:last] += one.parts
            about = max(about, one.about)
        return Window(made, near, whole, parts, about)

    def _head(self, prompt: str, points: tuple[str, ...]) -> _Head:
        ids = [self._start, *self._pieces(prompt)[:QUESTION_PIECES], self._end]
        kinds = [0] * len(ids)
        most = min(POINT_PIECES, (ALL_PIECES - 200 - len(ids)) // max(1, len(points)) - 1)
        spans = []
        for text in points:
            pieces = self._pieces(text)[:most]
            spans.append((len(ids), len(ids) + len(pieces)))
            ids += [self._point, *pieces]
            kinds += [1] * (len(pieces) + 1)
        return [*ids, self._end], [*kinds, 1], spans

    def _run(self, head: _Head, texts: Sequence[str]) -> Window:
        ids, kinds, spans = list(head[0]), list(head[1]), []
        for text in texts:
            pieces = self._pieces(text)[:UNIT_PIECES]
            spans.append((len(ids), len(ids) + len(pieces)))
            ids += [self._unit, *pieces]
            kinds += [2] * (len(pieces) + 1)
        ids, kinds = [*ids, self._end], [*kinds, 2]
        length = len(ids)
        feed = {
            "ids": np.array([ids], np.int64),
            "kinds": np.array([kinds], np.int64),
            "points": _shares(head[2], length),
            "units": _shares(spans, length),
        }
        pairs, made, parts, about = (
            np.asarray(out[0], np.float64) for out in self._session.run(_OUTPUTS, feed)
        )
        return Window(pairs[..., 0], pairs[..., 1], made, parts, float(about))

    def _encode(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)


@lru_cache(maxsize=1)
def shipped_reader() -> Reader:
    """The reader that ships, loaded once."""
    return Reader()


class AnswerReader:
    """Reads one answer, again and again while it grows: each time only the windows that are new since.

    `reader` replaces the one that ships. For one thread at a time.
    """

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader
        self._windows: Windows = {}
        self._last: tuple[Question, tuple[Word, ...], Reading] | None = None

    def read(self, question: Question, words: Sequence[Word]) -> Reading:
        """What there is to read so far. ModelError if the reader's files are damaged."""
        asked = (question, tuple(words))
        if self._last is None or self._last[:2] != asked:
            reader = self._reader or shipped_reader()
            tokens = [word.text for word in words]
            reading, self._windows = reader.read_on(question, tokens, self._windows)
            self._last = (*asked, reading)
        return self._last[2]


def split(lengths: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Windows of whole units (first, past the last) of at most `room` pieces, each OVERLAP units into the
    last."""
    found: list[tuple[int, int]] = []
    first = 0
    while True:
        last, total = first, 0
        while last < len(lengths) and (last == first or total + lengths[last] <= room):
            total += lengths[last]
            last += 1
        found.append((first, last))
        if last == len(lengths):
            return found
        first = max(first + 1, last - OVERLAP)


def _shares(spans: Sequence[tuple[int, int]], length: int) -> NDArray[np.float32]:
    found = np.zeros((1, len(spans), length), np.float32)
    for number, (first, last) in enumerate(spans):
        found[0, number, first : last + 1] = 1.0 / (last + 1 - first)
    return found


def _folder(folder: Path | None) -> AbstractContextManager[Path]:
    if folder is not None:
        return nullcontext(folder)
    return resources.as_file(resources.files("voicesim.assess.coverage").joinpath("data/judge"))


def _load(folder: Path) -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        tokenizer = Tokenizer(WordPiece.from_file(str(folder / "pieces.txt"), unk_token="[UNK]"))
        tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
        session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        if str(tokenizer.get_vocab_size()) != session.get_modelmeta().custom_metadata_map["pieces"]:
            raise ValueError("pieces.txt and reader.onnx do not belong together")
        return tokenizer, session
    except Exception as exc:  # neither library's own errors have a common root below Exception
        raise ModelError(
            f"The coverage judge in {folder} is damaged or incomplete; install voicesim again to mend it."
        ) from exc
