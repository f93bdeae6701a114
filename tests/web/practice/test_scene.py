"""What a page shows of each event, and the keys that it offers: those of the terminal."""

from __future__ import annotations

import json
from functools import reduce
from typing import get_args

from tests.sample_session import QUESTION, story
from voicesim.assess.norms import load_norms
from voicesim.cli.terminal_desk import CHECK_COMMANDS, COMMANDS
from voicesim.desk import (
    Answered,
    Asking,
    Checked,
    Checking,
    Clarified,
    Command,
    Event,
    FollowingUp,
    Notice,
    Preparing,
    RecordingState,
    Saying,
    Working,
)
from voicesim.web.practice import keys
from voicesim.web.practice.scene import IDLE, Scene, after, over

NORMS = load_norms()
ANSWER = story()
ASKING = Asking(QUESTION, "Ownership", 2, 3, aloud=True)
ANSWERED = Answered(ANSWER, ANSWER.assessment.timing, 3, 3)  # type: ignore[union-attr]
CHECKING = Checking(ANSWER.to_check[0], 1, 2)
EVENTS: tuple[Event, ...] = (
    ASKING,
    Preparing(4.26),
    RecordingState(95.0, 100.0, 300.0, -20.04, paused=False),
    Notice("Something \x1b[31mhappened\u202e."),
    Working("Writing down what you said"),
    ANSWERED,
    CHECKING,
    Checked(ANSWER.to_check[0], None),
    FollowingUp(QUESTION, aloud=False),
    Saying("Take your \x1b[31mtime.", aloud=True),
    Clarified("Is that \x1b[31mon all platforms?", "Assume what you need.", aloud=False),
)


def shown(*events: Event) -> Scene:
    return reduce(lambda scene, event: {**scene, **after(scene, event, NORMS)}, events, IDLE)


def test_every_event_can_be_shown_and_sent() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))
    assert json.loads(json.dumps(shown(*EVENTS))) == shown(*EVENTS)
    assert "\x1b" not in str(shown(*EVENTS))


def test_every_slot_is_there_from_the_beginning() -> None:
    for event in EVENTS:
        assert set(after(shown(ANSWERED), event, NORMS)) <= set(IDLE)
    assert set(over("id")) <= set(IDLE)


def test_a_new_question_clears_what_belonged_to_the_last() -> None:
    scene = shown(*EVENTS, ASKING)
    assert (scene["follow_up"], scene["feedback"], scene["notices"], scene["decided"]) == (None, None, [], [])
    assert (scene["question"]["number"], scene["moment"]["name"]) == (2, "listening")


def test_feedback_and_what_was_decided_stay_beside_the_next_point() -> None:
    scene = shown(ASKING, ANSWERED, CHECKING, Checked(CHECKING.hit, True), CHECKING)
    assert scene["feedback"] == {"attempt": ANSWER.id, "last": True}
    assert scene["decided"] == [{"point": "Impact", "said": "you: made it"}]
    assert scene["moment"]["name"] == "checking"


def test_what_the_interviewer_answers_is_told_beside_the_clock() -> None:
    scene = shown(ASKING, EVENTS[2], Clarified("On all of them?", "On Android only.", aloud=True))
    assert scene["notices"] == ["On all of them? On Android only."]
    assert scene["moment"]["name"] == "recording"


def test_the_clock_says_where_it_stands_against_the_target() -> None:
    moment = shown(ASKING, EVENTS[2])["moment"]
    assert (moment["zone"], moment["level_dbfs"]) == ("good", -20.0)
    assert moment["band_s"][0] < 95.0 < moment["band_s"][1]


def test_the_keys_are_those_of_the_terminal() -> None:
    in_terminal = {keys.ENTER: "\r", keys.ESCAPE: "\x1b"}
    usual = (*keys.ASKED, *keys.THINKING, *keys.recording(paused=True), *keys.answered(last=False))
    for key in usual:
        for name in filter(None, (key.key, key.also)):
            assert COMMANDS[in_terminal.get(name, name)] is key.command
    named = [in_terminal.get(name, name) for key in keys.CHECKING for name in (key.key, key.also) if name]
    assert set(CHECK_COMMANDS) <= set(named)
    for key in keys.CHECKING:
        assert CHECK_COMMANDS.get(in_terminal.get(key.key, key.key), Command.GO) is key.command
