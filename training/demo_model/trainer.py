"""The training loop: three losses, AdamW, a cosine over the steps given, an average of the weights."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.demo_model.network import Shape, SmallWhisper
from training.demo_model.noises import Noises
from training.demo_model.recordings import Library
from training.demo_model.vocabulary import Vocabulary
from training.demo_model.windows import FULL_WINDOW, IGNORE, Phonemes, Window, WindowMaker

PHONEME_WEIGHT, ATTENTION_WEIGHT, LABEL_SMOOTHING = 0.5, 0.2, 0.05
WARM_STEPS, FINAL_SHARE = 50, 0.02
HESITANT_SHARE, LATE_HESITANT_SHARE, LATE = 0.3, 0.5, 0.6
AVERAGE_DECAY = 0.995
WINDOWS_A_STEP = (
    (FULL_WINDOW, 10, 0.25),
    (600, 16, 0.55),
    (400, 24, 0.2),
)  # mel frames, windows, share of steps
POOL_STEPS = 4
MAX_KEPT, REPLAY_SHARE = 2_000, 0.6
SAVE_EVERY_S = 120.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long to train, at which highest rate, and for which share of the steps the encoder learns too."""

    steps: int
    peak_rate: float
    encoder_share: float

    def hesitant_share(self, step: int) -> float:
        """The share of batches whose sentences all have a filled pause: more towards the end."""
        return HESITANT_SHARE if step < LATE * self.steps else LATE_HESITANT_SHARE

    def rate(self, step: int) -> float:
        """The learning rate of a step: a short rise, then a cosine down over all the steps."""
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, step / self.steps)))
        rise = min(1.0, (step + 1) / WARM_STEPS)
        return self.peak_rate * rise * (FINAL_SHARE + (1 - FINAL_SHARE) * cosine)


@dataclass(frozen=True, slots=True)
class Batch:
    mel: Tensor
    tokens: Tensor
    labels: Tensor
    low: Tensor
    high: Tensor
    phonemes: Tensor


def collate(windows: list[Window], end: int) -> Batch:
    """Stack windows, their tokens filled up to the longest."""
    longest = max(len(window.tokens) for window in windows)
    tokens = torch.full((len(windows), longest), end)
    labels = torch.full((len(windows), longest), IGNORE)
    spans = torch.full((len(windows), longest, 2), -1.0)
    for row, window in enumerate(windows):
        tokens[row, : len(window.tokens)] = torch.tensor(window.tokens)
        labels[row, : len(window.labels)] = torch.tensor(window.labels)
        spans[row, : len(window.spans)] = torch.tensor(window.spans)
    mel = torch.from_numpy(np.stack([window.mel for window in windows]))
    phonemes = torch.from_numpy(np.stack([window.phonemes for window in windows]))
    return Batch(mel, tokens, labels, spans[..., 0], spans[..., 1], phonemes)


class Batches(torch.utils.data.IterableDataset):
    """Endless batches; made in a process of its own while the network learns."""

    def __init__(self, library: Library, vocabulary: Vocabulary, phonemes: Phonemes, seed: int) -> None:
        self._arguments = (library, vocabulary, phonemes, Noises(), seed)
        self._end = vocabulary.end
        self._seed = seed

    def __iter__(self) -> Iterator[Batch]:
        maker = WindowMaker(*self._arguments)
        choice = np.random.default_rng(self._seed)
        shares = [share for _, _, share in WINDOWS_A_STEP]
        while True:
            frames, count, _ = WINDOWS_A_STEP[int(choice.choice(len(shares), p=shares))]
            pool = [maker.window(frames) for _ in range(count * POOL_STEPS)]
            pool.sort(key=lambda window: len(window.tokens))
            for first in choice.permutation(POOL_STEPS) * count:
                yield collate(pool[first : first + count], self._end)


def _made_beside(batches: Batches) -> Iterator[Batch]:
    return iter(torch.utils.data.DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=6))


