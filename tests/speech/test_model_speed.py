"""A model's speed here: measured once with the real engine, remembered, and what `auto` makes of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from voicesim.errors import ModelError
from voicesim.paths import cache_dir, models_dir
from voicesim.speech import model_speed
from voicesim.speech.model_speed import ModelSpeed, known_speed, measure_speed
from voicesim.speech.models import find_model
from voicesim.speech.transcriber import WhisperTranscriber


def put_model(name: str, work_per_s: float | None = None) -> None:
    """A model of this name is here and, if wanted, was measured."""
    demo = find_model("demo")
    shutil.copytree(demo.directory, models_dir() / name)
    if work_per_s is not None:
        model = find_model(name)
        model_speed._store(name, model_speed._circumstances(model.size_bytes) | {"work_per_s": work_per_s})


def test_a_speed_is_measured_with_the_model_itself_and_remembered() -> None:
    model = find_model("demo")
    assert known_speed(model.name, model.size_bytes) is None
    speed = measure_speed(model.name, model.directory, model.size_bytes)
    assert speed.work_per_s > 0
    assert known_speed(model.name, model.size_bytes) == speed == model.speed


def test_more_to_write_takes_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    model = find_model("demo")
    asked: list[int] = []
    monkeypatch.setattr(
        WhisperTranscriber, "rehearse", lambda self, sound, tokens, before: asked.append(tokens)
    )
    measure_speed(model.name, model.directory, model.size_bytes)
    assert asked == [1, 18, 18]  # a stretch is enough with five seconds


def test_another_model_of_that_name_or_another_machine_is_measured_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_model("base.en", 0.3)
    model = find_model("base.en")
    assert known_speed("base.en", model.size_bytes) == ModelSpeed(0.3)
    assert known_speed("base.en", model.size_bytes + 1) is None
    assert known_speed("tiny.en", model.size_bytes) is None
    monkeypatch.setattr(model_speed, "_cores", lambda: 99)
    assert known_speed("base.en", model.size_bytes) is None


def test_what_was_measured_when_models_heard_longer_windows_is_measured_anew() -> None:
    put_model("base.en")
    model = find_model("base.en")
    before = {"size_bytes": model.size_bytes, "cores": model_speed._cores(), "work_per_s": 0.9}
    model_speed._store("base.en", before)
    assert known_speed("base.en", model.size_bytes) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"base.en": 3}', '{"base.en": {"work_per_s": "x"}}'])
def test_a_damaged_memory_is_no_memory(content: str) -> None:
    cache_dir().mkdir(parents=True)
    (cache_dir() / "model-speeds.json").write_text(content)
    assert known_speed("base.en", 1) is None
    put_model("base.en", 0.3)
    assert find_model("base.en").speed == ModelSpeed(0.3)


def test_a_cache_that_cannot_be_written_does_no_harm() -> None:
    cache_dir().parent.mkdir(parents=True, exist_ok=True)
    cache_dir().write_text("a file, not a folder")
    model = find_model("demo")
    assert measure_speed(model.name, model.directory, model.size_bytes).work_per_s > 0


def test_what_is_remembered_names_no_place_on_this_machine() -> None:
    put_model("base.en", 0.3)
    stored = json.loads((cache_dir() / "model-speeds.json").read_text())
    assert set(stored["base.en"]) == {"size_bytes", "cores", "window_s", "context", "work_per_s"}


def test_a_model_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        measure_speed("mine", tmp_path, 0)


@pytest.mark.parametrize(
    ("here", "chosen"),
    [
        ({"small.en": None, "base.en": None}, "small.en"),
        ({"small.en": 1.2, "base.en": None}, "base.en"),
        ({"small.en": 1.2, "base.en": 0.9, "tiny.en": 0.3}, "tiny.en"),
        ({"medium.en": None, "base.en": None}, "base.en"),
        ({"medium.en": 0.5, "base.en": 0.1}, "medium.en"),
    ],
)
def test_auto_is_the_most_exact_model_that_keeps_up(here: dict[str, float | None], chosen: str) -> None:
    for name, work_per_s in here.items():
        put_model(name, work_per_s)
    assert find_model().name == chosen


def test_when_none_keeps_up_auto_is_one_of_the_smallest() -> None:
    put_model("base.en", 3.0)
    assert find_model().name == "base.en"
