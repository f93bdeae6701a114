"""How labelled stories are scored: on small ones whose scores can be counted by hand."""

from __future__ import annotations

import pytest

from tools.benchmarks.story_scores import Story, bare, misheard, score, tell_by_shares, words_of

STORY = Story("one", ("Sure.", "It was late, really.", "I had to run.", "So I ran home."), (4, 0, 1, 2))
RIGHT = [4, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]


def test_right_labels_are_wholly_right() -> None:
    assert STORY.word_labels() == RIGHT
    found = score([STORY, STORY], [RIGHT, RIGHT])
    assert (found.answer_near, found.span_near, found.words_right, found.stories_near) == (1, 1, 1, 1)
    assert found.mean_error == 0
    assert found.totals[:3] == (1, 1, 1)


def test_a_word_in_the_wrong_part_spoils_two_parts() -> None:
    found = score([STORY], [[4, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2]])
    assert found.span_near == pytest.approx(1 / 3)
    assert found.answer_near == 1
    assert found.mean_error == pytest.approx(2 / 13 / 4)
    assert found.words_right == pytest.approx(12 / 13)
    assert found.totals[:3] == pytest.approx((3 / 4, 5 / 4, 1))


def test_one_part_far_off_spoils_the_story() -> None:
    found = score([STORY], [[2 if label == 0 else label for label in RIGHT]])
    assert found.stories_near == 0
    assert found.answer_near == 0.5


def test_a_part_that_is_told_nowhere_has_no_share() -> None:
    assert score([STORY], [RIGHT]).totals[3] == 0
    assert score([STORY], [[3, *RIGHT[1:]]]).totals[3] == float("inf")


def test_bare_stories_keep_words_and_labels() -> None:
    plain = bare(STORY)
    assert [word.text for word in words_of(plain)][:5] == ["sure", "it", "was", "late", "really"]
    assert plain.word_labels() == RIGHT


def test_misheard_stories_keep_their_sentences() -> None:
    (heard,) = misheard([STORY], 0.3)
    assert heard != STORY
    assert heard.labels == STORY.labels
    assert misheard([STORY], 0.0) == [STORY]


def test_the_baseline_goes_by_published_shares() -> None:
    story = Story("ten", ("a b c d e f g h i j",), (2,))
    assert tell_by_shares(story) == [0, 0, 1, 2, 2, 2, 2, 2, 2, 3]
