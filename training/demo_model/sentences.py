"""Text to train on: passages of sentences, as a person in an interview or a book might say them."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from training.demo_model import corpora
from training.demo_model.numbers import cardinal, spell_numbers

PHRASES = corpora.DATA / "phrases.yaml"
_FILLERS = ("um,", "uh,", "um,", "uh,", "er,", "hmm,", "you know,", "like,", "I mean,", "so,", "well,")
FILLED_SHARE = 0.35
_LONG_WORD = 5
_EXCHANGED = (0.1, 0.25, 0.5)
_ENDINGS = ("ing", "ed", "ly", "s", "er", "tion", "e", "y")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that one voice says one after the other."""

    kind: str
    sentences: tuple[str, ...]


class Chain:
    """A word trigram model: new sentences whose three-word pieces all occur in the given ones."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._after: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._after_one: dict[str, list[str]] = defaultdict(list)
        for sentence in sentences:
            first, second = "", ""
            for word in [*sentence.split(), ""]:
                self._after[first, second].append(word)
                self._after_one[second].append(word)
                first, second = second, word

    def sentence(self, rng: random.Random) -> str | None:
        """A sentence of at most 24 words, or None where the walk does not end by then."""
        first, second = "", ""
        words: list[str] = []
        while len(words) < 25:
            table = self._after_one[second] if words and rng.random() < 0.25 else self._after[first, second]
            word = rng.choice(table)
            if not word:
                return " ".join(words) if len(words) > 2 else None
            words.append(word)
            first, second = second, word
        return None


class Grammar:
    """Sentences out of the templates and word lists of phrases.yaml."""

    def __init__(self, path: Path = PHRASES) -> None:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        self._lists = {name: self._entries(value) for name, value in data.items()}

    @staticmethod
    def _entries(value: str | Sequence[str]) -> list[str]:
        """A list of phrases, or phrases in one text parted by bars."""
        return (
            [part.strip() for part in value.replace("\n", " ").split("|")]
            if isinstance(value, str)
            else list(value)
        )

    def expand(self, template: str, rng: random.Random) -> str:
        """Fill the {slots} of a template until none is left."""
        while match := _SLOT.search(template):
            name = match[1]
            word = cardinal(_number(rng)) if name == "n" else rng.choice(self._lists[name])
            template = template[: match.start()] + word + template[match.end() :]
        return template

    def sentence(self, rng: random.Random, kind: str = "sentence") -> str:
        text = self.expand(rng.choice(self._lists[kind]), rng)
        text = re.sub(r"\ba (?=[aeiou](?!ne\b|ni|se|su|uro))", "an ", " ".join(text.split()))
        return text[:1].upper() + text[1:]


def _ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")


def _number(rng: random.Random) -> int:
    low, high = rng.choice(((2, 12), (2, 30), (13, 99), (13, 99), (100, 999)))
    number = rng.randint(low, high)
    return round(number, -1) or 10 if rng.random() < 0.4 and number > 12 else number


def with_fillers(sentence: str, rng: random.Random) -> str:
    """Put one to three filled pauses between the words, as an unprepared speaker does."""
    words = sentence.split()
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        filler = rng.choice(_FILLERS)
        at = 0 if rng.random() < 0.35 else rng.randrange(len(words))
        if at == 0:
            words[0] = (
                words[0] if re.match(r"I\b|I'|[A-Z].*[A-Z]", words[0]) else words[0][0].lower() + words[0][1:]
            )
            filler = filler[0].upper() + filler[1:]
        elif not words[at - 1].endswith((",", ".", "?", "!")):
            words[at - 1] += ","
        words.insert(at, filler)
    return " ".join(words)


class Material:
    """What there is to speak of: the same on the same machine, whatever is then drawn from it."""

    def __init__(self, labelled: Path = corpora.LABELLED) -> None:
        rng = random.Random(1)
        self.grammar = Grammar()
        self.answers = [
            corpora.split_sentences(spell_numbers(text))
            for text in corpora.labelled_answers(held_out=False, folder=labelled) + corpora.own_answers()
        ]
        self.fortunes = corpora.fortunes()
        self.examples, definitions = corpora.wordnet_sentences()
        counts = Counter(word for text in self.examples + definitions for word in text.lower().split())
        self.definitions = [d for d in definitions if min(counts[w] for w in d.lower().split()) > 5]
        self.prompts = corpora.bank_prompts()
        self._phrases = [self.grammar.sentence(rng) for _ in range(10_000)]

    @cached_property
    def chain(self) -> Chain:
        answers = [sentence for answer in self.answers for sentence in answer]
        return Chain(self._phrases * 2 + answers * 8 + self.examples + self.fortunes)

    @cached_property
    def vocabulary(self) -> tuple[list[str], list[float]]:
        """Words to string together at random and their weights: the common ones come more often."""
        texts = self.examples + self.definitions + self.fortunes + self._phrases * 2
        texts += [sentence for answer in self.answers for sentence in answer * 3]
        counts = corpora.wordnet_counts()
        counts.update(word.strip(",.?!").lower() for text in texts for word in text.split())
        for word in corpora.dictionary():
            common = max((counts[base] for base in corpora.base_forms(word)), default=0)
            counts[word] = max(counts[word], common // 3, 1)
        words = [word for word in counts if re.fullmatch(r"[a-z]+", word)]
        return words, [counts[word] ** 0.6 - 0.95 for word in words]

    @cached_property
    def alike(self) -> dict[str, tuple[list[str], list[float]]]:
        """The longer of these words parted by how they end, with running totals of their weights."""
        alike: dict[str, tuple[list[str], list[float]]] = defaultdict(lambda: ([], []))
        for word, weight in zip(*self.vocabulary, strict=True):
            if len(word) >= _LONG_WORD:
                words, totals = alike[_ending(word)]
                words.append(word)
                totals.append(weight + (totals[-1] if totals else 0.0))
        return alike


class TextSource:
    """Endless passages, the same for the same seed on the same machine."""

    def __init__(self, seed: int, material: Material | None = None) -> None:
        self._rng = random.Random(seed)
        self._material = material or Material()
        self._measured = corpora.Measured()
        self._kinds = {
            "answer": 0.22,
            "interview": 0.12,
            "prompt": 0.02 if self._material.prompts else 0.0,
            "example": 0.25 if self._material.examples else 0.0,
            "definition": 0.04 if self._material.definitions else 0.0,
            "fortune": 0.05 if self._material.fortunes else 0.0,
            "chain": 0.10,
            "words": 0.20,
        }

    def _varied(self, sentence: str) -> str:
        """The sentence with some of its longer words exchanged for others that end alike."""
        share = self._rng.choice(_EXCHANGED)

        def exchanged(match: re.Match[str]) -> str:
            if self._rng.random() >= share:
                return match[0]
            words, totals = self._material.alike[_ending(match[0])]
            return self._rng.choices(words, cum_weights=totals)[0]

        return re.sub(rf"(?<![\w'])[a-z]{{{_LONG_WORD},}}(?![\w'])", exchanged, sentence)

    def passage(self) -> Passage:
        rng = self._rng
        kind = rng.choices(list(self._kinds), list(self._kinds.values()))[0]
        if kind == "answer":
            sentences = self._run(rng.choice(self._material.answers))
            if rng.random() < 0.6:
                sentences = tuple(self._varied(sentence) for sentence in sentences)
        else:
            sentences = tuple(self._sentence(kind) for _ in range(rng.randint(1, 5)))
        apart = [sentence for sentence in sentences if not self._measured.is_near(sentence)]
        said = tuple(with_fillers(s, rng) if rng.random() < FILLED_SHARE else s for s in apart)
        return Passage(kind, said)

    def _run(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """Some consecutive sentences of an answer."""
        start = self._rng.randrange(len(sentences))
        return tuple(sentences[start : start + self._rng.randint(2, 5)])

    def _sentence(self, kind: str) -> str:
        rng = self._rng
        if kind == "interview":
            return self._material.grammar.sentence(rng)
        if kind == "chain":
            text = None
            while text is None:
                text = self._material.chain.sentence(rng)
            return spell_numbers(text)
        if kind == "words":
            words, weights = self._material.vocabulary
            return " ".join(rng.choices(words, weights, k=rng.randint(3, 9))).capitalize() + "."
        pool = {
            "example": self._material.examples,
            "definition": self._material.definitions,
            "fortune": self._material.fortunes,
        }
        return spell_numbers(rng.choice(pool.get(kind, self._material.prompts)))
