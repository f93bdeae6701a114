"""Files of answers: plain text, subtitles, JSON, or any number of them as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.inputs.answer import Answer
from voicesim.inputs.encodings import decode_file
from voicesim.inputs.json_answer import Wanted, answers_from_json, answers_in_line
from voicesim.inputs.judged import answers_in
from voicesim.inputs.text import MAX_ANSWER_BYTES, decode
from voicesim.inputs.transcript import read_conversation

TEXT_SUFFIXES = (".txt", ".srt", ".vtt", ".json", ".jsonl")


def read_each(
    path: Path, question_id: str | None = None, speaker: str | None = None, bank: Bank | None = None
) -> Iterator[Answer | InputError]:
    """The answers in a file, one after the other; the end of its name, one of TEXT_SUFFIXES, says how.

    .txt, .srt and .vtt are transcripts: one answer, timed where they have times, or the answers that
    `speaker` gives in them to the questions of the `bank`; `answers_in` says how these are found. .json is
    one object, a session as it is exported, or what a speech recogniser wrote, which is a transcript where
    it tells who speaks; .jsonl is one object a line: {"id", "question", "text"}, or with "words" as `--json`
    prints them. `question_id` is for answers that do not name their question. Lines
    are read as they are asked for, however many there are; one that cannot be used is an InputError in its
    place, with the file, the line and the remedy.

    Raises InputError when the file itself cannot be used. Control characters and terminal sequences are
    taken out of all text.
    """
    suffix = path.suffix.lower()
    if suffix not in TEXT_SUFFIXES:
        raise InputError(f"{path} is not a text that can be judged; its name must end in {_CHOICES}.")
    wanted = Wanted(question_id, speaker, bank)
    with _opened(path) as file:
        if suffix == ".jsonl":
            yield from _lines(file, path, wanted)
        else:
            decoded = decode_file(file.read(MAX_ANSWER_BYTES + 1), str(path))
            for answer in _answers(decoded.text, path, suffix, wanted):
                yield _with_notice(answer, decoded.notice)


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


def _answers(text: str, path: Path, suffix: str, wanted: Wanted) -> Iterator[Answer | InputError]:
    if not text.strip():
        raise InputError(f"{path} is empty; put what was said into it.")
    if suffix == ".json":
        yield from answers_from_json(text, str(path), path.stem, wanted)
        return
    conversation = read_conversation(text, str(path), subtitles=suffix != ".txt")
    if not any(turn.words for turn in conversation.turns):
        raise InputError(f"{path} holds no words; put what was said into it.")
    yield from answers_in(conversation, path.stem, wanted.question_id, wanted.speaker, wanted.bank, str(path))


def _with_notice(answer: Answer | InputError, notice: str | None) -> Answer | InputError:
    if notice is None or isinstance(answer, InputError):
        return answer
    return replace(answer, notices=(notice, *answer.notices))


def _lines(file: BinaryIO, path: Path, wanted: Wanted) -> Iterator[Answer | InputError]:
    number = 0
    empty = True
    while line := file.readline(MAX_ANSWER_BYTES + 1):
        number += 1
        try:
            text = decode(line, str(path), number).rstrip("\n")
            if text.strip():
                empty = False
                yield from answers_in_line(text, f"{path}:{number}", str(number), wanted)
        except InputError as exc:
            empty = False
            yield exc
    if empty:
        raise InputError(f"{path} is empty; put one answer in each line.")
