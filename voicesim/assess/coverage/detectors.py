"""What counts as a measure and what counts as something given up, clause by clause."""

from __future__ import annotations

import re
from functools import lru_cache

KEPT_TEXTS = 4000
"""How many texts stay judged: an answer that went on asks again for those it had."""

_UNITS = (
    r"(?:percent|per cent|%|points?|pp|basis points|k|thousand|million|billion|grand|pounds?|dollars?|euros?|"
    r"x|times)"
)
_SPELLED = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)"
)
_NUMBER = (
    rf"(?:[$€£]?\d[\d,.]*(?:/\d+)*[%kmx]?|{_SPELLED}(?:[- ]{_SPELLED})*(?: and a half| hundred| thousand|"
    rf" million)*)"
)
FIGURE = re.compile(
    rf"\b{_NUMBER}(?:\s+{_UNITS})?\b|[$€£]\d[\d,.]*|\b(?:half|a third|a quarter|two thirds|double[ds]?|"
    rf"doubling|triple[ds]?|twice|halved|threefold|a dozen)\b"
)
_MEASURED = re.compile(
    r"\b(?:rates?|share|percent\w*|percentage|ratio|conversion\w*|convert\w*|churn\w*|retention|renewals?|"
    r"revenue|sales|margin|profit|costs?|spend|budget|nps|csat|satisfaction|score[sd]?|rating|tickets?|"
    r"complaints?|calls?|incidents?|errors?|defects?|bugs?|crash\w*|downtime|uptime|outages?|latency|"
    r"response times?|load times?|cycle time|lead time|velocity|time to \w+|days? to \w+|hours? to \w+|"
    r"minutes|adoption|activation|usage|engagement|sign-?ups?|bookings?|orders?|users|customers|subscribers?|"
    r"members|accounts|clients|visits?|sessions?|requests?|downloads|installs?|referrals?|pipeline|deals?|"
    r"quota|win rate|growth|gmv|arr|mrr|dau|mau|wau|okrs?|kpis?|metric|abandon\w*|completion|completed?|"
    r"attendance|absence|absenteeism|turnover|attrition|readmissions?|falls|infections?|waiting times?|"
    r"grades?|pass(?:ed)? rate|marks|test scores|accuracy|precision|recall|coverage|throughput|backlog|stock|"
    r"shrinkage|returns|on[- ]time|delivered|live at|productivity|efficiency|waste|savings?|saved|injur\w+|"
    r"accidents?|premium|claims?|quotes?|appointments?|listing|leads|clicks?|open rates?|impressions|roi|"
    r"valuation|forecast|income|fees?|target)\b"
)
_MOVED = re.compile(
    r"\b(?:went (?:from|up|down|to)|came down|dropp?\w*|fell|fall\w*|rose|grew|grown|increas\w+|decreas\w+|"
    r"reduc\w+|cut|improv\w+|climb\w*|jump\w*|up (?:by|to|from)|down (?:by|to|from)|doubl\w+|halv\w+|"
    r"tripl\w+|sav\w+|gain\w*|lost|landed at|got (?:\w+ )*(?:to|from|down|up)|from \S+(?: \w+)? to|"
    r"took \w+(?: \w+){0,3} (?:from|to|down)|were at|was at|is at|are at|back to|hit|reach\w*|under|over|"
    r"by about|by more than|more than half|turned into|cost us|brought in|ended (?:up )?(?:at|with)|above|"
    r"below|stands? at|it's now|within)\b"
)
_TRACKED = re.compile(
    r"\b(?:track\w*|watch\w*|measur\w+|monitor\w*|follow\w*|looks? at|look at|count|report\w* on|"
    r"keep an eye on|the (?:one |main |only |key |north star )?(?:number|metric|measure|figure|kpi|indicator|"
    r"thing we all look)s?\b|kpis? (?:is|are|was|were)|two (?:numbers|kpis|figures)|one (?:number|goal|"
    r"metric|figure)|shared goal|number that|dashboard|outcome next to|how do (?:i|we) know)\b"
)
_NOT_MEASURED = re.compile(
    r"\b(?:years? old|(?:team|squad|company) of|people|employees|engineers?|developers?|countries|offices?|"
    r"kids|years? (?:of|in|at|now)|series [abcd]|headcount|o'clock|floors?|slides|pages?|one thing|"
    r"one to one|one by one|first|priorities|q[1-4]|in (?:19|20)\d\d)\b"
)
_CONSULTED = re.compile(
    rf"\b(?:talk\w*|sp(?:eak|oke)\w*|interview\w*|ask\w*|listen\w*|heard|visit\w*|met|meet|call(?:ed|ing)|"
    rf"rang|phoned|read|watch\w*|observ\w*|survey\w*|shadow\w*|sat (?:with|in|down)|sit with|"
    rf"went (?:through|over|to see)|looked (?:at|through)|test(?:ed)? (?:it )?(?:with|on)|rode along)"
    rf"(?: \w+){{0,4}} {_NUMBER}(?: \w+){{0,2}} (?:users|customers|clients|accounts|members|subscribers|"
    rf"people|calls|tickets|requests|complaints|visits|sessions|interviews|claims|orders|bookings|leads|"
    rf"appointments|departments|teams|stakeholders)\b"
)
_PEOPLE = r"(?:users|customers|clients|accounts|members|subscribers|people|patients|guests|students|parents)"
_SPOKE = re.compile(
    rf"\b{_NUMBER}(?: \w+){{0,3}} {_PEOPLE} (?:\w+ )?(?:told|said|mentioned|came to (?:me|us|the)|sat|agreed|"
    rf"had the same|in the room)\b"
)
_LASTED = re.compile(rf"\b(?:over|for) (?:\w+ ){{0,2}}{_NUMBER} (?:days?|weeks?|months?|quarters?|years?)\b")
_POPULATION = frozenset({"users", "customers", "subscribers", "members", "accounts", "clients"})
_NO_NUMBER = re.compile(
    r"\b(?:don't|didn't|can't|couldn't|never|haven't|no|not|wasn't|aren't|weren't|isn't)\b[^.]*\b(?:number|"
    r"figure|metric|measure\w*|kpis?|baseline|numbers|figures|metrics|exact\w*|remember|target|data|count|"
    r"track\w*|look\w*)\b|\bi don't know\b|\bit's more a feeling\b|\byou feel (?:it|that)\b|\bconfidential\b"
)
_GIVEN_UP = re.compile(
    r"\b(?:g[ai]ve (?:up|away)|giving up|given up|gave that up|kill(?:ed|ing)?|drop(?:ped|ping|s)?|"
    r"cut(?:ting)?|scrap(?:ped)?|shelved?|parked?|postpon\w+|defer\w*|delay\w*|slip(?:ped|s)?|"
    r"push(?:ed)? (?:\w+ ){0,6}(?:back|to|out|into|by)|mov(?:ed|e|ing) (?:\w+ ){0,6}(?:back|out|to after|"
    r"to next|to the following|down)|put (?:\w+ ){0,5}(?:on hold|on ice|in the freezer|off|to one side)|"
    r"on hold|had to wait|has to wait|waits? (?:until|till)|wait(?:ed)? (?:until|till|for)|"
    r"left? (?:\w+ ){0,4}out|out of scope|descop\w+|not (?:now|this (?:year|quarter|sprint|term|season))|"
    r"not before|sa(?:id|y|ying) no|told (?:\w+ ){0,5}(?:no|not)\b|turn(?:ed)? (?:\w+ ){0,3}(?:down|away)|"
    r"walk(?:ed)? away from|let (?:\w+ ){0,3}(?:walk|go)\b|stop(?:ped)?|paus\w+|froze|frozen|freeze|"
    r"cancel\w+|sacrific\w+|trade[sd]? (?:off|away)|at the (?:cost|expense) of|cost us|the price|instead of|"
    r"rather than|meant (?:that )?(?:no|not|losing|less|we)|did mean|lost the|we lost|without the|"
    r"didn't (?:build|do|get|ship|fix|hire|buy|take)|won't do|don't do|not do(?:ing)?|stay(?:s|ed)? (?:in|"
    r"on) the old|accept(?:ed)? (?:that|a|the|some|lower|slower)|live with|liv(?:ed|ing) with|simplif\w+|"
    r"went in the bin|abandon\w+|archived|withdrew|took (?:\w+ ){0,5}out|take (?:\w+ ){0,5}out|"
    r"ship(?:ped)? with|comes? off|goes? out|had to go|went,|loses?|worse|slower|late[r]?|"
    r"hold(?:ing)? (?:back|off)|held (?:a|the|back|off)|no (?:\w+ ){1,3}(?:for|until|till|this))\b"
)
_TRADEOFF_TALK = re.compile(
    r"\btrade-?offs?\b|\bthere(?:'s| is| are) always\b|\bcan't have everything\b|\bruthless\w*\b|"
    r"\bquestion, isn't it\b"
)
_NOTHING_DROPPED = re.compile(
    r"\bnever (?:\w+ ){0,2}(?:dropped|cut|stopped)|\beverything stays\b|\bnothing (?:was|got|is) (?:dropped|"
    r"cut)|\bnot a balance\b|\bdidn't give up anything\b"
)


