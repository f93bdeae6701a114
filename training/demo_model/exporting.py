"""From a checkpoint to the folder that faster-whisper loads: CTranslate2 int8 weights and what they need."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from ctranslate2.converters.transformers import WhisperLoader
from transformers import WhisperForConditionalGeneration

from training.demo_model.network import Shape, SmallWhisper
from training.demo_model.vocabulary import Vocabulary

PREPROCESSOR = {
    "feature_size": 80,
    "sampling_rate": 16000,
    "hop_length": 160,
    "n_fft": 400,
    "chunk_length": 10,
}


def export(state: dict[str, torch.Tensor], shape: Shape, vocabulary: Vocabulary, folder: Path) -> None:
    """Write config.json, model.bin (int8), vocabulary.json, tokenizer.json and preprocessor_config.json.

    The alignment heads are the cross-attention heads that were taught to look at the word being written: the
    first of every decoder layer but the first.
    """
    whisper = WhisperForConditionalGeneration(shape.whisper_config(vocabulary.end, vocabulary.start))
    whisper.load_state_dict(state)
    spec = WhisperLoader().get_model_spec(whisper.eval())
    tokenizer = vocabulary.tokenizer
    spec.register_vocabulary([tokenizer.id_to_token(number) for number in range(vocabulary.size)])
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = []
    spec.config.alignment_heads = [[layer, 0] for layer in range(1, shape.layers)]
    spec.validate()
    spec.optimize(quantization="int8_float16")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR) + "\n", encoding="utf-8")


def export_checkpoint(checkpoint: Path, tokenizer: Path, folder: Path) -> None:
    """Export the averaged weights that a trainer saved."""
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    vocabulary = Vocabulary.load(tokenizer)
    shape = Shape(vocabulary.size)
    network = SmallWhisper(shape, len(saved["phonemes"]) + 1)
    network.load_state_dict(saved["average"])
    export(network.whisper_state(), shape, vocabulary, folder)
