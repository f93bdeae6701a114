from __future__ import annotations

import numpy as np
import pytest

from voicesim.audio.channels import Channels, mixed
from voicesim.audio.clip import Samples

VOICE = np.random.default_rng(1).normal(0, 0.1, 8000).astype(np.float32)
OTHER = np.random.default_rng(2).normal(0, 0.1, 8000).astype(np.float32)
SILENCE = np.zeros(8000, np.float32)


def apart(*channels: np.ndarray) -> tuple[int, ...]:
    heard = Channels()
    whole = np.stack(channels, axis=1)
    for block in (whole[:5000], whole[5000:]):
        heard.add(block, mixed(block, None))
    return heard.apart()


@pytest.mark.parametrize(
    "channels",
    [
        (VOICE,),
        (VOICE, VOICE),
        (VOICE, 0.5 * VOICE),
        (VOICE + 0.2 * OTHER, VOICE - 0.2 * OTHER),
        (SILENCE,) * 2,
    ],
    ids=["one", "the same", "one is quieter", "a room around it", "silence"],
)
def test_channels_with_the_same_sound_become_their_mean(channels: Samples) -> None:
    assert apart(*channels) == ()


@pytest.mark.parametrize(
    ("channels", "heard"),
    [
        ((VOICE, -VOICE), (0, 1)),
        ((VOICE, -0.5 * VOICE), (0, 1)),
        ((VOICE, OTHER), (0, 1)),
        ((VOICE, np.roll(VOICE, 100)), (0, 1)),
        ((SILENCE, VOICE), (1,)),
        ((VOICE, SILENCE), (0,)),
        ((VOICE, SILENCE + np.float32(0.3)), (0,)),
        ((OTHER, -OTHER, VOICE, SILENCE, SILENCE, SILENCE), (0, 1, 2)),
    ],
    ids=[
        *(
            "opposite",
            "opposite and quieter",
            "two sounds",
            "one is late",
            "left is silent",
            "right is silent",
        ),
        *("right is a constant", "surround"),
    ],
)
def test_channels_that_differ_are_heard_apart_but_for_silent_ones(
    channels: Samples, heard: tuple[int, ...]
) -> None:
    assert apart(*channels) == heard


def test_of_very_many_channels_the_loudest_are_heard() -> None:
    noise = np.random.default_rng(3).normal(0, 0.1, (8000, 20)).astype(np.float32)
    found = apart(*(noise[:, at] * (at + 1) for at in range(20)))
    assert found == tuple(range(12, 20))


def test_a_channel_or_the_mean_of_all_can_be_had() -> None:
    block = np.array([[0.5, -0.25]], np.float32)
    assert mixed(block, None).tolist() == [0.125]
    assert mixed(block, 1).tolist() == [-0.25]
