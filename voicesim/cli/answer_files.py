"""Recorded answers in a folder, in place of a microphone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from voicesim.audio.clip import Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.files import check_audio
from voicesim.audio.microphone import Microphone
from voicesim.bank.question import Question
from voicesim.cli.output import say
from voicesim.errors import InputError
from voicesim.speech.voiced import describe_choice, read_voice

SOUND_SUFFIXES = frozenset(
    (
        *(".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aiff", ".aif", ".aac", ".amr", ".caf"),
        *(".wma", ".webm", ".mka", ".mkv", ".mp4", ".mov", ".3gp", ".avi"),
    )
)
_NUMBER = re.compile(r"(\d+)")


def natural_order(path: Path) -> tuple[object, ...]:
    """A key that sorts files as people do: 2 before 10, whatever the case of the letters around."""
    parts = _NUMBER.split(path.stem.casefold())
    counted = tuple((int(part), "") if at % 2 else (-1, part) for at, part in enumerate(parts))
    return (counted, path.suffix.casefold(), path.name)


def answer_files(folder: Path) -> tuple[Path, ...]:
    """The recorded answers in a folder, in natural order, without the replies to follow-ups beside them.

    Raises InputError when there is none, or one of them is no sound.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a directory; give one that holds the recorded answers.")
    found = _recordings(folder)
    if not found:
        raise InputError(f"{folder} holds no recording; put WAV files there, one for each question.")
    for path in found:
        check_audio(path)
    answers = {path.stem for path in found}
    return tuple(path for path in found if _replied_to(path) not in answers)


def tell_order(files: Sequence[Path], questions: Sequence[Question]) -> None:
    """Say which file answers which question, and which are left over."""
    for number, (path, question) in enumerate(zip(files, questions, strict=False), 1):
        say(f"{path.name} answers question {number}, {question.id}.")
    left = [path.name for path in files[len(questions) :]]
    if left:
        say(f"Not used: {', '.join(left)}.")


def answers_from(files: Sequence[Path]) -> Callable[[Question, int], Microphone]:
    """The microphone for each question, by its number: the file that answers it."""

    def microphone(question: Question, number: int) -> Microphone:
        if number > len(files):
            raise InputError(
                f"There are {len(files)} recorded answers, and none for question {number} ({question.id}); "
                f"add one or ask fewer with --questions {len(files)}."
            )
        return file_microphone(files[number - 1])

    return microphone


def replies_from(files: Sequence[Path], most: int) -> Callable[[Question, int], Microphone | None]:
    """The microphone for the reply to each follow-up on each answer; None, saying so, where there is none.

    Of more than `most` replies to an answer the last ones count: the others were started over.
    """
    asked: Counter[int] = Counter()

    def microphone(follow_up: Question, number: int) -> Microphone | None:
        answer = files[number - 1]
        replies = [path for path in _recordings(answer.parent) if _replied_to(path) == answer.stem][-most:]
        asked[number] += 1
        if asked[number] > len(replies):
            say(f"No follow-up: there is no recorded reply {answer.stem}-f{asked[number]}{answer.suffix}.")
            return None
        return file_microphone(replies[asked[number] - 1])

    return microphone


def file_microphone(path: Path) -> Microphone:
    """A recording as the microphone, saying where only a part of it is heard."""
    return FileMicrophone(path, paced=False, read=_read)


def _recordings(folder: Path) -> list[Path]:
    """The sound files of a folder, without those that a system hides beside them."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in SOUND_SUFFIXES and path.is_file())
    return sorted((path for path in found if not path.name.startswith(".")), key=natural_order)


def _replied_to(path: Path) -> str | None:
    """The name of the answer that a recording replies to, as the history names them: 1 for 1-f1.wav."""
    named = re.fullmatch(r"(.+)-f\d+", path.stem)
    return named[1] if named else None


def _read(path: Path | str) -> Clip:
    reading = read_voice(path)
    for sentence in describe_choice(Path(path).name, reading.taken):
        say(sentence)
    return reading.clip
