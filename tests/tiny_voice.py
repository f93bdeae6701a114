"""A voice of a few kB that hums: the two files of a Piper voice, with a network written by hand."""

from __future__ import annotations

import json
import string
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

SIGNS = "_^$ " + "!'(),-.:;?" + string.ascii_lowercase + "æçðøħŋœɐɑɒɔəɚɛɜɡɪɬɹɾʃʊʌʒʔˈˌːθᵻ" + "̩̃"
"""Piper's order begins like this; the rest is what espeak-ng says of English words."""

SAMPLES = 1_100
"""For each number that the network is given: 0.05 s."""

_FLOAT, _INT64 = 1, 7


def put_voice(folder: Path, name: str = "hum", speakers: int = 1, **settings: Any) -> Path:
    """Write a voice into a folder, with these settings in place of the usual; the path of its network."""
    folder.mkdir(parents=True, exist_ok=True)
    network = folder / f"{name}.onnx"
    network.write_bytes(_model(speakers))
    usual = {
        "audio": {"sample_rate": 22_050, "quality": "medium"},
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_id_map": {sign: [place] for place, sign in enumerate(SIGNS)},
        "num_speakers": speakers,
    }
    (folder / f"{name}.onnx.json").write_text(json.dumps(usual | settings), "utf-8")
    return network


def _model(speakers: int) -> bytes:
    """One speaker hums lower than the next: each number of a phoneme times the same wave."""
    at = np.arange(SAMPLES) / 22_050
    waves = np.stack([np.sin(2 * np.pi * 220 * (number + 1) * at) for number in range(speakers)])
    nodes = [_node("Cast", ["input"], "float", _text(1, "to") + _number(3, _FLOAT) + _number(20, 2))]
    nodes += [_node("Transpose", ["float"], "column")]
    nodes += [_node("Gather", ["waves", "sid"], "wave")] * (speakers > 1)
    nodes += [_node("MatMul", ["column", "wave" if speakers > 1 else "waves"], "output")]
    inputs = [("input", _INT64), ("input_lengths", _INT64), ("scales", _FLOAT)]
    graph = b"".join(_bytes(1, node) for node in nodes) + _text(2, "hum") + _bytes(5, _tensor("waves", waves))
    graph += b"".join(_bytes(11, _value(*each)) for each in inputs + [("sid", _INT64)] * (speakers > 1))
    graph += _bytes(12, _value("output", _FLOAT))
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13))


def _node(kind: str, inputs: Sequence[str], output: str, attribute: bytes = b"") -> bytes:
    node = b"".join(_text(1, each) for each in inputs) + _text(2, output) + _text(4, kind)
    return node + (_bytes(5, attribute) if attribute else b"")


def _value(name: str, kind: int) -> bytes:
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, kind)))


def _tensor(name: str, values: Any) -> bytes:
    shape = b"".join(_number(1, size) for size in values.shape)
    return shape + _number(2, _FLOAT) + _text(8, name) + _bytes(9, values.astype("<f4").tobytes())


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    most = b""
    while value > 0x7F:
        most += bytes([value & 0x7F | 0x80])
        value >>= 7
    return most + bytes([value])
