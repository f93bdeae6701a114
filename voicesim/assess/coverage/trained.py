"""The trained judge: how plainly each stretch of an answer makes each key point, read by a small network.

Descriptions and sentences are read by MiniLM, each by itself. Two more layers then let a sentence look at the
points and at its neighbours, part by part of the answer, and each token is compared with each point. The mean
over a stretch of tokens is the log-odds that the stretch makes the point. What was read and compared is kept:
a question asked again, or an answer that went on, costs only what is new. It runs on onnxruntime alone, in
int8, from files in the package; the same words always get the same numbers, whatever was read before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicesim.errors import ModelError

MEANS_TOKENS, PIECE_TOKENS, MAX_POINTS = 44, 56, 6
"""What the judge was trained on: longer descriptions and pieces are cut, more points are read in turns."""

PASSAGE_TOKENS = 360
"""Long answers are compared in parts of this length."""

KEPT_TEXTS = 400
"""How many texts stay read, 50 kB each: the built-in bank's points and the sentences of some answers."""

KEPT_PARTS = 60
"""How many compared parts of answers stay known, a few hundred bytes each."""

THREADS = 2

Encoded = NDArray[np.float32]
"""A text as read, shape (tokens with its start and end, width)."""

Compared = tuple[tuple[str, ...], tuple[str, ...]]
"""Descriptions, and the pieces of a part of an answer."""


class TrainedJudge:
    """A loaded network with its tokenizer, and the texts read last. ModelError if a file is damaged."""

    def __init__(self, folder: Path | None = None) -> None:
        with _folder(folder) as path:
            self._tokenizer, self._reader, self._comparer = _load(path)
        self._start: int = self._tokenizer.token_to_id("[CLS]") or 0
        self._end: int = self._tokenizer.token_to_id("[SEP]") or 0
        self._kept: OrderedDict[tuple[str, int], Encoded] = OrderedDict()
        self._parts: OrderedDict[Compared, NDArray[np.float64]] = OrderedDict()
        self._lock = Lock()

    def read(self, means: Sequence[str], pieces: Sequence[str]) -> NDArray[np.float64]:
        """Log-odds, shape (points, pieces), that each piece of an answer (in order) makes each point."""
        asked, said = self._read(means, MEANS_TOKENS), self._read(pieces, PIECE_TOKENS)
        log_odds = np.zeros((len(asked), len(said)))
        for part in _parts([len(text) for text in said]):
            for first in range(0, len(asked), MAX_POINTS):
                points = slice(first, first + MAX_POINTS)
                texts = (tuple(means[points]), tuple(pieces[part]))
                log_odds[points, part] = self._compared(texts, asked[points], said[part])
        return log_odds

    def digest(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """What was read in each text, the mean over its tokens, shape (texts, width)."""
        found = self._read(texts, PIECE_TOKENS)
        inner = [text[1:-1] if len(text) > 2 else text for text in found]
        return np.stack([text.mean(axis=0) for text in inner]).astype(np.float64)

    def _read(self, texts: Sequence[str], limit: int) -> list[Encoded]:
        keys = [(text, limit) for text in texts]
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        new = [key for key in dict.fromkeys(keys) if key not in found]
        if len(new) > 1:
            with ThreadPoolExecutor(THREADS) as threads:
                found.update(zip(new, threads.map(self._encode, new), strict=True))
        else:
            found.update((key, self._encode(key)) for key in new)
        self._keep(found)
        return [found[key] for key in keys]

    def _keep(self, found: dict[tuple[str, int], Encoded]) -> None:
        with self._lock:
            for key, encoded in found.items():
                self._kept[key] = encoded
                self._kept.move_to_end(key)
            while len(self._kept) > KEPT_TEXTS:
                self._kept.popitem(last=False)

    def _encode(self, key: tuple[str, int]) -> Encoded:
        text, limit = key
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        row = [self._start, *ids[:limit], self._end]
        feed = {"input_ids": _row(row), "position_ids": _row(list(range(len(row))))}
        (hidden,) = self._reader.run(None, feed)
        encoded: Encoded = hidden[0]
        return encoded

    def _compared(
        self, texts: Compared, asked: Sequence[Encoded], said: Sequence[Encoded]
    ) -> NDArray[np.float64]:
        with self._lock:
            known = self._parts.get(texts)
        if known is None:
            known = self._compare(asked, said)
        with self._lock:
            self._parts[texts] = known
            self._parts.move_to_end(texts)
            while len(self._parts) > KEPT_PARTS:
                self._parts.popitem(last=False)
        return known

    def _compare(self, asked: Sequence[Encoded], said: Sequence[Encoded]) -> NDArray[np.float64]:
        texts = [*asked, *said]
        ends = np.cumsum([len(text) for text in texts])
        spans = [(int(end) - len(text) + 1, int(end) - 1) for text, end in zip(texts, ends, strict=True)]
        points = np.zeros((1, len(asked), int(ends[-1])), np.float32)
        for row, (first, last) in enumerate(spans[: len(asked)]):
            points[0, row, first:last] = 1.0 / max(1, last - first)
        blocks = [*range(-1, -1 - len(asked), -1), *range(1, 1 + len(said))]
        feed: dict[str, Any] = {
            "hidden": np.concatenate(texts)[None],
            "blocks": _row([block for block, text in zip(blocks, texts, strict=True) for _ in text]),
            "points": points,
        }
        (scores,) = self._comparer.run(None, feed)
        heard = [
            scores[0, :, first : max(last, first + 1)].mean(axis=1) for first, last in spans[len(asked) :]
        ]
        return np.stack(heard, axis=1).astype(np.float64)


@lru_cache(maxsize=1)
def trained_judge() -> TrainedJudge:
    """The judge that ships, loaded once."""
    return TrainedJudge()


def _folder(folder: Path | None) -> AbstractContextManager[Path]:
    if folder is not None:
        return nullcontext(folder)
    return resources.as_file(resources.files("voicesim.assess.coverage").joinpath("data/judge"))


def _load(folder: Path) -> tuple[Any, Any, Any]:
    """The tokenizer and the two networks. Texts are read side by side, each on one core; the comparison, one
    for all, may use both."""
    import onnxruntime
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    def session(name: str, threads: int) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])

    try:
        tokenizer = Tokenizer(WordPiece.from_file(str(folder / "pieces.txt"), unk_token="[UNK]"))
        tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
        reader, comparer = session("read.onnx", 1), session("compare.onnx", THREADS)
        if str(tokenizer.get_vocab_size()) != reader.get_modelmeta().custom_metadata_map["pieces"]:
            raise ValueError("pieces.txt and read.onnx do not belong together")
        return tokenizer, reader, comparer
    except Exception as exc:  # neither library's own errors have a common root below Exception
        raise ModelError(
            f"The coverage judge in {folder} is damaged or incomplete; install voicesim again to mend it."
        ) from exc


def _row(values: list[int]) -> NDArray[np.int64]:
    return np.array([values], np.int64)


def _parts(lengths: Sequence[int]) -> list[slice]:
    """Consecutive pieces packed up to the passage length."""
    parts: list[slice] = []
    start = tokens = 0
    for index, length in enumerate(lengths):
        if index > start and tokens + length > PASSAGE_TOKENS:
            parts.append(slice(start, index))
            start, tokens = index, 0
        tokens += length
    if len(lengths) > start:
        parts.append(slice(start, len(lengths)))
    return parts
