"""An answer as JSON: what people write by hand, what `--json` prints, and what speech recognisers write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.inputs.answer import Answer, plain_words
from voicesim.inputs.judged import answers_in
from voicesim.inputs.text import clean
from voicesim.inputs.tools.forms import KNOWN, are_parts, is_part, segments_in
from voicesim.inputs.tools.others import hides_times, name_of_other
from voicesim.inputs.tools.piece import MAX_S, is_timed
from voicesim.inputs.tools.spoken import conversation_of
from voicesim.inputs.transcript import Conversation
from voicesim.inputs.turns import Turn
from voicesim.speech.words import Word

_SPACE = re.compile(r"\s*")
EXAMPLE = '{"id": "a1", "question": "vision-define", "text": "..."}'


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be found in a document: answers to which question, whose, and to the questions of which
    bank, where these are told."""

    question_id: str | None = None
    speaker: str | None = None
    bank: Bank | None = None


def answers_in_line(text: str, where: str, default_id: str, wanted: Wanted) -> Iterator[Answer]:
    """The answer in one JSON object; `default_id` and the wanted question are used when it does not name its
    own.

    With "words" these are the answer, else "text" is; a recogniser's words come with their times, and where
    it tells who said them `answers_in` says which are found. Raises InputError beginning with `where`, also
    for a recogniser's segment, which is only a part of an answer.
    """
    fields = _object(_loaded(text, where), where)
    if is_part(fields) and fields.get("question") is None:
        raise InputError(
            f"{where} is one segment of a transcript with times; put all of them into one .json file, "
            'or give each a "question" where each is an answer.'
        )
    yield from _answers(fields, where, default_id, wanted)


def answers_from_json(
    text: str, where: str, default_id: str, wanted: Wanted
) -> Iterator[Answer | InputError]:
    """The answers in one JSON document: itself, or those of an exported session, its "attempts".

    One of them that cannot be used is an InputError in its place. Raises InputError when the document itself
    cannot be used.
    """
    document = _loaded(text, where, row=True)
    if isinstance(document, list):
        said = _recognised(document, where)
        if said is not None:
            yield from _found_in(said, Answer(default_id, wanted.question_id, ()), where, wanted)
            return
    fields = _object(document, where)
    attempts = fields.get("attempts")
    if not isinstance(attempts, list):
        yield from _answers(fields, where, default_id, wanted)
        return
    if not attempts:
        raise InputError(f'{where} has no answer in its "attempts"; export a session that has some.')
    for number, item in enumerate(attempts, 1):
        place = f"{where}, answer {number}"
        try:
            if not isinstance(item, dict):
                raise InputError(f"{place} is not an object; write {EXAMPLE}.")
            yield from _answers(item, place, f"{default_id}-{number}", wanted)
        except InputError as exc:
            yield exc


def _answers(fields: dict[str, Any], where: str, default_id: str, wanted: Wanted) -> Iterator[Answer]:
    answer_id = fields.get("id")
    model = fields["versions"].get("model") if isinstance(fields.get("versions"), dict) else None
    answer = Answer(
        id=_name(str(answer_id) if type(answer_id) is int else answer_id, "id", where) or default_id,
        question_id=_name(fields.get("question"), "question", where) or wanted.question_id,
        words=(),
        model=clean(model) if isinstance(model, str) and fields.get("words") else "text",
    )
    yield from _found_in(_said(fields, where), answer, where, wanted)


def _found_in(said: Conversation, answer: Answer, where: str, wanted: Wanted) -> Iterator[Answer]:
    """The answers in what was said, like `answer` in all but their words."""
    for found in answers_in(said, answer.id, answer.question_id, wanted.speaker, wanted.bank, where):
        yield replace(found, model=answer.model)


