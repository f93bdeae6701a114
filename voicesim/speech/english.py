"""Whether a text is English, by the small words of it and of its neighbours."""

from __future__ import annotations

import re

_ENGLISH = """and any are been by can could did does for from had has have how if into its of our than that
    the their them then there they this up us were what when where which who why with would you your tell
    about"""
_OTHERS = """der das den dem des und ist sie ihr ihre wir ein eine einer einem einen nicht wie für auf von
    zu warum welche war haben wurde le la les une est et que qui vous nous pour dans avec avez
    votre moi quoi pourquoi sur el los las una por qué cómo como para usted su cuando del il che di
    gli nel perché lo della um uma não você os het een met je waarom hoe en voor om och att det som
    är på och nie"""
_SMALL = frozenset(_ENGLISH.split())
_FOREIGN = frozenset(_OTHERS.split())


def looks_english(text: str) -> bool:
    """False where another language's small words outnumber the English ones, or letters do."""
    letters = [char for char in text if char.isalpha()]
    if letters and sum(ord(char) > 0x24F for char in letters) > len(letters) / 2:
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in _FOREIGN for word in words) <= sum(word in _SMALL for word in words)
