"""The speech engine's set-up: few threads for a small model, patient ones, and no silence at the end."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from voicesim.speech import engine
from voicesim.speech.models import find_model


def test_a_small_model_gets_one_thread_and_a_large_one_as_many_as_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    assert engine.default_threads(6_000_000) == 1
    assert engine.default_threads(75_000_000) == engine.MAX_THREADS
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert engine.default_threads(75_000_000) == 2


@pytest.mark.parametrize(("size_bytes", "quick"), [(145_000_000, True), (484_000_000, False)])
def test_base_writes_in_no_time_and_small_does_not(tmp_path: Path, size_bytes: int, quick: bool) -> None:
    with (tmp_path / "model.bin").open("wb") as file:
        file.truncate(size_bytes)
    assert engine.is_quick(tmp_path) is quick


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    fresh: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", fresh)
    monkeypatch.setattr(engine, "_keep_memory", lambda: None)
    return fresh


class TestPrepareProcess:
    def test_lets_threads_spin_little_while_they_wait(self, environment: dict[str, str]) -> None:
        engine.prepare_process.__wrapped__()
        assert (environment["OMP_WAIT_POLICY"], environment["GOMP_SPINCOUNT"]) == ("PASSIVE", "10000")

    @pytest.mark.parametrize("name", engine.WAITING)
    def test_leaves_what_the_user_has_set(self, environment: dict[str, str], name: str) -> None:
        environment[name] = "mine"
        engine.prepare_process.__wrapped__()
        assert {key: environment.get(key) for key in engine.WAITING} == {
            key: "mine" if key == name else None for key in engine.WAITING
        }


class TestTwoCopies:
    def test_one_hears_and_the_other_writes(self) -> None:
        hearing = SimpleNamespace(encode="heard", generate="slowly", align="slowly", is_multilingual=False)
        both = engine.DecodesAlone(hearing, SimpleNamespace(generate="written", align="placed"))
        assert (both.encode, both.generate, both.align) == ("heard", "written", "placed")
        assert both.is_multilingual is False

    def test_the_words_are_those_of_one_copy(self) -> None:
        directory = find_model("demo").directory
        one, two = (engine.load_engine(directory, threads) for threads in (1, 2))
        assert isinstance(two.model, engine.DecodesAlone)
        assert not isinstance(one.model, engine.DecodesAlone)
        sound = np.random.default_rng(0).normal(0, 0.1, 32_000).astype(np.float32)
        first, second = (
            [segment.text for segment in each.transcribe(sound, language="en", temperature=0.0)[0]]
            for each in (one, two)
        )
        assert first == second


class TestTheWindow:
    """Features have 100 frames a second; faster-whisper fills them with zeros up to 3000."""

    @staticmethod
    def heard_frames(sounding: int, most: int = 3000) -> int:
        heard: list[int] = []
        stand_in = SimpleNamespace(
            feature_extractor=SimpleNamespace(nb_max_frames=most, time_per_frame=0.01),
            encode=lambda features: heard.append(features.shape[-1]),
        )
        features = np.zeros((80, 3000), np.float32)
        features[5, :sounding] = -0.5
        engine.encoding_little_silence(stand_in).encode(features)
        return heard[0]

    def test_a_model_for_ten_seconds_hears_no_silence_after_them(self) -> None:
        assert self.heard_frames(600, most=1000) == 1000

    @pytest.mark.parametrize(
        ("sounding", "heard"),
        [(0, 1500), (500, 1500), (1400, 1500), (1401, 1501), (2000, 2100), (2950, 3000), (3000, 3000)],
    )
    def test_a_model_for_thirty_hears_fifteen_or_a_second_more_than_the_sound(
        self, sounding: int, heard: int
    ) -> None:
        assert self.heard_frames(sounding) == heard

    def test_all_of_it_when_that_is_asked_for(self) -> None:
        with engine.whole_window():
            assert self.heard_frames(500) == 3000
        assert self.heard_frames(500) == 1500

    def test_a_call_is_broken_off_after_hearing_once_it_is_not_wanted(self) -> None:
        wanted = iter((True, False))
        stand_in = SimpleNamespace(encode=lambda features: features + 1)
        broken = engine.cancellable(stand_in)
        with engine.only_while(lambda: next(wanted)):
            assert broken.encode(1) == 2
            with pytest.raises(engine.NotWanted):
                broken.encode(1)
        assert broken.encode(2) == 3, "nobody asks any more"

    def test_the_real_demo_model_takes_it(self) -> None:
        model = engine.load_engine(find_model("demo").directory, 1)
        frames = model.feature_extractor.nb_max_frames
        assert frames == 1000
        encoded = model.encode(np.zeros((80, 3000), np.float32))
        assert tuple(encoded.shape)[1] == frames // 2
