"""Learn from labelled stories how their parts are told, and say how well it does on stories left out.

    python -m training.story_parts.fit [--folds 6] [--write]

Stories left out are told twice: as written, and without punctuation and capitals, as some speech models
write. --write stores the weights that ship. The stories of the tests are never looked at here.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tools.benchmarks.story_scores import ASKED, Story, bare, by_word, read_stories, score, words_of
from voicesim.assess.coverage import word_parts
from voicesim.assess.story import story_units
from voicesim.assess.story_chain import Chain
from voicesim.assess.story_cues import LABELS
from voicesim.assess.story_table import UnitTables, beside, measure_units, places
from voicesim.assess.tokens import Token, tokenize

ROOT = Path(__file__).parents[2]
STORIES = Path(__file__).with_name("data")
WEIGHTS = ROOT / "voicesim" / "assess" / "story-parts.npz"
SEED = 1
STEPS = 80

READ_AXES = 5
"""What the reader takes a sentence for, turned to its main axes, the first with a spread of one."""

PLACE_RIDGE, SIGN_RIDGE, READ_RIDGE, STEP_RIDGE = 0.3, 2.0, 2.7, 0.3
BESIDE = {"sign": 3.0, "read": 2.0}
"""How many times stronger weights for the sentences beside are held back. All chosen by cross-validation."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A story as it is labelled: its sentences, the same in numbers, and their labels."""

    story: Story
    sentences: tuple[tuple[Token, ...], ...]
    units: UnitTables
    labels: NDArray[np.int64]


def sample(story: Story) -> Sample:
    """A sentence that was cut otherwise than the labelled ones has the label of most of its words."""
    words = words_of(story)
    units = story_units(tokenize(words))
    letters = story.word_labels()
    labels = [np.bincount([letters[token.word] for token in unit]).argmax() for unit in units]
    return Sample(story, units, measure_units(units, word_parts(ASKED, words)), np.array(labels))


def fit(samples: Sequence[Sample]) -> Chain:
    """The chain most likely to label the samples as they are, held back by a ridge penalty."""
    everything = np.vstack([one.units.read for one in samples])
    middle = everything.mean(axis=0)
    axes = _axes(everything - middle)
    tables = [np.hstack([one.units.plain, beside((one.units.read - middle) @ axes)]) for one in samples]
    columns = places([1]).shape[1]
    signs = (samples[0].units.plain.shape[1] - columns) // 3
    ridges = [PLACE_RIDGE] * columns
    for name, ridge, width in (("sign", SIGN_RIDGE, signs), ("read", READ_RIDGE, axes.shape[1])):
        ridges += [ridge] * width + [ridge * BESIDE[name]] * 2 * width
    weights, step, first, last = _most_likely(tables, [one.labels for one in samples], ridges)
    plain, read = np.split(weights, [samples[0].units.plain.shape[1]])
    whole = np.vstack([axes @ part for part in np.split(read, 3)])
    return Chain(plain, middle, whole, step, first, last)


def _axes(read: NDArray[np.float64]) -> NDArray[np.float64]:
    """The directions in which sentences differ most, shape (width, axes), the first with a spread of one."""
    _, spread, axes = np.linalg.svd(read, full_matrices=False)
    return np.asarray(axes[:READ_AXES].T / (spread[0] / np.sqrt(len(read))))


def _most_likely(
    tables: list[NDArray[np.float64]], labels: list[NDArray[np.int64]], ridges: list[float]
) -> tuple[NDArray[np.float64], ...]:
    count = len(LABELS)
    told, right = _padded(tables, 0.0), _padded(labels, -1)
    held = torch.tensor(ridges, dtype=torch.float64)[:, None]
    sizes = ((len(ridges), count), (count, count), (count,), (count,))
    found = [torch.zeros(size, dtype=torch.float64, requires_grad=True) for size in sizes]
    search = torch.optim.LBFGS(found, max_iter=STEPS, history_size=20, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        search.zero_grad()
        weights, *steps = found
        total = _surprise(told @ weights, right, *steps) + (held * weights**2).sum()
        total = total + STEP_RIDGE * sum((one**2).sum() for one in steps)
        total.backward()
        return total

    search.step(loss)
    return tuple(one.detach().numpy() for one in found)


def _padded(rows: Sequence[NDArray[np.generic]], value: float) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence(
        list(map(torch.tensor, rows)), batch_first=True, padding_value=value
    )


def _surprise(votes: Tensor, right: Tensor, step: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Minus the log-likelihood of the right labels, all stories together; -1 is past a story's end."""
    stories, told = torch.arange(len(right)), right >= 0
    label = right.clamp(min=0)
    so_far = first + votes[:, 0]
    path = so_far[stories, label[:, 0]]
    for number in range(1, right.shape[1]):
        here, before = label[:, number], label[:, number - 1]
        path = path + told[:, number] * (step[before, here] + votes[stories, number, here])
        onward = torch.logsumexp(so_far[:, :, None] + step, 1) + votes[:, number]
        so_far = torch.where(told[:, number, None], onward, so_far)
    path = path + last[label[stories, told.sum(1) - 1]]
    return (torch.logsumexp(so_far + last, 1) - path).sum()


def report(name: str, samples: Sequence[Sample], chains: Sequence[Chain]) -> None:
    """Print how well each story is told by its chain."""
    found = []
    for one, chain in zip(samples, chains, strict=True):
        labels = chain.label(one.units, [len(sentence) for sentence in one.sentences])
        found.append(by_word(len(words_of(one.story)), labels, one.sentences))
    for measure, value in score([one.story for one in samples], found).rows():
        print(f"{name}: {measure:48}{value:8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=6, help="how many times a part is left out; 0: never")
    parser.add_argument("--write", action="store_true", help="store the weights that voicesim ships")
    options = parser.parse_args()
    torch.set_num_threads(1)
    stories = [story for path in sorted(STORIES.glob("*.jsonl")) for story in read_stories(path)]
    random.Random(SEED).shuffle(stories)
    written, plain = [sample(story) for story in stories], [sample(bare(story)) for story in stories]
    if options.folds:
        folds = range(options.folds)
        left_out = [fit([one for n, one in enumerate(written) if n % len(folds) != fold]) for fold in folds]
        chains = [left_out[number % len(folds)] for number in range(len(stories))]
        report("left out", written, chains)
        report("left out, bare", plain, chains)
    if options.write:
        chain = fit(written)
        arrays = {name: getattr(chain, name).astype(np.float32) for name in Chain.__slots__}
        np.savez(WEIGHTS, **arrays)


if __name__ == "__main__":
    main()
