"""What a text is about, in words that advertisements and questions have in common.

Advertisements say "recruit" and "running on empty" where questions say "hire" and "overloaded". Endings
are taken off, phrases that say something only together become a word, and words that ask for the same count
as one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from voicesim.assess.drift import substance
from voicesim.assess.tokens import tokenize
from voicesim.stories.story import as_words

_SAME = (
    "outage incident incidents downtime",
    "hire hires recruit recruiting recruitment",
    "coach mentor grow grew develop developed",
    "feedback reviews",
    "remote distributed offshore far",
    "overload overloaded burnout workload",
    "executive executives director ceo founder",
    "stakeholder stakeholders",
    "conflict mediate disagree disagreement dispute settle reconcile",
    "deadline date timeline commitment committed",
    "uncertain uncertainty incomplete ambiguity ambiguous vague vaguest",
    "retire sunset deprecate kill",
    "influence persuade convince authority",
    "abroad international internationally expansion country countries localisation localization",
    "price monetise monetize monetisation monetization packaging paid",
    "competitor competition competitive rival",
    "buy acquire acquisition vendor supplier",
    "partner partnership",
    "signup onboarding activation",
    "drop fallen fall falls decline dip lower",
    "evaluate evaluation eval",
    "human reviewer oversight",
    "assistant bot chatbot copilot agent",
    "ethics ethical integrity",
    "privacy rights legal gdpr consent",
    "latency speed faster seconds",
    "launch release",
    "failed fail failure scars",
    "angry angriest furious upset",
    "prioritise prioritize prioritisation prioritization",
    "estimate estimation sizing size",
    "inherit takeover",
    "metric kpi",
    "measure measurable",
    "customer client merchant",
    "quality reliability reliable",
    "model llm",
    "align alignment",
    "healthy health",
)
"""Words that ask for the same, the first of each line standing for all."""

_TOGETHER = (
    (r"sa(?:y|ying|id) no|will not do|push(?:ing)? back|turn(?:ed)? down", "refuse"),
    (r"tak(?:e|ing) (?:it |them |this |that )?over|somebody else (?:had|has) built", "inherit"),
    (r"(?:do|does|did) ?n[o'’]t report to|(?:no|without) (?:\w+ )?authority", "influence"),
    (r"time ?zones?|(?:are|is|were) far away", "remote"),
    (r"burn(?:ing|ed|t)?[ -]out|running on empty", "overload"),
    (r"(?:is|are|goes?|went) down", "outage"),
    (r"(?:without the|incomplete|little|limited|imperfect) data", "uncertain"),
    (r"let(?:ting)? (?:people|somebody|them) go|had to part", "dismiss"),
    (r"not (?:feel )?right", "ethics"),
    (
        r"wants? different things|wanted conflicting things|conflicting (?:priorities|interests)",
        "conflict stakeholder",
    ),
    (r"person has to|human (?:has|needs) to|in the loop", "human"),
    (r"sign[- ]ups?", "signup"),
)
_PHRASES = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), f" {words} ") for pattern, words in _TOGETHER
)

_SAID_BY_ALL = """
    product manager management company team work experience experienced year role job candidate
    opportunity employer salary benefits apply looking join strong excellent great ability skill
    proven track record including across tell describe walk time happened person people something
    somebody make made help want need use new good best better well way how what when where who why
    which each such some any all more most many much other another else same own your yours yourself
    you they them their those these this that there here then than thing get got give gave take took
    taken come came go went put see say told keep kept bring brought call become let also only just
    really very always never now since until while after before again first last next long short
    still day week month two three four five six seven eight nine ten one both several hundred
    between within without around about above below along out over into back down does doing done
    did can could would should may might must will shall being been was were had has have having end
    find found know known show mean name figure speaker count years months weeks days means knows
    thinks like part piece look leave left least
"""


def _roots(text: str) -> frozenset[str]:
    tokens = tokenize(as_words(text.replace("-", " ")))
    names = {token.bare for token in tokens if len(token.bare) == 2 and token.raw.strip("().,;:/").isupper()}
    return frozenset(map(_root, substance(tokens))) | names


def _root(stem: str) -> str:
    """A stem without a last e and a doubled letter: "price" and "pricing", "plan" and "planned" meet."""
    bare = stem.removesuffix("e") if len(stem) > 3 else stem
    return bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "aeiouls" else bare


_EMPTY = _roots(_SAID_BY_ALL)
_ONE_FOR = {root: line.split()[0] for line in _SAME for root in _roots(line)}


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """The words that say what a text is about, with short names such as AI, without what every advertisement
    and every question says."""
    for phrase, words in _PHRASES:
        text = phrase.sub(words, text)
    return frozenset(_ONE_FOR.get(root, root) for root in _roots(text) - _EMPTY)
