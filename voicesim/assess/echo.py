"""The speaker's own words as an interviewer says them back: "our retention" becomes "your retention"."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.fillers import is_filled_pause
from voicesim.assess.tokens import MARKS, QUOTES, Token, straight, vocabulary
from voicesim.speech.words import Word

MAX_WORDS = 12
"""More than that is read back to nobody; this project's choice."""

SURE = 0.5
"""Words that the recogniser doubts more than this are not put into anybody's mouth."""

_TURNED = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your", "mine": "yours",
    "ours": "yours", "myself": "yourself", "ourselves": "yourselves", "i'm": "you're", "we're": "you're",
    "i've": "you've", "we've": "you've", "i'd": "you'd", "we'd": "you'd", "i'll": "you'll", "we'll": "you'll",
    "am": "are",
}  # fmt: skip
_NOT_TURNED = vocabulary("you your yours yourself yourselves you're you've you'd you'll")


def quoted(words: Sequence[Word], tokens: Sequence[Token]) -> str:
    """Some of an answer's tokens as they were said, without filled pauses and the marks at their end; ""
    where they are too many or too doubtful to be quoted."""
    kept = [token for place, token in enumerate(tokens) if not is_filled_pause(tokens, place)]
    doubted = any(words[token.word].probability < SURE for token in kept)
    if doubted or not 0 < len(kept) <= MAX_WORDS:
        return ""
    return " ".join(token.raw for token in kept).strip(QUOTES + MARKS + " ")


def echoed(words: Sequence[Word], tokens: Sequence[Token]) -> str:
    """As `quoted`, said to the speaker; "" also where the speaker speaks to somebody else."""
    said = quoted(words, tokens).split()
    bare = [straight(word).strip(QUOTES + MARKS).lower() for word in said]
    if _NOT_TURNED & set(bare):
        return ""
    turned = [_said_back(word, before) for word, before in zip(bare, ["", *bare], strict=False)]
    return " ".join(
        word.replace(word.strip(QUOTES + MARKS), back) if back else word
        for word, back in zip(said, turned, strict=True)
    )


def _said_back(bare: str, before: str) -> str:
    """ "I was" is the only verb that differs."""
    return "were" if (before, bare) == ("i", "was") else _TURNED.get(bare, "")
