"""The punctuation of a written text put back into its timed words, which some recognisers list without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from voicesim.inputs.tools.piece import TimedText


def punctuated(words: Sequence[TimedText], text: str) -> list[TimedText]:
    """The words, spelt as in the text wherever their letters are the same there.

    What the text writes as one word is one, with the times of its parts; words that the text lacks stay as
    they are, and those that only the text has are put between them without times.
    """
    written = text.split()
    if not written or not words:
        return list(words)
    spoken = [_letters(word.text) for word in words]
    wanted = [_letters(word) for word in written]
    if "".join(spoken) == "".join(wanted):
        return list(_spelt(words, written))
    found: list[TimedText] = []
    for same, first, after, from_, to in SequenceMatcher(None, spoken, wanted).get_opcodes():
        alike = "".join(spoken[first:after]) == "".join(wanted[from_:to])
        if same == "insert":
            found += [TimedText(missing) for missing in written[from_:to]]
        else:
            found += _spelt(words[first:after], written[from_:to]) if alike else words[first:after]
    return found


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _spelt(words: Sequence[TimedText], written: Sequence[str]) -> Iterator[TimedText]:
    """The written words with the times of those that hold their letters, which are the same in all."""
    holders = [at for at, word in enumerate(words) for _ in _letters(word.text)] or [0]
    letter = 0
    for text in written:
        count = len(_letters(text))
        first = holders[letter if count else max(0, letter - 1)]
        last = holders[letter + count - 1] if count else first
        letter += count
        start_s = words[first].start_s if count else words[first].end_s  # a dash alone takes no time
        certain = min(word.probability for word in words[first : last + 1])
        yield TimedText(text, start_s, words[last].end_s, certain, words[first].speaker)
