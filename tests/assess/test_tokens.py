"""Words, whatever signs they are written with, and the sentences that they make."""

from __future__ import annotations

import pytest

from tests.assess.conftest import Say
from voicesim.assess.tokens import bare_text, ends_sentence, sentences, tokenize


def bare(text: str, say: Say) -> list[str]:
    return [token.bare for token in tokenize(say(text))]


def said(text: str, say: Say) -> list[str]:
    return [bare_text(sentence) for sentence in sentences(tokenize(say(text)))]


@pytest.mark.parametrize("sign", list("'’‘‛ʼ´`′＇"))
def test_every_apostrophe_is_the_same(say: Say, sign: str) -> None:
    text = "I've led it. We're proud, don't ask 'why' me."
    assert bare(text.replace("'", sign), say) == bare(text, say)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("um,like,you know,we did", ["um", "like", "you", "know", "we", "did"]),
        ("um;like said:we um,5", ["um", "like", "said", "we", "um", "5"]),
        ("Um/uh and/or", ["um", "uh", "and", "or"]),
        ("well...so um—so yes--no", ["well", "so", "um", "so", "yes", "no"]),
        ("late.We went really?yes did.I", ["late", "we", "went", "really", "yes", "did", "i"]),
        ("um-like you-know", ["um", "like", "you-know"]),
        ("1,200 4.5 9:30 4.8/5 24/7", ["1,200", "4.5", "9:30", "4.8/5", "24/7"]),
        ("Node.js Ph.D. I/O A/B uh-huh", ["node.js", "ph.d", "i/o", "a/b", "uh-huh"]),
    ],
)
def test_marks_part_words_that_were_written_together_but_not_numbers_and_names(
    say: Say, text: str, expected: list[str]
) -> None:
    assert bare(text, say) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We sold it to Acme Inc. in May",
        "Anna vs. Ben, i.e. both",
        "No. 3 was crash rate, approx. 4.5 percent, e.g. on Android",
        "errors, etc. before launch",
        "Mr. Lee and J. R. Smith of the U.S. team came at 5 p.m. every day",
        "Dr. Wu has a Ph.D. in it",
        "it cost 4.5 million at Smith Bros. in Feb. 2021",
    ],
)
def test_abbreviations_initials_and_decimals_end_no_sentence(say: Say, text: str) -> None:
    tokens = tokenize(say(f"{text}. Then we left."))
    assert [bare_text(sentence) for sentence in sentences(tokens)] == [
        bare_text(tokens[:-3]),
        "then we left",
    ]
    assert not any(token.comma for token in tokens[:-4] if token.raw.endswith("."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met at 5 p.m. We talked", ["we met at 5 p.m", "we talked"]),
        ("He said no. You would not", ["he said no", "you would not"]),
        ("Did he? No. Everyone left", ["did he", "no", "everyone left"]),
        ("So did I. In May it ran", ["so did i", "in may it ran"]),
        ("She said “done.” Next was I", ["she said done", "next was i"]),
        ("It cost 4.5. Sales rose", ["it cost 4.5", "sales rose"]),
        ("late.We went", ["late", "we went"]),
        ("we stopped . and went", ["we stopped", "and went"]),
        ("to Acme Inc.", ["to acme inc"]),
    ],
)
def test_sentences_end_at_their_stops(say: Say, text: str, expected: list[str]) -> None:
    assert said(text, say) == expected


@pytest.mark.parametrize(
    ("token", "following", "ends"),
    [
        ("done.", "we", True),
        ("done.”", "we", True),
        ("done", "We", False),
        ("Inc.", "in", False),
        ("Inc.", "We", True),
        ("Inc.", None, True),
        ("J.", "Smith", False),
        ("(e.g.", "on", False),
        ("No.", "3", False),
        ("No.", "Then", True),
        ("vs.", "I'd", True),
        ("4.5", "million", False),
        ("4.", "We", True),
    ],
)
def test_a_token_ends_a_sentence_by_what_follows_it(token: str, following: str | None, ends: bool) -> None:
    assert ends_sentence(token, following) is ends
