"""The words with which people give an estimate, name what they assume, and check what came out."""

from __future__ import annotations

import re

_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|a hundred|half|a third|a quarter|\d\S*)"
)
_SOON = rf"(?=(?: \S+){{0,3}}? {_NUMBER}\b)"
_LAND = r"(?:land|end up|arrive|settle|finish|come out)"


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


FINAL = _any_of(
    r"(?:my|the|our) (?:final )?(?:answer|estimate|number|figure|result|total)(?:'s| is| would be| comes to)",
    rf"(?:i'd|i would|i|we|i'll) {_LAND} (?:at|with|on|around|near)",
    r"all in|in total|altogether|in all|in sum|all together|finally",
    r"(?:i'd|i would) (?:answer|employ|hire|sign)",
    r"so (?:i|we)(?:'d| would)? need",
)
"""What may stand before the number that is the answer."""

SAID_AFTER = _any_of(
    r"final(?: answer)?",
    r"(?:is|'s|are|that's) my (?:final )?(?:answer|estimate|number|figure)",
    r"in total|altogether|all in",
)
TOTAL = re.compile(
    r"\b(?:so|that's|that is|makes|gives|it's|it is|need|we're at|we are at|comes (?:out )?(?:to|at)|would be"
    r"|i say|i'd say|i write down|which is)"
    r"(?: (?:about|roughly|around|say|some|maybe|like|a|an|total|of|well|near|nearly|close|to))*$"
)
"""What may stand before a number of what was asked for that was reckoned."""

SAY = re.compile(
    r"\b(?:i say|i'd say|i would say|call it|i write down|go with)(?: (?:about|around|roughly))?$"
)
IF = _any_of(r"if|were|falls?|lose|drops?|instead|otherwise|unless|gone")
"""What is said behind these is no result but what another assumption would make of it."""

ASSUMED = _any_of(
    r"(?<!shall )(?<!may )(?<!can )(?<!should )"
    r"(?:i|i'm|we|we're|i'll|let's|i'd|let me|i would|i am) (?:just |gonna |going to )?"
    r"(?:assum(?:e|ing)|guess(?:ing)?|suppos(?:e|ing)|reckon(?:ing)?)",
    r"assuming|(?:my|an|one|another|first|big|main) (?:assumption|guess|hunch)s?",
    r"(?:that's|it's|that is|this is|is) (?:a|my|just a|only a|pure) guess",
    r"(?:i'm|am) making (?:(?:that|those|it|this|them) )?up",
    r"off the top of my head|finger in the air|rule of thumb",
    r"(?:let's|let me|i'd|i would|i'll|i|we) (?:just )?(?:say|take|put|use)(?! (?:off|away|out|into?|it)\b)"
    rf"{_SOON}",
    rf"i'm (?:taking|saying){_SOON}",
)
CHECKED = _any_of(
    r"sanity check|(?:double|cross)[- ]?check|(?:to|let me|let's) check|as a check",
    r"(?:from )?the other (?:way|side|end|direction|angle)|other way (?:round|around)",
    r"from (?:another|the other) (?:side|angle|direction|end)",
    r"(?:that's|that is|it's|it'd be|that would be|that makes) (?:about |roughly )?one (?:for|per|to)",
    r"(?:fits|matches|agrees|squares|lines up|in line) with|doesn't contradict|plausib\w+",
    r"(?:which|that) is (?:about |roughly )?what (?:i|you|we) (?:see|would|expect|hear)",
    r"is (?:a bit )?too (?:high|low)|in the right ballpark|right where it should be",
)
