#!/usr/bin/env python3
"""How often `stories map` is right, by stories whose points people labelled.

    scripts/bench story_map [FOLDER] [--cache FILE] [--show] [--json]

FOLDER (training/judge/data/stories without it) holds stories as Markdown files, and labels.jsonl with lines
of {"story", "fit", "bank", "question", "made": [points]}: the points of a built-in bank's question that
people find in the story. `fit` is "well" for the one question of each story that it fits best.

Printed are, over all pairs of story and point, those of which the map claims something (that the story makes
the point, or does not) and the shares of these that are right; the pairs that are left open ("perhaps"); the
share that is right where an open one is taken for what is likelier; and for how many stories the question
that fits best has the highest share of points to expect. --show adds every claim that is wrong.

--cache FILE keeps what the judge read, as `stories map` does; a pair takes about a second without it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from voicesim.bank.load import find_question, load_bank
from voicesim.bank.question import Question
from voicesim.errors import InputError, VoicesimError
from voicesim.stories.folder import in_file, read_story
from voicesim.stories.mapping import MapCache, hold_against
from voicesim.stories.served import Claim, Fit
from voicesim.stories.story import Story

STORIES = Path(__file__).resolve().parents[2] / "training" / "judge" / "data" / "stories"
BEST = "well"

LIKELY = 0.5
"""From here on an open pair is likelier made than not."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A story and a question, how it fits, and the ids of the points that people find in it."""

    story: Story
    question: Question
    fit: str
    made: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A point of a question in a story: what the map says and what people say."""

    story: str
    question_id: str
    point_id: str
    claim: Claim
    likelihood: float
    made: bool

    @property
    def likelier(self) -> bool:
        """Whether people say the same, an open pair taken for what is likelier."""
        says = self.likelihood >= LIKELY if self.claim == "perhaps" else self.claim == "makes it"
        return says == self.made


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts, and shares of 1 (None where there is nothing to count); `best_first` counts stories."""

    stories: int
    pairs: int
    claimed: int
    claims_right: float | None
    makes_right: float | None
    does_not_right: float | None
    open: float | None
    likelier: float | None
    best_first: int


def read_labelled(folder: Path) -> list[Labelled]:
    """Raises InputError where a story or a label is not as it should be."""
    path = folder / "labels.jsonl"
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as exc:
        raise InputError(f"{path} cannot be read ({exc}).") from exc
    return [_labelled(folder, row) for row in rows]


def _labelled(folder: Path, row: dict[str, object]) -> Labelled:
    path = folder / f"{row['story']}.md"
    checked = read_story(path)
    if checked.story is None:
        raise InputError(in_file(path, checked.problems[0]))
    question = find_question(load_bank(str(row["bank"])), str(row["question"]))
    made = row["made"]
    known = {point.id for point in question.key_points}
    if not isinstance(made, list) or not known.issuperset(made):
        raise InputError(f"{folder / 'labels.jsonl'}: {question.id} has other points than {made}.")
    return Labelled(checked.story, question, str(row["fit"]), frozenset(made))


def pairs_of(labelled: Labelled, fit: Fit) -> list[Pair]:
    """Every point of the question; of a story that is about something else, none is made."""
    said = {point.point_id: (fit.claim(point), point.likelihood) for point in fit.points or ()}
    return [
        Pair(
            labelled.story.name,
            labelled.question.id,
            point.id,
            *said.get(point.id, ("does not", 0.0)),
            point.id in labelled.made,
        )
        for point in labelled.question.key_points
    ]


def score(labelled: Sequence[Labelled], fits: Sequence[Fit]) -> Scores:
    pairs = [pair for one, fit in zip(labelled, fits, strict=True) for pair in pairs_of(one, fit)]
    claimed = [pair for pair in pairs if pair.claim != "perhaps"]
    best: dict[str, tuple[float, str]] = {}
    for one, fit in zip(labelled, fits, strict=True):
        best[one.story.name] = max(best.get(one.story.name, (-1.0, "")), (fit.share, one.fit))
    return Scores(
        stories=len(best),
        pairs=len(pairs),
        claimed=len(claimed),
        claims_right=_share(pair.likelier for pair in claimed),
        makes_right=_share(pair.made for pair in pairs if pair.claim == "makes it"),
        does_not_right=_share(not pair.made for pair in pairs if pair.claim == "does not"),
        open=_share(pair.claim == "perhaps" for pair in pairs),
        likelier=_share(pair.likelier for pair in pairs),
        best_first=sum(fit == BEST for _, fit in best.values()),
    )


def _share(found: Iterable[bool]) -> float | None:
    counted = list(found)
    return round(sum(counted) / len(counted), 3) if counted else None


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench story_map", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=STORIES)
    parser.add_argument("--cache", type=Path, default=None)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        labelled = read_labelled(options.folder)
        with tempfile.TemporaryDirectory() as scratch:
            cache = MapCache(options.cache or Path(scratch) / "map.jsonl")
            fits = list(hold_against([(one.question, one.story) for one in labelled], cache))
    except VoicesimError as exc:
        parser.error(str(exc))
    found = score(labelled, fits)
    if options.json:
        print(json.dumps(asdict(found)))
        return
    for name, value in asdict(found).items():
        print(f"{name.replace('_', ' ')}: {'–' if value is None else value}")
    if options.show:
        for one, fit in zip(labelled, fits, strict=True):
            for pair in pairs_of(one, fit):
                if pair.claim != "perhaps" and not pair.likelier:
                    print(f"wrong\t{pair.story}\t{pair.question_id}\t{pair.point_id}\t{pair.claim}")


if __name__ == "__main__":
    main()
