"""Is what is heard what is written? Voices read questions, Whisper writes them down: words wrong, speed."""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
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

AMERICAN = (
    (re.compile(r"\b(behavi|col|fav|hon|lab|neighb|rum)our"), r"\1or"),
    (re.compile(r"\b(\w{4,})is(e[sd]?|ing|ation)\b"), r"\1iz\2"),
    (re.compile(r"\b(travel|cancel|label|model)l(?=e|i)"), r"\1"),
    (re.compile(r"\b(catalog)ue|\b(program)me"), r"\1\2"),
    (re.compile(r"\b(licen|defen)ce"), r"\1se"),
    (re.compile(r"\b(cent|met|theat)re"), r"\1er"),
)
"""Whisper writes American English; to the ear there is no difference."""


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
        return edit_distance(*compared(self.written, self.heard))

    @property
    def words(self) -> int:
        return len(normalise(self.written))


def main() -> None:
    options = _options()
    names = options.bank or builtin_banks()
    texts = [text for name in names for text in read_out(name, options.probes, options.together)]
    if options.count:
        texts = random.Random(SEED).sample(texts, min(options.count, len(texts)))
    model = find_model(options.model)
    transcriber = WhisperTranscriber(model.directory, model.name, threads=options.threads)
    print(f"{len(texts)} readings of {', '.join(names)}, written down by {model.name}")
    print("| voice | what | readings | words | wrong | words per minute | wait per s of sound | work per s |")
    print("|---|---|---|---|---|---|---|---|")
    for voice in options.voice:
        known = kept(options.keep, voice)
        reads = []
        with tempfile.TemporaryDirectory() as folder:
            chosen = choose_voice(voice, options.rate, Path(folder))
            if chosen.missing:
                raise SystemExit(chosen.missing)
            for kind, text in texts:
                read = known.get(text) or keep(options.keep, voice, _read(text, chosen.speaker, transcriber))
                reads.append((kind, read))
        for kind in dict.fromkeys(kind for kind, _ in texts):
            print(_row(f"{voice} | {kind}", [read for of, read in reads if of == kind]), flush=True)
        for _, each in reads if options.errors else ():
            if each.wrong:
                print(f"  {each.wrong}: {each.written}\n     {each.heard}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("voice", nargs="+", help="voices as for voicesim practice --voice")
    parser.add_argument("--bank", action="append", help="a built-in bank, may be repeated; all without it")
    parser.add_argument("--probes", action="store_true", help="the probes of the key points, too")
    parser.add_argument("--count", type=int, default=0, help="so many texts, drawn by chance; 0 for all")
    parser.add_argument("--together", type=int, default=1, help="so many texts in one go, which is quicker")
    parser.add_argument("--model", default="tiny.en", help="the speech model")
    parser.add_argument("--threads", type=int, help="of the speech model; as many as suit it without this")
    parser.add_argument("--rate", type=int, default=165, help="words per minute")
    parser.add_argument("--errors", action="store_true", help="show what was heard wrongly")
    parser.add_argument(
        "--keep", type=Path, help="a file that takes what was heard; a second run goes on with it"
    )
    return parser.parse_args()


def read_out(bank: str, probes: bool, together: int) -> Iterator[tuple[str, str]]:
    """What an interviewer reads of a bank: its kind, and the text as the voice has it, so many in one go."""
    questions = load_bank(bank).questions
    asked = [speakable(question.prompt) for question in questions]
    probed = [speakable(point.probe) for question in questions for point in question.key_points]
    for kind, texts in (("questions", asked), ("probes", probed if probes else [])):
        for first in range(0, len(texts), together):
            yield kind, " ".join(texts[first : first + together])


def compared(written: str, heard: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both texts as words in American spelling, and two words that the other text writes as one as one:
    "trade off" is "tradeoff"."""
    said, found = normalise(_american(written)), normalise(_american(heard))
    return _joined(said, found), _joined(found, said)


def _american(text: str) -> str:
    for pattern, spelt in AMERICAN:
        text = pattern.sub(spelt, text)
    return text


def _joined(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    done: list[str] = []
    for word in words:
        if done and done[-1] + word in others and (done[-1] not in others or word not in others):
            done[-1] += word
        else:
            done.append(word)
    return tuple(done)


def kept(file: Path | None, voice: str) -> dict[str, Read]:
    """What this voice read in runs before, by its text."""
    lines = file.read_text("utf-8").splitlines() if file and file.is_file() else ()
    rows = [json.loads(line) for line in lines]
    return {row["written"]: Read(**row) for row in rows if row.pop("voice") == voice}


def keep(file: Path | None, voice: str, read: Read) -> Read:
    if file:
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"voice": voice, **asdict(read)}) + "\n")
    return read


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


def _row(name: str, reads: Sequence[Read]) -> str:
    words, wrong = sum(each.words for each in reads), sum(each.wrong for each in reads)
    sound_s = sum(each.sound_s for each in reads)
    took, work = (sum(getattr(each, of) for each in reads) / sound_s for of in ("took_s", "work_s"))
    share = f"{wrong} ({100 * wrong / words:.1f} %)"
    pace = f"{60 * words / sound_s:.0f}"
    return f"| {name} | {len(reads)} | {words} | {share} | {pace} | {took:.2f} s | {work:.2f} s |"


if __name__ == "__main__":
    main()
