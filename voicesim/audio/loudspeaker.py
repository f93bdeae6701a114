"""The loudspeaker of this machine, or silence where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.audio.device_player import DevicePlayer
from voicesim.audio.devices import find_output
from voicesim.audio.player import Player, SilentPlayer
from voicesim.errors import AudioError


@dataclass(frozen=True, slots=True)
class Loudspeaker:
    """`missing` says why nothing can be heard; empty where it can be, or is not meant to."""

    player: Player
    missing: str = ""


def find_loudspeaker(name: str | None, *, paced: bool) -> Loudspeaker:
    """The one of this name, or of this machine. Unless `paced`, nothing is played, and that takes no time."""
    if not paced:
        return Loudspeaker(SilentPlayer(paced=False))
    try:
        find_output(name)
    except AudioError as exc:
        return Loudspeaker(SilentPlayer(paced=True), str(exc))
    return Loudspeaker(DevicePlayer(name))
