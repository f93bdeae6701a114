"""Writes a trained reader as the files that the package ships: `python -m training.judge.export --run DIR`.

One ONNX graph whose matrices are stored in whole numbers, in blocks of 32 with a scale each: those of
attention in eight bits, the larger ones between them in `--bits` (the graph multiplies them with int8
activations, block by block, which loses less than one scale for a whole matrix). Word and place tables are
int8 with a scale a row, and of the word pieces only those are kept that English needs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.judge.network import Reader, buckets, load

LATIN_END = 0x250
"""After Latin Extended-B; 0x2000 to 0x20FF are punctuation and currencies."""

FARTHEST = 511
"""The largest distance between two tokens of one pass."""

DATA = Path(__file__).parents[2] / "voicesim" / "assess" / "coverage" / "data" / "judge"
OUTPUTS = ("pairs", "made", "parts", "about")
RENAMED = {"<s>": "[CLS]", "</s>": "[SEP]"}
"""MPNet's markers by BERT's names, which the package looks for."""


class Exported(nn.Module):
    """The reader for one answer without padding."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        for layer in reader.encoder.layers:
            layer.plain = True
        distance = reader.encoder.distance
        if distance is not None:
            offsets = buckets(2 * FARTHEST + 1)[FARTHEST]
            self.register_buffer("near", distance(offsets).detach())

    def forward(self, ids: Tensor, kinds: Tensor, points: Tensor, units: Tensor) -> tuple[Tensor, ...]:
        encoder = self.reader.encoder
        place = torch.cumsum(torch.ones_like(ids), 1) - 1
        x = encoder.embed(ids, kinds, place)
        bias = None
        if encoder.distance is not None:
            apart = place[0][None, :] - place[0][:, None] + FARTHEST
            bias = self.near[apart].permute(2, 0, 1)[None]
        for layer in encoder.layers:
            x = layer(x, bias)
        return self.reader.judge(x, points, units)


def kept_pieces(path: Path) -> list[tuple[int, str]]:
    """The old number and the text of each piece that is kept, markers first."""
    vocabulary = Tokenizer.from_file(str(path)).get_vocab()
    markers = {"[UNK]", "[unused1]", "[unused2]", *(RENAMED if "<s>" in vocabulary else RENAMED.values())}
    found = []
    for piece, number in sorted(vocabulary.items(), key=lambda item: item[1]):
        marker = piece.startswith(("[", "<")) and len(piece) > 1
        latin = all(ord(letter) < LATIN_END or 0x2000 <= ord(letter) < 0x2100 for letter in piece)
        if piece in markers if marker else latin:
            found.append((number, RENAMED.get(piece, piece)))
    return found


def export(run: Path, base: Path, out: Path, bits: int) -> None:
    path = run / "reader.pt"
    reader = load(path if path.exists() else run / "state.pt").eval()
    kept = kept_pieces(base / "tokenizer.json")
    rows = reader.encoder.words.weight[torch.tensor([number for number, _ in kept])]
    reader.encoder.words = nn.Embedding.from_pretrained(rows)
    model = traced(reader, run / "full.onnx")
    if bits < 32:
        model = in_blocks(model, bits, lambda name: "/up/" in name or "/down/" in name)
        model = in_blocks(model, 8, lambda name: True)
        tables_as_bytes(model)
    helper.set_model_props(model, {"pieces": str(len(kept))})
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, out / "reader.onnx")
    (out / "pieces.txt").write_text("".join(piece + "\n" for _, piece in kept), "utf-8")


def traced(reader: Reader, path: Path) -> onnx.ModelProto:
    length, count, units = 24, 3, 4
    example = (
        torch.zeros((1, length), dtype=torch.int64),
        torch.zeros((1, length), dtype=torch.int64),
        torch.full((1, count, length), 1 / length),
        torch.full((1, units, length), 1 / length),
    )
    axes = {
        "ids": {1: "tokens"},
        "kinds": {1: "tokens"},
        "points": {1: "count", 2: "tokens"},
        "units": {1: "many", 2: "tokens"},
        "pairs": {1: "count", 2: "many"},
        "made": {1: "count"},
        "parts": {1: "many"},
    }
    torch.onnx.export(
        Exported(reader),
        example,
        str(path),
        input_names=["ids", "kinds", "points", "units"],
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        dynamo=False,
        opset_version=17,
    )
    return onnx.load(path)


def in_blocks(model: onnx.ModelProto, bits: int, wanted: Callable[[str], bool]) -> onnx.ModelProto:
    """The model with the matrices of the wanted nodes in whole numbers of so many bits."""
    others = [node.name for node in model.graph.node if node.op_type == "MatMul" and not wanted(node.name)]
    config = DefaultWeightOnlyQuantConfig(block_size=32, is_symmetric=True, accuracy_level=4, bits=bits)
    quantizer = MatMulNBitsQuantizer(model, algo_config=config, nodes_to_exclude=others)
    quantizer.process()
    return quantizer.model.model


def tables_as_bytes(model: onnx.ModelProto) -> None:
    """Embedding tables in int8 with one scale a row."""
    graph = model.graph
    tables = {t.name: t for t in graph.initializer}
    nodes = []
    for node in graph.node:
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None:
            nodes.append(node)
            continue
        values = numpy_helper.to_array(table)
        if values.ndim != 2 or values.size < 100_000 or values.dtype != np.float32:
            nodes.append(node)
            continue
        scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8) / 127.0
        name = table.name
        graph.initializer.remove(table)
        graph.initializer.append(
            numpy_helper.from_array(np.rint(values / scale).astype(np.int8), name + "_q")
        )
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), name + "_s"))
        out = node.output[0]
        nodes += [
            helper.make_node("Gather", [name + "_q", node.input[1]], [out + "_q"], axis=0),
            helper.make_node("Gather", [name + "_s", node.input[1]], [out + "_s"], axis=0),
            helper.make_node("Cast", [out + "_q"], [out + "_f"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [out + "_f", out + "_s"], [out]),
        ]
    del graph.node[:]
    graph.node.extend(nodes)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--run", type=Path, required=True)
    cli.add_argument("--base", type=Path, required=True)
    cli.add_argument("--out", type=Path, default=DATA)
    cli.add_argument("--bits", type=int, default=4, choices=(4, 8, 32))
    args = cli.parse_args()
    export(args.run, args.base, args.out, args.bits)


if __name__ == "__main__":
    main()
