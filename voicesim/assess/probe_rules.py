"""What an interviewer asks about in what was said itself, whatever the bank waits for.

Each rule gives the probe as a key point of its own, which the reply is judged by, or None. It stays silent
wherever the answer may have told already what it would ask for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicesim.assess.coverage import OFF_TOPIC
from voicesim.assess.echo import echoed, quoted
from voicesim.assess.said import Said, Sentence, clause, inside, told_in
from voicesim.assess.story_cues import deed_of
from voicesim.assess.structure import NO_RESULT
from voicesim.bank.question import KeyPoint
from voicesim.speech.words import Word

OFF, OUTCOME, OWN_PART = "question", "outcome", "own-part"
"""The ids of the points that the rules ask after."""

FEWEST_WE = 4
WE_PER_I = 4
"""A story is a team's when it has so many "we", and so many for each "I"; this project's choice."""

FEWEST_WORDS = 30
"""In less there is no story to ask about."""

_OUTCOME = re.compile(
    r"\b(?:in the end|as a result|the result|the outcome|since then|from then on|to this day|afterwards"
    r"|eventually|ended up|turned out|paid off|came back|went (?:up|down|from)|(?:fell|rose|grew|dropped) )"
)
_OWN = re.compile(
    r"\b(?:i|i'd|i've) (?:\w+ly |also |then |just |even )*"
    r"(?!worked\b|joined\b|wanted\b|needed\b|liked\b|loved\b|hoped\b|remembered\b|learned\b|used\b|noticed\b"
    r"|arrived\b|watched\b|waited\b|enjoyed\b)\w+ed\b"
    r"|\b(?:my|our) (?:job|role|task|part|idea|decision|call)\b|\bmyself\b|\bon me\b|\bup to me\b"
)
_OTHERS = re.compile(
    r"^(?:(?:so|and|then|but|in the end|luckily|eventually) )*((?:my|our|the) (?:\w+ )?"
    r"(?:boss|manager|director|lead|colleague|ceo|cto|vp|engineer|engineers|developer|developers|designer"
    r"|designers|founder|team|coworker|analyst|head of \w+)) "
)


def not_answered(answer: Said) -> KeyPoint | None:
    """The answer is about something else: the question is put once more."""
    if OFF_TOPIC not in answer.assessment.notes:
        return None
    probe = f"Let me come back to the question. {answer.question.prompt}"
    return KeyPoint(OFF, "content", "Answers the question that was asked.", (), probe)


def no_outcome(answer: Said) -> KeyPoint | None:
    """A story stops before anything came of it."""
    structure = answer.assessment.structure
    if structure is None or NO_RESULT not in structure.notes or answer.question.style != "story":
        return None
    if any(_OUTCOME.search(one.text) for one in told_in(answer.words)):
        return None
    return KeyPoint(OUTCOME, "content", "Says what came of it in the end.", (), "What came of it in the end?")


def own_part(answer: Said) -> KeyPoint | None:
    """A story of which the speaker tells only what others did, or "we", where the question asks for "you"."""
    told = told_in(answer.words)
    if answer.question.style != "story" or sum(len(one.tokens) for one in told) < FEWEST_WORDS:
        return None
    if any(_OWN.search(one.text) or deed_of("i").search(one.text) for one in told):
        return None
    probe = _somebody(answer.words, told) or _team(answer, told)
    means = "Says what they did themselves, apart from what others did."
    return KeyPoint(OWN_PART, "content", means, (), probe) if probe else None


def _somebody(words: Sequence[Word], told: Sequence[Sentence]) -> str:
    """ "My manager decided to stop the launch." """
    for one in told:
        opening = _OTHERS.match(one.text)
        if opening and deed_of(opening[1]).search(one.text):
            first = one.text[: opening.start(1)].count(" ")
            said = echoed(words, clause(one.tokens, first))
            if said:
                return f"You said {inside(said)}. What was your own part in that?"
    return ""


def _team(answer: Said, told: Sequence[Sentence]) -> str:
    delivery = answer.assessment.delivery
    if delivery.we_words < FEWEST_WE or delivery.we_words < WE_PER_I * delivery.i_words:
        return ""
    for one in told:
        deed = deed_of("we").search(one.text)
        if deed:
            said = quoted(answer.words, clause(one.tokens, one.text[: deed.start()].count(" ")))
            if said:
                return f"You said: “{inside(said)}”. Which part of that was yours?"
    return "You said “we” for most of it. Which part was yours?"
