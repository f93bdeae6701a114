"""Which recogniser wrote a JSON document, and where in it the words are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeGuard

from voicesim.inputs.tools.piece import Segment, TimedText, is_timed, per_second, piece_of, text_of

KNOWN = "Whisper, whisper.cpp, WhisperX, faster-whisper, AssemblyAI, Deepgram, Vosk and transformers"
_DEEPEST = 3
_MARKS = ("[_", "<|")
"""How the tokens begin that Whisper uses for itself."""


def segments_in(document: object, depth: int = 0) -> list[Segment] | None:
    """What was said in the JSON of a recogniser; None for a document of another kind.

    A document that is wrapped in another object, or is the only one in a list, is found. Raises ValueError,
    saying what is wrong, for one whose kind is clear and that cannot be used.
    """
    if isinstance(document, list):
        return _listed(document, depth)
    if not isinstance(document, dict):
        return None
    for read in _FORMS:
        found = read(document)
        if found is not None:
            return found
    if depth == _DEEPEST:
        return None
    inside = [found for value in document.values() if (found := segments_in(value, depth + 1)) is not None]
    return _only(inside)


def is_part(document: dict[str, Any]) -> bool:
    """Whether this is one of many segments of a transcript rather than a whole one."""
    return is_timed(document) or _vosk(document) is not None


def are_parts(documents: Sequence[object]) -> bool:
    """Whether these are the segments of one transcript, with or without results in which nothing was said."""
    said = [item for item in documents if not (isinstance(item, dict) and _is_empty(item))]
    return bool(said) and all(isinstance(item, dict) and is_part(item) for item in said)


def _only(found: Sequence[list[Segment]]) -> list[Segment] | None:
    if len(found) > 1:
        raise ValueError(f"it holds {len(found)} transcripts; keep one, or put each into a file of its own")
    return found[0] if found else None


def _listed(items: list[Any], depth: int) -> list[Segment] | None:
    """Segments, utterances or words in a row, or one whole document."""
    said = [item for item in items if not (isinstance(item, dict) and _is_empty(item))]
    if _are_segments(said):
        return _segments(said)
    if said and all(isinstance(item, dict) for item in said):
        heard = [_vosk(item) for item in said]
        if all(found is not None for found in heard):
            return [segment for found in heard for segment in found or ()]
        return None if depth == _DEEPEST else _only(_known(said, depth))
    return None


def _known(items: Iterable[object], depth: int) -> list[list[Segment]]:
    return [found for item in items if (found := segments_in(item, depth + 1)) is not None]


def _is_empty(item: dict[str, Any]) -> bool:
    """Whether nothing was said in this result of Vosk: a part of one that comes later, or silence."""
    return "partial" in item or (item.get("text") == "" and "result" not in item and not is_timed(item))


def _are_segments(value: object) -> TypeGuard[list[dict[str, Any]]]:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and (text_of(item) is not None or item.get("words")) for item in value)
        and any(is_timed(item) or _are_words(item.get("words")) for item in value)
    )


def _are_words(value: object) -> TypeGuard[list[dict[str, Any]]]:
    return (
        isinstance(value, list)
        and all(isinstance(item, dict) and text_of(item) is not None for item in value)
        and any(is_timed(item) for item in value)
        and not any("words" in item for item in value)
    )


def _segments(items: list[dict[str, Any]]) -> list[Segment]:
    per_s = per_second([word for item in items for word in (_words_in(item) or (item,))])
    found = []
    for place, item in enumerate(items, 1):
        where = f"segment {place}"
        found.append(Segment(_piece(item, where, per_s), _pieces(_words_in(item), f"{where}, ", per_s)))
    return found


def _words_in(item: dict[str, Any]) -> list[dict[str, Any]]:
    words = item.get("words")
    return words if _are_words(words) else []


def _pieces(items: list[dict[str, Any]], where: str, per_s: float | None = None) -> tuple[TimedText, ...]:
    per_s = per_second(items) if per_s is None else per_s
    return tuple(_piece(item, f"{where}word {place}", per_s) for place, item in enumerate(items, 1))


def _piece(item: dict[str, Any], place: str, per_s: float = 1.0) -> TimedText:
    try:
        return piece_of(item, per_s)
    except ValueError as exc:
        raise ValueError(f"{place}: {exc}") from exc


def _text(document: dict[str, Any]) -> str:
    text = document.get("text")
    return text if isinstance(text, str) else ""


def _whisper(document: dict[str, Any]) -> list[Segment] | None:
    """OpenAI's Whisper and its many relatives: segments with words, words beside them, or segments alone."""
    segments, words = document.get("segments"), document.get("words")
    timed = segments if _are_segments(segments) else None
    if timed and any(_words_in(item) for item in timed):
        return _segments(timed)
    if _are_words(words):
        return [Segment(TimedText(_text(document)), _pieces(words, ""))]
    return _segments(timed) if timed else None


