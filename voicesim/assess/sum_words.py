"""The words with which people reckon aloud: operators, what links a sum to its result, and what is vague."""

from __future__ import annotations

from typing import Literal

from voicesim.assess.tokens import by_first_word, vocabulary

Operator = Literal["times", "over", "plus", "minus", "either"]
"""`either` multiplies or divides: "sixty thousand by ten", "ninety thousand at six each"."""

_SPOKEN: dict[str, Operator] = {
    "times": "times", "multiplied by": "times", "multiplied with": "times", "x": "times", "×": "times",
    "*": "times", "divided by": "over", "divide by": "over", "÷": "over", "plus": "plus", "+": "plus",
    "minus": "minus", "by": "either", "over": "either", "into": "either", "at": "either", "with": "either",
}  # fmt: skip
OPERATORS = {tuple(phrase.split()): name for phrase, name in _SPOKEN.items()}
OPERATOR_PHRASES = by_first_word(sorted(_SPOKEN, key=lambda phrase: -len(phrase.split())))
NEEDS_EACH = vocabulary("at with")
"""They reckon only with so much each, or per something."""
EACH = vocabulary("each per apiece")

LINKS = by_first_word(
    sorted(
        (
            "is", "are", "equals", "makes", "make", "gives", "=", "is equal to", "comes to", "comes out at",
            "comes out to", "works out at", "works out to", "gets us to", "gets me to", "that's", "that is",
            "thats", "which is", "which makes", "which gives", "that makes", "that gives", "it's", "it is",
            "it makes", "it gives", "it comes to", "would be", "that'd be", "it'd be", "will be", "so that's",
            "so it's", "so that is", "so that makes", "so", "so we're at", "so we are at", "we're at",
            "we are at", "gives me", "gives us", "gives you", "makes it", "that gives me", "that gives us",
            "that comes to", "that would be", "this is", "this makes", "this gives", "i get", "we get",
            "you get", "you're at", "i'm at", "i land at", "we land at", "and that's", "and that is",
            "and that makes", "and it's", "would give", "would make", "that'll be", "that puts us at",
        ),
        key=lambda phrase: -len(phrase.split()),
    )
)  # fmt: skip
BACK = vocabulary("that that's thats which it it's so this and")
"""A link that begins with one of these can begin a sentence and mean the one before."""

VAGUE = vocabulary(
    """about around roughly approximately nearly almost maybe perhaps say like well um uh er call it some
    something just okay ok right yeah let's a total of on average the only still then already again now i
    think guess hm hmm you know what near nearly close to over under good probably more or less"""
)
"""What may stand before a number without changing what is reckoned."""

ROUGH = vocabulary(
    """about around roughly approximately nearly almost maybe perhaps say call some something over under
    near close ish odd couple few bit more less above below least most or between rounded round"""
)
"""With one of these among its words a sum is held less exactly."""

DIVIDES = vocabulary(
    """and or but so because if when while who which that's i we you they he she it than then also not is
    are was were has have had do does did will would could can make makes give gives take takes plus minus
    times divided equals comes works gets puts = so thats"""
)
"""Words that no name of what is counted holds: with one of them something else has begun."""

TIME_WORDS = vocabulary(
    """second seconds minute minutes hour hours day days week weeks month months year years quarter quarters
    daily weekly monthly yearly annual annually hourly morning shift decade night weekday workday"""
)
IMPLIED = (7, 12, 24, 30, 52, 60, 365, 1440, 3600)
"""What people multiply by without saying so when they go from one stretch of time to another."""

TAKEN_BACK = vocabulary("no wait sorry rather actually mean or oops correction not")

SIZES = {
    "bytes": 1.0, "kb": 1e3, "kilobytes": 1e3, "kilobyte": 1e3, "mb": 1e6, "megs": 1e6, "meg": 1e6,
    "megabytes": 1e6, "megabyte": 1e6, "megas": 1e6, "gb": 1e9, "gigs": 1e9, "gig": 1e9, "gigabytes": 1e9,
    "gigabyte": 1e9, "gigas": 1e9, "tb": 1e12, "teras": 1e12, "terabytes": 1e12, "terabyte": 1e12,
    "pb": 1e15, "petabytes": 1e15, "petabyte": 1e15, "petas": 1e15, "exabytes": 1e18, "exabyte": 1e18,
}  # fmt: skip
"""Amounts of storage in bytes, as the words for them are said."""

AFTER_RESULT = vocabulary("in final altogether all is as which for of total today right then per a")
"""What stands behind a result without being what is counted."""
