"""How many words are wrong of what real people say, and of their ums, beside plain faster-whisper.

    scripts/bench people [FOLDER] [--model MODEL] [--keep FILE]

Over a folder of recordings with a manifest (its lines: tools/benchmarks/people_recordings.py); without one
over that of VOICESIM_PEOPLE, or a folder `people` in one beside the checkout. Plain faster-whisper has the
same weights and threads, and its own settings: the whole file at once. Ums are left out where words are
counted, on both sides, and are compared by themselves where the text of a recording has them. Where a
reference has times, the starts and ends of the words that both have are compared, with one speaker the pauses
of half a second and more with those that voice activity finds, and words are counted that are written where
for a second and more nobody says one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ctranslate2 import set_random_seed
from faster_whisper import WhisperModel

from tools.benchmarks.live_one import BANK
from tools.benchmarks.markdown import head, row
from tools.benchmarks.people_recordings import Recording, people_folder, read_recordings
from tools.benchmarks.people_scores import Score, score, total
from tools.benchmarks.people_times import Times, read_times, spread_ms, times
from voicesim.audio.clip import Samples
from voicesim.bank.load import load_bank
from voicesim.cli.render.progress import progress_over
from voicesim.errors import VoicesimError
from voicesim.speech.activity import speech_spans
from voicesim.speech.engine import COMPUTE_TYPE, default_threads
from voicesim.speech.models import Model, find_model
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.words import SpeechSpan, Word

NAMES = ("voicesim", "faster-whisper")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was written down; words with times and spans of speech where there are any."""

    text: str
    words: tuple[Word, ...] = ()
    spans: tuple[SpeechSpan, ...] = ()


Hear = Callable[[Samples], Heard]


def voicesim_hears(model: Model) -> Hear:
    """As in an interview, told the words of its bank."""
    transcriber = WhisperTranscriber(model.directory, model.name, load_bank(BANK).vocabulary)

    def hear(samples: Samples) -> Heard:
        spans = speech_spans(samples)
        written = transcriber.transcribe(samples, spans)
        return Heard(written.text, written.words, tuple(spans))

    return hear


def plain_hears(model: Model) -> Hear:
    """faster-whisper by its own settings; its second tries, which draw lots, draw the same ones each time."""
    threads = default_threads((model.directory / "model.bin").stat().st_size)
    plain: Any = WhisperModel(
        str(model.directory), device="cpu", compute_type=COMPUTE_TYPE, cpu_threads=threads
    )

    def hear(samples: Samples) -> Heard:
        set_random_seed(1)
        segments, _ = plain.transcribe(samples, language="en")
        return Heard(" ".join(segment.text.strip() for segment in segments))

    return hear


def heard_by(one: Recording, ways: Sequence[Hear]) -> tuple[Heard, ...]:
    """What each way writes down."""
    samples = one.samples()
    return tuple(hear(samples) for hear in ways)


def scored(one: Recording, heard: Sequence[Heard]) -> tuple[Score, ...]:
    return tuple(score(one.text, each.text, ums_kept=one.ums_kept) for each in heard)


def timed(one: Recording, heard: Heard) -> Times:
    """Nothing for a recording whose words have no times."""
    return times(read_times(one.word_times), heard.words, heard.spans) if one.word_times else Times()


def table(recordings: Sequence[Recording], scores: Sequence[tuple[Score, ...]]) -> str:
    """Words by group, then ums, ours beside plain faster-whisper's."""
    by_group: dict[str, list[tuple[Score, ...]]] = {}
    for one, both in zip(recordings, scores, strict=True):
        by_group.setdefault(one.group, []).append(both)
    lines = [head(("group", "recordings", "words", "voicesim, wrong", "faster-whisper, wrong"))]
    for group, found in [*sorted(by_group.items()), ("all", list(scores))]:
        ours, plain = (total(way) for way in zip(*found, strict=True))
        cells = (group, str(len(found)), str(ours.words), _rate(ours), _rate(plain))
        lines.append(row(cells))
    lines += ["", head(("ums", "said", "written", "right", "precision", "recall"))]
    for name, way in zip(NAMES, zip(*scores, strict=True), strict=True):
        lines.append(row((name, *_ums(total(way)))))
    return "\n".join(lines)


def times_table(recordings: Sequence[Recording], found: Sequence[Times]) -> str:
    """By group, of the recordings whose words have times; nothing where none has."""
    by_group: dict[str, list[Times]] = {}
    for one, each in zip(recordings, found, strict=True):
        if one.word_times:
            by_group.setdefault(one.group, []).append(each)
    rows = [(group, sum(each, Times())) for group, each in sorted(by_group.items())]
    if rows:
        rows.append(("all", sum((each for _, each in rows), Times())))
    lines = [head(TIMES)] if rows else []
    return "\n".join(["", *lines, *(row((group, *_times(each))) for group, each in rows)])


TIMES = (
    "times",
    "words",
    "start off by, ms (median / p95)",
    "end off by, ms",
    "onset off by, ms",
    "pauses",
    "found",
    "F1",
    "without a word, s",
    "words written in it",
)


def _times(found: Times) -> tuple[str, ...]:
    return (
        str(len(found.starts_s)),
        *(spread_ms(errors) for errors in (found.starts_s, found.ends_s, found.onsets_s)),
        str(found.pauses_said),
        str(found.pauses_found),
        "none" if found.pauses_f1 is None else f"{found.pauses_f1:.2f}",
        f"{found.quiet_s:.0f}",
        str(found.invented),
    )


def _rate(found: Score) -> str:
    return f"{100 * found.rate:.1f} % ({found.wrong})"


def _ums(found: Score) -> tuple[str, ...]:
    counts = (found.ums_said, found.ums_written, found.ums_right)
    return (
        *map(str, counts),
        _share(found.ums_right, found.ums_written),
        _share(found.ums_right, found.ums_said),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "none"


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench people", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=people_folder(), metavar="FOLDER")
    parser.add_argument("--model", default="tiny.en", help="a name or a directory; tiny.en unless told")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write down what both heard, as JSON Lines")
    options = parser.parse_args()
    if options.folder is None:
        parser.error("there is no folder of recordings beside the checkout; name one.")
    try:
        recordings = read_recordings(options.folder)
        model = find_model(options.model)
        scores, found = zip(*measured(recordings, model, options.keep), strict=True)
        print(table(recordings, scores))
        print(times_table(recordings, found))
    except VoicesimError as exc:
        print(f"scripts/bench people: {exc}", file=sys.stderr)
        return exc.exit_code
    return 0


def measured(
    recordings: Sequence[Recording], model: Model, keep: Path | None
) -> Iterator[tuple[tuple[Score, ...], Times]]:
    """The scores of voicesim and of plain faster-whisper for each recording, and voicesim's times."""
    ways = (voicesim_hears(model), plain_hears(model))
    with nullcontext() if keep is None else keep.open("w", encoding="utf-8") as kept:
        for one in progress_over(recordings, "Listening to people", len(recordings)):
            heard = heard_by(one, ways)
            if kept:
                texts = {name: each.text for name, each in zip(NAMES, heard, strict=True)}
                kept.write(json.dumps({"id": one.id, **texts}) + "\n")
                kept.flush()
            yield scored(one, heard), timed(one, heard[0])


if __name__ == "__main__":
    sys.exit(main())