def _whisperx(document: dict[str, Any]) -> list[Segment] | None:
    words = document.get("word_segments")
    return [Segment(TimedText(""), _pieces(words, ""))] if _are_words(words) else None


def _whisper_cpp(document: dict[str, Any]) -> list[Segment] | None:
    lines = document.get("transcription")
    if lines == []:
        return []
    if not _are_segments(lines):
        return None
    found = []
    for place, line in enumerate(lines, 1):
        tokens = line.get("tokens")
        spoken = [token for token in tokens if not _is_mark(token)] if isinstance(tokens, list) else []
        where = f"segment {place}"
        words = _pieces(spoken, f"{where}, ") if spoken and all(map(is_timed, spoken)) else ()
        found.append(Segment(_piece(line, where), words))
    return found


def _is_mark(token: object) -> bool:
    return isinstance(token, dict) and (text_of(token) or "").startswith(_MARKS)


def _transformers(document: dict[str, Any]) -> list[Segment] | None:
    chunks = document.get("chunks")
    return _segments(chunks) if _are_segments(chunks) else None


def _utterances(document: dict[str, Any]) -> list[Segment] | None:
    utterances = document.get("utterances")
    return _segments(utterances) if _are_segments(utterances) else None


def _deepgram(document: dict[str, Any]) -> list[Segment] | None:
    results = document.get("results")
    channels = results.get("channels") if isinstance(results, dict) else None
    if not isinstance(channels, list):
        return None
    firsts = [_first(channel) for channel in channels]
    spoken = [words for first in firsts if _are_words(words := first.get("words"))]
    if len(spoken) > 1:
        raise ValueError(f"it has words in {len(spoken)} channels; keep the one in which the answer is")
    if not spoken and any(first.get("transcript") for first in firsts):
        raise ValueError("it has no words with times; ask Deepgram for them")
    return [Segment(TimedText(""), _pieces(spoken[0], ""))] if spoken else []


def _first(channel: object) -> dict[str, Any]:
    """The likeliest of what a channel or a result may say."""
    alternatives = channel.get("alternatives") if isinstance(channel, dict) else None
    first = alternatives[0] if isinstance(alternatives, list) and alternatives else None
    return first if isinstance(first, dict) else {}


def _vosk(document: dict[str, Any]) -> list[Segment] | None:
    first = document if "result" in document else _first(document)
    words = first.get("result")
    if not _are_words(words):
        return None
    return [Segment(TimedText(_text(first)), _pieces(words, ""))]


def _vosk_transcriber(document: dict[str, Any]) -> list[Segment] | None:
    monologues = document.get("monologues")
    if not isinstance(monologues, list) or not monologues:
        return None
    terms = [item.get("terms") if isinstance(item, dict) else None for item in monologues]
    said = [each for each in terms if _are_words(each)]
    return [Segment(TimedText(""), _pieces(each, "")) for each in said] if len(said) == len(terms) else None


def _alone(document: dict[str, Any]) -> list[Segment] | None:
    """One segment that is all there is."""
    return _segments([document]) if is_timed(document) else None


_FORMS: tuple[Callable[[dict[str, Any]], list[Segment] | None], ...] = (
    _whisper,
    _whisper_cpp,
    _transformers,
    _deepgram,
    _utterances,
    _whisperx,
    _vosk,
    _vosk_transcriber,
    _alone,
)
