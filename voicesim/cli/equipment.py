"""What an interview needs from this machine, and what is said when a part of it is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from voicesim import paths
from voicesim.audio.device_microphone import DeviceMicrophone
from voicesim.audio.devices import find_input
from voicesim.audio.loudspeaker import find_loudspeaker
from voicesim.audio.microphone import Microphone
from voicesim.audio.player import Player, SilentPlayer
from voicesim.bank.question import Question
from voicesim.cli.answer_files import answers_from, replies_from
from voicesim.cli.models import get_or_ask
from voicesim.cli.output import say
from voicesim.config import Settings
from voicesim.errors import ModelError
from voicesim.interview.equipment import Equipment
from voicesim.speech.choose_voice import INSTEAD, ChosenVoice, choose_voice, other_voices
from voicesim.speech.models import Model, NeedsDownload, find_model
from voicesim.speech.speaker import Speaker
from voicesim.speech.transcriber import WhisperTranscriber


def equip(
    settings: Settings,
    *,
    voice: str | None,
    model: str | None,
    input_device: str | None,
    output_device: str | None,
    files: Sequence[Path],
    replies: int = 0,
    vocabulary: Sequence[str] = (),
    people: int = 1,
) -> Equipment:
    """Find everything; with `files` they are the microphone and nothing is played.

    `vocabulary` are names and terms to expect in the answers, and `replies` is how many each can have.
    Without a `voice` questions are printed. So many `people` ask, each in another voice where there are any.

    Raises AudioError or InputError when there is no microphone to record with.
    """
    player: Player = SilentPlayer(paced=False)
    if not files:
        player = loudspeaker(output_device or settings.output, paced=True)
    reads = reader(voice, settings) if voice and (files or not isinstance(player, SilentPlayer)) else None
    return Equipment(
        reads.speaker if reads else None,
        player,
        answers_from(files) if files else _from_device(input_device or settings.input),
        usable_transcriber(model or settings.model, vocabulary),
        reply_microphone=replies_from(files, replies) if files else None,
        fallback=reads.fallback if reads else None,
        other_speakers=_others(voice, settings, people) if reads else (),
    )


def _others(voice: str | None, settings: Settings, people: int) -> tuple[Speaker, ...]:
    """The voices of all but the first, saying so where there is none."""
    if people < 2:
        return ()
    others = other_voices(voice, settings.rate_wpm, paths.voice_cache_dir(), people - 1)
    if not others:
        say("Only one voice is here, so one person asks all questions; voicesim voices list shows others.")
    return others


def reader(voice: str | None, settings: Settings) -> ChosenVoice:
    """Who reads the questions, saying so where it is not the one that was asked for."""
    chosen = choose_voice(voice, settings.rate_wpm, paths.voice_cache_dir())
    if chosen.missing:
        say(f"{INSTEAD} {chosen.missing}")
    return chosen


def loudspeaker(name: str | None, *, paced: bool) -> Player:
    """The loudspeaker of this name, or of this machine; a silent one, saying why, when there is none."""
    found = find_loudspeaker(name, paced=paced)
    if found.missing:
        say(f"Nothing is played aloud: {found.missing}")
    return found.player


MicrophoneOf = Callable[[Question, int], Microphone]


def _from_device(name: str | None) -> MicrophoneOf:
    find_input(name)  # say now, not after the first question, that there is none

    def microphone(question: Question, number: int) -> Microphone:
        return DeviceMicrophone(name)

    return microphone


def usable_transcriber(name: str, vocabulary: Sequence[str] = ()) -> WhisperTranscriber | None:
    """The speech model of this name, downloaded on first use; None, saying so, when none can be had.

    `vocabulary` are names and terms to expect.
    """
    model = usable_model(name)
    return None if model is None else WhisperTranscriber(model.directory, model.name, vocabulary)


def usable_model(name: str) -> Model | None:
    """As `usable_transcriber`, not loaded. Raises ModelError for a name or directory without a model."""
    try:
        return find_model(name)
    except NeedsDownload as need:
        say(f"The speech model {need.name} is not on this machine yet and is downloaded once.")
        try:
            return get_or_ask(need.name)
        except ModelError as exc:
            say(str(exc))
            return None
