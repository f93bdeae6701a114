"""What `doctor` says about the speech model: which one, why, and how fast it is here."""

from __future__ import annotations

import re
import shutil

import pytest

from voicesim import checkup
from voicesim.config import Settings
from voicesim.errors import ModelError
from voicesim.paths import models_dir
from voicesim.speech import model_speed
from voicesim.speech.model_speed import ModelSpeed
from voicesim.speech.models import find_model


@pytest.fixture
def speeds(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """How fast each model will turn out to be."""
    found: dict[str, float] = {}

    def measure(name: str, directory: object, size_bytes: int) -> ModelSpeed:
        model_speed._store(name, model_speed._circumstances(size_bytes) | {"work_per_s": found[name]})
        return ModelSpeed(found[name])

    monkeypatch.setattr(model_speed, "measure_speed", measure)
    return found


def put_models(speeds: dict[str, float], **work_per_s: float) -> None:
    for key, value in work_per_s.items():
        name = key.replace("_", ".")
        shutil.copytree(find_model("demo").directory, models_dir() / name)
        speeds[name] = value


def test_without_a_model_the_remedy_is_a_download() -> None:
    check = checkup._model(Settings())
    assert (check.status, check.remedy) == ("warning", "Download it now with: voicesim models get base.en")


def test_it_says_which_model_is_used_and_why(speeds: dict[str, float]) -> None:
    put_models(speeds, base_en=0.25, small_en=1.5, tiny_en=0.1)
    check = checkup._model(Settings())
    assert check.status == "ok"
    assert re.sub(r"[\d.]+ s;", "a moment;", check.detail, count=1) == (
        "base.en: loaded in a moment; 0.25 s of work for a second of speech here, so it keeps up while you "
        "speak; the most exact of 3 models here that does"
    )


def test_a_model_that_is_too_slow_is_a_warning_with_the_remedy(speeds: dict[str, float]) -> None:
    put_models(speeds, small_en=1.5)
    check = checkup._model(Settings(model="small.en"))
    assert check.status == "warning"
    assert "1.50 s of work" in check.detail
    assert "--model tiny.en" in check.remedy


def test_where_none_keeps_up_it_says_that_the_smallest_is_taken(speeds: dict[str, float]) -> None:
    put_models(speeds, base_en=1.0, small_en=1.5)
    check = checkup._model(Settings())
    assert check.status == "warning"
    assert check.detail.endswith("the smallest of 2 models here, none of which does")


def test_the_model_is_really_measured_here() -> None:
    check = checkup._model(Settings(model="demo"))
    assert check.detail.startswith("demo: loaded in ")
    assert check.measured["load_s"] > 0
    assert find_model("demo").speed is not None


def test_a_damaged_model_is_told_even_when_its_speed_is_known(speeds: dict[str, float]) -> None:
    put_models(speeds, base_en=0.25)
    checkup._model(Settings())
    weights = models_dir() / "base.en" / "model.bin"
    weights.write_bytes(b"x" * weights.stat().st_size)
    with pytest.raises(ModelError):
        checkup._model(Settings())