@lru_cache(maxsize=KEPT_TEXTS)
def measure_score(text: str, *, needs_figure: bool) -> float:
    """How far a text (a clause and its neighbours) gives a measure, 0 to 1.

    A figure counts when it is tied to something measured or to a movement; a named measure without a figure
    counts where tracking it is the point, and little where a result was asked for. How many were asked or
    listened to, how many customers there were and how long it went on measure nothing.
    """
    for counted in (_CONSULTED, _SPOKE, _LASTED):
        text = counted.sub(" ", text)
    figure = FIGURE.search(text) is not None
    found = set(_MEASURED.findall(text))
    measured = len(found)
    moved = _MOVED.search(text) is not None
    tracked = _TRACKED.search(text) is not None
    score = 0.0
    if figure and found and found <= _POPULATION and not moved and not tracked:
        score = 0.2
    elif figure and measured:
        score = 0.8 if moved or tracked or measured > 1 else 0.55
    elif figure and moved:
        score = 0.55
    elif measured and tracked:
        score = 0.25 if needs_figure else 0.8
    elif tracked and figure and not needs_figure:
        score = 0.4
    if figure and "from" in text and " to " in text and score:
        score = min(1.0, score + 0.2)
    if _NOT_MEASURED.search(text):
        score -= 0.2
    if _NO_NUMBER.search(text) and not (figure and moved):
        score *= 0.3
    return max(0.0, score)


def no_measure(text: str) -> bool:
    """Whether a clause says that there is no figure."""
    return _NO_NUMBER.search(text) is not None


@lru_cache(maxsize=KEPT_TEXTS)
def tradeoff_score(text: str) -> float:
    """How far a text names something given up, delayed or not done, 0 to 1; mere talk of it is not one."""
    found = {match.group(0).split()[0] for match in _GIVEN_UP.finditer(text)}
    score = (0.0, 0.6, 0.85, 1.0)[min(3, len(found))]
    if _NOTHING_DROPPED.search(text):
        return score * 0.2
    if _TRADEOFF_TALK.search(text):
        score *= 0.5
    if (
        re.search(
            r"\b(?:because|so that|for it|price|hurt|painful|not happy|disappointed|wasn't thrilled)\b", text
        )
        and score
    ):
        score = min(1.0, score + 0.15)
    return score
