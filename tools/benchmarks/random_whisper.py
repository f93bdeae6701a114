"""Whisper models with the exact shapes of the real ones and random weights: as slow, and made anywhere.

Written with CTranslate2's own model specification and numpy alone, quantised to int8 as the real ones run.
They write nonsense, so a benchmark says how many tokens they write; what each token costs is real.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import WhisperSpec

WORDS = 50_256
VOCABULARY = 51_864
FRAMES = 1500
TEXT_LENGTH = 448
MELS = 80
TEXT_END = 50_256
TIMESTAMPS_FROM = 50_363
_SPECIAL = {
    TEXT_END: "<|endoftext|>",
    50_257: "<|startoftranscript|>",
    50_357: "<|translate|>",
    50_358: "<|transcribe|>",
    50_359: "<|startoflm|>",
    50_360: "<|startofprev|>",
    50_361: "<|nospeech|>",
    50_362: "<|notimestamps|>",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Width, layers of encoder and of decoder, and heads (Radford et al. 2022, table 1)."""

    width: int
    layers: int
    heads: int


SHAPES = {"tiny.en": Shape(384, 4, 6), "base.en": Shape(512, 6, 8), "small.en": Shape(768, 12, 12)}


def write_model(name: str, folder: Path) -> Path:
    """A model directory for faster-whisper with the shape of `name`; an old one is used again."""
    directory = folder / name
    if (directory / "model.bin").exists():
        return directory
    directory.mkdir(parents=True, exist_ok=True)
    tokens = [_token(number) for number in range(VOCABULARY)]
    spec = _spec(SHAPES[name], np.random.default_rng(0))
    spec.register_vocabulary(tokens)
    spec.config.alignment_heads = [
        (layer, head) for layer in range(SHAPES[name].layers // 2, SHAPES[name].layers) for head in (0, 1)
    ]
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [TEXT_END]
    spec.config.lang_ids = []
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(directory))
    _write_tokenizer(tokens, directory / "tokenizer.json")
    return directory


def _token(number: int) -> str:
    if number < WORDS:
        return f"Ġw{number}"
    if number in _SPECIAL:
        return _SPECIAL[number]
    if number >= TIMESTAMPS_FROM:
        return f"<|{(number - TIMESTAMPS_FROM) * 0.02:.2f}|>"
    return "<|en|>" if number == 50_258 else f"<|language{number}|>"


def _write_tokenizer(tokens: list[str], file: Path) -> None:
    added = [
        {"id": number, "content": token, "single_word": False, "lstrip": False, "rstrip": False}
        | {"normalized": False, "special": True}
        for number, token in enumerate(tokens)
        if number >= WORDS
    ]
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    words = {token: number for number, token in enumerate(tokens[:WORDS])}
    model = {"type": "WordLevel", "vocab": words, "unk_token": "Ġw0"}
    content: dict[str, object] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
    }
    content |= {"normalizer": None, "pre_tokenizer": level, "post_processor": None, "decoder": level}
    file.write_text(json.dumps(content | {"model": model}), encoding="utf-8")


def _spec(shape: Shape, rng: np.random.Generator) -> WhisperSpec:
    spec = WhisperSpec(shape.layers, shape.heads, shape.layers, shape.heads)
    width = shape.width

    def weights(*size: int) -> np.ndarray:
        drawn: np.ndarray = rng.standard_normal(size) / np.sqrt(np.prod(size[1:]))
        return drawn.astype(np.float32)

    def linear(part: Any, out: int, into: int) -> None:
        part.weight, part.bias = weights(out, into), np.zeros(out, np.float32)

    def norm(part: Any) -> None:
        part.gamma, part.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def attention(part: Any, *sizes: int) -> None:
        norm(part.layer_norm)
        for projection, out in zip(part.linear, sizes, strict=True):
            linear(projection, out, width)

    def layer(part: Any, *, cross: bool) -> None:
        attention(part.self_attention, 3 * width, width)
        if cross:
            attention(part.attention, width, 2 * width, width)
        norm(part.ffn.layer_norm)
        linear(part.ffn.linear_0, 4 * width, width)
        linear(part.ffn.linear_1, width, 4 * width)

    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = weights(width, MELS, 3), np.zeros(width, np.float32)
    encoder.conv2.weight, encoder.conv2.bias = weights(width, width, 3), np.zeros(width, np.float32)
    encoder.position_encodings.encodings = 0.1 * weights(FRAMES, width)
    norm(encoder.layer_norm)
    for each in encoder.layer:
        layer(each, cross=False)
    decoder.embeddings.weight = weights(VOCABULARY, width)
    decoder.position_encodings.encodings = 0.1 * weights(TEXT_LENGTH, width)
    decoder.projection.weight = decoder.embeddings.weight
    norm(decoder.layer_norm)
    for each in decoder.layer:
        layer(each, cross=True)
    return spec
