"""What is said to the interviewer: which words are a command, when they are said alone, and what is left."""

from __future__ import annotations

import pytest

from voicesim.assess.spoken_commands import (
    command_in,
    last_command,
    last_utterance,
    spans_outside,
    words_outside,
)
from voicesim.speech.words import SpeechSpan, Word


def spoken(*parts: str | float) -> tuple[tuple[Word, ...], tuple[SpeechSpan, ...]]:
    """Words of 0.3 s, one behind the other; a number is a pause in seconds."""
    words: list[Word] = []
    spans: list[SpeechSpan] = []
    at_s = 0.5
    for part in parts:
        if isinstance(part, float):
            at_s += part
            continue
        start_s = at_s
        for text in part.split():
            words.append(Word(text, at_s, at_s + 0.3, 1.0))
            at_s += 0.3
        spans.append(SpeechSpan(start_s, at_s))
    return tuple(words), tuple(spans)


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ("repeat", "Repeat the question."),
        ("repeat", "Could you repeat the question, please?"),
        ("repeat", "Sorry, can you repeat that?"),
        ("repeat", "Um, say that again, please."),
        ("repeat", "What was the question again?"),
        ("skip", "Skip."),
        ("skip", "Skip this one, please."),
        ("skip", "Okay, let’s skip this question."),
        ("skip", "I'd like to skip it."),
        ("skip", "Next question, please."),
        ("done", "That's it."),
        ("done", "Yeah, that is all."),
        ("done", "So that’s it from me."),
        ("done", "Okay, I'm done."),
        ("done", "I think that's it."),
    ],
)
def test_a_command_and_its_small_variants_are_understood(order: str, text: str) -> None:
    found = last_command(*spoken("We gave up the tour.", 0.8, text))
    assert found is not None
    assert found.order == order


@pytest.mark.parametrize(
    "text",
    [
        "That's it in a nutshell, and I would do it again.",
        "That's its price.",
        "We had to skip.",
        "Skip the launch.",
        "They repeat the question to each customer.",
        "I am done with the tour.",
        "The next question was who pays.",
        "Say that.",
        "It.",
        "",
    ],
)
def test_what_is_part_of_an_answer_is_no_command(text: str) -> None:
    assert last_command(*spoken("We gave up the tour.", 0.8, text)) is None


def test_only_what_is_said_alone_counts() -> None:
    assert last_command(*spoken("We chose to", 0.3, "skip this one.")) is None
    assert last_command(*spoken("That's it.", 0.2, "No, one more thing.")) is None
    assert last_command(*spoken("Skip this one.", 1.0, "No, I have something.")) is None


def test_a_command_in_two_breaths_is_one() -> None:
    found = last_command(*spoken("We gave up the tour.", 0.8, "Okay,", 0.3, "that's it."))
    assert found is not None
    assert found.span == SpeechSpan(pytest.approx(2.8), pytest.approx(4.0))  # type: ignore[arg-type]


def test_where_nothing_was_heard_there_is_no_command() -> None:
    assert last_command((), ()) is None
    assert last_command((), (SpeechSpan(0.0, 1.0),)) is None


def test_the_last_utterance_begins_after_the_last_pause() -> None:
    _, spans = spoken("We gave up", 0.2, "the tour.", 0.6, "That's", 0.1, "it.")
    assert last_utterance(spans) == SpeechSpan(spans[2].start_s, spans[3].end_s)


def test_what_is_left_is_the_answer() -> None:
    words, spans = spoken("Repeat the question.", 0.9, "We gave up the tour.", 0.6, "That's it.")
    commands = (spans[0], spans[2])
    assert " ".join(word.text for word in words_outside(words, commands)) == "We gave up the tour."
    assert spans_outside(spans, commands) == (spans[1],)
    assert words_outside(words, ()) == words


def test_words_without_times_belong_to_the_answer() -> None:
    words = (Word("Yes.", None, None, 1.0),)
    assert words_outside(words, (SpeechSpan(0.0, 9.0),)) == words


@pytest.mark.parametrize("text", ["that's it", "skip", "repeat the question"])
def test_a_command_is_all_of_a_text(text: str) -> None:
    assert command_in(text) is not None
    assert command_in(f"{text} tomorrow") is None
