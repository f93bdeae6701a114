"""voicesim as it is typed, but with a judge that is not certain of some points, and a practice that needs no
sound card: python -m tests.whole.uncertain practice …"""

from __future__ import annotations

from pathlib import Path

import voicesim.cli.practice
import voicesim.finish
from tests.test_interview import Scribe, sound
from tests.test_interview_checks import uncertain
from tests.tone_speaker import FakeSpeaker
from voicesim import paths
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.player import SilentPlayer
from voicesim.cli.main import run
from voicesim.interview.equipment import Equipment


def equip(*arguments: object, **options: object) -> Equipment:
    return Equipment(
        FakeSpeaker(Path(paths.voice_cache_dir())),
        SilentPlayer(paced=False),
        lambda question, number: FileMicrophone(sound(1.0), paced=False),
        Scribe(),
    )


if __name__ == "__main__":
    vars(voicesim.finish).update(judge_points=uncertain)
    vars(voicesim.cli.practice).update(equip=equip)
    run()
