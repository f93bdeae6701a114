"""From a text to the numbers that a voice was taught: espeak-ng's phonemes by the voice's own table.

Only for the process that speaks: espeak-ng is one state for a whole process, and moves its directory.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import unicodedata
from collections.abc import Iterator, Mapping

from voicesim.errors import VoiceError
from voicesim.speech.espeak import load_bundled_espeak

BEGIN, END, PAD = "^", "$", "_"
"""How Piper's tables name the start, the end, and what stands between any two phonemes."""

MARKS = {"…": ".", "—": ","}
"""The marks that voices know are . ? ! , ; and :, and these are read like them; a dash is a pause, too."""

_CLOSED = r"(?=[\"'”’)\]]*(?:\s|$))"
_MARK = re.compile(rf"((?:[?!,;:…]|\.(?!\s+[a-z]))[.?!]*){_CLOSED}|\s[-–—]+(?=\s)|—")
"""A full stop before a small letter ends an abbreviation, and no sentence."""

_LANGUAGE = re.compile(r"\([a-z-]+\)")
"""What espeak-ng writes where it reads a word as of another language."""

RETRIEVAL, DONT_EXIT, UTF8, IPA = 1, 0x8000, 1, 2


class Phonemizer:
    """espeak-ng as a reader of one language; one for a process."""

    def __init__(self, language: str) -> None:
        """Raises VoiceError where there is no espeak-ng, or it does not know the language."""
        self._library = _library()
        if self._library.espeak_Initialize(RETRIEVAL, 0, None, DONT_EXIT) < 0:
            raise VoiceError("espeak-ng does not start: its data is missing; install espeakng-loader again.")
        if self._library.espeak_SetVoiceByName(language.encode()):
            raise VoiceError(f"espeak-ng does not know the language {language!r:.30} of this voice.")
        self._phonemes = self._library.espeak_TextToPhonemes
        self._phonemes.restype = ctypes.c_char_p
        self._phonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]

    def sentences(self, text: str) -> Iterator[str]:
        """The phonemes of each sentence, with the marks at which a voice pauses or changes its tone."""
        read = ""
        for words, mark in _clauses(text):
            if phonemes := self._read(words):
                read += f"{' ' if read else ''}{phonemes}{mark}"
            if read and mark in (".", "?", "!"):
                yield read
                read = ""
        if read:
            yield read

    def _read(self, words: str) -> str:
        kept = ctypes.create_string_buffer(words.encode())
        rest = ctypes.c_void_p(ctypes.addressof(kept))
        parts = []
        while rest.value:  # it reads as far as it likes, and says from where to go on
            parts.append((self._phonemes(ctypes.byref(rest), UTF8, IPA) or b"").decode())
        return " ".join(_LANGUAGE.sub("", " ".join(parts)).split())


def ids(phonemes: str, table: Mapping[str, tuple[int, ...]]) -> list[int]:
    """The numbers of a sentence. Raises VoiceError for sounds that the voice was never taught."""
    signs = unicodedata.normalize("NFD", phonemes)
    missing = dict.fromkeys(sign for sign in (BEGIN, PAD, END, *signs) if sign not in table)
    if missing:
        raise VoiceError(f"This voice does not know {' '.join(missing)}, so it cannot read this text.")
    numbers = [*table[BEGIN], *table[PAD]]
    for sign in signs:
        numbers += [*table[sign], *table[PAD]]
    return [*numbers, *table[END]]


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """What is read in one go, and the mark after it; "" where there is none."""
    begin = 0
    for found in _MARK.finditer(text):
        yield text[begin : found.start()], _sounding(found[1] or "—")
        begin = found.end()
    yield text[begin:], ""


def _sounding(marks: str) -> str:
    first = "?" if "?" in marks else marks[0]
    return MARKS.get(first, first)


def _library() -> ctypes.CDLL:
    library = load_bundled_espeak()
    if library is not None:
        return library
    name = ctypes.util.find_library("espeak-ng")
    if name is None:
        raise VoiceError("Neural voices need espeak-ng here: install it with `pip install espeakng-loader`.")
    return ctypes.CDLL(name)
