#!/usr/bin/env python3
"""Write a checkpoint of train_judge.py as the files that voicesim ships.

    python scripts/export_judge.py --run build/judge/final --out voicesim/assess/coverage/data/judge

Two int8 ONNX graphs, one that reads a text by itself (its result can be kept) and one that compares the
texts of an answer, both already optimised so that loading is quick, and the word pieces English needs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import torch
from judge_network import Batcher, Judge, base_weights
from torch import Tensor, nn

DATA = Path(__file__).parents[1] / "voicesim" / "assess" / "coverage" / "data" / "judge"
LATIN_END = 0x250  # after Latin Extended-B; 0x2000 to 0x20FF are punctuation and currencies


class Part(nn.Module):
    """One of the judge's two steps as a module of its own."""

    def __init__(self, model: Judge, step: Callable[..., Tensor]) -> None:
        super().__init__()
        self.model, self.step = model, step

    def forward(self, *inputs: Tensor) -> Tensor:
        return self.step(*inputs)


def export(run: Path, out: Path) -> None:
    """Write read.onnx, compare.onnx and pieces.txt; the run's folder holds what lies between."""
    model = Judge(base_weights())
    model.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=True)["model"])
    model.eval()
    vocabulary = Batcher(base_weights()).tokenizer.get_vocab()
    kept = sorted((token for token in vocabulary if _needed(token)), key=vocabulary.__getitem__)
    embeddings = model.body.embeddings
    rows = embeddings.word_embeddings.weight[torch.tensor([vocabulary[token] for token in kept])]
    embeddings.word_embeddings = nn.Embedding.from_pretrained(rows)
    words, size = torch.ones((1, 16), dtype=torch.int64), model.body.config.hidden_size
    reading = {"input_ids": words, "position_ids": words}
    comparing = {"hidden": torch.ones((1, 16, size)), "blocks": words, "points": torch.ones((1, 3, 16))}
    out.mkdir(parents=True, exist_ok=True)
    _write(Part(model, model.read), reading, "hidden_out", run, out / "read.onnx")
    _write(Part(model, model.compare), comparing, "scores", run, out / "compare.onnx")
    (out / "pieces.txt").write_text("\n".join(kept) + "\n", "utf-8")
    _note(out / "read.onnx", {"pieces": str(len(kept))})


def _write(part: Part, inputs: dict[str, Tensor], output: str, run: Path, path: Path) -> None:
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full, small = run / path.name, run / f"int8-{path.name}"
    axes = {name: {1: "tokens"} for name in (*inputs, output)}
    axes |= {name: {1: "points", 2: "tokens"} for name in ("points", "scores") if name in axes}
    torch.onnx.export(
        part,
        tuple(inputs.values()),
        str(full),
        input_names=list(inputs),
        output_names=[output],
        dynamic_axes=axes,
        dynamo=False,
    )
    # Seven bits: processors without VNNI instructions would saturate sums of eight, and judge otherwise.
    quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(path)
    onnxruntime.InferenceSession(str(small), options, providers=["CPUExecutionProvider"])


def _note(path: Path, notes: dict[str, str]) -> None:
    """Add notes to a graph, for the program that loads it to check."""
    import onnx

    graph = onnx.load(path)
    onnx.helper.set_model_props(graph, notes)
    onnx.save(graph, path)


def _needed(token: str) -> bool:
    """English speech needs no unused slots and no word pieces of other scripts."""
    if token.startswith("[") and len(token) > 1:
        return not token.startswith("[unused")
    return all(ord(letter) < LATIN_END or 0x2000 <= ord(letter) < 0x2100 for letter in token)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--run", type=Path, default=Path("build/judge"))
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    export(options.run, options.out)


if __name__ == "__main__":
    main()
