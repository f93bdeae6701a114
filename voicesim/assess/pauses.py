"""Where in a sentence a silence falls: a breath between two thoughts, or a thought that broke off."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.assessment import Gap, PausePlace, PlacedPause
from voicesim.assess.tokens import Token, tokenize
from voicesim.speech.words import Word

_QUOTED_WORDS = 4


def place_pauses(pauses: Sequence[Gap], words: Sequence[Word]) -> tuple[PlacedPause, ...]:
    """Each pause with its place, judged by the punctuation of the last word that began before it.

    Word times may run into the silence on either side, so a word belongs before the pause when its middle
    lies before the pause's middle. Nothing is placed where the words have no times.
    """
    tokens = [token for token in tokenize(words) if token.start_s is not None]
    return tuple(_place(pause, tokens) for pause in pauses) if tokens else ()


def _place(pause: Gap, tokens: Sequence[Token]) -> PlacedPause:
    middle_s = (pause.start_s + pause.end_s) / 2
    before = [token for token in tokens if (token.start_s or 0.0) + (token.end_s or 0.0) <= 2 * middle_s]
    after = " ".join(token.raw for token in before[-_QUOTED_WORDS:]).rstrip(",;:.!?…—–-")
    if not before or before[-1].stop:
        return PlacedPause(pause.start_s, pause.end_s, "between sentences", after)
    place: PausePlace = "between clauses" if before[-1].comma else "inside a clause"
    return PlacedPause(pause.start_s, pause.end_s, place, after)
