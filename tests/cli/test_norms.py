"""voicesim norms: what verdicts rest on, where it comes from, and what the user has changed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.practised import Call
from tests.practised import call as call


def test_every_threshold_is_listed_with_its_source(call: Call) -> None:
    norms = {norm["name"]: norm for norm in json.loads(call("norms", "--json").out)}
    assert norms["pause_long_s"]["value"] == 2.0
    assert norms["pause_long_s"]["unit"] == "seconds"
    assert all(norm["source"] and norm["says"] for norm in norms.values())
    assert not any(norm["changed"] for norm in norms.values())


def test_the_users_own_value_stands_beside_the_published_one(call: Call, home: Path) -> None:
    _settings(home, "pause_long_s = 1.5")
    norms = {norm["name"]: norm for norm in json.loads(call("norms", "--json").out)}
    assert norms["pause_long_s"]["value"] == 1.5
    assert norms["pause_long_s"]["published"] == 2.0
    assert norms["pause_long_s"]["changed"]
    shown = call("norms").out
    assert "pause_long_s = 1.5 seconds (yours; 2 is published)" in shown


def test_a_norm_that_does_not_exist_is_refused_by_name(call: Call, home: Path) -> None:
    _settings(home, "pause_long = 1.5")
    done = call("norms")
    assert done.code == 2
    assert "pause_long" in done.err
    assert "Traceback" not in done.err


def _settings(home: Path, norm: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(f"[norms]\n{norm}\n")


def test_a_norm_that_is_off_says_so_and_how_it_is_switched(call: Call, home: Path) -> None:
    _settings(home, 'pause_long_s = "off"')
    norms = {norm["name"]: norm for norm in json.loads(call("norms", "--json").out)}
    assert norms["pause_long_s"]["value"] is None
    assert norms["pace_window_s"]["off"] == 'pace_rush_wpm = "off"'
    shown = call("norms").out
    assert "pause_long_s = off (yours; 2 is published)" in shown
    assert shown.count("Off: ") == len(norms)


def test_a_profile_can_be_looked_at_and_chosen(call: Call, home: Path) -> None:
    assert "The profile is usual" in call("norms").out
    assert "The profile is patience" in call("norms", "--profile", "patience").out
    _settings(home, 'profile = "patience"')
    assert "The profile is patience" in call("norms").out
    assert "The profile is usual" in call("norms", "--profile", "usual").out
    wrong = call("norms", "--profile", "hurry")
    assert wrong.code == 2
    assert "there are usual, patience" in wrong.err
