"""Labelled answers, and texts that answer nothing, as they are given to a judge of coverage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

from tools.benchmarks.mishearing import Mishearing
from voicesim.bank.load import builtin_banks, find_question, load_bank
from voicesim.bank.question import Bank, Question
from voicesim.errors import InputError
from voicesim.speech.words import Word

BUILT_IN = "senior-pm"
Role = Literal["own", "other", "off"]
"""The question that was asked, another one of the bank, or any question for a text about something else."""


@dataclass(frozen=True, slots=True)
class Given:
    """A text as an answer to a question, and what people say of it.

    `judged` are the points that people judged and `made` those that they found. `shown` has the places in
    `words` that make a point; it is None where nobody named any.
    """

    role: Role
    question: Question
    words: tuple[Word, ...]
    judged: frozenset[str]
    made: frozenset[str]
    shown: Mapping[str, frozenset[int]] | None


@dataclass(frozen=True, slots=True)
class _Heard:
    """A text as it was heard: its words, and which spoken word each comes from."""

    words: tuple[Word, ...]
    spoken: tuple[int, ...]

    def places(self, spoken: Iterable[int]) -> frozenset[int]:
        wanted = set(spoken)
        return frozenset(place for place, source in enumerate(self.spoken) if source in wanted)


def bank_for(path: Path, named: str | None = None) -> Bank:
    """The bank that was named; else, beside NAME.jsonl or NAME-….jsonl or built in, NAME; else senior-pm."""
    if named is not None:
        return load_bank(Path(named) if Path(named).suffix else named)
    parts = path.stem.split("-")
    names = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    beside = [bank for name in names if (bank := path.with_name(f"{name}.yaml")).is_file()]
    found: list[str | Path] = [*beside, *(set(names) & {*builtin_banks()}), BUILT_IN]
    return load_bank(found[0])


def read_answers(
    path: Path, bank: Bank, *, misheard: float = 0.0, questions: int | None = None
) -> list[Given]:
    """All that a file gives to judge, with this share of the words misheard.

    Each text of a .txt file is given to as many `questions` of the bank (all unless told), evenly spread.
    InputError says which line is not as it should be.
    """
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeError) as exc:
        raise InputError(f"{path} cannot be read: {exc}") from exc
    if path.suffix == ".txt":
        texts = [block for block in re.split(r"\n\s*\n", content) if block.strip()]
        heard = _heard(texts, misheard)
        return [
            Given("off", question, one.words, _ids(question), frozenset(), {})
            for number, one in enumerate(heard)
            for question in spread(bank.questions, questions, number)
        ]
    lines = [(number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    rows = [_row(line, f"{path}, line {number}") for number, line in lines]
    given: list[Given] = []
    for (number, _), row, one in zip(lines, rows, _heard(map(_text, rows), misheard), strict=True):
        try:
            given.extend(_given(row, one, bank))
        except (InputError, KeyError) as exc:
            lacks = f"it lacks {exc}" if isinstance(exc, KeyError) else str(exc)
            raise InputError(f"{path}, line {number}: {lacks}") from exc
    return given


def spread(questions: tuple[Question, ...], count: int | None, start: int) -> list[Question]:
    """As many questions evenly spread over the bank; another start turns to other ones."""
    total = len(questions)
    count = min(count or total, total)
    return [questions[(start + number * total // count) % total] for number in range(count)]


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as exc:
        raise InputError(f"{where}: this is not JSON: {exc}") from exc
    if not isinstance(row, dict) or not {"text", "sentences"} & row.keys():
        raise InputError(f'{where}: an answer is an object with "text" or "sentences"')
    return row


def _text(row: dict[str, Any]) -> str:
    if "sentences" in row:
        return " ".join(str(sentence.get("s", "")) for sentence in row["sentences"])
    return str(row["text"])


def _heard(texts: Iterable[str], misheard: float) -> list[_Heard]:
    spoken = list(texts)
    mishearing = Mishearing([{"text": text} for text in spoken], misheard)
    found = []
    for text in spoken:
        tokens, places = mishearing.heard(text.split())
        found.append(_Heard(tuple(Word(token, None, None, 1.0) for token in tokens), tuple(places)))
    return found


def _given(row: dict[str, Any], heard: _Heard, bank: Bank) -> Iterator[Given]:
    question = find_question(bank, row["question"])
    made, missed = frozenset(row["covered"]), frozenset(row.get("missed", ()))
    _check(question, made | missed)
    if made & missed:
        raise InputError(f"both covered and missed: {', '.join(sorted(made & missed))}")
    judged = made | missed if "missed" in row else _ids(question)
    shown = _shown(row, made)
    places = None if shown is None else _places(heard, shown)
    yield Given("own", question, heard.words, judged, made, places)
    spans = _spans(row)
    for other in row.get("other", ()):
        asked = find_question(bank, other["question"])
        _check(asked, other["made"])
        if not all(1 <= number <= len(spans) for numbers in other["made"].values() for number in numbers):
            raise InputError(f'"other" names a sentence that is not among the {len(spans)}')
        truly = {
            point: [place for number in numbers for place in spans[number - 1]]
            for point, numbers in other["made"].items()
        }
        yield Given("other", asked, heard.words, _ids(asked), frozenset(truly), _places(heard, truly))


def _shown(row: dict[str, Any], made: Iterable[str]) -> dict[str, list[int]] | None:
    """The places of the spoken words that make each point."""
    if "sentences" in row:
        marked = [
            (sentence.get("points", ()), span)
            for sentence, span in zip(row["sentences"], _spans(row), strict=True)
        ]
        return {point: [at for points, span in marked if point in points for at in span] for point in made}
    if "evidence" not in row:
        return None
    return {point: _quoted(row["text"], row["evidence"].get(point, "")) for point in made}


def _spans(row: dict[str, Any]) -> list[range]:
    """The places of the words of each sentence."""
    lengths = [len(sentence["s"].split()) for sentence in row.get("sentences", ())]
    return [range(end - length, end) for length, end in zip(lengths, accumulate(lengths), strict=True)]


def _quoted(text: str, quotation: str) -> list[int]:
    """The places of the words that a quotation touches, where it comes first."""
    start = text.find(quotation.strip()) if quotation.strip() else -1
    if start < 0:
        return []
    end = start + len(quotation.strip())
    words = enumerate(re.finditer(r"\S+", text))
    return [place for place, word in words if word.start() < end and word.end() > start]


def _places(heard: _Heard, shown: Mapping[str, Iterable[int]]) -> dict[str, frozenset[int]]:
    return {point: heard.places(spoken) for point, spoken in shown.items()}


def _ids(question: Question) -> frozenset[str]:
    return frozenset(point.id for point in question.key_points)


def _check(question: Question, points: Iterable[str]) -> None:
    unknown = sorted(set(points) - _ids(question))
    if unknown:
        raise InputError(f"the question {question.id} has no key point {', '.join(unknown)}")
