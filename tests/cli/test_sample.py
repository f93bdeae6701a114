"""voicesim bank sample: a strong answer, after one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from tests.tone_speaker import FakeSpeaker
from voicesim.audio.player import SilentPlayer
from voicesim.bank.samples import strong_sample
from voicesim.speech.choose_voice import ChosenVoice


def test_it_comes_after_ones_own_first_try_and_not_before(call: Call, home: Path) -> None:
    refused = call("bank", "sample", "quality")
    assert refused.code == 2
    assert "your own first try" in refused.err
    assert "voicesim practice senior-pm --question quality" in refused.err
    practised(home, ("quality", "We tested it twice."), days_ago=1)
    shown = call("bank", "sample", "quality")
    assert shown.code == 0
    assert "An example" in shown.out


def test_what_makes_a_point_is_marked_with_its_name(call: Call, home: Path) -> None:
    practised(home, ("quality", "We tested it twice."), days_ago=1)
    told = json.loads(call("bank", "sample", "quality", "--json").out)
    made = {point for passage in told["passages"] for point in passage["makes"]}
    out = call("bank", "sample", "quality").out
    assert made
    assert all(point in out for point in made)


def test_a_bank_without_samples_says_so(call: Call, home: Path, tmp_path: Path) -> None:
    bank = tmp_path / "own.yaml"
    bank.write_text("questions:\n- id: one\n  prompt: Why?\n  key_points:\n  - id: a\n    means: says why\n")
    refused = call("bank", "sample", "one", "--bank", bank)
    assert refused.code == 2
    assert "no sample answer" in refused.err


def test_it_is_read_aloud_passage_by_passage(
    call: Call, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    class Speaker(FakeSpeaker):
        def render(self, text: str) -> Path:
            read.append(text)
            return super().render(text)

    chosen = ChosenVoice(Speaker(tmp_path / "voice"), None)
    monkeypatch.setattr("voicesim.cli.aloud.reader", lambda *rest: chosen)
    monkeypatch.setattr("voicesim.cli.aloud.loudspeaker", lambda *rest, **paced: SilentPlayer(paced=False))
    refused = call("bank", "sample", "quality", "--aloud")
    assert refused.code == 2
    assert read == []
    practised(home, ("quality", "We tested it twice."), days_ago=1)
    assert call("bank", "sample", "quality", "--aloud").code == 0
    sample = strong_sample("senior-pm", "quality")
    assert sample is not None
    assert read == [passage.text for passage in sample.passages]
