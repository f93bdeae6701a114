"""espeak-ng's phonemes, with the marks that a voice needs for its pauses and its tone."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from voicesim.errors import VoiceError
from voicesim.speech.neural.phonemes import ids

TABLE = {"^": (1,), "_": (0,), "$": (2,), "a": (7,), "\N{COMBINING TILDE}": (8, 9)}

READ = """
import json, sys
from voicesim.speech.neural.phonemes import Phonemizer
phonemizer = Phonemizer("en-us")
print(json.dumps([list(phonemizer.sentences(text)) for text in json.loads(sys.argv[1])]))
"""


def sentences(*texts: str) -> list[list[str]]:
    """In a process of its own: espeak-ng moves the directory of the one that it is in."""
    command = [sys.executable, "-c", READ, json.dumps(texts)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    read: list[list[str]] = json.loads(done.stdout)
    return read


def test_a_sentence_begins_ends_and_has_a_pad_after_each_phoneme() -> None:
    assert ids("aa", TABLE) == [1, 0, 7, 0, 7, 0, 2]


def test_letters_with_accents_are_taken_apart_as_tables_have_them() -> None:
    assert ids("ã", TABLE) == [1, 0, 7, 0, 8, 9, 0, 2]


def test_what_the_table_lacks_is_named_once() -> None:
    with pytest.raises(VoiceError, match="does not know b c, so"):
        ids("abbac", TABLE)


@pytest.mark.skipif(sys.platform != "linux", reason="espeak-ng comes with the package on Linux only")
def test_texts_are_read_with_their_marks() -> None:
    assert sentences(
        "Why? You did: he, too; go!",
        "No — “yes.” (Well.)",
        "At 10:30, 3.5 of us...",
        "the U.S. market",
        "go?!",
        "",
        "...",
        " - ",
    ) == [
        ["wˈaɪ?", "juː dˈɪd: hiː, tˈuː; ɡˈoʊ!"],
        ["nˈoʊ, jˈɛs.", "wˈɛl."],
        ["æt tˈɛn θˈɜːɾi, θɹˈiː pɔɪnt fˈaɪv ʌv ˌʌs."],
        ["ðə jˌuːˈɛs mˈɑːɹkɪt"],
        ["ɡˈoʊ?"],
        [],
        [],
        [],
    ]
