"""The reader that ships as weights to start from: `python -m training.judge.restore --base DIR --out FILE`.

The matrices are what whole numbers and scales in `reader.onnx` stand for; the tables of words and places,
which no training changes, are those of the base model. `train --start FILE` goes on from there.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.judge.export import DATA
from training.judge.network import Reader, load_base, save

LAYERS = 9
SCALARS = {"like": 2, "sum": 3}
"""Parameters that the graph holds as single numbers, in this order, and how many each has."""


def restored(graph: onnx.GraphProto, base: Path) -> Reader:
    """Raises KeyError or ValueError where the graph is not of this network."""
    reader = load_base(base, LAYERS)
    weights = reader.state_dict()
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {
        name.removeprefix("reader."): torch.from_numpy(value.copy())
        for name, value in stored.items()
        if name.startswith("reader.") and name.removeprefix("reader.") in weights
    }
    for node in graph.node:
        if node.op_type == "MatMulNBits":
            found[_name(node.name, weights)] = torch.from_numpy(_matrix(node, stored))
    singles = iter(float(value) for value in stored.values() if value.shape == ())
    for name, count in SCALARS.items():
        found[name] = torch.tensor([next(singles) for _ in range(count)])
    kept = {"encoder.words.weight", "encoder.places.weight", "encoder.distance.weight"}
    if set(weights) - set(found) != kept:
        raise ValueError(f"not in the graph: {sorted(set(weights) - set(found) - kept)}")
    reader.load_state_dict({**weights, **found})
    return reader


def _name(node: str, weights: dict[str, torch.Tensor]) -> str:
    """`/layers.0/q/MatMul_Q8` is `encoder.layers.0.q.weight`, `/pair/pair.1/MatMul_Q8` is `pair.1.weight`."""
    *_, outer, inner, _ = node.split("/")
    name = f"{inner}.weight" if inner.startswith(f"{outer}.") else f"encoder.{outer}.{inner}.weight"
    if name not in weights:
        raise KeyError(name)
    return name


def _matrix(node: onnx.NodeProto, stored: dict[str, np.ndarray]) -> np.ndarray:
    """Blocks of whole numbers around 8 or 128, two to a byte in four bits, times the scale of each."""
    size = {each.name: each.i for each in node.attribute}
    packed = stored[node.input[1]]
    if size["bits"] == 4:
        numbers = (
            np.stack([packed & 15, packed >> 4], -1).reshape(*packed.shape[:2], -1).astype(np.float32) - 8
        )
    else:
        numbers = packed.astype(np.float32) - 128
    scales = stored[node.input[2]].reshape(size["N"], -1, 1)
    return np.ascontiguousarray((numbers * scales).reshape(size["N"], -1)[:, : size["K"]])


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    cli.add_argument("--out", type=Path, required=True)
    args = cli.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save(restored(onnx.load(DATA / "reader.onnx").graph, args.base), args.out)


if __name__ == "__main__":
    main()
