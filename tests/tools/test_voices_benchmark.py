"""scripts/bench voices: what counts as heard otherwise than it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.benchmarks.voices import Read, keep, kept, read_out
from voicesim.bank.load import load_bank


def wrong(written: str, heard: str) -> int:
    return Read(written, heard, 1.0, 1.0, 1.0).wrong


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Which trade-off did the neighbours favour?", "Which tradeoff did the neighbors favor"),
        ("A sign up took twenty-five minutes.", "A signup took 25 minutes."),
        (
            "How did you recognise the travellers in the catalogue?",
            "how did you recognize the travelers in the catalog",
        ),
    ],
)
def test_spelling_is_not_heard(written: str, heard: str) -> None:
    assert wrong(written, heard) == 0


@pytest.mark.parametrize(
    ("written", "heard", "words"),
    [
        ("What did the rider say?", "What did the writer say?", 1),
        ("Whose idea was it?", "Who's a dear was it?", 3),
        ("What did you give up for it?", "What did you give up for?", 1),
        ("It was off, and off again.", "It was of, and off again.", 1),
    ],
)
def test_other_words_are_wrong(written: str, heard: str, words: int) -> None:
    assert wrong(written, heard) == words


def test_all_prompts_are_read_and_all_probes_where_they_are_asked_for() -> None:
    questions = load_bank("senior-pm").questions
    assert [text for _, text in read_out("senior-pm", False, 1)] == [each.prompt for each in questions]
    together = list(read_out("senior-pm", True, 6))
    probes = " ".join(text for kind, text in together if kind == "probes")
    assert all(point.probe in probes for each in questions for point in each.key_points)
    assert sum(kind == "questions" for kind, _ in together) == -(-len(questions) // 6)


def test_a_second_run_goes_on_with_what_was_heard(tmp_path: Path) -> None:
    file = tmp_path / "heard.jsonl"
    read = keep(file, "joe", Read("What now?", "What now?", 1.0, 0.5, 0.4))
    keep(file, "system", Read("What else?", "What else?", 1.0, 0.5, 0.4))
    assert kept(file, "joe") == {"What now?": read}
    assert kept(None, "joe") == kept(tmp_path / "none", "joe") == {}
