"""An answer as a JSON object: what people write by hand, and what `--json` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from voicesim.errors import InputError
from voicesim.inputs.answer import Answer, plain_words
from voicesim.inputs.text import clean
from voicesim.speech.words import Word

MAX_S = 360_000
"""A hundred hours; no time in an answer is later."""

EXAMPLE = '{"id": "a1", "question": "vision-define", "text": "..."}'


def answer_from_json(text: str, where: str, default_id: str, question_id: str | None) -> Answer:
    """The answer in one JSON object; `default_id` and `question_id` are used when it does not name its own.

    With "words" these are the answer, else "text" is. Raises InputError beginning with `where`.
    """
    return _answer(_object(text, where), where, default_id, question_id)


def answers_from_json(
    text: str, where: str, default_id: str, question_id: str | None
) -> Iterator[Answer | InputError]:
    """The answers in one JSON object: itself, or those of an exported session, its "attempts".

    One of them that cannot be used is an InputError in its place. Raises InputError when the object itself
    cannot be used.
    """
    fields = _object(text, where)
    attempts = fields.get("attempts")
    if not isinstance(attempts, list):
        yield _answer(fields, where, default_id, question_id)
        return
    if not attempts:
        raise InputError(f'{where} has no answer in its "attempts"; export a session that has some.')
    for number, item in enumerate(attempts, 1):
        place = f"{where}, answer {number}"
        try:
            if not isinstance(item, dict):
                raise InputError(f"{place} is not an object; write {EXAMPLE}.")
            yield _answer(item, place, f"{default_id}-{number}", question_id)
        except InputError as exc:
            yield exc


def _answer(fields: dict[str, Any], where: str, default_id: str, question_id: str | None) -> Answer:
    answer_id = fields.get("id")
    model = fields["versions"].get("model") if isinstance(fields.get("versions"), dict) else None
    return Answer(
        id=_name(str(answer_id) if type(answer_id) is int else answer_id, "id", where) or default_id,
        question_id=_name(fields.get("question"), "question", where) or question_id,
        words=_words(fields, where),
        model=clean(model) if isinstance(model, str) and fields.get("words") else "text",
    )


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as exc:
        line = f" in line {exc.lineno}" if exc.lineno > 1 else ""
        raise InputError(
            f"{where} is not valid JSON ({exc.msg}{line}, column {exc.colno}); write {EXAMPLE}."
        ) from exc
    except (ValueError, RecursionError) as exc:
        raise InputError(f"{where} holds JSON that cannot be used ({exc}); write {EXAMPLE}.") from exc
    if not isinstance(fields, dict):
        raise InputError(
            f"{where} is not an object; write {EXAMPLE}, several as one a line in a .jsonl file."
        )
    return fields


def _name(value: object, key: str, where: str) -> str | None:
    if value is None:
        return None
    name = " ".join(clean(value).split()) if isinstance(value, str) else ""
    if not name:
        raise InputError(f'{where} has a "{key}" that is no name; write it in quotes, as in {EXAMPLE}.')
    return name


def _words(fields: dict[str, Any], where: str) -> tuple[Word, ...]:
    items = fields.get("words")
    if items:
        return _listed(items, where)
    text = fields.get("text")
    if not isinstance(text, str):
        raise InputError(f'{where} has no "text" with what was said; write {EXAMPLE}.')
    return plain_words(clean(text))


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
