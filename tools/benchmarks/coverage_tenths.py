"""Whether the tenths beside points to check are true: of those said to be made in 7 of 10 answers, how many
are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.benchmarks.coverage_scores import Judged
from voicesim.wording import tenths_of


@dataclass(frozen=True, slots=True)
class Tenth:
    """Points to check of which about `tenths` in 10 are said to be made; `made` is the share that is."""

    tenths: int
    points: int
    made: float


def tenths(judged: Sequence[Judged]) -> list[Tenth]:
    """Of answers to their own question, by the tenth that is shown."""
    said: dict[int, list[bool]] = {}
    for answer in judged:
        for claim in answer.claims if answer.role == "own" else ():
            if claim.verdict == "check" and claim.likelihood is not None:
                said.setdefault(tenths_of(claim.likelihood), []).append(claim.made)
    return [Tenth(tenth, len(made), sum(made) / len(made)) for tenth, made in sorted(said.items())]


def in_words(found: Sequence[Tenth]) -> str:
    parts = [f"{one.tenths} in 10: {one.made:.2f} of {one.points}" for one in found]
    return f"points to check, said to be made and made: {'; '.join(parts)}" if parts else ""
