"""What was said is found: by words, forms of words, phrases and beginnings, with the place of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present import present
from voicesim.bank.question import Question
from voicesim.errors import InputError
from voicesim.speech.words import Transcript, Word
from voicesim.store.history import History


def spoken(text: str) -> Transcript:
    words = [Word(word, float(at), at + 0.5, 0.9) for at, word in enumerate(text.split(" "))]
    return Transcript(tuple(words), "en", "base.en")


@pytest.fixture
def say(history: History, question: Question) -> Callable[..., str]:
    """Keeps an answer with these words; returns its id."""
    session = history.start_session("practice", "b", "1")

    def keep(text: str, number: int = 1) -> str:
        attempt = history.begin_attempt(session.id, question, number)
        history.save_recording(attempt.id, 60.0)
        history.save_transcript(attempt.id, spoken(text))
        return attempt.id

    return keep


def places(history: History, words: str) -> list[list[str]]:
    return [
        [" ".join(w.text for w in match.words[first : last + 1]) for first, last in match.places]
        for match in history.search(words).matches
    ]


def test_the_place_of_each_word_is_told(history: History, say: Callable[..., str]) -> None:
    say("We raised retention, then churn fell and Retention held.")
    (match,) = history.search("retention").matches
    assert match.places == ((2, 2), (7, 7))
    assert [match.words[first].start_s for first, _ in match.places] == [2.0, 7.0]


def test_all_words_must_be_said_in_one_answer(history: History, say: Callable[..., str]) -> None:
    say("speed first", 1)
    both = say("speed before cost", 2)
    assert [match.attempt_id for match in history.search("cost speed").matches] == [both]


def test_other_forms_of_a_word_are_found(history: History, say: Callable[..., str]) -> None:
    say("We launched it")
    assert places(history, "launches") == [["launched"]]


def test_words_in_quotes_must_stand_together(history: History, say: Callable[..., str]) -> None:
    say("the trade off was clear", 1)
    say("trade is off", 2)
    assert places(history, '"trade off"') == [["trade off"]]


def test_a_star_finds_every_ending(history: History, say: Callable[..., str]) -> None:
    say("forecasting and forecourts")
    assert places(history, "forec*") == [["forecasting", "forecourts"]]


def test_accents_and_capitals_do_not_matter(history: History, say: Callable[..., str]) -> None:
    say("The café in ZÜRICH")
    assert places(history, "cafe zurich") == [["café", "ZÜRICH"]]


def test_the_newest_come_first_and_the_rest_is_announced(history: History, say: Callable[..., str]) -> None:
    ids = [say("again", number) for number in range(1, 5)]
    found = history.search("again", limit=2)
    assert [match.attempt_id for match in found.matches] == [ids[3], ids[2]]
    assert found.more
    assert not history.search("again", limit=4).more


def test_discarded_answers_are_not_found(history: History, say: Callable[..., str]) -> None:
    history.discard(say("secret"))
    assert history.search("secret").matches == ()


def test_words_written_down_anew_replace_the_old_ones(history: History, say: Callable[..., str]) -> None:
    attempt = say("first version")
    history.save_transcript(attempt, spoken("second version"))
    assert history.search("first").matches == ()
    assert len(history.search("second").matches) == 1


@pytest.mark.parametrize("nothing", ["", "  ", '"', '""', "-", "***", "( )", "“”"])
def test_without_a_word_there_is_nothing_to_look_for(history: History, nothing: str) -> None:
    with pytest.raises(InputError, match="no word to look for"):
        history.search(nothing)


@pytest.mark.parametrize("words", ["AND", "NOT speed", "speed OR", "text:speed", "NEAR(a b)", "it's", "a^b"])
def test_nothing_that_is_typed_is_taken_for_an_operator(
    history: History, say: Callable[..., str], words: str
) -> None:
    say("plain speech")
    assert history.search(words).matches == ()


def test_an_answer_with_control_characters_is_found_without_places(
    history: History, say: Callable[..., str]
) -> None:
    say("odd \x02speed\x03 here")
    (match,) = history.search("speed").matches
    assert match.places == ()


@given(st.text(min_size=1, max_size=30))
def test_any_text_can_be_searched_for(searched: History, text: str) -> None:
    if not any(character.isalnum() for character in text):
        with pytest.raises(InputError, match="no word"):
            searched.search(text)
        return
    for match in searched.search(text).matches:
        assert all(0 <= first <= last < len(match.words) for first, last in match.places)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[History]:
    from voicesim.bank.question import Question

    question = Question("q", "s", "What?", "story", 60.0, ())
    with History.open(tmp_path_factory.mktemp("search") / "h.sqlite3") as history:
        session = history.start_session("practice", "b", "1")
        for number, text in enumerate(("a b c 1 2 3", "it's é ß İ ẞ ſ", "\ud800 lone 😀 x\u0301"), 1):
            attempt = history.begin_attempt(session.id, question, number)
            history.save_transcript(attempt.id, spoken(text))
        yield history


@given(st.data())
def test_every_word_that_was_said_is_found_where_it_stands(searched: History, data: st.DataObject) -> None:
    texts = [present(attempt.transcript).text for attempt in searched.attempts()]
    word = data.draw(st.sampled_from([w for text in texts for w in text.split(" ") if w[0].isalnum()]))
    found = [
        " ".join(w.text for w in match.words[first : last + 1])
        for match in searched.search(word).matches
        for first, last in match.places
    ]
    assert word in found
