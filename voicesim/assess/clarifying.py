"""Clarifying questions to the interviewer: which sentences are one, and what the bank says to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from voicesim.assess.assessment import Filler
from voicesim.assess.tokens import Token, bare_text, sentences, tokenize, vocabulary
from voicesim.bank.question import Fact, Question
from voicesim.bank.styles import STYLES
from voicesim.speech.words import Word

ASSUME = "Assume what you need."
"""What the interviewer says when the bank holds no fact about it."""

PATIENCE_S = 1.2
"""Whoever asks somebody else waits; whoever asks himself goes on sooner."""

_LONGEST_UNMARKED = 12

_WARM_UP = vocabulary(
    """so okay ok um uh er and but then well right sure yeah alright now first firstly just also maybe quick
    hm oh sorry please ah question my is one clarifying"""
)
_ADDRESSED = re.compile(
    r"\b(?:(?:can|may|could) i (?:just )?ask|(?:can|could|would) you (?:tell|say|clarify|confirm|give|share)"
    r"|do (?:we|you) (?:know|have|mean|want)|are we (?:talking|counting|looking|only|allowed|assuming)"
    r"|(?:may|can|should|shall|could) (?:i|we) "
    r"(?:assume|take|focus|treat|count|leave|ignore|limit|include|see)"
    r"|(?:my|one|a|first|another|quick|clarifying) question(?: first|'s| is| i have)?"
    r"|am i right (?:that|to))\b"
)
_TURNED = re.compile(
    r"(?:is|are|was|were|does|do|did|has|have|had|can|could|will|should)"
    r" (?:it|that|this|they|there|these|those|you|we|the|all|everybody|everyone|any|anything|users|people)\b"
    r"|(?:how (?:many|much|long|old|big|often|far)|which|what|when|where|who|why|since when)\b"
)
_SURELY_TURNED = re.compile(
    r"(?:(?:how (?:many|much|long|old|big|often|far)|which|what|when|where|who|why)"
    r"(?: (?!(?:i|we|they|you|it|he|she|can|that)\b)\S+){0,3}? )?"
    r"(?:is|are|was|were|does|do(?! the)|did|has|have|can|could|may|shall|will|would)"
    r" (?:it|that|this|they|there|these|those|you|we|i|the)\b"
)
_YES_OR_NO = re.compile(
    r"(?:is|are|was|were|does|do(?! the)|did|has|have|had|can|will)"
    r" (?:it|that|this|they|there|these|those|you|the)\b"
)
_TO_OTHERS = re.compile(
    r"\b(?:i'd|i would|i'll|i|we'd|we) (?:then |also )?(?:ask|check|look|wonder|want to know|go and ask)\b"
    r"(?! (?:first|you))"
)
_TAGS = vocabulary("no right yes okay ok huh eh isn't doesn't aren't innit correct you know yeah")
_NOT_ABOUT_IT = re.compile(
    r"\b(?:make sense|makes sense|so far|hear me|repeat|say that again|another part"
    r"|a (?:moment|second|minute)|go on|answer it|answer (?:the|your) question"
    r"|okay (?:with|if)|good enough|enough time)\b"
)
_SAYS_LITTLE = vocabulary(
    """a an the of is are was were do does did to in on at for and or we you they it that this there have has
    had be with any all from by so our your their as i can could may would"""
)
_ASKS_ALONE = vocabulary("when where why who")


def asks_back(question: Question) -> bool:
    """Whether questions of this kind leave something to be asked first."""
    return STYLES[question.style].clarified


def clarifying_questions(question: Question, words: Sequence[Word]) -> tuple[Filler, ...]:
    """The sentences of an answer that clearly ask the interviewer something, in order.

    Of an answer with times a question that neither addresses somebody nor is about a fact counts only when
    the speaker waited after it.
    """
    if not asks_back(question):
        return ()
    tokens = tokenize(words)
    parts = sentences(tokens)
    found = []
    for part, after in pairwise((*parts, ())):
        waited = _waited(part, after)
        if is_clarifying(part, question.facts, waited=waited):
            text = " ".join(token.raw for token in part)
            found.append(Filler(text, part[0].start_s, part[0].word, part[-1].word))
    return tuple(found)


def _waited(part: Sequence[Token], after: Sequence[Token]) -> bool:
    end_s, start_s = part[-1].end_s, after[0].start_s if after else None
    return end_s is not None and (start_s is None or start_s - end_s >= PATIENCE_S)


def is_clarifying(part: Sequence[Token], facts: Sequence[Fact], *, waited: bool) -> bool:
    """Whether a sentence clearly asks the interviewer something about the question; `waited` says that the
    speaker fell silent after it.

    Speech models leave out many question marks: without one a short clause in the order of a question counts,
    if the speaker waited after it.
    """
    text, asked, marked = bare_text(part), _turned(part), _is_marked(part)
    if not asked or _NOT_ABOUT_IT.search(text) or _ends_in_a_tag(part) or not (marked or waited):
        return False
    if _ADDRESSED.search(text):
        return True
    if _TO_OTHERS.search(text):
        return False
    return find_fact(asked, facts) is not None or (waited and _YES_OR_NO.match(asked) is not None)


def _is_marked(part: Sequence[Token]) -> bool:
    return bool(part) and "?" in part[-1].raw


def reply_to(part: Sequence[Token], facts: Sequence[Fact]) -> str:
    """What the interviewer says to it: the fact that it asks for, else to assume what is needed."""
    fact = find_fact(_turned(part), facts) or find_fact(bare_text(part), facts)
    return ASSUME if fact is None else fact.says


def last_question(question: Question, words: Sequence[Word]) -> tuple[Token, ...] | None:
    """The last sentence of what was said so far, where it clearly asks the interviewer something."""
    parts = sentences(tokenize(words))
    if not parts or not asks_back(question) or not is_clarifying(parts[-1], question.facts, waited=True):
        return None
    return parts[-1]


def _ends_in_a_tag(part: Sequence[Token]) -> bool:
    """ "…, right?" asks for nothing."""
    commas = [place for place, token in enumerate(part[:-1]) if token.comma]
    tail = part[commas[-1] + 1 :] if commas else part
    return all(token.bare in _TAGS for token in tail)


def _turned(part: Sequence[Token]) -> str:
    """The clause that is turned into a question, with what follows it; empty where there is none."""
    marked = _is_marked(part)
    for start in (0, *(place + 1 for place, token in enumerate(part[:-1]) if token.comma)):
        clause = part[start:]
        form = _TURNED if marked else _SURELY_TURNED if start == 0 else _YES_OR_NO
        while clause and clause[0].bare in _WARM_UP and not form.match(bare_text(clause)):
            clause = clause[1:]
        text = bare_text(clause)
        if marked and (form.match(text) or _ADDRESSED.match(text)):
            return text
        if not marked and form.match(text) and _is_short(clause):
            return text
    return ""


def _is_short(clause: Sequence[Token]) -> bool:
    """Whether nothing but the question, and what else it may be, stands there."""
    after = [other.bare for one, other in pairwise(clause) if one.comma]
    return len(clause) <= _LONGEST_UNMARKED and all(bare in ("or", "and") for bare in after)


def find_fact(text: str, facts: Sequence[Fact]) -> Fact | None:
    """The fact that a question asks for: one of its phrases stands in the question with all of its words.

    Of several the one with most words in common; None where no phrase is there as a whole.
    """
    asked = _stems(text.split())
    best = max(((_likeness(fact, text, asked), -place) for place, fact in enumerate(facts)), default=(0, 0))
    return facts[-best[1]] if best[0] > 0 else None


def _likeness(fact: Fact, text: str, asked: frozenset[str]) -> int:
    """How many words of its phrases stand in the question; 0 where no phrase is there as a whole."""
    phrases = [_stems(phrase.lower().split()) for phrase in fact.asks]
    whole = [phrase for phrase in phrases if phrase and phrase <= asked]
    alone = text.split()[:1] and text.split()[0] in _ASKS_ALONE.intersection(fact.asks)
    return max(len(frozenset().union(*whole)), bool(alone))


def _stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset(_stem(word) for word in words if word not in _SAYS_LITTLE | _ASKS_ALONE)


def _stem(word: str) -> str:
    word = word.strip("?.,!'\"")
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
