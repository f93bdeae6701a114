"""What the demo model is trained on: never what it is measured on, and written as it is spoken."""

from __future__ import annotations

import random

import pytest

from training.demo_model import corpora
from training.demo_model.numbers import cardinal, ordinal, spell_numbers
from training.demo_model.sentences import Material, TextSource, with_fillers
from training.demo_model.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def material() -> Material:
    return Material()


def test_a_sentence_that_shares_five_words_in_a_row_with_a_measured_text_is_left_out() -> None:
    measured = corpora.Measured()
    sentence = corpora.GENERAL.read_text(encoding="utf-8").splitlines()[0].split()

    assert measured.is_near("They say: " + " ".join(sentence[:5]).upper() + "!")
    assert not measured.is_near(" ".join(sentence[:4]) + " elephants")


def test_no_passage_to_train_on_is_near_a_measured_text(material: Material) -> None:
    measured, source = corpora.Measured(), TextSource(1, material)

    passages = [source.passage() for _ in range(400)]

    assert {passage.kind for passage in passages} >= {"answer", "interview", "chain", "words"}
    assert [text for passage in passages for text in passage.sentences if measured.is_near(text)] == []


def test_the_same_seed_gives_the_same_passages(material: Material) -> None:
    first, second, other = (TextSource(seed, material) for seed in (4, 4, 5))

    assert [first.passage() for _ in range(20)] == [second.passage() for _ in range(20)]
    assert [first.passage() for _ in range(20)] != [other.passage() for _ in range(20)]


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("We grew 25% in 2019.", "We grew twenty five percent in 2019."),
        ("It cost $1.2 million.", "It cost one point two million dollars."),
        ("40k people, the 23rd of May", "Forty thousand people, the twenty third of May"),
        ("Q4 had 1,200 orders", "Q4 had one thousand two hundred orders"),
    ],
)
def test_figures_are_written_as_they_are_spoken(figures: str, words: str) -> None:
    assert spell_numbers(figures) == words


def test_numbers_have_names() -> None:
    assert (cardinal(0), cardinal(110), ordinal(12), ordinal(40)) == (
        "zero",
        "one hundred ten",
        "twelfth",
        "fortieth",
    )


def test_filled_pauses_come_between_the_words_of_a_sentence() -> None:
    said = "We moved the launch to May."

    hesitant = [with_fillers(said, random.Random(seed)).split() for seed in range(50)]

    assert all(1 <= len(words) - len(said.split()) <= 6 for words in hesitant)
    assert all(words[-1] == "May." for words in hesitant)


@pytest.mark.parametrize(("word", "base"), [("planned", "plan"), ("tries", "try"), ("using", "use")])
def test_an_inflected_word_leads_to_what_it_comes_from(word: str, base: str) -> None:
    assert base in corpora.base_forms(word)


def test_a_vocabulary_lets_words_begin_with_a_bare_blank() -> None:
    vocabulary = Vocabulary.learn(["I am, um, sure.", "You are, uh, late."])
    text = " I am, um, sure - it's 'late'."
    tokens = vocabulary.tokenizer.encode(text)

    kept_out = {vocabulary.tokenizer.encode(start).tokens[0] for start in (" -", " '", " \u266a")}

    assert "Ġ" not in kept_out
    assert vocabulary.tokenizer.decode(tokens.ids) == text
