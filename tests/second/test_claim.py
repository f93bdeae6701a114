"""What is read from the words of a language model, and which quotations stand in a transcript."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicesim.second.claim import Claim, read_claim
from voicesim.second.quotation import MAX_WORDS, find_quotation

YES = '{"made": true, "quote": "we gave up the tour"}'
FOUND = Claim(True, "we gave up the tour")
ANSWER = "So I chose the form, which meant that we gave up the guided tour; it's 12% less — don't ask."
SAID = ANSWER.split()


@pytest.mark.parametrize(
    "text",
    [
        YES,
        f"\n  {YES}\n",
        f"```json\n{YES}\n```",
        f"Sure! Here is the JSON:\n{YES}\nI hope that this helps.",
        f'<think>They might not: {{"made": false}}. But they did.</think>\n{YES}',
        f"[THINK]Well …[/THINK]{YES}",
        f'The first look says {{"made": false, "quote": ""}}, but on reflection:\n{YES}',
        f"</think>{YES}",
        f'{{"result": {YES}}}',
        '{"made": true, "quote": "we gave up the tour", "confidence": {"level": [1, 2]}}',
        f"{'{' * 5000}{YES}",
        f"{'x' * 100_000}{YES}",
        '{"quote": "we gave up the tour",\n "made": true}',
    ],
)
def test_a_claim_is_found_whatever_stands_around_it(text: str) -> None:
    assert read_claim(text) == FOUND


def test_a_no_needs_no_quotation_and_keeps_none() -> None:
    for text in ('{"made": false}', '{"made": false, "quote": "x"}', '{"made": false, "quote": null}'):
        assert read_claim(text) == Claim(False, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "true",
        "null",
        "[true]",
        "{}",
        '{"quote": "we gave up the tour"}',
        '{"made": "true", "quote": "we gave up the tour"}',
        '{"made": 1, "quote": "we gave up the tour"}',
        '{"made": null, "quote": "we gave up the tour"}',
        '{"made": true}',
        '{"made": true, "quote": ""}',
        '{"made": true, "quote": "  "}',
        '{"made": true, "quote": ["we gave up"]}',
        f'{{"made": true, "quote": "{"a" * 3000}"}}',
        "{'made': True, 'quote': 'we gave up the tour'}",
        '{"made": true, "quote": "we gave up the tour"',
        '{"made": true|false, "quote": "..."}',
        f"<think>I would say {YES}",
        f"</think><think>{YES}",
        '{"a":' * 5000,
        '{"made": ' + "[" * 5000,
        '{"made": ' + "9" * 10_000 + "}",
        f"{YES}{'x' * 100_000}",
        "\ud800",
    ],
)
def test_anything_else_is_no_claim(text: str) -> None:
    assert read_claim(text) is None


@given(st.text(max_size=200) | st.text(alphabet='{}[]"made:truefalsquo, \\<>/think', max_size=200))
def test_no_text_makes_it_stumble(text: str) -> None:
    claim = read_claim(text)
    assert claim is None or claim.made in (True, False)
    find_quotation(SAID, text)


@pytest.mark.parametrize(
    "quotation",
    [
        "we gave up the guided tour",
        "We gave up the guided tour.",
        "“We gave  up\nthe guided tour …”",
        "WE GAVE UP, the guided\u00a0tour",
        "*we gave up the guided tour*",
        "we-gave-up the guided tour",
    ],
)
def test_a_quotation_stands_whatever_its_case_punctuation_and_spaces(quotation: str) -> None:
    assert find_quotation(SAID, quotation) == (8, 13)


@pytest.mark.parametrize(("quotation", "place"), [("it’s 12 less", (14, 16)), ("less don’t ask", (16, 19))])
def test_apostrophes_and_dashes_are_punctuation_too(quotation: str, place: tuple[int, int]) -> None:
    assert find_quotation(SAID, quotation) == place


@pytest.mark.parametrize(
    "quotation",
    [
        "",
        "…",
        "we gave the guided tour",
        "we gave up … guided tour",
        "we gave up a guided tour",
        "tour guided the up gave we",
        "e gave up the guided tou",
        "the form",
        "tour",
        "We dropped forecasting for a quarter.",
        "word " * 500,
    ],
)
def test_words_that_are_left_out_added_turned_or_too_few_do_not_stand(quotation: str) -> None:
    assert find_quotation(SAID, quotation) is None


def test_few_words_are_enough_where_no_more_were_said() -> None:
    assert find_quotation(["Conversion."], "conversion") == (0, 0)
    assert find_quotation(["The", "conversion."], "conversion") is None
    assert find_quotation([], "conversion") is None
    assert find_quotation(["…"], "…") is None


def test_the_whole_of_a_long_answer_is_no_quotation() -> None:
    said = [f"word{number}" for number in range(MAX_WORDS + 1)]
    assert find_quotation(said, " ".join(said)) is None
    assert find_quotation(said, " ".join(said[:-1])) == (0, MAX_WORDS - 1)
