"""Files of answers: plain text, subtitles, JSON, or any number of them as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from voicesim.errors import InputError
from voicesim.inputs.answer import Answer, plain_words
from voicesim.inputs.cues import read_cues, timed_words
from voicesim.inputs.json_answer import answer_from_json, answers_from_json
from voicesim.inputs.text import MAX_ANSWER_BYTES, clean, decode
from voicesim.speech.words import Word

TEXT_SUFFIXES = (".txt", ".srt", ".vtt", ".json", ".jsonl")


def read_each(path: Path, question_id: str | None = None) -> Iterator[Answer | InputError]:
    """The answers in a file, one after the other; the end of its name, one of TEXT_SUFFIXES, says how.

    .txt is one answer; .srt and .vtt are one, its words timed by the cues; .json is one object, or a session
    as it is exported; .jsonl is one object a line: {"id", "question", "text"}, or with "words" as `--json`
    prints them. `question_id` is for answers that do not name their question. Lines are read as they are
    asked for, however many there are; one that cannot be used is an InputError in its place, with the file,
    the line and the remedy.

    Raises InputError when the file itself cannot be used. Control characters and terminal sequences are
    taken out of all text.
    """
    suffix = path.suffix.lower()
    if suffix not in TEXT_SUFFIXES:
        raise InputError(f"{path} is not a text that can be judged; its name must end in {_CHOICES}.")
    with _opened(path) as file:
        if suffix == ".jsonl":
            yield from _lines(file, path, question_id)
        else:
            text = decode(file.read(MAX_ANSWER_BYTES + 1), str(path))
            yield from _answers(text, path, suffix, question_id)


_CHOICES = ", ".join(TEXT_SUFFIXES[:-1]) + " or " + TEXT_SUFFIXES[-1]


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as exc:
        raise InputError(f"There is no file {path}; check the name and the folder.") from exc
    except IsADirectoryError as exc:
        raise InputError(f"{path} is a folder; name one file in it.") from exc
    except OSError as exc:
        raise InputError(f"{path} cannot be read ({exc.strerror}); check its permissions.") from exc


def _answers(text: str, path: Path, suffix: str, question_id: str | None) -> Iterator[Answer | InputError]:
    if not text.strip():
        raise InputError(f"{path} is empty; put what was said into it.")
    if suffix == ".json":
        yield from answers_from_json(text, str(path), path.stem, question_id)
        return
    words: tuple[Word, ...]
    words = plain_words(clean(text)) if suffix == ".txt" else timed_words(read_cues(text, str(path)))
    if not words:
        raise InputError(f"{path} holds no words; put what was said into it.")
    yield Answer(path.stem, question_id, words)


def _lines(file: BinaryIO, path: Path, question_id: str | None) -> Iterator[Answer | InputError]:
    number = 0
    empty = True
    while line := file.readline(MAX_ANSWER_BYTES + 1):
        number += 1
        try:
            text = decode(line, str(path), number).rstrip("\n")
            if text.strip():
                empty = False
                yield answer_from_json(text, f"{path}:{number}", str(number), question_id)
        except InputError as exc:
            empty = False
            yield exc
    if empty:
        raise InputError(f"{path} is empty; put one answer in each line.")