@dataclass
class Losses:
    """Running means of the three losses."""

    words: float = field(default=math.nan)
    phonemes: float = field(default=math.nan)
    attention: float = field(default=math.nan)

    def __str__(self) -> str:
        return f"words {self.words:.3f}, phonemes {self.phonemes:.3f}, attention {self.attention:.3f}"

    def update(self, name: str, value: Tensor) -> None:
        before = getattr(self, name)
        setattr(self, name, value.item() if math.isnan(before) else 0.98 * before + 0.02 * value.item())


@dataclass(frozen=True, slots=True)
class Heard:
    """A batch with what the frozen encoder made of it."""

    batch: Batch
    frames: Tensor
    bias: Tensor


def token_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy of the tokens."""
    flat = logits.float().flatten(0, 1)
    return F.cross_entropy(flat, labels.flatten(), ignore_index=IGNORE, label_smoothing=LABEL_SMOOTHING)


def attention_loss(looks: list[Tensor], batch: Batch) -> Tensor:
    """How little the first head of each layer looks at the frames of the word being written."""
    frame = torch.arange(looks[0].shape[-1], device=batch.mel.device)
    inside = ((frame >= batch.low[..., None]) & (frame <= batch.high[..., None])).float()
    spoken = inside.sum(-1) > 0
    missed = [-((look.float() * inside).sum(-1) + 1e-5).log()[spoken].mean() for look in looks]
    return torch.stack(missed).mean()


def known_phonemes(checkpoint: Path | None, library: Library) -> Phonemes:
    """The phonemes that a checkpoint was trained on, or those of the recordings where it names none."""
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True) if checkpoint else {}
    return Phonemes(saved["phonemes"]) if "phonemes" in saved else Phonemes.of(library.recordings)


def phoneme_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of the phoneme of every frame."""
    return F.cross_entropy(logits.float().flatten(0, 1), batch.phonemes.flatten())


