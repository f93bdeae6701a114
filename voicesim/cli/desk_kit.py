"""What an interview on the desk is made with: by the settings and the options of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from voicesim import paths
from voicesim.assess.norms import ends_by_key_only, load_norms
from voicesim.bank.load import check_bank
from voicesim.cli.second import second_reader
from voicesim.config import Settings
from voicesim.interview.equipment import Pacing
from voicesim.practice.presets import ENDLESS_S, longest_answer_s
from voicesim.speech.choose_voice import choose_voice
from voicesim.speech.models import find_model
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.web.practice.kit import Kit


def desk_kit(settings: Settings, banks: Sequence[Path], voice: str | None, model: str | None) -> Kit:
    """Own `banks` beside the built-in ones; without a `voice` questions are printed. A speech model is looked
    for when an interview begins.

    Raises BankError and InputError for a bank with mistakes, InputError for a norm with any.
    """

    def transcriber(vocabulary: Sequence[str]) -> WhisperTranscriber:
        found = find_model(model or settings.model)
        return WhisperTranscriber(found.directory, found.name, vocabulary)

    own = [check_bank(path) for path in banks]
    patient = ends_by_key_only(settings.norms)
    return Kit(
        own={each.id: each for each in own},
        pacing=Pacing(
            prep_s=settings.prep_s,
            max_s=partial(longest_answer_s, ENDLESS_S if patient else settings.max_s),
            end_on_silence_s=None if patient else settings.end_on_silence_s,
            follow_ups=settings.follow_ups,
            check_s=None,
        ),
        norms=load_norms(settings.norms),
        voice=partial(choose_voice, voice, settings.rate_wpm, paths.voice_cache_dir()) if voice else None,
        transcriber=transcriber,
        second=second_reader(settings),
    )
