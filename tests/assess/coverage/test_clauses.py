"""Spoken words fall into clauses that can be judged and quoted."""

from __future__ import annotations

import pytest

from voicesim.assess.coverage.clauses import MAX_CLAUSE_WORDS, plain, plain_text, split_clauses, split_pieces
from voicesim.speech.words import Word


def spoken(text: str) -> tuple[Word, ...]:
    return tuple(Word(token, None, None, 1.0) for token in text.split())


def texts(text: str) -> list[str]:
    return [clause.text for clause in split_clauses(spoken(text))]


def test_sentences_and_long_enough_comma_phrases_are_clauses() -> None:
    assert texts("We cut the export, and sales were angry about it. It hurt.") == [
        "we cut the export",
        "and sales were angry about it",
        "it hurt",
    ]


def test_a_comma_after_a_word_or_two_ends_nothing() -> None:
    assert texts("So, well, we stopped the project early.") == ["so well we stopped the project early"]


def test_fillers_leave_the_text_but_stay_in_the_count_of_words() -> None:
    (clause,) = split_clauses(spoken("Um we, uh, stopped it."))
    assert clause.text == "we stopped it"
    assert (clause.first, clause.last) == (0, 4)


def test_run_on_speech_is_cut_before_a_new_subject() -> None:
    found = texts(
        "we had a lot of requests from different departments and everyone thinks theirs is the best"
    )
    assert found == [
        "we had a lot of requests from different departments",
        "and everyone thinks theirs is the best",
    ]


def test_no_clause_grows_without_end() -> None:
    clauses = split_clauses(spoken("word " * 500))
    assert max(clause.last - clause.first + 1 for clause in clauses) <= MAX_CLAUSE_WORDS


def test_every_word_belongs_to_one_clause_in_order() -> None:
    words = spoken("So we shipped it, um, in May. And then, well, it broke; we fixed it the same day!")
    covered = [index for clause in split_clauses(words) for index in range(clause.first, clause.last + 1)]
    assert covered == list(range(len(words)))


@pytest.mark.parametrize("text", ["", "   ", "... !!", "um uh"])
def test_nothing_said_has_no_clauses(text: str) -> None:
    assert split_clauses(spoken(text)) == ()
    assert split_pieces(split_clauses(spoken(text))) == ()


def test_pieces_are_sentences_and_long_ones_are_cut() -> None:
    short = split_clauses(spoken("We stopped the app, it cost too much. Nobody missed it."))
    assert split_pieces(short) == ((0, 1), (2, 2))
    long = split_clauses(spoken(" and ".join(["we called the client about the late delivery"] * 12) + "."))
    assert len(split_pieces(long)) > 1


@pytest.mark.parametrize(
    ("token", "word"),
    [("Parcel,", "parcel"), ("41%.", "41%"), ("“Yes”", "yes"), ("didn’t", "didn't"), ("3.1", "3.1")],
)
def test_a_plain_word_has_no_punctuation_around_it(token: str, word: str) -> None:
    assert plain(token) == word


def test_plain_text_drops_empty_phrases() -> None:
    assert plain_text(["It", "was,", "you", "know,", "to", "be", "honest", "a", "mess."]) == "it was a mess"
