"""How many words are wrong of what real people say, and of their ums, beside plain faster-whisper.

    scripts/bench people [FOLDER] [--model MODEL] [--keep FILE]

Over a folder of recordings with a manifest (its lines: scripts/benchmarks/people_recordings.py); without one
over that of VOICESIM_PEOPLE, or a folder `people` in one beside the checkout. Plain faster-whisper has the
same weights and threads, and its own settings: the whole file at once. Ums are left out where words are
counted, on both sides, and are compared by themselves where the text of a recording has them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from scripts.benchmarks.live_one import BANK
from scripts.benchmarks.markdown import head, row
from scripts.benchmarks.people_recordings import Recording, people_folder, read_recordings
from scripts.benchmarks.people_scores import Score, score, total
from voicesim.audio.clip import Samples
from voicesim.bank.load import load_bank
from voicesim.cli.render.progress import progress_over
from voicesim.errors import VoicesimError
from voicesim.speech.activity import speech_spans
from voicesim.speech.engine import COMPUTE_TYPE, default_threads
from voicesim.speech.models import Model, find_model
from voicesim.speech.transcriber import WhisperTranscriber

NAMES = ("voicesim", "faster-whisper")
Hear = Callable[[Samples], str]


def voicesim_hears(model: Model) -> Hear:
    """As in an interview, told the words of its bank."""
    transcriber = WhisperTranscriber(model.directory, model.name, load_bank(BANK).vocabulary)
    return lambda samples: transcriber.transcribe(samples, speech_spans(samples)).text


def plain_hears(model: Model) -> Hear:
    """faster-whisper by its own settings; its second tries, which draw lots, draw the same ones each time."""
    from ctranslate2 import set_random_seed
    from faster_whisper import WhisperModel

    threads = default_threads((model.directory / "model.bin").stat().st_size)
    plain: Any = WhisperModel(
        str(model.directory), device="cpu", compute_type=COMPUTE_TYPE, cpu_threads=threads
    )

    def hear(samples: Samples) -> str:
        set_random_seed(1)
        segments, _ = plain.transcribe(samples, language="en")
        return " ".join(segment.text.strip() for segment in segments)

    return hear


def heard_by(one: Recording, ways: Sequence[Hear]) -> tuple[str, ...]:
    """What each way writes down."""
    samples = one.samples()
    return tuple(hear(samples) for hear in ways)


def scored(one: Recording, texts: Sequence[str]) -> tuple[Score, ...]:
    return tuple(score(one.text, text, ums_kept=one.ums_kept) for text in texts)


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
        print(table(recordings, list(measured(recordings, model, options.keep))))
    except VoicesimError as exc:
        print(f"scripts/bench people: {exc}", file=sys.stderr)
        return exc.exit_code
    return 0


def measured(recordings: Sequence[Recording], model: Model, keep: Path | None) -> Iterator[tuple[Score, ...]]:
    """The scores of voicesim and of plain faster-whisper for each recording."""
    ways = (voicesim_hears(model), plain_hears(model))
    with nullcontext() if keep is None else keep.open("w", encoding="utf-8") as kept:
        for one in progress_over(recordings, "Listening to people", len(recordings)):
            texts = heard_by(one, ways)
            if kept:
                kept.write(json.dumps({"id": one.id, **dict(zip(NAMES, texts, strict=True))}) + "\n")
                kept.flush()
            yield scored(one, texts)


if __name__ == "__main__":
    sys.exit(main())
