"""The profile `patience` on the desk, where the settings name it: as for `practice --profile patience`."""

from __future__ import annotations

from voicesim.assess.norms import is_off
from voicesim.cli.desk_kit import desk_kit
from voicesim.config import Settings


def test_only_a_key_ends_an_answer_and_nothing_is_said_against_its_pace() -> None:
    impatient = Settings(end_on_silence_s=4.0, max_s=100.0)
    usual = desk_kit(impatient, (), None, "demo")
    assert (usual.pacing.end_on_silence_s, usual.pacing.max_s(120)) == (4.0, 100.0)
    patient = desk_kit(
        Settings(end_on_silence_s=4.0, max_s=100.0, norms={"profile": "patience"}), (), None, "demo"
    )
    assert (patient.pacing.end_on_silence_s, patient.pacing.max_s(120)) == (None, 7200)
    for norm in ("pace_slow_wpm", "pace_fast_wpm", "pause_long_s", "repeats_many_times"):
        assert is_off(getattr(patient.norms, norm))
        assert not is_off(getattr(usual.norms, norm))
