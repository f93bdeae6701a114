"""The tokens of the demo model: a byte-level BPE vocabulary and Whisper's special and timestamp tokens."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

BPE_TOKENS = 1_500
_SPECIAL = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|en|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)
TIMESTAMP_STEP_S = 0.02
_OPENERS = {"ÿ": ("Ġ", "-"), "þ": ("Ġ", "'"), "ý": ("Ġ", "â")}
"""Tokens with a blank in front that Whisper has, each in the place of a byte that UTF-8 never uses."""


def with_openers(tokenizer: Tokenizer) -> Tokenizer:
    """The same tokenizer, in which " -", " '" and " ♪" do not begin with the token of a bare blank.

    faster-whisper never lets a model write the first token of these three (`Tokenizer.non_speech_tokens`). If
    that is the bare blank, no word can be written that is spelt with one, such as "um", "uh" and "er".
    """
    spec = json.loads(tokenizer.to_str())
    words, merges = spec["model"]["vocab"], spec["model"]["merges"]
    for unused, pair in _OPENERS.items():
        if unused in words:
            words["".join(pair)] = words.pop(unused)
            merges.append(list(pair))
    return Tokenizer.from_str(json.dumps(spec))


def _number(tokenizer: Tokenizer, token: str) -> int:
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ValueError(f"the vocabulary has no {token}")
    return number


class Vocabulary:
    """A tokenizer with the ids that the training needs by name."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.size = tokenizer.get_vocab_size()
        self.end = _number(tokenizer, "<|endoftext|>")
        self.start = _number(tokenizer, "<|startoftranscript|>")
        self.previous = _number(tokenizer, "<|startofprev|>")
        self.no_speech = _number(tokenizer, "<|nospeech|>")
        self.no_timestamps = _number(tokenizer, "<|notimestamps|>")
        self.first_timestamp = _number(tokenizer, "<|0.00|>")

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        return cls(with_openers(Tokenizer.from_file(str(path))))

    @classmethod
    def learn(cls, sentences: Iterable[str]) -> Vocabulary:
        """A new vocabulary out of sentences, for a model trained from nothing."""
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = decoders.ByteLevel()
        trainer = trainers.BpeTrainer(
            vocab_size=BPE_TOKENS,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        )
        tokenizer.train_from_iterator((" " + sentence for sentence in sentences), trainer)
        times = [f"<|{step * TIMESTAMP_STEP_S:.2f}|>" for step in range(1501)]
        tokenizer.add_special_tokens([*_SPECIAL, *times])
        return cls(with_openers(tokenizer))

    def timestamp(self, mel_frame: float) -> int:
        """The token for a time given in mel frames of 10 ms."""
        return self.first_timestamp + max(0, round(mel_frame / 2))
