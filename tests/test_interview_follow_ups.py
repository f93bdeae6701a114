"""The conductor with follow-ups: what is asked after an answer, and that answer and reply stay apart."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.faulty_microphone import FaultyMicrophone
from tests.test_interview import BANK, Desk, MuteSpeaker, Room, Scribe, endless, sound
from tests.test_interview import history as history
from voicesim.assess.probes import next_probe
from voicesim.assess.said import Said
from voicesim.audio.clip import Clip, Samples
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Microphone
from voicesim.audio.player import SilentPlayer
from voicesim.audio.wav import read_wav
from voicesim.bank.question import Question
from voicesim.desk import Answered, Asking, Command, FollowingUp, Notice, Preparing, RecordingState
from voicesim.errors import AudioError, ModelError
from voicesim.interview.equipment import Pacing
from voicesim.plan import Plan, make_plan
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.history import History

QUESTION = make_plan(BANK, count=1, seed=1).questions[0]
NOBODY = Pacing(prep_s=0.0, max_s=lambda target_s: 3 * target_s, linger_s=0.0, follow_ups=1)
SOMEBODY = replace(NOBODY, linger_s=None)


class Brief(Scribe):
    """Hears little in an answer, so that everything is missed in it, and these words in a reply."""

    def __init__(self, *heard: str) -> None:
        self.said = list(heard or ("Well.", "We gave up the tour."))
        self._heard = list(self.said)

    def transcribe(
        self, samples: Samples, spans: Sequence[SpeechSpan], cancelled: threading.Event | None = None
    ) -> Transcript:
        said = self._heard.pop(0) if len(self._heard) > 1 else self._heard[0]
        if said == "broken":
            raise ModelError("The model broke.")
        words = tuple(Word(word, 0.1 * at, 0.1 * at + 0.1, 1.0) for at, word in enumerate(said.split()))
        return Transcript(words, "en", self.name)


def room(folder: Path, history: History, desk: Desk, pacing: Pacing = NOBODY, **equipment: Any) -> Room:
    return Room(folder, history, desk, pacing=pacing, equipment={"transcriber": Brief()} | equipment)


def test_after_an_answer_its_most_valuable_missed_point_is_asked_after(
    tmp_path: Path, history: History
) -> None:
    desk = Desk()
    session = room(tmp_path, history, desk).run()
    (answer,) = history.attempts(session)
    assert answer.assessment is not None
    assert answer.transcript is not None
    probe = next_probe([Said(QUESTION, answer.transcript.words, answer.assessment)])
    assert probe is not None
    wanted = probe.key_points[0]
    (asked,) = desk.of(FollowingUp)
    assert (asked.question.prompt, asked.aloud) == (wanted.probe, True)
    assert answer.reply is not None
    assert (answer.reply.asks, answer.reply.state) == (wanted.id, "assessed")
    assert answer.reply.transcript is not None
    assert answer.reply.transcript.text == "We gave up the tour."


def test_the_feedback_comes_after_the_follow_up_and_tells_both(tmp_path: Path, history: History) -> None:
    desk = Desk()
    room(tmp_path, history, desk).run()
    moments = [type(event) for event in desk.shown if type(event) in (Asking, FollowingUp, Answered)]
    assert moments == [Asking, FollowingUp, Answered]
    (told,) = desk.of(Answered)
    assert told.attempt.transcript.text == "Well."
    assert told.attempt.reply.transcript.text == "We gave up the tour."


def test_the_reply_has_a_recording_of_its_own(tmp_path: Path, history: History) -> None:
    lengths = iter((2.0, 1.0))
    source: dict[str, Any] = {
        "microphone": lambda question, number: FileMicrophone(sound(next(lengths)), paced=False)
    }
    here = room(tmp_path, history, Desk(), **source)
    (answer,) = history.attempts(here.run())
    assert answer.reply is not None
    assert read_wav(here.wav(answer.id)).duration_s == 2.0
    assert read_wav(here.wav(answer.reply.id)).duration_s == 1.0


def test_the_reply_is_judged_by_what_was_missed_with_the_point_asked_first(
    tmp_path: Path, history: History
) -> None:
    (answer,) = history.attempts(room(tmp_path, history, Desk()).run())
    assert answer.assessment is not None
    assert answer.reply is not None
    assert answer.reply.assessment is not None
    judged = [hit.point_id for hit in answer.reply.assessment.points]
    missed = {hit.point_id for hit in answer.assessment.points if hit.verdict == "missed"}
    assert judged[0] == answer.reply.asks
    assert set(judged) == missed


def test_a_reply_in_a_fragment_is_to_be_checked_and_an_answer_in_one_makes_nothing(
    tmp_path: Path, history: History
) -> None:
    heard = Brief("The tour.", "The tour.")
    (answer,) = history.attempts(room(tmp_path, history, Desk(), transcriber=heard).run())
    assert answer.assessment is not None
    assert all((hit.likelihood or 0.0) < 0.25 for hit in answer.assessment.points)
    assert "covered" not in {hit.verdict for hit in answer.assessment.points}
    assert [(hit.point_id, hit.verdict) for hit in answer.brought_out] == [(answer.reply.asks, "check")]  # type: ignore[union-attr]


def test_the_probe_is_heard(tmp_path: Path, history: History) -> None:
    plays: list[object] = []

    class Player(SilentPlayer):
        def play(self, sound: Clip | Path | str) -> Any:
            plays.append(sound)
            return super().play(sound)

    room(tmp_path, history, Desk(), player=Player(paced=False)).run()
    assert len(set(plays)) == 2


def test_without_a_voice_the_probe_is_printed_and_there_is_time_to_read_it(
    tmp_path: Path, history: History
) -> None:
    desk = Desk(preparing=[Command.GO, Command.GO], answered=[Command.GO])
    room(tmp_path, history, desk, SOMEBODY, speaker=MuteSpeaker()).run()
    (asked,) = desk.of(FollowingUp)
    assert not asked.aloud
    assert isinstance(desk.shown[desk.shown.index(asked) + 1], Preparing)


def test_there_is_no_time_to_think_before_a_reply(tmp_path: Path, history: History) -> None:
    desk = Desk(preparing=[Command.GO], answered=[Command.GO])
    room(tmp_path, history, desk, replace(SOMEBODY, prep_s=60.0)).run()
    after = desk.shown[desk.shown.index(desk.of(FollowingUp)[0]) :]
    assert not [event for event in after if isinstance(event, Preparing)]


def test_the_longest_answer_holds_for_a_reply(tmp_path: Path, history: History) -> None:
    pacing = replace(NOBODY, max_s=lambda target_s: 0.5)
    (answer,) = history.attempts(room(tmp_path, history, Desk(), pacing).run())
    assert answer.reply is not None
    assert (answer.reply.ended_by, answer.reply.recorded_s) == ("maximum", 0.5)


def test_without_being_asked_for_there_is_no_follow_up(tmp_path: Path, history: History) -> None:
    desk = Desk()
    (answer,) = history.attempts(room(tmp_path, history, desk, replace(NOBODY, follow_ups=0)).run())
    assert answer.reply is None
    assert desk.of(FollowingUp) == []


@pytest.mark.parametrize(
    ("heard", "model", "why"),
    [
        (("",), True, "no words were heard"),
        (("broken",), True, "not known before it is written down"),
        (("Well.",), False, "not known before it is written down"),
    ],
)
def test_where_there_is_nothing_to_go_by_it_says_so_and_goes_on(
    tmp_path: Path, history: History, heard: tuple[str, ...], model: bool, why: str
) -> None:
    desk = Desk()
    transcriber = Brief(*heard) if model else None
    (answer,) = history.attempts(room(tmp_path, history, desk, transcriber=transcriber).run())
    assert answer.reply is None
    assert len([notice for notice in desk.of(Notice) if why in notice.text]) == 1
    assert len(desk.of(Answered)) == 1


def test_where_nothing_was_missed_there_is_no_follow_up(tmp_path: Path, history: History) -> None:
    desk = Desk()
    here = room(tmp_path, history, desk)
    here.plan = Plan((replace(QUESTION, key_points=()),), seed=1)
    here.run()
    assert desk.of(FollowingUp) == []
    assert "nothing was surely left out" in desk.of(Notice)[0].text


def test_where_nobody_will_reply_nothing_is_asked(tmp_path: Path, history: History) -> None:
    desk = Desk()
    silent: dict[str, Any] = {"reply_microphone": lambda question, number: None}
    (answer,) = history.attempts(room(tmp_path, history, desk, **silent).run())
    assert answer.reply is None
    assert desk.of(FollowingUp) == []


def test_a_reply_can_come_from_elsewhere(tmp_path: Path, history: History) -> None:
    asked: list[tuple[str, int]] = []

    def replies(question: Question, number: int) -> Microphone:
        asked.append((question.key_points[0].probe, number))
        return FileMicrophone(sound(0.5), paced=False)

    (answer,) = history.attempts(room(tmp_path, history, Desk(), reply_microphone=replies).run())
    assert answer.reply is not None
    assert asked == [(answer.reply.question.prompt, 1)]
    assert answer.reply.recorded_s == 0.5


def test_starting_a_reply_over_keeps_the_answer(tmp_path: Path, history: History) -> None:
    desk = Desk(recording=[Command.GO, Command.AGAIN, Command.GO])
    (answer,) = history.attempts(room(tmp_path, history, desk, microphone=endless).run())
    assert answer.take == 1
    assert answer.reply is not None
    assert (answer.reply.id, answer.reply.state) == (f"{answer.id}-f2", "assessed")


@pytest.mark.parametrize("moment", ["preparing", "recording"])
def test_skipping_skips_only_the_follow_up(tmp_path: Path, history: History, moment: str) -> None:
    keys = {"preparing": [Command.GO] * 4, "recording": [Command.GO] * 4, "answered": [Command.GO] * 2}
    keys[moment] = [Command.GO, Command.SKIP, Command.GO, Command.GO]
    desk = Desk(**keys)
    little = Brief("Well.")
    here = room(tmp_path, history, desk, SOMEBODY, speaker=None, microphone=endless, transcriber=little)
    here.count = 2
    first, second = history.attempts(here.run())
    assert (first.reply, first.state) == (None, "assessed")
    assert second.reply is not None
    assert [event.attempt.id for event in desk.of(Answered)] == [first.id, second.id]
    assert "Skipped the follow-up." in [notice.text for notice in desk.of(Notice)]


@pytest.mark.parametrize("moment", ["preparing", "recording"])
def test_quitting_in_a_follow_up_still_shows_the_feedback(
    tmp_path: Path, history: History, moment: str
) -> None:
    keys = {"preparing": [Command.GO] * 2, "recording": [Command.GO] * 2}
    keys[moment] = [Command.GO, Command.QUIT]
    desk = Desk(**keys)
    here = room(tmp_path, history, desk, SOMEBODY, speaker=None, microphone=endless)
    here.count = 3
    (answer,) = history.attempts(here.run())
    assert len(desk.of(Answered)) == 1
    assert (answer.reply is not None) is (moment == "recording")


def test_quitting_while_answering_asks_nothing_more(tmp_path: Path, history: History) -> None:
    desk = Desk(recording=[Command.QUIT])
    room(tmp_path, history, desk, microphone=endless).run()
    assert desk.of(FollowingUp) == []


def test_answering_again_is_followed_up_again(tmp_path: Path, history: History) -> None:
    desk = Desk(answered=[Command.AGAIN, Command.GO])
    heard = Brief("Well.", "One.", "Well.", "Two.")
    first, second = history.attempts(room(tmp_path, history, desk, SOMEBODY, transcriber=heard).run())
    assert [take.reply.transcript.text for take in (first, second)] == ["One.", "Two."]  # type: ignore[union-attr]


class Interrupted(Desk):
    """Ctrl-C half a second into the reply."""

    def command(self, timeout_s: float) -> Command | None:
        if (
            self.of(FollowingUp)
            and isinstance(self.shown[-1], RecordingState)
            and self.shown[-1].elapsed_s > 0.3
        ):
            raise KeyboardInterrupt
        return super().command(timeout_s)


def test_ctrl_c_keeps_answer_and_reply(tmp_path: Path, history: History) -> None:
    desk = Interrupted(recording=[Command.GO])
    here = room(tmp_path, history, desk, microphone=endless)
    with pytest.raises(KeyboardInterrupt):
        here.run()
    (answer,) = history.attempts(history.session().id)
    assert answer.state == "assessed"
    assert answer.reply is not None
    assert [each.id for each in history.pending()] == [answer.reply.id]
    assert (answer.reply.state, answer.reply.ended_by) == ("recorded", "interrupted")
    assert read_wav(here.wav(answer.reply.id)).duration_s >= 0.3
    (told,) = desk.of(Answered)
    assert told.attempt == answer


def test_a_microphone_that_is_gone_before_the_reply_costs_no_answer(tmp_path: Path, history: History) -> None:
    refused: dict[str, Any] = {
        "reply_microphone": lambda question, number: FaultyMicrophone(sound(1.0), refuses="Gone.")
    }
    desk = Desk()
    with pytest.raises(AudioError, match="Gone"):
        room(tmp_path, history, desk, **refused).run()
    (answer,) = history.attempts(history.session().id)
    assert (answer.state, answer.reply) == ("assessed", None)
    assert len(desk.of(Answered)) == 1


def test_a_reply_that_cannot_be_written_down_waits(tmp_path: Path, history: History) -> None:
    desk = Desk()
    room(tmp_path, history, desk, transcriber=Brief("Well.", "broken")).run()
    (answer,) = history.attempts(history.session().id)
    assert answer.state == "assessed"
    assert [each.id for each in history.pending()] == [f"{answer.id}-f1"]


TWICE = replace(NOBODY, follow_ups=2)


def test_the_second_follow_up_goes_by_the_first_reply(tmp_path: Path, history: History) -> None:
    heard = Brief("Well.", "Retention rose to thirty-eight percent.", "From thirty-one.")
    desk = Desk()
    (answer,) = history.attempts(room(tmp_path, history, desk, TWICE, transcriber=heard).run())
    assert [event.question.prompt for event in desk.of(FollowingUp)][1:] != []
    assert [reply.transcript.text for reply in answer.replies if reply.transcript] == heard.said[1:]
    first, second = answer.replies
    assert first.asks != second.asks
    assert len(desk.of(Answered)) == 1


def test_skipping_a_follow_up_ends_them(tmp_path: Path, history: History) -> None:
    desk = Desk(recording=[Command.GO, Command.SKIP])
    (answer,) = history.attempts(room(tmp_path, history, desk, TWICE, microphone=endless).run())
    assert (len(desk.of(FollowingUp)), answer.replies) == (1, ())


def test_a_reply_without_words_is_asked_no_further(tmp_path: Path, history: History) -> None:
    desk = Desk()
    room(tmp_path, history, desk, TWICE, transcriber=Brief("Well.", "")).run()
    assert len(desk.of(FollowingUp)) == 1


def test_what_counts_is_the_same_with_and_without_a_follow_up(tmp_path: Path, history: History) -> None:
    told: list[list[object]] = []
    for follow_ups in (0, 1):
        session = room(tmp_path, history, Desk(), replace(NOBODY, follow_ups=follow_ups)).run()
        measured = history.measured([session])
        told.append([(each.judged, each.answer_s, each.points, each.share) for each in measured])
    assert told[0] == told[1]
