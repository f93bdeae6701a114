"""Training passages for the judge, composed at random (seeded) from the written sentences in data/judge.

File format: `@group` starts a question, `# point` a key point of it (`~` after it: who did it does not
matter), `+` a sentence that makes the point, `-` one that only sounds like it. For the built-in bank the
group is the question's id and the point its id; elsewhere the point is its description.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voicesim.assess.coverage.clauses import Clause, split_clauses
from voicesim.assess.coverage.concepts import asked_sentences
from voicesim.bank.load import load_bank
from voicesim.speech.words import Word

DATA = Path(__file__).with_name("data") / "judge"
NEUTRAL, ANSWERS = "neutral.txt", "answers.txt"

MAX_PIECE_WORDS = 38
"""A sentence that is longer is judged, and quoted, in parts."""

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


@dataclass(frozen=True, slots=True)
class Point:
    """A key point with its descriptions and the sentences written for it."""

    group: str
    key: str
    kind: str
    means: tuple[str, ...]
    agent_matters: bool
    cues: tuple[str, ...] = ()
    made: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passage:
    """What some points mean, sentences, and for each sentence one (label, weight) for each point."""

    means: tuple[str, ...]
    sentences: tuple[str, ...]
    labels: tuple[tuple[tuple[float, float], ...], ...]


def read_points() -> list[Point]:
    """All written points, the built-in bank's with its own and with short descriptions."""
    short = json.loads((DATA / "short-means.json").read_text("utf-8"))
    bank = {question.id: question for question in load_bank("senior-pm").questions}
    points: list[Point] = []
    for path in sorted(DATA.glob("*.txt")):
        if path.name not in (NEUTRAL, ANSWERS):
            points.extend(_read(path, bank, short))
    return points


def _read(path: Path, bank: dict, short: dict[str, str]) -> Iterator[Point]:
    group, point = "", None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@"):
            group = line[1:].strip()
        elif line.startswith("#"):
            if point:
                yield point
            name = line[1:].strip()
            key = name.removesuffix("~").strip()
            if group in bank:
                asked = bank[group].point(key)
                means, kind, cues = (
                    (short[f"{group}/{key}"], asked_sentences(asked.means)[0]),
                    asked.kind,
                    asked.cues,
                )
            else:
                means, kind, cues = (key,), _kind(key), ()
            point = Point(group, key, kind, means, not name.endswith("~"), cues)
        elif point and line[:2] in ("+ ", "- "):
            (point.made if line[0] == "+" else point.sounds).append(line[2:].strip())
    if point:
        yield point


def _kind(means: str) -> str:
    if re.search(r"\b(?:figures?|measured|number)\b", means):
        return "metric"
    given_up = (
        r"postponed|removed|dropped|given up|gives up|conceded|left (?:out|away)|had to wait|"
        r"could not be done|turned down"
    )
    return "tradeoff" if re.search(given_up, means) else "content"


def neutral_sentences() -> list[str]:
    lines = (DATA / NEUTRAL).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def written_answers(points: list[Point]) -> list[Passage]:
    """Whole answers in data/judge/answers.txt: each line a sentence and the numbers of its points."""
    groups: dict[str, list[Point]] = {}
    for point in points:
        groups.setdefault(point.group, []).append(point)
    passages = []
    for block in (DATA / ANSWERS).read_text("utf-8").split("@")[1:]:
        name, *lines = block.strip().splitlines()
        made = [(line.split("|", 1)[0], line.split("|", 1)[1]) for line in lines]
        asked = groups[name]
        labels = tuple(
            tuple(
                (1.0, 2.0) if str(number) in numbers.split(",") else (0.0, 0.7)
                for number in range(1, len(asked) + 1)
            )
            for numbers, _ in made
        )
        passages.append(Passage(tuple(p.means[0] for p in asked), tuple(text for _, text in made), labels))
    return passages


def labelled_answers(path: Path, keep: Callable[[str], bool], *, short: bool) -> list[Passage]:
    """Answers of the development format whose question is kept, sentence by sentence.

    A sentence that holds a point's evidence makes it; other sentences of an answer that covers the point say
    nothing either way, and all sentences of an answer that does not cover it do not make it.
    """
    bank = {question.id: question for question in load_bank("senior-pm").questions}
    brief = json.loads((DATA / "short-means.json").read_text("utf-8"))
    passages = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not keep(row["question"]):
            continue
        asked = bank[row["question"]].key_points
        means = tuple(
            brief[f"{row['question']}/{point.id}"]
            if short
            else asked_text(asked_sentences(point.means)[0], point.cues[:2])
            for point in asked
        )
        words = tuple(Word(token, None, None, 1.0) for token in row["text"].split())
        clauses = split_clauses(words)
        pieces = [(clauses[first].first, clauses[last].last) for first, last in split_pieces(clauses)]
        labels = tuple(_elsewhere(_evidence_label(row, p.id, *piece) for p in asked) for piece in pieces)
        texts = tuple(" ".join(word.text for word in words[first : last + 1]) for first, last in pieces)
        passages.append(Passage(means, texts, labels))
    return passages


def _evidence_label(row: dict, point: str, first: int, last: int) -> tuple[float, float]:
    if point not in row["covered"]:
        return 0.0, 0.7
    start = len(row["text"][: row["text"].index(row["evidence"][point])].split())
    end = start + len(row["evidence"][point].split()) - 1
    shared = min(last, end) - max(first, start) + 1
    return (1.0, 2.0) if shared >= 0.5 * min(end - start + 1, last - first + 1) else (0.0, 0.0)


def _elsewhere(labels: Iterator[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """A sentence that makes one point most likely makes no other, even one that is covered elsewhere."""
    found = tuple(labels)
    if not any(made for made, _ in found):
        return found
    return tuple((made, weight or 0.3) for made, weight in found)


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


def split_pieces(clauses: Sequence[Clause]) -> tuple[tuple[int, int], ...]:
    """Sentences, long ones cut at a clause, as indices of their first and last clause (inclusive)."""
    pieces: list[tuple[int, int]] = []
    for index, clause in enumerate(clauses):
        goes_on = (
            pieces
            and clause.sentence == clauses[index - 1].sentence
            and clause.last - clauses[pieces[-1][0]].first < MAX_PIECE_WORDS
        )
        if goes_on:
            pieces[-1] = (pieces[-1][0], index)
        else:
            pieces.append((index, index))
    return tuple(pieces)


def asked_text(means: str, cues: Sequence[str]) -> str:
    """What the trained judge is told of a point: what it means and how people often begin to say it."""
    return "; ".join((means.rstrip(". "), *(cue.rstrip(". ,") for cue in cues)))
