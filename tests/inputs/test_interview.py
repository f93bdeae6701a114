"""A recorded mock interview: the questions of the bank are found, and each answer is one of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read_answers import read_answers
from voicesim.bank.load import load_bank
from voicesim.inputs.answer import Answer
from voicesim.inputs.asking import asks, only_asks, opens_a_subject, prompts_of, question_asked

BANK = load_bank("senior-pm")
PROMPTS = prompts_of(BANK)
TALK = (
    ("Priya", "Hi Sam. How do you make sure that a product meets its quality bar?"),
    ("Sam", "Before we start we agree what good looks like."),
    ("Priya", "Mm-hm."),
    ("Sam", "We roll it out to five percent first."),
    ("Priya", "How did the team react to that?"),
    ("Sam", "They liked it."),
    ("Lee", "Thanks. Tell me about a time you used data to improve a product."),
    ("Sam", "We saw that half of the people left at the second step."),
    ("Lee", "What is your biggest weakness?"),
    ("Sam", "I never stop."),
)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Answer]]:
    def read_(question_id: str | None = None, speaker: str | None = "Sam") -> list[Answer]:
        path = tmp_path / "mock.vtt"
        cues = [
            f"00:{3 * at:02}.000 --> 00:{3 * at + 2:02}.000\n<v {name}>{said}"
            for at, (name, said) in enumerate(TALK)
        ]
        path.write_text("WEBVTT\n\n" + "\n\n".join(cues))
        return list(read_answers(path, question_id, speaker, BANK))

    return read_


def test_each_question_of_the_bank_has_its_answer(read: Callable[..., list[Answer]]) -> None:
    first, second = read()
    assert (first.id, first.question_id, second.id, second.question_id) == (
        *("mock-1", "quality"),
        *("mock-2", "used-data"),
    )
    assert first.transcript.text == f"{TALK[1][1]} {TALK[3][1]} {TALK[5][1]}"
    assert second.transcript.text == TALK[7][1]


def test_each_answer_is_timed_from_its_question(read: Callable[..., list[Answer]]) -> None:
    assert [answer.words[0].start_s for answer in read()] == [1.0, 1.0]


def test_what_is_not_judged_is_said(read: Callable[..., list[Answer]]) -> None:
    first, second = read()
    assert "Left out: 22 words of Priya and 18 words of Lee." in first.notices
    assert (
        "Not judged: 3 words after “What is your biggest weakness?”, which is no question of the bank."
        in first.notices
    )
    assert "What Sam says after 1 further question about it counts with the answer." in first.notices
    assert second.notices == ("Begins at 0:21 of the file.",)


def test_one_question_of_several_can_be_chosen(read: Callable[..., list[Answer]]) -> None:
    (answer,) = read("used-data")
    assert (answer.id, answer.question_id, answer.transcript.text) == ("mock", "used-data", TALK[7][1])
    assert any("after the question quality" in notice for notice in answer.notices)


def test_a_question_that_nobody_asks_is_answered_by_everything(read: Callable[..., list[Answer]]) -> None:
    (answer,) = read("roadmap-create")
    assert answer.transcript.text == " ".join(said for name, said in TALK if name == "Sam")


def test_a_speaker_need_not_be_named_where_the_others_only_ask(read: Callable[..., list[Answer]]) -> None:
    assert [answer.words for answer in read(speaker=None)] == [answer.words for answer in read()]


def test_every_question_is_known_by_its_own_words() -> None:
    for question in BANK.questions:
        assert (
            question_asked(PROMPTS, f"Okay, great, thank you. {question.prompt} Take your time.")
            == question.id
        )


@pytest.mark.parametrize(
    ("asked", "question_id"),
    [
        ("how do you make sure a product meets its quality bar before it reaches users", "quality"),
        ("So, tell me about a launch that didn't go as planned.", "launch-failed"),
        ("Can you tell me about a time you used data to improve a product?", "used-data"),
        ("How do you balance strategy and day-to-day execution?", "strategy-vs-execution"),
        ("Tell me about yourself.", None),
        ("Tell me about a time when you failed.", None),
        ("What happened, and what did you do?", None),
        ("How did the team react?", None),
        ("What metrics did you use for the product?", None),
        ("Who delayed the launch? You said you delayed it by two weeks because of payments.", None),
        ("Okay.", None),
    ],
)
def test_only_what_plainly_is_a_question_of_the_bank_is_taken_for_one(
    asked: str, question_id: str | None
) -> None:
    assert question_asked(PROMPTS, asked) == question_id


@pytest.mark.parametrize(
    ("said", "asking", "opening"),
    [
        ("What is your biggest weakness?", True, True),
        ("Tell me about a product that you love.", True, True),
        ("How would you measure that?", True, False),
        ("And why?", True, False),
        ("Who delayed the launch? You said you delayed it.", True, False),
        ("walk me through your roadmap", True, True),
        ("We delayed the launch by two weeks.", False, False),
    ],
)
def test_a_question_on_its_own_is_told_from_one_about_what_was_said(
    said: str, asking: bool, opening: bool
) -> None:
    assert asks(said) is asking
    assert opens_a_subject(said) is opening


@pytest.mark.parametrize(
    ("turns", "only"),
    [
        (["How did you notice?", "Okay, thanks, that's great.", "And then?"], True),
        (["How did you notice?", "We had that at my last company too."], False),
        (["Okay.", "Great."], False),
    ],
)
def test_who_only_asks(turns: list[str], only: bool) -> None:
    assert only_asks(turns) is only
