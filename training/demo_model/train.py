"""Make the demo speech model: synthesise speech, train on it, export int8 weights, measure them.

    python -m training.demo_model.train --steps 12000

needs espeakng_loader, torch, transformers, tokenizers, ctranslate2 and faster-whisper; with the Debian
packages fortunes, wordnet-base and wamerican it has more text to learn from. Stop it at any time and go on
with --resume.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, track

from training.demo_model.evaluation import Examination
from training.demo_model.exporting import export_checkpoint
from training.demo_model.recordings import Library, synthesise
from training.demo_model.sentences import TextSource
from training.demo_model.trainer import Batches, Schedule, Trainer, known_phonemes
from training.demo_model.vocabulary import Vocabulary
from training.demo_model.windows import Phonemes

ROOT = Path(__file__).resolve().parents[2]
PACKAGED = ROOT / "voicesim" / "speech" / "data" / "demo-whisper"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "demo-model", help="speech and checkpoints"
    )
    parser.add_argument("--out", type=Path, default=PACKAGED, help="where the exported model goes")
    parser.add_argument("--steps", type=int, default=12_000, help="training steps, earlier runs counted in")
    parser.add_argument("--peak-rate", type=float, default=1.3e-3, help="the highest learning rate")
    parser.add_argument(
        "--encoder-share", type=float, default=0.3, help="share of the steps in which the encoder learns too"
    )
    parser.add_argument("--hours", type=float, default=60.0, help="hours of speech to synthesise")
    parser.add_argument("--processes", type=int, default=2, help="processes that synthesise")
    parser.add_argument("--threads", type=int, default=2, help="threads that train")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --work")
    parser.add_argument(
        "--start-from",
        type=Path,
        nargs="+",
        help="take the weights of a checkpoint.pt, or the mean of several",
    )
    parser.add_argument(
        "--shares", type=float, nargs="+", default=[], help="of the mean, for each of --start-from"
    )
    parser.add_argument("--vocabulary", type=Path, help="a tokenizer.json that --start-from was trained with")
    parser.add_argument("--device", help="cpu or cuda; by default a GPU when there is one")
    parser.add_argument(
        "--only",
        choices=["merge", "export", "evaluate"],
        help="make --start-from the checkpoint as it is, export the checkpoint, or measure --out",
    )
    options = parser.parse_args()
    if options.shares and len(options.shares) != len(options.start_from or []):
        parser.error("--shares needs one number for each checkpoint of --start-from")
    return options


def _synthesise(job: tuple[Path, int, float]) -> None:
    folder, seed, hours = job
    synthesise(folder, seed, hours, TextSource(seed))


def speech(options: argparse.Namespace) -> Path:
    """Synthesise what is not there yet; returns its folder."""
    folder: Path = options.work / "speech"
    parts = max(options.processes, round(options.hours / 4))
    jobs = [(folder, options.seed * 1000 + part, options.hours / parts) for part in range(parts)]
    missing = [job for job in jobs if not (folder / f"part-{job[1]}.mel").is_file()]
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for _ in track(pool.imap_unordered(_synthesise, missing), "Synthesising speech", total=len(missing)):
            pass
    return folder


def vocabulary(options: argparse.Namespace, sentences: list[str]) -> Vocabulary:
    """The vocabulary given, or that of an earlier run in --work, or a new one."""
    path = options.work / "tokenizer.json"
    if options.vocabulary:
        shutil.copyfile(options.vocabulary, path)
    if not path.is_file():
        Vocabulary.learn(sentences).tokenizer.save(str(path))
    return Vocabulary.load(path)


def train(options: argparse.Namespace) -> None:
    """Train until --steps lie behind the checkpoint in --work."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    library = Library(speech(options))
    words = vocabulary(options, [recording.text for recording in library.recordings])
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    earlier = options.work / "checkpoint.pt" if options.resume else (options.start_from or [None])[0]
    phonemes = known_phonemes(earlier, library)
    trainer = Trainer(words, phonemes, options.work, device)
    if options.resume:
        trainer.resume()
    elif options.start_from:
        trainer.start_from(options.start_from, options.shares)
    schedule = Schedule(options.steps, options.peak_rate, options.encoder_share)
    seed = options.seed + trainer.steps
    batches = Batches(library, words, trainer.phonemes, seed)
    hesitant = Batches(library.hesitant(), words, trainer.phonemes, seed + 1)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        bar = progress.add_task("Training", total=options.steps)

        def report(now: Trainer) -> None:
            text = f"Training: step {now.steps}, {now.trained_s / 60:.0f} min, {now.losses}"
            progress.update(bar, completed=now.steps, description=text)
            if now.steps % 100 == 0:
                progress.console.print(text)

        trainer.run(batches, hesitant, schedule, report)


def merge(options: argparse.Namespace) -> None:
    """Make the mean of the weights in --start-from the checkpoint in --work."""
    saved = torch.load(options.start_from[0], map_location="cpu", weights_only=True)
    trainer = Trainer(vocabulary(options, []), Phonemes(saved["phonemes"]), options.work, "cpu")
    trainer.start_from(options.start_from, options.shares)
    trainer.save()


def export(options: argparse.Namespace) -> None:
    """Write the averaged weights of the checkpoint to --out."""
    export_checkpoint(options.work / "checkpoint.pt", options.work / "tokenizer.json", options.out)


def evaluate(options: argparse.Namespace) -> None:
    """Print what the model in --out gets right."""
    console = Console(highlight=False)
    for figure in Examination(options.out).figures():
        console.print(f"{figure.what:<62}{figure.value:8.2f} {figure.unit}", soft_wrap=True)


def main() -> None:
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    match options.only:
        case None:
            train(options)
            export(options)
            evaluate(options)
        case "merge":
            merge(options)
        case "export":
            export(options)
        case "evaluate":
            evaluate(options)


if __name__ == "__main__":
    main()
