"""Windows to train on: sentences with pauses, cut where voice activity or a window's end would cut them."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from training.demo_model.noises import Noises
from training.demo_model.recordings import Library, Recording
from training.demo_model.vocabulary import Vocabulary

FULL_WINDOW = 1_000  # mel frames: 10 s
IGNORE = -100
NOTHING_SPOKEN = -10.0
_PROMPTS = ("Um, uh, hmm, er, ah.", "Um, uh, er, hmm.", "Um, uh, you know.", "Umm, let me think like, hmm...")
_SLACK = 3  # encoder frames (20 ms) that attention may look beside a word


@dataclass(frozen=True, slots=True)
class Window:
    """Normalised mel [80, frames], decoder tokens with labels, phoneme classes and where tokens are heard.

    `spans` holds for every label the first and last encoder frame of its word, or (-1, -1).
    """

    mel: np.ndarray
    tokens: list[int]
    labels: list[int]
    spans: list[tuple[float, float]]
    phonemes: np.ndarray


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one recording: the text, and its first and last mel frame within the recording."""

    index: int
    text: str
    first: int
    last: int


class Phonemes:
    """Classes for the phoneme names; class 0 is silence, or a name never seen."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._classes = {name: number for number, name in enumerate(names, start=1)}

    @classmethod
    def of(cls, recordings: list[Recording]) -> Phonemes:
        names = {name for recording in recordings for _, name in recording.phonemes}
        return cls(sorted(name for name in names if name and not name.startswith("_")))

    def __len__(self) -> int:
        return len(self.names) + 1

    def frames(self, recording: Recording) -> np.ndarray:
        """The class of every 20 ms of a recording."""
        classes = np.zeros((recording.frames + 1) // 2, np.int64)
        ends = [start for start, _ in recording.phonemes[1:]] + [recording.frames]
        for (start, name), end in zip(recording.phonemes, ends, strict=True):
            classes[max(0, round(start / 2)) : max(0, round(end / 2))] = self._classes.get(name, 0)
        return classes


class WindowMaker:
    """Makes windows at random from a library of recordings."""

    def __init__(
        self, library: Library, vocabulary: Vocabulary, phonemes: Phonemes, noises: Noises, seed: int
    ) -> None:
        self._library, self._vocabulary, self._phonemes, self._noises = library, vocabulary, phonemes, noises
        self._rng = random.Random(seed)
        self._cuts = [self._pauses(recording) for recording in library.recordings]

    @staticmethod
    def _pauses(recording: Recording) -> list[tuple[int, int]]:
        """(word, first frame of the silence before it) for words that follow a pause inside the sentence."""
        silences = [start for start, name in recording.phonemes if name.startswith("_")]
        cuts = []
        for number, (_, _, start) in enumerate(recording.words):
            before = [silence for silence in silences if start - 60 < silence < start - 8]
            if number and before:
                cuts.append((number, round(max(before))))
        return cuts

    def window(self, frames: int = FULL_WINDOW) -> Window:
        """A window of `frames` mel frames; the longest kind also has speech cut off at its end."""
        draw = self._rng.random()
        if draw < 0.06:
            return self._silent(frames)
        if frames == FULL_WINDOW and draw < 0.3:
            return self._running(frames)
        return self._stretch(frames)

    def _silent(self, frames: int) -> Window:
        vocabulary, mel = self._vocabulary, np.full((frames, 80), NOTHING_SPOKEN, np.float32)
        heard = self._rng.randint(30, frames)
        reference = self._rng.uniform(-6, 1)
        if self._rng.random() < 0.9:
            self._add_floor(mel[:heard], reference)
        self._add_events(mel[:heard], reference + self._rng.uniform(-2, 2), chance=0.5)
        first = vocabulary.no_timestamps if self._rng.random() < 0.4 else vocabulary.first_timestamp
        tokens = [vocabulary.start, first, vocabulary.end]
        labels = [vocabulary.no_speech, vocabulary.end]
        return self._finished(mel, heard, tokens, labels, [(-1.0, -1.0)] * 2, np.zeros(frames // 2, np.int64))

    def _stretch(self, frames: int) -> Window:
        """Speech between two pauses that fits into the window."""
        rng = self._rng
        room = rng.randint(120, frames - 10) if rng.random() < 0.4 else frames - 10
        index = rng.randrange(len(self._library.recordings))
        at, placed = rng.randint(0, 45), []
        piece: Piece | None = self._piece(index, from_pause=rng.random() < 0.3, until=room - at)
        while piece is not None:
            placed.append((at, piece))
            at += piece.last - piece.first + self._gap()
            index += 1
            if not self._follows(index) or rng.random() < 0.1:
                break
            piece = self._piece(index, from_pause=False, until=room - at)
        if not placed:
            return self._stretch(frames)
        last_at, last = placed[-1]
        heard = min(frames, last_at + last.last - last.first + rng.choice((0, 0, rng.randint(0, 60))))
        return self._assembled(frames, heard, placed, None)

    def _running(self, frames: int) -> Window:
        """Speech that goes on beyond the window: the sentence or clause cut off is announced, not written."""
        rng = self._rng
        index = rng.randrange(len(self._library.recordings))
        at, cut_at = rng.randint(0, 60), None
        placed: list[tuple[int, Piece]] = []
        while at < frames - 20:
            whole = self._piece(index, from_pause=not placed and rng.random() < 0.4, until=10**6)
            if whole is None:
                break
            if at + whole.last - whole.first > frames - 5:
                part = (
                    self._piece(index, from_pause=False, until=frames - 5 - at) if whole.first == 0 else None
                )
                if part is not None and part.last > part.first:
                    placed.append((at, part))
                    at += part.last - part.first + 8
                    whole = Piece(index, "", part.last + 8, whole.last)
                cut_at = (at, whole) if at < frames - 5 else None
                break
            placed.append((at, whole))
            at += whole.last - whole.first + self._gap()
            index = index + 1 if self._follows(index + 1) else rng.randrange(len(self._library.recordings))
        return self._assembled(frames, frames, placed, cut_at) if placed else self._stretch(frames)

    def _follows(self, index: int) -> bool:
        recordings = self._library.recordings
        return index < len(recordings) and recordings[index].passage == recordings[index - 1].passage

    def _gap(self) -> int:
        """Frames between two sentences: mostly short, at times seconds."""
        return round(100 * min(6.0, 0.12 + self._rng.lognormvariate(-1.0, 0.8)))

    def _piece(self, index: int, from_pause: bool, until: int) -> Piece | None:
        """A recording, or its part from a pause on, or as much up to a pause as `until` frames hold."""
        recording, cuts, rng = self._library.recordings[index], self._cuts[index], self._rng
        if not recording.words:
            return None
        first, character = 0, 0
        if from_pause and cuts:
            number, silence = rng.choice(cuts)
            character, start = recording.words[number][0], round(recording.words[number][2])
            first = rng.randint(min(silence + 4, start - 3), start - 3)
        if recording.frames - first <= until and rng.random() < 0.93:
            return Piece(index, recording.text[character:], first, recording.frames)
        ends = [
            (number, silence)
            for number, silence in cuts
            if first + 40 < silence and silence + 4 - first <= until
        ]
        if not ends:
            fits = recording.frames - first <= until
            return Piece(index, recording.text[character:], first, recording.frames) if fits else None
        number, silence = rng.choice(ends) if rng.random() < 0.3 else ends[-1]
        latest = max(silence + 4, round(recording.words[number][2]) - 4)
        last = min(rng.randint(silence + 4, latest), first + until)
        return Piece(index, recording.text[character : recording.words[number][0]].strip(), first, last)

    def _assembled(
        self, frames: int, heard: int, placed: list[tuple[int, Piece]], cut: tuple[int, Piece] | None
    ) -> Window:
        vocabulary, rng = self._vocabulary, self._rng
        mel = np.full((frames, 80), NOTHING_SPOKEN, np.float32)
        phonemes = np.zeros(frames // 2, np.int64)
        timed = rng.random() < 0.7
        tokens, spans = [] if timed else [vocabulary.no_timestamps], [] if timed else [(-1.0, -1.0)]
        level = rng.uniform(-1.6, 0.3)
        for at, piece in [*placed, *([cut] if cut else [])]:
            self._lay(mel, phonemes, at, piece, level)
        for at, piece in placed:
            ids, heard_at = self._spoken(piece, at)
            start, end = at / 2, (at + piece.last - piece.first) / 2
            if timed:
                ids = [vocabulary.timestamp(at), *ids, vocabulary.timestamp(min(frames, 2 * end))]
                heard_at = [(start - 6, start + 6), *heard_at, (end - 6, end + 6)]
            tokens += ids
            spans += heard_at
        if cut and timed:
            tokens.append(vocabulary.timestamp(cut[0]))
            spans.append((cut[0] / 2 - 6, cut[0] / 2 + 6))
        elif cut:
            return self._stretch(frames)
        reference = float(mel.max())
        if rng.random() < 0.7:
            self._add_floor(mel[:heard], reference - rng.uniform(2, 8))
        self._add_events(mel[:heard], reference - rng.uniform(0.7, 3), chance=0.12)
        labels = [*tokens, vocabulary.end]
        spans = [*spans, (-1.0, -1.0)]
        if not timed:
            labels[0] = IGNORE
        prompt = self._prompt()
        tokens = [*prompt, vocabulary.start, *tokens, vocabulary.end]
        labels = [IGNORE] * len(prompt) + labels
        spans = [(-1.0, -1.0)] * len(prompt) + spans
        return self._finished(mel, heard, tokens, labels, spans, phonemes)

    def _prompt(self) -> list[int]:
        """At times a prompt before the transcript, as a caller may give one."""
        draw = self._rng.random()
        if draw > 0.06:
            return []
        recordings = self._library.recordings
        text = (
            self._rng.choice(_PROMPTS)
            if draw < 0.03
            else recordings[self._rng.randrange(len(recordings))].text
        )
        return [self._vocabulary.previous, *self._vocabulary.tokenizer.encode(" " + text).ids]

    def _lay(self, mel: np.ndarray, phonemes: np.ndarray, at: int, piece: Piece, level: float) -> None:
        sound = self._library.frames(piece.index)[piece.first : piece.last][: len(mel) - at]
        mel[at : at + len(sound)] = np.maximum(sound + level, NOTHING_SPOKEN)
        classes = self._phonemes.frames(self._library.recordings[piece.index])[
            piece.first // 2 : piece.last // 2
        ]
        classes = classes[: len(phonemes) - at // 2]
        phonemes[at // 2 : at // 2 + len(classes)] = classes

    def _spoken(self, piece: Piece, at: int) -> tuple[list[int], list[tuple[float, float]]]:
        """The tokens of a piece, and for each the encoder frames of its share of the word."""
        recording = self._library.recordings[piece.index]
        encoding = self._vocabulary.tokenizer.encode(" " + piece.text)
        shift = recording.text.find(piece.text) - 1  # the offsets count the blank in front
        starts = [start for _, _, start in recording.words[1:]] + [recording.frames]
        spans, word = [], 0
        for begin, end in encoding.offsets:
            begin, end = max(0, begin + shift), end + shift
            while word + 1 < len(recording.words) and recording.words[word + 1][0] <= max(begin, end - 1):
                word += 1
            character, length, start = recording.words[word]
            stop, length = min(starts[word], start + 12 * max(3, length)), max(1, length)
            share = [min(1.0, max(0.0, (edge - character) / length)) for edge in (begin, end)]
            low, high = (start + part * (stop - start) - piece.first + at for part in share)
            spans.append((low / 2 - _SLACK, high / 2 + _SLACK))
        return encoding.ids, spans

    def _add_floor(self, mel: np.ndarray, loudest: float) -> None:
        floor = self._rng.choice(self._noises.floors)
        start = self._rng.randrange(len(floor) - len(mel)) if len(floor) > len(mel) else 0
        self._add(mel, floor[start : start + len(mel)] + loudest)

    def _add_events(self, mel: np.ndarray, loudest: float, chance: float) -> None:
        while self._rng.random() < chance:
            event = self._rng.choice(self._noises.events)
            at = self._rng.randrange(len(mel))
            self._add(mel[at : at + len(event)], event[: len(mel) - at] + loudest + self._rng.uniform(-1, 0))

    @staticmethod
    def _add(mel: np.ndarray, other: np.ndarray) -> None:
        """Add powers given as log10, in place."""
        scale = np.float32(np.log(10))
        mel[:] = np.logaddexp(mel * scale, other.astype(np.float32) * scale) / scale

    def _finished(
        self,
        mel: np.ndarray,
        heard: int,
        tokens: list[int],
        labels: list[int],
        spans: list[tuple[float, float]],
        phonemes: np.ndarray,
    ) -> Window:
        """Normalise as Whisper does; beyond what was heard there are the zeros that pad a window."""
        loudest = mel[:heard].max() + (self._rng.uniform(0, 0.8) if self._rng.random() < 0.4 else 0.0)
        mel = (np.maximum(mel, loudest - 8.0) + 4.0) / 4.0
        mel[heard:] = 0.0
        if self._rng.random() < 0.3:
            band = self._rng.randrange(72)
            mel[:heard, band : band + self._rng.randint(1, 8)] = mel[:heard].mean()
        return Window(np.ascontiguousarray(mel.T), tokens[:-1], labels, spans, phonemes)