def _loaded(text: str, where: str, *, row: bool = False) -> Any:
    """The document; with `row` several that follow each other, as Vosk prints them, are a list of them."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as exc:
        if row and are_parts(found := _in_a_row(text)):
            return found
        line = f" in line {exc.lineno}" if exc.lineno > 1 else ""
        raise InputError(
            f"{where} is not valid JSON ({exc.msg}{line}, column {exc.colno}); write {EXAMPLE}."
        ) from exc
    except (ValueError, RecursionError) as exc:
        raise InputError(f"{where} holds JSON that cannot be used ({exc}); write {EXAMPLE}.") from exc


def _in_a_row(text: str) -> list[Any]:
    """The documents that follow each other in a text; empty where what follows one is none."""
    found: list[Any] = []
    decoder = json.JSONDecoder()
    at = 0
    try:
        while space := _SPACE.match(text, at):
            if space.end() == len(text):
                break
            value, at = decoder.raw_decode(text, space.end())
            found.append(value)
    except (ValueError, RecursionError):
        return []
    return found


def _object(document: object, where: str) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise InputError(
            f"{where} is not an object; write {EXAMPLE}, several as one a line in a .jsonl file, "
            f"or give the JSON of {KNOWN}."
        )
    return document


def _name(value: object, key: str, where: str) -> str | None:
    if value is None:
        return None
    name = " ".join(clean(value).split()) if isinstance(value, str) else ""
    if not name:
        raise InputError(f'{where} has a "{key}" that is no name; write it in quotes, as in {EXAMPLE}.')
    return name


def _said(fields: dict[str, Any], where: str) -> Conversation:
    items = fields.get("words")
    if items and not (isinstance(items, list) and any(map(is_timed, items))):
        return _by_nobody(_listed(items, where))
    said = _recognised(fields, where)
    if said is not None:
        return said
    text = fields.get("text")
    if not isinstance(text, str):
        raise InputError(
            f'{where} has no "text" with what was said; write {EXAMPLE}, or give the JSON of {KNOWN}.'
        )
    return _by_nobody(plain_words(clean(text)))


def _by_nobody(words: tuple[Word, ...]) -> Conversation:
    return Conversation((Turn(None, words),))


def _recognised(document: object, where: str) -> Conversation | None:
    """The words with times in the JSON of a speech recogniser, by who said them; None when it is none."""
    try:
        segments = segments_in(document)
        if segments is not None:
            return conversation_of(segments)
    except ValueError as exc:
        raise InputError(f"{where}: {exc}.") from exc
    other = name_of_other(document)
    if other is not None:
        raise InputError(
            f"{where} is the JSON of {other}, which is not read; let it write SRT or VTT instead."
        )
    if hides_times(document):
        raise InputError(
            f"{where} holds times in a form that is not known; give it as SRT or VTT, "
            f"or as the JSON of {KNOWN}."
        )
    return None


def _listed(items: object, where: str) -> tuple[Word, ...]:
    if not isinstance(items, list):
        raise InputError(f'{where} has "words" that are no list; leave them out and give "text".')
    words = []
    for place, item in enumerate(items, 1):
        try:
            words.append(_word(item))
        except ValueError as exc:
            raise InputError(f"{where}, word {place}: {exc}.") from exc
    if len({word.start_s is None for word in words}) > 1:
        raise InputError(f"{where} has times for some words only; give them for all words or for none.")
    return tuple(words)


def _word(item: object) -> Word:
    """Raises ValueError with what is wrong and the remedy."""
    fields = {"text": item} if isinstance(item, str) else item
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise ValueError('it has no text; write {"text": "So", "start_s": 0.84, "end_s": 0.97}')
    text = " ".join(clean(fields["text"]).split())
    if not text:
        raise ValueError("it is empty; leave it out")
    start_s, end_s = (_number(fields, key) for key in ("start_s", "end_s"))
    if (start_s is None) != (end_s is None) or (
        start_s is not None and end_s is not None and end_s < start_s
    ):
        raise ValueError("it must end at or after its start; correct start_s and end_s, or leave out both")
    probability = _number(fields, "probability")
    if probability is not None and probability > 1:
        raise ValueError("its probability is above 1; write a number from 0 to 1")
    return Word(text, start_s, end_s, 1.0 if probability is None else probability)


def _number(fields: dict[str, Any], key: str) -> float | None:
    value = fields.get(key)
    if value is None:
        return None
    if type(value) not in (int, float) or not 0 <= value <= MAX_S:
        raise ValueError(f"{key} must be a number from 0 to {MAX_S}, not {value!r:.40}")
    return float(value)
