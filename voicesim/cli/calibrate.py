"""voicesim doctor --calibrate: how well each speech model hears you, in this room, with this microphone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from voicesim import calibrate, paths
from voicesim.answering import Answering
from voicesim.audio.device_microphone import DeviceMicrophone
from voicesim.audio.devices import find_input
from voicesim.audio.microphone import Microphone
from voicesim.bank.load import DEFAULT_BANK, load_bank
from voicesim.calibrate import SENTENCES, ReadAloud
from voicesim.cli.answer_files import answer_files, file_microphone
from voicesim.cli.keys import Keys, open_keys
from voicesim.cli.output import print_json, say
from voicesim.cli.render.calibration import heard_table, how_to_read, reading_line, sentence_lines
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import progress_over
from voicesim.cli.render.status import open_status
from voicesim.config import Settings
from voicesim.errors import InputError
from voicesim.speech.calibration import Calibration, Heard, keep, um_recall
from voicesim.speech.known_models import DEFAULT, DEMO
from voicesim.speech.models import AUTO, Model, find_model, installed_models

FILES = "recordings"
"""What stands for the microphone where files do."""

TICK_S = 0.05
ENTER = ("\r", "\n")
ONLY_DEMO = (
    f"Only the demo model is here, which understands no person; get one with: voicesim models get {DEFAULT}"
)

MicrophoneOf = Callable[[int], Microphone]


def run(
    settings: Settings, model: str | None, device: str | None, folder: Path | None, *, as_json: bool
) -> None:
    """Listen, hear, keep and tell.

    Raises InputError, AudioError or ModelError where the sentences, the microphone or a model cannot be used,
    and HistoryError where nothing can be kept.
    """
    models = _models(model)
    name, microphone_of = _from_files(folder) if folder else _from_device(device or settings.input)
    make_console(stderr=as_json).print(how_to_read(folder is None))
    heard = _heard(models, _read_aloud(microphone_of, as_json=as_json))
    calibrate.check_understood(heard)
    done = Calibration(datetime.now(UTC).isoformat(timespec="seconds"), name, heard)
    keep(done)
    if as_json:
        print_json(_told(done))
    else:
        recalls = {each.model: um_recall(each.model) for each in heard}
        make_console().print("", heard_table(heard, recalls))
        _tell_what_it_is_for()


def _models(name: str | None) -> Sequence[Model]:
    """All that can hear a person, or the one that was named."""
    if name and name != AUTO:
        return (find_model(name),)
    here = installed_models()
    if not here:
        say(ONLY_DEMO)
    return here or (find_model(DEMO),)


def _from_device(name: str | None) -> tuple[str, MicrophoneOf]:
    return find_input(name).name, lambda number: DeviceMicrophone(name)


def _from_files(folder: Path) -> tuple[str, MicrophoneOf]:
    files = answer_files(folder)
    if len(files) != len(SENTENCES):
        raise InputError(
            f"{folder} holds {len(files)} recordings; --calibrate needs {len(SENTENCES)}, one for each "
            "sentence."
        )
    return FILES, lambda number: file_microphone(files[number - 1])


def _heard(models: Sequence[Model], readings: Sequence[ReadAloud]) -> tuple[Heard, ...]:
    vocabulary = load_bank(DEFAULT_BANK).vocabulary
    trying = progress_over(models, "Hearing you with each model", len(models))
    return tuple(calibrate.hear(model, readings, vocabulary) for model in trying)


def _read_aloud(microphone_of: MicrophoneOf, *, as_json: bool) -> list[ReadAloud]:
    """The sentences as they were read; their sound is gone from the disk afterwards."""
    console = make_console(stderr=as_json)
    readings = []
    with tempfile.TemporaryDirectory(prefix="voicesim-") as folder, open_keys() as keys:
        for number, sentence in enumerate(SENTENCES, 1):
            console.print(sentence_lines(number, len(SENTENCES), sentence))
            answering = calibrate.listen(microphone_of(number), Path(folder) / f"{number}.wav")
            answering.start()
            with open_status(console) as status:
                for level_dbfs in _levels_until_it_ends(answering, keys):
                    status.update(reading_line(answering.elapsed_s, level_dbfs, console))
            readings.append(calibrate.reading_of(answering, number))
            for notice in readings[-1].notices:
                say(notice)
    return readings


def _levels_until_it_ends(answering: Answering, keys: Keys) -> Iterator[float]:
    """How loud it is at each moment, in dB of full scale."""
    try:
        while not answering.finished:
            yield answering.level_dbfs
            if keys.read(TICK_S) in ENTER:
                answering.stop("stopped")
    except BaseException:
        answering.stop("interrupted")
        raise


def _tell_what_it_is_for() -> None:
    say(f"Kept in {paths.calibration_file()}, without your voice or your words.")
    if installed_models():
        say(f"The model {AUTO} takes {find_model(AUTO).name} for you.")


def _told(done: Calibration) -> dict[str, object]:
    return {
        "at": done.at,
        "microphone": done.microphone,
        "kept_in": str(paths.calibration_file()),
        "auto": find_model(AUTO).name if installed_models() else None,
        "models": [_model_told(each) for each in done.heard],
    }


def _model_told(each: Heard) -> dict[str, object]:
    return {
        "name": each.model,
        "words": each.words,
        "words_heard": each.words_right,
        "words_wrong": each.wrong,
        "ums": each.ums,
        "ums_heard": each.ums_right,
        "ums_made_up": each.ums_invented,
        "sound_s": each.sound_s,
        "took_s": each.took_s,
        "um_recall": um_recall(each.model),
    }
