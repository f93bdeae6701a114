"""Trains the reader: `python -m training.judge.train --run DIR --data …`; goes on where it was stopped.

AdamW with warming up and a linear decay, `--batch` passes a step. With `--entail` it also learns from
entailment pairs, before the answers or (`--mixed`) among them.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.judge.data import Sources, read_sources
from training.judge.examples import Example, Point, Question, Sentence, compose, off_topic
from training.judge.network import Dense, Reader, load, load_base, save
from training.judge.rows import Pieces, Row, as_heard, fewer_points, windows


def losses(row: Row, out: tuple[Tensor, Tensor, Tensor, Tensor]) -> Tensor:
    pairs, made, parts, about = (part[0] for part in out)
    known = row.made >= 0
    total = torch.zeros(())
    if known.any():
        total = total + functional.binary_cross_entropy_with_logits(made[known], row.made[known])
    each = pairs[..., 0]
    false = row.pair == 0
    if false.any():
        weight = 1.0 + 1.0 * row.near[false]
        cost = functional.binary_cross_entropy_with_logits(
            each[false], torch.zeros(int(false.sum())), weight, reduction="sum"
        )
        total = total + 0.25 * cost / len(row.points)
    group = torch.tensor(row.group)
    found = []
    for p in range(len(row.points)):
        for number in sorted({row.group[u] for u in torch.nonzero(row.pair[p] == 1)[:, 0].tolist()}):
            found.append(functional.softplus(-torch.logsumexp(each[p][group == number], 0)))
    if found:
        total = total + 0.5 * torch.stack(found).sum() / len(row.points)
    near = row.near.bool() | (row.pair == 1)
    if near.any():
        total = total + 0.2 * functional.binary_cross_entropy_with_logits(pairs[..., 1], near.float())
    told = row.part >= 0
    if told.any() and row.example.question.style == "story" and row.example.kind in ("own", "other"):
        total = total + 0.3 * functional.cross_entropy(parts[told], row.part[told])
    if row.about is not None:
        total = total + 0.3 * functional.binary_cross_entropy_with_logits(about, torch.tensor(row.about))
    return total


def epoch(sources: Sources, rng: random.Random, composed: float) -> list[Example]:
    """What one round of training reads, in random order, as people say it and as speech models write it."""
    found: list[Example] = []
    for example in sources.answers:
        if example.kind == "own" or rng.random() < 0.25:
            found.append(example)
    questions = [example.question for example in sources.answers]
    for number, text in enumerate(sources.stories):
        found.append(off_topic(text, rng.choice(questions), f"off-{number}"))
    own = [e for e in sources.answers if e.kind == "own"]
    for example in rng.sample(own, k=len(own) // 12):
        other = rng.choice(own)
        if other.source != example.source:
            bare = tuple(
                replace(s, made=frozenset(), near=frozenset(), unknown=frozenset()) for s in example.sentences
            )
            found.append(
                replace(
                    example,
                    id=example.id + "!",
                    question=other.question,
                    sentences=bare,
                    covered=frozenset(),
                    about=0.0,
                    kind="off",
                )
            )
    for entry in sources.passages:
        if rng.random() < composed:
            found.append(compose(entry, rng, sources.asides))
    rng.shuffle(found)
    return [as_heard(example, rng) for example in found]


def entailments(path: Path, rng: random.Random) -> list[Example]:
    """Pairs of text and statement as answers: often two to four texts of one set together, one of which
    may say it.

    A line is {"premise", "hypotheses": [{"text", "label": 0 follows, 1 or 2 does not}], "source"}.
    """
    by_source: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["source"] in FREE and 3 <= len(entry["premise"].split()) <= 220:
            by_source.setdefault(entry["source"], []).append(entry)
    found = []
    for source, entries in sorted(by_source.items()):
        rng.shuffle(entries)
        for at, entry in enumerate(entries[: FREE[source]]):
            said = rng.sample(entry["hypotheses"], k=min(2, len(entry["hypotheses"])))
            points = tuple(Point(f"h{n}", "content", one["text"]) for n, one in enumerate(said))
            made = frozenset(f"h{n}" for n, one in enumerate(said) if one["label"] == 0)
            short = len(entry["premise"].split()) < 40
            beside = (
                [entries[(at + k) % len(entries)]["premise"] for k in range(1, rng.choice([1, 1, 2, 3, 4]))]
                if short
                else []
            )
            sentences = [
                Sentence(text) for text in beside if text != entry["premise"] and len(text.split()) < 60
            ]
            sentences.insert(
                rng.randint(0, len(sentences)),
                Sentence(entry["premise"], "?", made, frozenset(p.id for p in points) - made),
            )
            question = Question("says", "approach", "Is this said?", points)
            found.append(
                Example("entailment", source, question, tuple(sentences), made, None, kind="entailment")
            )
    return found


FREE = {
    "mnli": 6000,
    "snli": 3000,
    "snli_counterfactual": 3000,
    "scitail": 2000,
    "fever": 4000,
    "fever_symmetric": 600,
    "fool_me_twice": 2000,
    "wice": 1400,
    "keypoints": 8000,
    "realsumm_scu": 5000,
    "sra_beetle": 4000,
    "sra_scientsbank": 9000,
    "begin_dialogue": 1500,
    "qnli": 1500,
    "qa_passages": 3000,
    "ambient": 1500,
}
"""The sets whose terms allow it, and how many texts of each are used; SOURCES.md names them."""


def freeze(reader: Reader, below: int) -> None:
    """Nothing is learned below the layer `below`, so nothing is carried back there either."""
    reader.encoder.words.requires_grad_(False)
    reader.encoder.places.requires_grad_(False)
    if below:
        reader.encoder.kinds.requires_grad_(False)
        reader.encoder.norm.requires_grad_(False)
    if reader.encoder.distance is not None:
        reader.encoder.distance.requires_grad_(False)
    for layer in list(reader.encoder.layers)[:below]:
        layer.requires_grad_(False)


def optimizer_for(reader: Reader, rate: float, decay: float) -> torch.optim.AdamW:
    body = [p for n, p in reader.named_parameters() if p.requires_grad and n.startswith("encoder.")]
    heads = [p for n, p in reader.named_parameters() if p.requires_grad and not n.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": body, "lr": rate, "base": rate}, {"params": heads, "lr": rate * 8, "base": rate * 8}],
        weight_decay=decay,
        betas=(0.9, 0.98),
        fused=True,
    )


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--run", type=Path, required=True)
    cli.add_argument(
        "--data", type=Path, nargs="*", default=[], help="folders of banks, answers, points and stories"
    )
    cli.add_argument("--without", nargs="*", default=[], help="names of files that are kept out")
    cli.add_argument("--entail", type=Path)
    cli.add_argument("--base", type=Path, help="folder of all-mpnet-base-v2")
    cli.add_argument("--start", type=Path, help="weights to start from")
    cli.add_argument("--layers", type=int, help="keep only the lower ones")
    cli.add_argument("--frozen", type=int, default=0)
    cli.add_argument(
        "--coarse", type=float, default=1.0, help="from this share on, with matrices as they will be stored"
    )
    cli.add_argument("--rounds", type=int, default=3)
    cli.add_argument(
        "--minutes", type=float, default=1e9, help="plan for so long: the rate falls to nothing by then"
    )
    cli.add_argument("--batch", type=int, default=4)
    cli.add_argument("--pairs", type=int, default=0, help="so many texts with statements only")
    cli.add_argument("--mixed", action="store_true", help="pairs among the answers, not before them")
    cli.add_argument("--rate", type=float, default=3e-5)
    cli.add_argument("--composed", type=float, default=1.0)
    cli.add_argument("--limit", type=int, default=0, help="so many answers only, for a learning curve")
    cli.add_argument("--seed", type=int, default=1)
    args = cli.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(args.base / "tokenizer.json")
    reader = load(args.start) if args.start else load_base(args.base, args.layers)
    freeze(reader, args.frozen)
    optimizer = optimizer_for(reader, args.rate, 0.01)
    order: list[Example] = []
    pairs: list[Example] = entailments(args.entail, rng) if args.entail else []
    if args.pairs:
        pairs = rng.sample(pairs, k=min(args.pairs, len(pairs)))
    if args.data:
        sources = read_sources(args.data, set(args.without))
        if args.limit:
            keep = set(rng.sample(sorted({e.id.split("@")[0] for e in sources.answers}), args.limit))
            sources = replace(sources, answers=[e for e in sources.answers if e.id.split("@")[0] in keep])
        print(sources.summary(), flush=True)
        for number in range(args.rounds):
            part = pairs[number :: args.rounds] if args.mixed else []
            order += mixed(epoch(sources, rng, args.composed), part, rng)
    if pairs and not args.mixed:
        order = pairs + order
    train(reader, optimizer, order, pieces, rng, args)


def mixed(one: list[Example], other: list[Example], rng: random.Random) -> list[Example]:
    both = one + other
    rng.shuffle(both)
    return both


def train(
    reader: Reader,
    optimizer: torch.optim.AdamW,
    order: Sequence[Example],
    pieces: Pieces,
    rng: random.Random,
    args: argparse.Namespace,
) -> None:
    state_file = args.run / "state.pt"
    begin, spent = 0, 0.0
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        reader.load_state_dict(state["weights"])
        optimizer.load_state_dict(state["optimizer"])
        begin, spent = state["at"], state["spent"]
        print(f"goes on at example {begin} of {len(order)}", flush=True)
    reader.train()
    started, last_saved, cost, seen, tokens = time.time() - spent, time.time(), 0.0, 0, 0
    dense = [part for part in reader.encoder.layers.modules() if isinstance(part, Dense)]
    for at in range(begin, len(order)):
        done = max(at / len(order), (time.time() - started) / (args.minutes * 60))
        if done >= 1:
            break
        if at == begin or at % args.batch == 0:
            for one in dense:
                one.lend(stored=done >= args.coarse and one.in_features != one.out_features)
        for row in windows(order[at], pieces, fewer_points(order[at], rng)):
            ids, kinds, mask, points, units = row.feed()
            with torch.autocast("cpu", torch.bfloat16):
                states = reader.encoder(ids, kinds, mask)
            loss = losses(row, reader.judge(states.float(), points, units))
            if loss.requires_grad:
                (loss / args.batch).backward()
            cost, seen, tokens = cost + float(loss.detach()), seen + 1, tokens + len(row.ids)
        if (at + 1) % args.batch == 0:
            for one in dense:
                one.collect()
            nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.requires_grad], 1.0)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * min(1.0, done / 0.05 + 0.02) * (1.0 - done)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        if (at + 1) % 200 == 0:
            minutes = (time.time() - started) / 60
            speed = tokens / max(1, time.time() - started - spent)
            print(
                f"{at + 1}/{len(order)} {minutes:.1f} min loss {cost / seen:.4f} {speed:.0f} tok/s",
                flush=True,
            )
            cost, seen = 0.0, 0
        if time.time() - last_saved > 240:
            state = {"weights": reader.state_dict(), "optimizer": optimizer.state_dict()}
            more = {"shape": asdict(reader.shape), "at": at + 1, "spent": time.time() - started}
            torch.save({**state, **more}, state_file)
            last_saved = time.time()
    save(reader, args.run / "reader.pt")
    print(f"done after {(time.time() - started) / 60:.1f} min", flush=True)


if __name__ == "__main__":
    main()
