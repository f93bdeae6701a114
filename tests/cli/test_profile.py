"""practice --profile patience: only a key ends an answer, whatever the settings and the preset say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.practised import Call
from tests.practised import call as call
from voicesim.interview.equipment import Pacing


@pytest.fixture
def pacing(call: Call, home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Pacing]:
    """The pace of the interview that a command line would hold, under settings that end answers early."""
    home.mkdir()
    (home / "settings.toml").write_text("end_on_silence_s = 4\nmax_s = 100\n")
    found: list[Pacing] = []
    monkeypatch.setattr(
        "voicesim.cli.practice.equip", lambda *given, **named: SimpleNamespace(transcriber=None)
    )
    monkeypatch.setattr("voicesim.cli.practice.hold_session", lambda *given, **named: found.append(given[3]))

    def of(*arguments: str) -> Pacing:
        assert call("practice", *arguments).code == 0
        return found[-1]

    return of


def test_neither_silence_nor_a_longest_time_ends_an_answer(pacing: Callable[..., Pacing]) -> None:
    for arguments in (("--profile", "patience"), ("--profile", "patience", "--preset", "one-way")):
        patient = pacing(*arguments)
        assert patient.end_on_silence_s is None
        assert patient.max_s(120) == 7200


def test_the_settings_can_name_it(pacing: Callable[..., Pacing], home: Path) -> None:
    with (home / "settings.toml").open("a") as settings:
        settings.write('[norms]\nprofile = "patience"\n')
    assert pacing().end_on_silence_s is None
    assert pacing("--profile", "usual").end_on_silence_s == 4


def test_what_is_asked_for_on_the_command_line_counts(pacing: Callable[..., Pacing]) -> None:
    asked = pacing("--profile", "patience", "--end-on-silence", "9", "--max", "60")
    assert (asked.end_on_silence_s, asked.max_s(120)) == (9, 60)


def test_without_it_the_settings_count(pacing: Callable[..., Pacing]) -> None:
    usual = pacing()
    assert (usual.end_on_silence_s, usual.max_s(120)) == (4, 100)
