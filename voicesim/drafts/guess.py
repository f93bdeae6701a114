"""What a question asks for, guessed from its words; every guess is said and marked, and easy to change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from voicesim.bank.limits import MAX_TARGET_S, MAX_TEXT_CHARS, MIN_TARGET_S
from voicesim.bank.question import Kind, Style

USUAL_S: Mapping[Style, int] = {
    "approach": 120,
    "story": 120,
    "case": 300,
    "metric": 180,
    "diagnose": 240,
    "estimate": 240,
    "strategy": 240,
    "intro": 90,
    "ask": 60,
}
"""The targets of the built-in banks, in seconds."""

GENERAL_POINT: Mapping[Style, str] = {
    "approach": "Says how the speaker goes about it, step by step.",
    "story": "Tells what the speaker did and what came of it.",
    "case": "Chooses one solution and gives the reason for the choice.",
    "metric": "Names the main measure and says why it is the main one.",
    "diagnose": "Names a likely cause and says how it would be confirmed.",
    "estimate": "Breaks the number down into parts and arrives at a figure.",
    "strategy": "Takes a position and gives a reason for it.",
    "intro": "Says what the speaker does today and why this job comes next.",
    "ask": "Asks something about the work that only the interviewer can answer.",
}
"""What an answer of each style makes clear at the least, for a question that comes without key points."""

_STYLES: tuple[tuple[Style, tuple[str, ...]], ...] = (
    (
        "ask",
        (
            r"(what|which|any|your) questions? (do|would|have|for) ",
            r"questions? for (me|us)\b",
            "like to ask me",
        ),
    ),
    (
        "intro",
        (
            "about yourself|introduce yourself",
            "through your (cv|resume|career|background|experience)",
            r"why (do you want|are you (leaving|interested|looking)|should we hire|us\b|here\b)",
            "why this (company|role|job)",
        ),
    ),
    (
        "story",
        (
            r"\b(a|the|one|last|first) (time|situation|moment|occasion|instance)s? (when|where|that|you)\b",
            r"^tell (me|us) about (a|an|the|something|one|your) (?!products?\b|app\b)",
            r"^describe (a|an|the) .*\byou\b",
            r"\b(give|share)\b.* example",
            r"when (did|have) you|have you ever|\bdid you\b",
            r"\byour? .*\b(hardest|biggest|greatest|worst|toughest)|\bproudest\b",
        ),
    ),
    (
        "diagnose",
        (
            r"\b(drop|dropped|drops|fell|falls|fallen|declined|decreased|plunged|dipped|spiked)\b",
            r"\b(gone|went|is|are|was|were) down\b",
            r"find out why\b|\b(the|likely|root) cause|percent (lower|less|fewer)",
        ),
    ),
    (
        "metric",
        (
            r"\b(measure|metrics?|kpis?|north star|define success|success look like)\b",
            r"\bknow (if|whether|that) it works\b",
        ),
    ),
    (
        "estimate",
        (r"^estimate\b", r"\bhow (many|much)\b(?!.*\b(you|your)\b)", "market size|size of the .*market"),
    ),
    (
        "strategy",
        (
            r"^should |\bshould (we|they|\w+) (enter|build|buy|launch|acquire|charge|open|sell)\b",
            r"\bstrategy for\b|\bif you were (the )?ceo\b|enter (the|a) .*market|go[- ]to[- ]market",
            "respond to .*(competitor|rival)",
        ),
    ),
    (
        "case",
        (
            r"^(design|improve|build|create|redesign|imagine)\b|\bdesign an? ",
            "how would you (improve|design|redesign|build)|favou?rite (product|app)",
        ),
    ),
)
"""Which words point to a style; the first style that has one wins."""

_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "tradeoff",
        (
            r"trade-?\s?offs?|\bg(ive|ives|iven|ave|iving) up\b|decid\w+ against|at the (expense|cost) of",
            r"\bsa(id|ys) no to|not to do|deprioriti[sz]\w+|sacrific\w+|in exchange for|\bturn\w+ down\b",
            r"what .*\b(costs?|wait)\b|\b(left|leaves?) out\b",
        ),
    ),
    (
        "metric",
        (
            r"\b(metrics?|measures?|measured|kpis?|okrs?|nps|figures?|numbers?|quantif\w+)\b",
            r"\b(percent|percentage|rate|ratio|revenue|retention|conversion)\b|%",
        ),
    ),
)
_TIME = re.compile(
    r"\s*[(\[]\s*(?:about |ca\.? |~ ?)?(?P<number>\d{1,4}(?:\.\d+)?)"
    r"\s*(?P<unit>s|sec|secs|seconds?|m|min|mins|minutes?)\.?\s*[)\]]\s*$",
    re.IGNORECASE,
)


def style_of(prompt: str) -> Style:
    """The style that the words of a question point to; `approach` when none does."""
    lowered = prompt[:MAX_TEXT_CHARS].lower().replace("’", "'")
    return next((style for style, words in _STYLES if _any(words, lowered)), "approach")


def kind_of(point: str) -> Kind:
    """The kind of a key point by its words."""
    lowered = point[:MAX_TEXT_CHARS].lower()
    return next((kind for kind, words in _KINDS if _any(words, lowered)), "content")


def split_time(prompt: str) -> tuple[str, float | None]:
    """A prompt without the time at its end, such as "(2 min)", and that time in seconds if it is a target."""
    found = _TIME.search(prompt)
    if found is None:
        return prompt, None
    seconds = float(found["number"]) * (60 if found["unit"].lower().startswith("m") else 1)
    if not MIN_TARGET_S <= seconds <= MAX_TARGET_S:
        return prompt, None
    return prompt[: found.start()], seconds


def _any(patterns: Iterable[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)
