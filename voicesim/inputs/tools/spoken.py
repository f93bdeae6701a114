"""What a recogniser heard as a conversation: who said which words, without the sounds it wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voicesim.inputs.sounds import without_sounds
from voicesim.inputs.tools.piece import Segment
from voicesim.inputs.tools.words import turns_of
from voicesim.inputs.transcript import Conversation, left_out
from voicesim.inputs.turns import MarkedWord, Passage, Turn
from voicesim.speech.words import Word


def conversation_of(segments: Sequence[Segment]) -> Conversation:
    """The turns in the segments, with a notice of what nobody said. Raises ValueError as `turns_of` does."""
    turns = turns_of(segments)
    spoken, sounds = without_sounds([_passage(turn) for turn in turns])
    kept = tuple(_turn(turn, passage) for turn, passage in zip(turns, spoken, strict=True))
    notices = tuple(left_out("Left out as not spoken", tuple(dict.fromkeys(sounds))))
    return Conversation(tuple(turn for turn in kept if turn.words), notices)


def _passage(turn: Turn) -> Passage:
    """The turn's words as a line in which each is told by its number."""
    line = tuple(MarkedWord(word.text, voice=str(number)) for number, word in enumerate(turn.words))
    return Passage((line,), turn.words[0].start_s, turn.words[-1].end_s)


def _turn(turn: Turn, passage: Passage) -> Turn:
    kept = [piece for line in passage.lines for piece in line]
    return replace(turn, words=tuple(_word(turn, piece) for piece in kept))


def _word(turn: Turn, piece: MarkedWord) -> Word:
    return replace(turn.words[int(piece.voice or 0)], text=piece.text)
