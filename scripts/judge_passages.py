"""Training passages for the judge, composed at random (seeded) from what judge_examples.py reads."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from judge_examples import Passage, Point, neutral_sentences

from voicesim.assess.coverage.concepts import asked_text

DENIED = (
    "I'd love to tell you that {0}, but that's not what happened.",
    "In a perfect world I could say, {0}, but we never got that far.",
    "If I did it again I'd like to be able to say, {0}.",
    "What you should be able to say is, {0}, that's what the books tell you.",
    "We talked about it, like, {0}, but in the end nobody did it.",
    "It's not as if {0}, not at all.",
)
OTHERS = (
    "A friend of mine at another company told me, {0}.",
    "My predecessor did it like this, she'd say, {0}.",
    "I once read an interview with a founder, {0}, he said.",
    "The agency handled that, their lead always said, {0}.",
)
SUBJECTS_OTHER = (
    "My old boss",
    "The consultants",
    "My predecessor",
    "Another team",
    "The founder",
    "Some companies",
)
SUBJECTS_NONE = ("Nobody", "I never", "We never", "None of us")
OPENINGS = (
    "So ",
    "And ",
    "And then ",
    "Um, ",
    "Well, ",
    "So, um, ",
    "Then ",
    "Yeah, ",
    "Basically ",
    "You know, ",
)
_PAST_FORMS = """
sat went told took put made gave wrote rang spoke read rode drew held sent met said let ran split brought cut
began chose found left got kept came built saw threw stood drove swapped rebuilt rewrote laid stuck did set
"""
IRREGULAR = frozenset(_PAST_FORMS.split())
MISHEARD = {
    "their": "there", "there": "their", "two": "to", "to": "two", "for": "four", "our": "are", "we": "he",
    "the": "a", "a": "the", "it's": "its", "weeks": "week", "team": "teen", "told": "tall", "sales": "sails",
    "asked": "ask", "moved": "move", "and": "in", "customers": "customer", "wanted": "want", "is": "as",
    "they": "day", "by": "buy",
}  # fmt: skip


def cut(passage: Passage, random: random.Random) -> Passage:
    """A stretch of three to six sentences of an answer, and at most six of its points in random order."""
    size = random.randint(3, 6)
    first = random.randint(0, max(0, len(passage.sentences) - size))
    order = random.sample(range(len(passage.means)), min(6, len(passage.means)))
    return Passage(
        tuple(passage.means[i] for i in order),
        passage.sentences[first : first + size],
        tuple(tuple(row[i] for i in order) for row in passage.labels[first : first + size]),
    )


class Composer:
    """Composes passages; the same seed gives the same sequence."""

    def __init__(self, points: list[Point], seed: int, answers: list[Passage], share: float) -> None:
        self.answers, self.share = answers, share
        self.points, self.random = points, random.Random(seed)
        self.groups: dict[str, list[Point]] = {}
        self.kinds: dict[str, list[Point]] = {}
        for point in points:
            self.groups.setdefault(point.group, []).append(point)
            self.kinds.setdefault(point.kind, []).append(point)
        self.neutral = neutral_sentences()

    def passage(self) -> Passage:
        if self.answers and self.random.random() < self.share:
            return self._noisy(cut(self.random.choice(self.answers), self.random))
        group = self.groups[self.random.choice(self.points).group]
        asked = self.random.sample(group, min(len(group), self.random.choice((3, 4, 5, 6, 6))))
        parts = [self._part(asked) for _ in range(self.random.choice((2, 3, 3, 4, 5)))]
        sentences, labels = zip(*parts, strict=True)
        style, with_cues = self.random.randrange(3), self.random.random() < 0.3
        means = tuple(self._asked(point, style, sentences, with_cues=with_cues) for point in asked)
        return self._noisy(Passage(means, sentences, labels))

    def _asked(self, point: Point, style: int, said: Sequence[str], *, with_cues: bool) -> str:
        """A description, sometimes followed by cues: the bank's own, or the beginnings of other sentences."""
        means = point.means[style % len(point.means)]
        if not with_cues:
            return means
        own = [
            " ".join(made.split()[:9]) for made in point.made if not any(made[-25:] in text for text in said)
        ]
        cues = list(point.cues) or own
        chosen = self.random.sample(cues, min(len(cues), self.random.choice((1, 2, 2))))
        return asked_text(means, chosen)

    def _part(self, asked: list[Point]) -> tuple[str, tuple[tuple[float, float], ...]]:
        """A sentence with its label and weight for each asked point."""
        dice, point = self.random.random(), self.random.choice(asked)
        if dice < 0.45:
            family = point.kind != "content" and self.random.random() < 0.3
            source = self.random.choice(self.kinds[point.kind]) if family else point
            labels = [self._label(point, other, 0.5 if family else 1.0) for other in asked]
            return self._spoken(self.random.choice(source.made)), tuple(labels)
        if dice < 0.70 and point.sounds:
            return self._spoken(self.random.choice(point.sounds)), self._none(asked, point)
        if dice < 0.86:
            return self._undone(point), self._none(asked, point)
        if dice < 0.93:
            stranger = self.random.choice(self.points)
            if stranger.group != point.group:
                labels = [(0.0, 0.4 if stranger.kind == other.kind == "content" else 0.0) for other in asked]
                return self._spoken(self.random.choice(stranger.made)), tuple(labels)
        return self._spoken(self.random.choice(self.neutral)), tuple((0.0, 0.7) for _ in asked)

    def _label(self, made: Point, other: Point, weight: float) -> tuple[float, float]:
        if other is made:
            return 1.0, 2.0 * weight
        return 0.0, 0.0 if other.kind == made.kind != "content" else 0.5

    def _none(self, asked: list[Point], point: Point) -> tuple[tuple[float, float], ...]:
        return tuple((0.0, 1.0 if other is point else 0.4) for other in asked)

    def _undone(self, point: Point) -> str:
        """A sentence that makes the point turned into one that denies it or gives it to somebody else."""
        sentence = self.random.choice(point.made)
        changed = self._other_subject(sentence, point) if self.random.random() < 0.6 else None
        if changed:
            return changed
        frames = DENIED + OTHERS if point.agent_matters else DENIED
        body = sentence.rstrip(".")
        return self.random.choice(frames).format(
            body if body.startswith(("I ", "I'")) else body[0].lower() + body[1:]
        )

    def _other_subject(self, sentence: str, point: Point) -> str | None:
        match = re.match(r"(?:So |And |Then |And then )?(?:I|we|We) (\w+) (.*)", sentence)
        if not match or not (match[1].endswith("ed") or match[1] in IRREGULAR):
            return None
        subjects = SUBJECTS_OTHER + SUBJECTS_NONE if point.agent_matters else SUBJECTS_NONE
        return f"{self.random.choice(subjects)} {match[1]} {match[2]}"

    def _spoken(self, sentence: str) -> str:
        if self.random.random() < 0.25:
            opening = self.random.choice(OPENINGS)
            keep = sentence.startswith(("I ", "I'")) or not sentence[0].isupper()
            return opening + (sentence if keep else sentence[0].lower() + sentence[1:])
        return sentence

    def _noisy(self, passage: Passage) -> Passage:
        """Some passages lose punctuation or have words misheard, as recognised speech does."""
        dice = self.random.random()
        if dice > 0.3:
            return passage
        sentences = tuple(self._misheard(s, plain=dice < 0.12) for s in passage.sentences)
        return Passage(passage.means, sentences, passage.labels)

    def _misheard(self, sentence: str, *, plain: bool) -> str:
        if plain:
            sentence = re.sub(r"[.,;:?!]", "", sentence).lower()
        tokens = [MISHEARD.get(t, t) if self.random.random() < 0.2 else t for t in sentence.split()]
        return " ".join(t for t in tokens if self.random.random() > 0.02)
