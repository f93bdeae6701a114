"""Filled pauses and filler words that were written down, and the words that only look like them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicesim.assess.assessment import Filler
from voicesim.assess.norms import Norms
from voicesim.assess.tokens import Token, bare_text, by_first_word, is_shouted, vocabulary

# um, umm, uh, uhm, er, erm, err, hmm, mm, mhm, ah, ehm: sounds that carry no meaning
_FILLED_PAUSE = re.compile(r"u+m+|u+h+m*|e+r+m*|e+h+m+|h+m+|m{2,}|a+h+m*")
# Agreement, surprise and laughter, which sound alike
_AFTER_NOT_A_PAUSE = {"uh": {"huh", "oh"}, "mm": {"hmm"}, "err": {"on"}, "ah": {"ha"}}
_BEFORE_NOT_A_PAUSE = {
    "err": {"to", "rather", "would", "we", "i", "they", "always"},
    "hmm": {"mm"},
}
_NAMED = frozenset({"word", "words", "sound"})  # "the word um"
_UNITS = frozenset({"mm", "ah"})  # millimetres, ampere hours

_FILLER_WORDS = by_first_word(
    (
        "you know", "y'know", "i mean", "sort of", "kind of", "like", "so", "basically", "actually", "right",
        "well",
    )
)  # fmt: skip

# Words that keep a meaning for the filler word although a silence or an um parts them:
# "we [breath] like [breath] it", "that sort [breath] of"
_DETERMINERS = vocabulary("a the this that these some any what every each which all one same another")
_MEANT_AFTER = {
    "like": vocabulary(
        """i we you they he she who to would not don't didn't really also users people customers look looks
        looked feel feels felt sound sounds sounded seem seems seemed something anything things more just"""
    ),
    "so": vocabulary(
        "do did think thought hope hoped said say if even why how and not or more is was are were"
    ),
    "right": vocabulary("the is was are were be that's it's all got get go did not quite just your my our a"),
    "well": vocabulary(
        """as very went go goes going did do does done doing really pretty so quite how works worked work not
        too perform performed performs sold fairly"""
    ),
    "you know": vocabulary("as do did if don't let that because whatever than"),
    "i mean": vocabulary("what by do did if that"),
    "sort of": _DETERMINERS,
    "kind of": _DETERMINERS,
}
_MEANT_BEFORE = {
    "like": vocabulary("to that this it me a the"),
    "so": vocabulary("that much many far long often few little"),
    "you know": vocabulary("that what how who why where when which if"),
    "i mean": vocabulary("it that by"),
    "right": vocabulary("now there here away after before"),
}
# Words before a comma that do the same: "left, right, and centre"
_MEANT_AFTER_COMMA = {"right": vocabulary("left centre center")}
_ANSWERS = frozenset({"sort of", "kind of"})  # "Did it work? Sort of."

_Candidate = tuple[int, int]  # first and last token, inclusive


def filler_places(tokens: Sequence[Token], norms: Norms) -> tuple[tuple[int, int], ...]:
    """The first and last token of each filler: every filled pause, and filler words where they stand alone.

    Alone means: between commas, silences of `filler_gap_s`, filled pauses or the ends of the answer. So
    "it was, like, huge" holds a filler, "I like it" and "so that" do not.
    """
    pauses = {place for place in range(len(tokens)) if is_filled_pause(tokens, place)}
    found = [(place, place) for place in pauses]
    for run in _runs(tokens):
        if _opens(tokens, run, pauses, norms) and _closes(tokens, run, pauses, norms):
            found += run
    return tuple(sorted(found))


def filler_at(tokens: Sequence[Token], first: int, last: int) -> Filler:
    """The filler that these tokens are, both included."""
    said = tokens[first : last + 1]
    return Filler(bare_text(said), said[0].start_s, said[0].word, said[-1].word)


def is_filled_pause(tokens: Sequence[Token], place: int) -> bool:
    """Whether the token is an um or its like; not "uh-huh", "5 mm", "to err" or the ER."""
    token = tokens[place]
    if not _FILLED_PAUSE.fullmatch(token.bare) or _is_acronym(token, tokens):
        return False
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if before and (before.bare in _BEFORE_NOT_A_PAUSE.get(token.bare, ()) or before.bare in _NAMED):
        return before.comma
    if token.bare in _UNITS and before and before.bare[-1].isdigit():
        return False
    return not (after and after.bare in _AFTER_NOT_A_PAUSE.get(token.bare, ()) and not token.comma)


def _is_acronym(token: Token, tokens: Sequence[Token]) -> bool:
    letters = "".join(filter(str.isalpha, token.raw))
    return letters.isupper() and not is_shouted(tokens)


def _runs(tokens: Sequence[Token]) -> list[list[_Candidate]]:
    """Filler words, those that follow each other without a mark between them in one run ("so basically")."""
    runs: list[list[_Candidate]] = []
    place = 0
    while place < len(tokens):
        size = _candidate_size(tokens, place)
        if size and runs and runs[-1][-1][1] == place - 1 and not tokens[place - 1].comma:
            runs[-1].append((place, place + size - 1))
        elif size:
            runs.append([(place, place + size - 1)])
        place += size or 1
    return runs


def _candidate_size(tokens: Sequence[Token], place: int) -> int:
    for phrase in _FILLER_WORDS.get(tokens[place].bare, ()):
        window = tokens[place : place + len(phrase)]
        whole = not any(token.comma for token in window[:-1])
        if whole and tuple(token.bare for token in window) == phrase:
            return len(phrase)
    return 0


def _opens(tokens: Sequence[Token], run: list[_Candidate], pauses: set[int], norms: Norms) -> bool:
    first, last = run[0]
    if first == 0:
        return True
    name = bare_text(tokens[first : last + 1])
    before = tokens[first - 1]
    if before.comma:
        return not _meant_after_comma(tokens, first, last, name)
    if first - 1 not in pauses and not _is_silence(before, norms):
        return False
    said = next((tokens[place].bare for place in range(first - 1, -1, -1) if place not in pauses), "")
    return said not in _MEANT_AFTER.get(name, ())


def _closes(tokens: Sequence[Token], run: list[_Candidate], pauses: set[int], norms: Norms) -> bool:
    first, last = run[-1]
    if tokens[last].comma or last + 1 == len(tokens):
        return True
    if last + 1 not in pauses and not _is_silence(tokens[last], norms):
        return False
    said = next((tokens[place].bare for place in range(last + 1, len(tokens)) if place not in pauses), "")
    return said not in _MEANT_BEFORE.get(bare_text(tokens[first : last + 1]), ())


def _meant_after_comma(tokens: Sequence[Token], first: int, last: int, name: str) -> bool:
    before = tokens[first - 1]
    if before.bare in _MEANT_AFTER_COMMA.get(name, ()):
        return True
    if name in _ANSWERS and before.raw.endswith("?") and tokens[last].stop:
        return True
    clause = _clause_before(tokens, first)
    return (name == "you know" and clause == ["if", "you", "know"]) or (
        name == "i mean" and clause[0] == "by"
    )


def _clause_before(tokens: Sequence[Token], place: int) -> list[str]:
    start = place - 1
    while start > 0 and not tokens[start - 1].comma:
        start -= 1
    return [token.bare for token in tokens[start:place]]


def _is_silence(token: Token, norms: Norms) -> bool:
    return token.silence_s is not None and round(token.silence_s, 3) >= norms.filler_gap_s
