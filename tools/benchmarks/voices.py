"""Is what is heard what is written? Voices read questions, Whisper writes them down: words wrong, speed."""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voicesim.audio.files import read_audio
from voicesim.bank.load import builtin_banks, load_bank
from voicesim.speech.activity import speech_spans
from voicesim.speech.choose_voice import choose_voice
from voicesim.speech.models import find_model
from voicesim.speech.speakable import speakable
from voicesim.speech.speaker import Speaker
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.word_error_rate import edit_distance, normalise

SEED = 1


@dataclass(frozen=True, slots=True)
class Read:
    """One text read aloud and written down again; times in seconds of sound, of waiting, of both cores."""

    written: str
    heard: str
    sound_s: float
    took_s: float
    work_s: float

    @property
    def wrong(self) -> int:
        return edit_distance(normalise(self.written), normalise(self.heard))

    @property
    def words(self) -> int:
        return len(normalise(self.written))


def main() -> None:
    options = _options()
    names = options.bank or builtin_banks()
    texts = [speakable(question.prompt) for name in names for question in load_bank(name).questions]
    if options.count:
        texts = random.Random(SEED).sample(texts, min(options.count, len(texts)))
    model = find_model(options.model)
    transcriber = WhisperTranscriber(model.directory, model.name)
    print(f"{len(texts)} questions of {', '.join(names)}, written down by {model.name}")
    print("| voice | words | wrong | words per minute | wait per s of sound | work per s |")
    print("|---|---|---|---|---|---|")
    for voice in options.voice:
        with tempfile.TemporaryDirectory() as folder:
            speaker = choose_voice(voice, options.rate, Path(folder)).speaker
            reads = [_read(text, speaker, transcriber) for text in texts]
        print(_row(voice, reads), flush=True)
        for each in reads if options.errors else ():
            if each.wrong:
                print(f"  {each.wrong}: {each.written}\n     {each.heard}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("voice", nargs="+", help="voices as for voicesim practice --voice")
    parser.add_argument("--bank", action="append", help="a built-in bank, may be repeated; all without it")
    parser.add_argument("--count", type=int, default=0, help="so many questions, drawn by chance; 0 for all")
    parser.add_argument("--model", default="tiny.en", help="the speech model")
    parser.add_argument("--rate", type=int, default=165, help="words per minute")
    parser.add_argument("--errors", action="store_true", help="show what was heard wrongly")
    return parser.parse_args()


def _read(text: str, speaker: Speaker, transcriber: WhisperTranscriber) -> Read:
    start_s, before_s = time.monotonic(), _work_s()
    sound = read_audio(speaker.render(text))
    took_s, work_s = time.monotonic() - start_s, _work_s() - before_s
    heard = transcriber.transcribe(sound.samples, speech_spans(sound.samples))
    return Read(text, " ".join(w.text for w in heard.words), sound.duration_s, took_s, work_s)


def _work_s() -> float:
    """What the processes that speak have used of all cores."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _row(voice: str, reads: Sequence[Read]) -> str:
    words, wrong = sum(each.words for each in reads), sum(each.wrong for each in reads)
    sound_s = sum(each.sound_s for each in reads)
    took, work = (sum(getattr(each, name) for each in reads) / sound_s for name in ("took_s", "work_s"))
    share = f"{wrong} ({100 * wrong / words:.1f} %)"
    return f"| {voice} | {words} | {share} | {60 * words / sound_s:.0f} | {took:.2f} s | {work:.2f} s |"


if __name__ == "__main__":
    main()
