"""Subtitles that players read: valid, at the right second, in lines that can be read in time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from tests.sample_session import answers, spoken, story
from voicesim.inputs.cues import read_subtitles
from voicesim.inputs.spread import spread
from voicesim.report.subtitles import LINE_CHARACTERS, LONGEST_S, find_cues, srt, vtt
from voicesim.speech.words import Transcript, Word
from voicesim.store.records import Attempt

TEXTS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Z")), min_size=1, max_size=20)


@st.composite
def timed(draw: st.DrawFn) -> tuple[Word, ...]:
    """Words in order of time, as close, as long and as odd as they may come."""
    words, at_ms = [], draw(st.integers(0, 5_000))
    for text in draw(st.lists(TEXTS, min_size=1, max_size=60)):
        length_ms = draw(st.integers(0, 2_000))
        words.append(Word(text, at_ms / 1000, (at_ms + length_ms) / 1000, 1.0))
        at_ms += length_ms + draw(st.integers(0, 3_000))
    return tuple(words)


def with_words(words: tuple[Word, ...]) -> Attempt:
    return replace(story(), transcript=Transcript(words, "en", "m"))


@given(timed())
def test_every_word_is_there_in_order_and_no_two_cues_overlap(words: tuple[Word, ...]) -> None:
    cues = find_cues(words)
    assert " ".join(cue.text for cue in cues).split() == [word.text for word in words]
    assert all(cue.start_s < cue.end_s for cue in cues)
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(cues))


@given(timed())
def test_two_lines_of_42_characters_at_most_unless_a_word_is_longer(words: tuple[Word, ...]) -> None:
    for cue in find_cues(words):
        lines = cue.text.split("\n")
        assert len(lines) <= 2
        assert all(len(line) <= LINE_CHARACTERS or " " not in line for line in lines)


@given(timed())
def test_a_cue_begins_with_its_first_word_and_lasts_to_its_last(words: tuple[Word, ...]) -> None:
    at = 0
    for cue in find_cues(words):
        first = words[at]
        at += len(cue.text.split())
        assert first.start_s is not None
        assert cue.start_s >= first.start_s
        assert cue.end_s >= (words[at - 1].end_s or 0.0)
        if at - len(cue.text.split()) == 0:
            assert cue.start_s == first.start_s


@given(timed())
def test_vtt_read_back_gives_the_same_words(words: tuple[Word, ...]) -> None:
    cues = read_subtitles(vtt([with_words(words)]), "x.vtt").cues
    found = [word for each in spread([cue.passage for cue in cues]) for word in each]
    assert [word.text for word in found] == [word.text for word in words]


@given(timed())
def test_a_player_reads_both_forms_alike(
    tmp_path_factory: pytest.TempPathFactory, words: tuple[Word, ...]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    attempt = with_words(words)
    cues = find_cues(words)
    for name, text, parse in (
        ("x.vtt", vtt([attempt]), webvtt.read),
        ("x.srt", srt([attempt]), webvtt.from_srt),
    ):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        found = parse(str(path)).captions
        assert [cue.start_in_seconds for cue in found] == [
            int(round(cue.start_s * 1000) / 1000) for cue in cues
        ]
        assert len(found) == len(cues)


def test_a_sentence_is_a_cue_and_a_long_one_is_cut_after_a_comma() -> None:
    text = (
        "We tried it. When nobody came back after the first week, we asked twenty of them why they had left."
    )
    assert [cue.text.replace("\n", " ") for cue in find_cues(spoken(text))] == [
        "We tried it.",
        "When nobody came back after the first week,",
        "we asked twenty of them why they had left.",
    ]


def test_silence_parts_cues() -> None:
    assert [cue.text for cue in find_cues(spoken("so we | stopped it"))] == ["so we", "stopped it"]


def test_slow_words_do_not_stay_longer_than_seven_seconds() -> None:
    words = tuple(Word(f"word{n}", n * 1.5, n * 1.5 + 1.4, 1.0) for n in range(20))
    assert all(cue.end_s - cue.start_s <= LONGEST_S for cue in find_cues(words))


def test_a_thousand_words_without_a_stop_are_cut_quickly() -> None:
    assert len(find_cues(spoken("and then " * 500))) > 50


def test_answers_follow_one_another_as_their_joined_recordings_would() -> None:
    first, second, _ = answers()
    shift_s = first.recorded_s
    assert shift_s is not None
    joined = read_subtitles(srt([first, second]), "x.srt").cues
    alone = read_subtitles(srt([second]), "x.srt").cues
    assert joined[-1].start_s == pytest.approx(alone[-1].start_s + shift_s)


@pytest.mark.parametrize(
    "said", ["<b>bold</b>", "--> 00:00:01,000", "{\\an8}top", "\x1b[31mred", "a\n\n2\n00:00:00,000"]
)
def test_words_cannot_act_as_markup(said: str, tmp_path: Path) -> None:
    words = (Word(said, 1.0, 2.0, 1.0), Word("end", 2.0, 2.5, 1.0))
    for text in (srt([with_words(words)]), vtt([with_words(words)])):
        assert "<b>" not in text
        assert "{\\an8" not in text
        assert "\x1b" not in text
        assert text.count("-->") == len(find_cues(words))
        assert len(read_subtitles(text, "x").cues) == len(find_cues(words))


def test_words_without_times_are_left_out() -> None:
    assert find_cues((Word("typed", None, None, 1.0),)) == ()
