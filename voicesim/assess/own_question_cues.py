"""By what one's own questions to the interviewer are known, in lower case and without punctuation."""

from __future__ import annotations

import re

from voicesim.assess.tokens import vocabulary


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


WARM_UP = vocabulary(
    """so okay ok um uh er and but then well right sure yeah yes alright now first firstly second secondly
    third thirdly last lastly finally just also maybe quick hm oh please ah question my is one the another
    or like because honestly actually basically here suppose great cool awesome brilliant thanks"""
)
"""What may stand before a question in its clause."""

JOINS = vocabulary("and then so but second secondly third lastly finally")
"""Words before which a clause may begin without a comma."""

_SUBJECT = (
    r"(?:you|y'all|we|i|it|that|this|they|there|he|she|these|those|the|your|my|our|people|anybody|anyone|"
    r"anything|somebody|someone|something|everybody|everyone|one|an?|any|each|engineers|developers)\b"
)
_AUXILIARY = (
    r"(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|shall|may|might|am|isn't|"
    r"aren't|don't|doesn't|didn't|won't|can't|hasn't|haven't)"
)
_VERB = (
    rf"(?:{_AUXILIARY}|happens|happened|makes|made|got|gets|goes|went|keeps|gives|gave|wins|loses|changed|"
    r"changes|tells|ends)\b"
)
_WH = r"(?:what(?:'s|'re|'d|'ll| kind of| sort of)?|which|whose|why|how(?:'s|'d)?)"

YES_OR_NO = re.compile(rf"{_AUXILIARY} {_SUBJECT}")
FIGURE = re.compile(
    r"(?:how (?:many|much|often|long|far|big|large|old|soon)|what (?:share|percentage|number))\b"
)
OPEN = _any(
    rf"{_WH}(?: (?!i\b|it's)\S+){{0,4}}? {_VERB}",
    r"(?:what(?:'s|'re|'d|'ll)|how(?:'s|'d)|why(?:'s|'d)) ",
    rf"(?:when|where)(?:'s|'d| {_AUXILIARY}) {_SUBJECT}",
    r"since when\b",
    r"who(?:'s|'d)? (?!i\b)\S+\b",
    r"(?:from|with|to|by) (?:whom|which|what) \S+\b",
)
"""How clauses begin that ask, by how they can be answered."""

STATES = re.compile(
    r"what(?:'s| is| was) (?:\w+ )?(?:important|interesting|nice|great|good)\b.* (?:is|was)\b"
)
""" "What's important to me is that …" asks for nothing."""

INDIRECT = _any(
    r"\b(?:i'd|i would|i|we) (?:also |really |just |still |only )*(?:like|love|want|wanted|wanna)(?: to)? "
    r"(?:know|hear|ask|learn|understand|find out)\b",
    r"\bwhat i(?:'d| would)? (?:also |really |just )*(?:wanna|want to|like to|love to) (?:know|hear|ask)"
    r"(?: \w+)? is\b",
    r"\bi (?:asked myself|wonder|was wondering|am wondering|am curious)\b",
    r"\bi'm (?:curious|wondering)\b",
    r"\bi(?:'d| would) be (?:curious|interested)\b",
    r"\bmy (?:\w+ )?question(?: \w+)? (?:is|would be)\b",
    r"\b(?:can|could|may|might) i ask\b",
    r"\b(?:can|could|would|will) you (?:please |maybe |just )?"
    r"(?:tell|describe|explain|walk|give|say|talk|share)\b",
    r"(?:^|\b(?:and|so|please|then|maybe|just) )"
    r"(?:tell|walk) me (?:about|through|what|how|which|who|why|when|where)\b",
)
"""Questions in the form of a statement or of a request."""

OPEN_REQUEST = _any(
    r"\btell me about\b",
    r"\b(?:walk|talk) me through\b",
    r"\b(?:hear|learn|know) (?:a bit |a little )?(?:more )?about\b",
    r"\bhear is\b",
)
NOT_ASKED = _any(
    r"\b(?:not|never) (?:gonna |going to )?ask\b",
    r"\b(?:don't|do not|didn't|won't|needn't) (?:need to |have to |want to )?ask\b",
    r"\bwould(?: also)? have (?:also )?(?:liked|loved) to ask\b",
    r"\bwanted to ask but\b",
)
ASKS_WHAT = re.compile(r"\b(?:what|how|why|which|who|whose|whom|where|when)\b")
HINTS = _any(
    r"\?",
    ASKS_WHAT.pattern,
    r"\b(?:ask\w*|know|tell|wonder\w*|curious|(?<!no )(?<!any )questions?)\b",
    rf"\b{_AUXILIARY} (?:you|the|it|there|we|i|they|anyone|anybody)\b",
)
"""Where none of this stands nothing was asked."""

GROUND = _any(
    r"\byou(?:'ve| have| had)? (?:just )?(?:said|mentioned|told (?:me|us)|described|talked about|spoke about|"
    r"promised|wrote|posted|raised|launched|announced|published)\b",
    r"\byou were (?:saying|talking|telling|describing)\b",
    r"\b(?:what|as) you said\b",
    r"\bi(?:'ve| have)? (?:saw(?! it\b)|seen|noticed|downloaded|tried|looked at|installed|opened|"
    r"signed up|ordered|watched|counted) ",
    r"\bi(?:'ve| have)? (?:used|read|heard) (?:that )?(?:your|in your|through|about your|on your)\b",
    r"\b(?:the|your) (?:ad|advert|add|posting|vacancy)(?:'s| has| had| was)? (?:been|says|said|up|asks)\b",
    r"\b(?:glassdoor|linkedin)\b",
    r"\b(?:in|from) (?:the |your )?(?:patch|release) notes?\b",
    r"\bon the poster\b",
    r"\bcoming back to\b",
    r"\bthe (?:person|lady|man|guy|woman|one|pm) (?:who was here |who had this )?before me\b",
)
"""What was said in the interview, or found out by oneself."""

OCCASION = re.compile(r"\b(?:if|time|ever|example|instance|the last (?!one\b)\w+|once)\b")
"""After one of these nothing of `GROUND` is a ground: "the last time you said no"."""

COMMON = _any(
    r"\b(?:responsibilit\w+|typical day|day[ -]to[ -]day|expectations|(?:do )?you expect)\b",
    r"\b(?:(?:company |team )?culture|atmosphere|vision|mission|values|work[ -]life|work(?:ing)? here)\b",
    r"\b(?:(?:leadership|management) style|style of (?:leadership|management))\b",
    r"\byourself as a (?:boss|manager|leader)\b",
    r"\b(?:challenges|roadmap|priorit\w+|next steps?|hear (?:back )?from you|process)\b",
    r"\b(?:(?:tech|technology|technical) (?:stack|debt)|legacy|scrum|kanban|agile|waterfall|methodolog\w+)\b",
    r"\b(?:customer|user)s?[ -](?:focused|oriented|centric|first)\b",
    r"\b(?:at the (?:center|centre)|share (?:their )?ideas|opinions?|work (?:all )?together|collaborat\w+)\b",
    r"\b(?:benefits|salary|home office)\b",
    r"\b(?:growth|career|training) (?:opportunit\w+|path\w*|budget)\b",
)
"""What is asked everywhere, or could be looked up."""

CASE = _any(
    r"\blast (?:time|week|month|quarter|year)\b",
    r"\ban? (?:time|case|example|instance) (?:when|where|in which)\b",
    r"\b(?:lately|recently|for (?:instance|example)|let's say|suppose|if|ever)\b",
)
"""With a case in it even such a question is no common one."""
