"""Who did what a clause says, whether it was done, and how firmly it is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from voicesim.assess.coverage.clauses import Clause

Agent = Literal["self", "we", "other", "anyone", "none"]

_SELF = re.compile(r"\b(?:i|i've|i'd|i'm|i'll|myself|me|my call|on me|mine)\b")
_WE = re.compile(r"\b(?:we|we've|we'd|we're|we'll|our|us|let's)\b")
_OTHER = re.compile(
    r"^(?:(?:and|but|so|then|because|well|yeah|okay|which|that|in the end|luckily|actually) )*(?:(?:he|she|"
    r"they|he's|she's|they've|they'd|they're|somebody|someone)\b|(?:my|our|the|a|his|her|"
    r"their)(?: \w+){0,3} (?:manager|boss|director|lead|colleague|ceo|cto|cfo|coo|cpo|founders?|board|vp|"
    r"head of \w+|department|analyst|mentor|friend|team|people|guys|agency|consultants?|supervisor|chief|"
    r"principal|owner|client|union|partner|senior)s?\b(?! (?:and i|with me)))"
)
_ELSEWHERE = re.compile(
    r"\b(?:some|other|most|many) (?:companies|people|managers|places|teams|pms)\b|\bat another company\b|"
    r"\ba friend of mine\b|\bi(?:'ve)? (?:had|have) a (?:manager|boss|colleague|lead)\b|\bmy (?:previous|old|"
    r"former) (?:lead|boss|manager)\b|\bi(?:'ve)? read\b|\bthe books?\b|\bi know some\b"
)
_ANYONE = re.compile(
    r"\b(?:you|you've|you'd|you're|your|one) (?:\w+ )?(?:need|have to|must|should|can|can't|cannot|want|"
    r"got to|know|do|shouldn't|look|make)\b|\byou've got to\b|\b(?:pms?|product managers?|people|teams?|"
    r"companies|everyone|a leader|leaders|nurses?|teachers?|engineers?|managers?|it|vision|strategy|"
    r"roadmap) (?:should|must|has to|needs? to)\b|\bit(?:'s| is) (?:all about|about|important|"
    r"really important|key|crucial|super important|a question of)\b|\b(?:is|are) (?:really |very |super |so |"
    r"also )*(?:important|key|crucial|essential|everything|foundations?|pillars)\b|\bi (?:really |strongly |"
    r"truly |personally )*(?:believe|think|feel|find)(?: very strongly)? (?:that |in |the |it |you |a )"
)
_WISH = re.compile(
    r"\b(?:i|we)(?:'d| would) (?:probably |also |maybe |then |definitely |want|like|love|get|do|make|sit|"
    r"listen|explain|go|try|look|start|say to|ask|put|call|talk|use|have done|have been|have)\b|"
    r"\b(?:should(?:'ve| have)|could(?:'ve| have)|would(?:'ve| have))\b|\bif i (?:did|were|was|had)\b|"
    r"\bideally\b|\bin a perfect world\b|\bin theory\b|\bhypothetically\b|\bwe should\b|\bi should\b|"
    r"\bi (?:want|hope|plan|intend|am planning|'m planning) to\b|\bsomething to improve\b|"
    r"\bi'm working on it\b"
)
_HABIT = re.compile(r"\b(?:i|we)(?:'d| would) (?:always|usually|normally|typically|often|generally)\b")
_NEGATION = re.compile(
    r"\b(?:\w+n't|cannot|not|never|no|nobody|none|nothing|neither|nor|without|hardly|barely|didn't|don't|"
    r"haven't)\b"
)
_NOT_NEGATION = re.compile(
    r"\b(?:not only|not just|no longer|no choice|no doubt|no matter|not because|why not|couldn't (?:agree|"
    r"be)|no one else|nobody else|not sure if you|don't get me wrong|no surprises?|no meetings|not really a|"
    r"said no|say no)\b"
)
_DENIAL = re.compile(
    r"\b(?:i|we) (?:just |really |actually |honestly |still |also |quite )*(?:don't|didn't|do not|did not|"
    r"haven't|hadn't|never|can't|couldn't|cannot|wouldn't|am not|wasn't|weren't|have no|had no|couldn't)\b|"
    r"\bi'm (?:not|no)\b|\bi've (?:never|not|no)\b|\bthere (?:was|is|were|wasn't|isn't|weren't|"
    r"aren't)(?: \w+){0,2} (?:no|not|never|any|much)\b|\bnot (?:really|something|my)\b|\bno (?:idea|"
    r"framework|number|figure|metric|target|study|time)s?\b|\bdon't remember\b|\bcan't (?:think|remember|"
    r"recall|say|share|tell)\b|\bcouldn't (?:say|tell)\b|\bwe still don't\b|\bnever (?:did|got|had|looked|"
    r"been|found)\b"
)
_PAST_OR_HABIT = re.compile(
    r"\b(?:i|we|i've|we've|i'd|we'd)(?: \w+ly| also| then| always| usually| just| even| personally|"
    r" basically| all| myself){0,2} (?!(?:think|believe|guess|mean|suppose|feel|hope|know|like|love|would|"
    r"should|could|might|want|need|say|can)\b)\w+"
)


@dataclass(frozen=True, slots=True)
class Stance:
    """How a clause is meant: by whom, denied, wished for, or advised to no one in particular."""

    agent: Agent
    negated: bool
    denied: bool
    wished: bool
    deed: bool

    @property
    def weight(self) -> float:
        """How far the clause counts as the speaker's own deed, 0 to 1."""
        weight = {"self": 1.0, "we": 1.0, "none": 0.8, "other": 0.55, "anyone": 0.35}[self.agent]
        if self.wished:
            weight *= 0.4
        if self.denied:
            weight *= 0.3
        elif self.negated:
            weight *= 0.75
        return weight


def stances(clauses: Sequence[Clause]) -> tuple[Stance, ...]:
    """One stance for each clause; a clause without a subject takes it from the one before in its sentence."""
    found: list[Stance] = []
    for index, clause in enumerate(clauses):
        stance = _stance(clause.text)
        if stance.agent == "none" and index and clauses[index - 1].sentence == clause.sentence:
            before = found[-1]
            stance = Stance(before.agent, stance.negated, stance.denied, stance.wished, before.deed)
        found.append(stance)
    return tuple(found)


def _stance(text: str) -> Stance:
    cleaned = _NOT_NEGATION.sub(" ", text)
    habit = _HABIT.search(text) is not None
    return Stance(
        agent=_agent(text),
        negated=_NEGATION.search(cleaned) is not None,
        denied=_DENIAL.search(cleaned) is not None,
        wished=not habit and _WISH.search(text) is not None,
        deed=_PAST_OR_HABIT.search(text) is not None,
    )


def _agent(text: str) -> Agent:
    if _ELSEWHERE.search(text) or _OTHER.search(text):
        return "other"
    if _ANYONE.search(text):
        return "anyone"
    if _SELF.search(text):
        return "self"
    return "we" if _WE.search(text) else "none"
