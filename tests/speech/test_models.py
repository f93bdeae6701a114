"""Which speech model is used, and what is said when it is not here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from voicesim.errors import InputError, ModelError
from voicesim.paths import models_dir
from voicesim.speech.known_models import BEST_FIRST, KNOWN
from voicesim.speech.models import NeedsDownload, find_model, list_models, remove_model


def put_model(folder: Path) -> Path:
    """A directory with all the files of a model."""
    return Path(shutil.copytree(find_model("demo").directory, folder))


def in_hub_cache(name: str, version: str, cache: Path) -> Path:
    repository = cache / f"models--{KNOWN[name].repository.replace('/', '--')}"
    (repository / "refs").mkdir(parents=True, exist_ok=True)
    (repository / "refs" / "main").write_text(version)
    return put_model(repository / "snapshots" / version)


@pytest.fixture
def hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    return tmp_path / "hf" / "hub"


def test_the_demo_model_is_always_here() -> None:
    model = find_model("demo")
    assert (model.name, model.source) == ("demo", "bundled")
    assert 1_000_000 < model.size_bytes < 10_000_000


def test_auto_without_any_model_needs_the_default_and_never_takes_the_demo() -> None:
    with pytest.raises(NeedsDownload, match=r"voicesim models get base\.en") as need:
        find_model("auto")
    assert need.value.name == "base.en"
    assert isinstance(need.value, ModelError)


def test_auto_takes_the_best_that_keeps_up_with_speech() -> None:
    for name in ("large-v3", "tiny.en", "base.en", "small.en"):
        put_model(models_dir() / name)
        assert find_model().name == name
    put_model(models_dir() / "medium.en")
    assert find_model().name == "small.en"


def test_auto_knows_every_model() -> None:
    assert set(BEST_FIRST) == set(KNOWN)


def test_the_repositories_are_those_of_faster_whisper() -> None:
    from faster_whisper.utils import _MODELS

    assert {name: known.repository for name, known in KNOWN.items()}.items() <= _MODELS.items()


def test_a_known_model_that_is_not_here_needs_a_download() -> None:
    with pytest.raises(NeedsDownload) as need:
        find_model("tiny.en")
    assert need.value.name == "tiny.en"


def test_a_downloaded_model_is_found() -> None:
    folder = put_model(models_dir() / "tiny.en")
    model = find_model("tiny.en")
    assert (model.directory, model.source) == (folder, "downloaded")


def test_an_incomplete_model_is_not_here() -> None:
    (put_model(models_dir() / "tiny.en") / "model.bin").unlink()
    with pytest.raises(NeedsDownload):
        find_model("tiny.en")


def test_a_model_in_the_hub_cache_is_found(hub_cache: Path) -> None:
    in_hub_cache("base.en", "aaa", hub_cache)
    newest = in_hub_cache("base.en", "bbb", hub_cache)
    in_hub_cache("base.en", "000", hub_cache)
    (newest.parents[1] / "refs" / "main").write_text("bbb\n")
    assert find_model().directory == newest
    assert find_model("base.en").source == "hub-cache"


def test_an_interrupted_snapshot_in_the_hub_cache_is_passed_over(hub_cache: Path) -> None:
    older = in_hub_cache("base.en", "aaa", hub_cache)
    (in_hub_cache("base.en", "bbb", hub_cache) / "model.bin").unlink()
    assert find_model("base.en").directory == older


@pytest.mark.parametrize(
    ("variable", "below"), [("HF_HUB_CACHE", "."), ("HF_HOME", "hub"), ("XDG_CACHE_HOME", "huggingface/hub")]
)
def test_the_hub_cache_is_where_its_variables_say(
    variable: str, below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    folder = in_hub_cache("tiny.en", "abc", tmp_path / "elsewhere" / below)
    assert find_model("tiny.en").directory == folder


def test_a_directory_is_a_model_named_by_its_path(tmp_path: Path) -> None:
    folder = put_model(tmp_path / "my model")
    model = find_model(str(folder))
    assert (model.name, model.directory, model.source) == (str(folder), folder, "directory")


def test_a_directory_may_lie_in_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    put_model(tmp_path / "mine")
    assert find_model("~/mine").directory == tmp_path / "mine"


def test_a_directory_without_a_model_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"lacks config\.json, model\.bin, tokenizer\.json, vocabulary\.json"
    ):
        find_model(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("base_en", "did you mean base.en?"),
        ("/no/such/dir", "no speech model or directory"),
        ("", "no speech"),
    ],
)
def test_an_unknown_name_is_a_wrong_usage(name: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        find_model(name)
    assert told in str(error.value)
    assert "base.en" in str(error.value)


def test_the_list_has_every_model_and_says_what_the_demo_cannot() -> None:
    put_model(models_dir() / "tiny.en")
    entries = {entry.name: entry for entry in list_models()}
    assert list(entries) == ["demo", *KNOWN]
    assert "never a person" in entries["demo"].about
    assert [name for name, entry in entries.items() if entry.model] == ["demo", "tiny.en"]
    assert entries["base.en"].size_bytes > 100_000_000
    assert entries["tiny.en"].size_bytes == find_model("tiny.en").size_bytes
    assert all(entry.about and "\n" not in entry.about for entry in entries.values())


def test_removing_deletes_the_model_and_interrupted_downloads() -> None:
    folder = put_model(models_dir() / "tiny.en")
    partial = models_dir() / ".tiny.en-abc.partial"
    partial.mkdir()
    (partial / "model.bin").write_bytes(b"x" * 1000)
    size_bytes = find_model("tiny.en").size_bytes
    assert remove_model("tiny.en") == size_bytes + 1000
    assert not folder.exists()
    assert not partial.exists()


def test_only_downloaded_models_can_be_removed(hub_cache: Path) -> None:
    in_hub_cache("base.en", "abc", hub_cache)
    with pytest.raises(InputError, match="part of voicesim"):
        remove_model("demo")
    with pytest.raises(InputError, match="other programs share"):
        remove_model("base.en")
    with pytest.raises(InputError, match="no speech model"):
        remove_model("../../etc")
    with pytest.raises(ModelError, match="not on this machine"):
        remove_model("small.en")
    assert find_model("base.en")
