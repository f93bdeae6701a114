"""Whatever the file holds: each of its words is in the bank or listed as left out, and the bank is good."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voicesim.bank.check import parse_bank
from voicesim.drafts.anki import read_anki
from voicesim.drafts.bank_text import bank_text
from voicesim.drafts.cards import Pile
from voicesim.drafts.draft import drafted
from voicesim.drafts.markdown import read_markdown
from voicesim.drafts.table import read_table
from voicesim.errors import InputError

steady = settings(
    derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
word = st.from_regex(r"[a-z]{3,8}x[0-9]{4}", fullmatch=True)
tricky = st.sampled_from(
    [
        "null",
        "- x",
        "# a",
        "a: b",
        "é你好",
        "\x07bell",
        "\u202eabc",
        "> q",
        "`c`",
        "&amp; b",
        "'",
        '"',
        "100%",
        "[x]",
    ]
)
phrase = st.lists(st.one_of(word, word, tricky), min_size=1, max_size=6).map(" ".join)
line = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "# ", "## ", "### ", "- ", "  - ", "    - ", "1. ", "> ", "Q: ", "**", "\t"]),
    phrase,
    st.sampled_from(["", "?", "**", " (2 min)", "\n"]),
)
cell = st.one_of(phrase, st.just(""), st.lists(phrase, max_size=3).map("\n- ".join))


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,8}x[0-9]{4}", text))


def kept(text: str, read: Callable[[str, str], Pile]) -> set[str]:
    """The words of the bank and of what is left out; the bank is checked. A file without any question is
    refused as a whole."""
    draft = drafted(read(text, "file"))
    if not draft.questions:
        return words(text)
    left = " ".join(each.text for each in draft.left)
    written = bank_text(draft)
    bank = parse_bank(written, "bank.yaml", "bank")
    assert len({question.id for question in bank.questions}) == len(draft.questions)
    texts = [bank.title, *(section.title for section in bank.sections)]
    for question in bank.questions:
        texts += [question.prompt, *(point.means for point in question.key_points), *question.notes]
    return words(" ".join(texts)) | words(left)


@steady
@given(st.lists(line, max_size=20))
def test_of_markdown(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert words(text) <= kept(text, read_markdown)


@steady
@given(st.lists(st.lists(cell, min_size=1, max_size=7), max_size=6))
def test_of_a_table(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [["section", "question", "points", "style", "target", "Other"], *rows]
    )
    text = out.getvalue()
    assert words(text) <= kept(text, read_table)


@steady
@given(st.lists(st.lists(cell, min_size=1, max_size=6), max_size=6), st.booleans())
def test_of_an_export_of_anki(rows: list[list[str]], html: bool) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    text = f"#separator:tab\n#html:{str(html).lower()}\n#tags column:5\n{out.getvalue()}"
    assert words(text) <= kept(text, read_anki)


@pytest.mark.parametrize("read", [read_markdown, read_table, read_anki])
@steady
@given(text=st.text(max_size=200))
def test_any_text_makes_a_good_bank_or_is_refused_in_a_sentence(
    read: Callable[[str, str], Pile], text: str
) -> None:
    said = "file:1: fine"
    try:
        kept(text, read)
    except InputError as refused:
        said = str(refused)
    assert re.match(r"file:\d+: .*\w", said)


def test_more_than_a_text_can_hold_goes_on_in_the_notes() -> None:
    many = " ".join(f"word{number}" for number in range(600))
    draft = drafted(read_markdown(f"- Why {many}?\n  - Says {many}\n" + "  - Says x\n" * 60, "file"))
    bank = parse_bank(bank_text(draft), "bank.yaml", "bank")
    (question,) = bank.questions
    assert len(question.prompt) <= 1000
    assert len(question.key_points) == 50
    told = " ".join((question.prompt, *question.notes))
    assert all(f"word{number}" in told for number in range(600))
    assert question.notes.count("Says x") == 11


def test_ids_are_made_of_words_and_never_twice() -> None:
    text = "- How do you lead?\n- How do you lead us?\n- 如何领导?\n- Café crème at Zoë's?\n"
    ids = [question.id for question in drafted(read_markdown(text, "file")).questions]
    assert ids == ["lead", "lead-2", "question", "cafe-creme-zoes"]
