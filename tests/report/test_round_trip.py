"""What is exported can be judged again: JSON through the reader that `score` uses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read_answers import read_answers
from tests.sample_session import SESSION, answers, story
from voicesim.errors import InputError
from voicesim.inputs.read import read_each
from voicesim.report.exports import export_text
from voicesim.report.formats import ExportFormat
from voicesim.speech.words import Transcript, Word
from voicesim.store.records import Attempt

NOWHERE = Path("nowhere")


def exported(folder: Path, *attempts: Attempt) -> Path:
    path = folder / "session.json"
    path.write_text(export_text(ExportFormat.JSON, SESSION, attempts, NOWHERE), encoding="utf-8")
    return path


def test_the_judged_answers_of_a_session_come_back(tmp_path: Path) -> None:
    first, second, _ = answers()
    found = list(read_answers(exported(tmp_path, first, second)))
    assert [(one.id, one.question_id, one.model) for one in found] == [
        (first.id, "hard-choice", "base.en"),
        (second.id, "kpis", "base.en"),
    ]
    assert [one.words for one in found] == [one.transcript.words for one in (first, second) if one.transcript]


def test_an_answer_that_waits_is_an_error_in_its_place(tmp_path: Path) -> None:
    first, _, waiting = answers()
    found = list(read_each(exported(tmp_path, waiting, first)))
    assert isinstance(found[0], InputError)
    assert "answer 1" in str(found[0])
    assert not isinstance(found[1], InputError)


WORDS = st.lists(
    st.tuples(
        st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Z")), min_size=1, max_size=12),
        st.integers(0, 100),
        st.integers(0, 1000),
    ),
    min_size=1,
    max_size=40,
)


@given(WORDS, st.booleans())
def test_any_words_come_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, int, int]], timed: bool
) -> None:
    words, at_s = [], 0.0
    for text, length_cs, sure in said:
        end_s = round(at_s + length_cs / 100, 2)
        words.append(Word(text, at_s if timed else None, end_s if timed else None, sure / 1000))
        at_s = end_s
    attempt = replace(story(), transcript=Transcript(tuple(words), "en", "base.en"))
    (found,) = read_answers(exported(tmp_path_factory.getbasetemp(), attempt))
    assert found.words == tuple(words)


def test_a_session_without_answers_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no answer"):
        list(read_answers(exported(tmp_path)))


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_subtitles_of_nothing_are_refused(form: str) -> None:
    with pytest.raises(InputError, match="no words with times"):
        export_text(ExportFormat(form), SESSION, answers()[2:], NOWHERE)