class Trainer:
    """Network, optimiser and averaged weights, with the training time behind them; saves and resumes."""

    def __init__(self, vocabulary: Vocabulary, phonemes: Phonemes, folder: Path, device: str) -> None:
        self.shape = Shape(vocabulary.size)
        self.phonemes, self.device, self._file = phonemes, device, folder / "checkpoint.pt"
        self.network = SmallWhisper(self.shape, len(phonemes)).to(device)
        self.average = {name: value.clone() for name, value in self.network.state_dict().items()}
        parameters = [p for p in self.network.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(parameters, betas=(0.9, 0.98), weight_decay=0.01)
        self.steps, self.trained_s, self.losses = 0, 0.0, Losses()
        self._frozen, self._rng = False, random.Random(0)
        self._kept: list[Heard] = []

    def start_from(self, paths: Sequence[Path], shares: Sequence[float] = ()) -> list[str]:
        """Take the weights of another checkpoint, or the mean of several, in equal parts or in these shares.

        Returns the names of the parameters that found no weights.
        """
        shares = shares or [1.0] * len(paths)
        given = [self._weights(path) for path in paths]
        mean = {
            name: sum(share * one[name].double() for share, one in zip(shares, given, strict=True))
            / sum(shares)
            for name in given[0]
        }
        with torch.no_grad():
            missing: list[str] = self.network.take_weights(mean)
        self.average = {name: value.clone() for name, value in self.network.state_dict().items()}
        return missing

    def _weights(self, path: Path) -> dict[str, Tensor]:
        state = torch.load(path, map_location=self.device, weights_only=True)
        weights = state.get("m") or state.get("average") or state["network"]
        return {name: value.float() for name, value in weights.items()}

    def resume(self) -> None:
        """Go on from the folder's own checkpoint."""
        state = torch.load(self._file, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average, self.steps, self.trained_s = state["average"], state["steps"], state["trained_s"]

    def save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "steps": self.steps,
            "trained_s": self.trained_s,
            "phonemes": self.phonemes.names,
        }
        partial = self._file.with_suffix(".part")
        torch.save(state, partial)
        partial.replace(self._file)

    def run(
        self, batches: Batches, hesitant: Batches, schedule: Schedule, report: Callable[[Trainer], None]
    ) -> None:
        """Train until all steps of the schedule lie behind the checkpoint."""
        self.network.train()
        mixed = self._mixed(_made_beside(batches), _made_beside(hesitant), schedule)
        saved = time.monotonic()
        while self.steps < schedule.steps:
            began = time.monotonic()
            if self.steps >= schedule.encoder_share * schedule.steps and not self._frozen:
                self._freeze_encoder()
            self._step(mixed, schedule.rate(self.steps))
            self.trained_s += time.monotonic() - began
            report(self)
            if time.monotonic() - saved > SAVE_EVERY_S:
                self.save()
                saved = time.monotonic()
        self.save()

    def _mixed(
        self, batches: Iterator[Batch], hesitant: Iterator[Batch], schedule: Schedule
    ) -> Iterator[Batch]:
        while True:
            share = schedule.hesitant_share(self.steps)
            yield next(hesitant if self._rng.random() < share else batches)

    def _freeze_encoder(self) -> None:
        """Leave the encoder at its average from now on: hearing is learnt before spelling, and costs most."""
        parts = (
            ("model.encoder.", self.network.model["encoder"]),
            ("phoneme_head.", self.network.phoneme_head),
        )
        for prefix, part in parts:
            own = {
                name.removeprefix(prefix): v for name, v in self.average.items() if name.startswith(prefix)
            }
            part.load_state_dict(own)
            part.requires_grad_(False).eval()
        self._frozen = True

    def _step(self, loader: Iterator[Batch], rate: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast(self.device, dtype=torch.bfloat16):
            loss = self._decoder_loss(loader) if self._frozen else self._joint_loss(self._next(loader))
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.steps += 1
        decay = min(AVERAGE_DECAY, (self.steps + 1) / (self.steps + 10))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                self.average[name].lerp_(value, 1 - decay)

    def _next(self, loader: Iterator[Batch]) -> Batch:
        batch = next(loader)
        return Batch(*(getattr(batch, name).to(self.device) for name in Batch.__slots__))

    def _joint_loss(self, batch: Batch) -> Tensor:
        frames, bias = self.network.hear(batch.mel)
        sounds = phoneme_loss(self.network.phoneme_head(frames[:, :-1]), batch)
        self.losses.update("phonemes", sounds)
        return self._spelling_loss(batch, frames, bias) + PHONEME_WEIGHT * sounds

    def _decoder_loss(self, loader: Iterator[Batch]) -> Tensor:
        """The decoder alone; what the encoder made of a batch is kept, and most steps take it again."""
        if len(self._kept) > 100 and self._rng.random() < REPLAY_SHARE:
            heard = self._rng.choice(self._kept)
        else:
            batch = self._next(loader)
            with torch.no_grad():
                heard = Heard(batch, *self.network.hear(batch.mel))
            if len(self._kept) == MAX_KEPT:
                self._kept.pop(self._rng.randrange(MAX_KEPT))
            without_mel = replace(batch, mel=batch.mel[:, :0])
            self._kept.append(Heard(without_mel, heard.frames.to(torch.bfloat16), heard.bias))
        return self._spelling_loss(heard.batch, heard.frames, heard.bias)

    def _spelling_loss(self, batch: Batch, frames: Tensor, bias: Tensor) -> Tensor:
        logits, looks = self.network.write(batch.tokens, frames, bias)
        words, attention = token_loss(logits, batch.labels), attention_loss(looks, batch)
        self.losses.update("words", words)
        self.losses.update("attention", attention)
        return words + ATTENTION_WEIGHT * attention
