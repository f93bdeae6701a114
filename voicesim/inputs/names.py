"""What reads like the name of somebody who speaks, and what is rather the heading of a paragraph."""

from __future__ import annotations

import re

from voicesim.inputs.text import vocabulary

MAX_LETTERS = 48

_ROLE = re.compile(
    r"""(?:(?:unknown|unidentified|male|female|new)\s+)?
    (?:(?:speaker|spk|person|participant|caller|panell?ist|interviewer|interviewee|candidate|applicant|host
    |guest|moderator|recruiter|hiring\ manager|interview\ coach|attendee|user)(?:[\s_\#-]*(?:\d{1,3}|[a-z]))?
    |[spu]\d{1,2}|(?:male|female|man|woman|voice)\s?\d{1,2})""",
    re.VERBOSE | re.IGNORECASE,
)
_UNKNOWN = re.compile(r"(?:speaker|spk)\s*\?", re.IGNORECASE)
_SHORT_ROLES = {
    "q": "asks",
    "a": "answers",
    "question": "asks",
    "answer": "answers",
    "me": "answers",
    "you": "answers",
}
_ASKS = (
    "interviewer",
    "host",
    "moderator",
    "recruiter",
    "hiring manager",
    "interview coach",
    "panelist",
    "panellist",
)
_ANSWERS = ("interviewee", "candidate", "applicant", "guest")

# "Situation: …", "First lesson: …" and "So: …" begin paragraphs and sentences, and nobody is called so
_NO_NAME = vocabulary(
    """situation task tasks action actions result results context problem problems challenge challenges
    solution solutions outcome outcomes impact goal goals approach learning learnings lesson lessons summary
    conclusion background note notes example examples point points step steps part phase stage trade-off
    trade-offs tradeoff tradeoffs metric metrics risk risks pros cons before after today yesterday tomorrow
    plus minus first firstly second secondly third thirdly fourth last lastly finally next then now later so
    and but or yes no ok okay well because also again remember basically actually meaning number one two
    three four five key main big small reason reasons why what how who when where which this that these
    those it they we i he she the a an my our your their there here if for from with in on at to of is are
    was were be been not only just still even more most less best worst monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october november
    december week month quarter year day q1 q2 q3 q4 title date time duration subject topic agenda attendees
    participants transcript recording keywords speakers meeting summary overview tldr tl;dr decision
    decisions hypothesis insight insights data finding findings test tests experiment process strategy
    vision product feature features customer customers users team teams stakeholders budget cost costs
    benefit benefits answer question takeaway takeaways important warning update status definition idea
    discovery delivery quality revenue churn retention growth speed scope users"""
)
# ... though somebody is called April Jones, George Best or Mai An
_NAMES_TOO = vocabulary("april may june august day best small key big main long an so to he no in on my")
_PARTICLES = vocabulary("de da del della der den di do dos du la le van von bin ibn al el y e zu ter ten of")
_EXTRA = re.compile(r"\s*\([^()]{1,30}\)$")
_PART = re.compile(r"[^\W\d_][\w’'`.-]*,?")


def is_role(name: str) -> bool:
    """Whether this is how tools call somebody whose name they do not know: "SPEAKER 1", "Interviewer"."""
    bare = name.strip()
    return bool(_ROLE.fullmatch(bare) or _UNKNOWN.fullmatch(bare))


def role_of(name: str) -> str | None:
    """ "asks" or "answers" where the name itself says so."""
    bare = " ".join(name.lower().split()).rstrip("0123456789 #_-")
    if bare in _ASKS:
        return "asks"
    return "answers" if bare in _ANSWERS else _SHORT_ROLES.get(bare)


def is_short_role(name: str) -> bool:
    """Whether this is a role only beside its counterpart: Q and A, question and answer, me and you."""
    return name.strip().lower() in _SHORT_ROLES


def is_name(text: str) -> bool:
    """Whether this reads like a name: a few capital words, none of them a heading's."""
    bare = _EXTRA.sub("", text.strip())
    if not bare or len(bare) > MAX_LETTERS:
        return False
    if is_role(bare):
        return True
    words = bare.split()
    if len(words) > 5 or not all(map(_PART.fullmatch, words)) or "," in words[-1]:
        return False
    names = [word for word in words if word.lower() not in _PARTICLES]
    return bool(names) and all(not word[0].islower() and _is_free(word, len(names)) for word in names)


def is_full_name(text: str) -> bool:
    """Whether it has two words or more, as names have and few headings do."""
    return is_name(text) and len(_EXTRA.sub("", text.strip()).split()) > 1


def _is_free(word: str, names: int) -> bool:
    bare = word.lower().strip(".,'’-")
    return bare not in _NO_NAME or (names > 1 and bare in _NAMES_TOO)
