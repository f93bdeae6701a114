"""A thing that is named next to a figure: a few words, surely no verb, no pronoun and no turn of phrase."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.figure_units import KNOWN_UNITS, is_plural
from voicesim.assess.number_words import SCALES, starts_number
from voicesim.assess.pieces import WordPart
from voicesim.assess.tokens import vocabulary

MAX_WORDS = 3
DETERMINERS = vocabulary(
    "the a an our my your their his her its this these those all each every both no any some another that"
)
OPENS_CLAUSE = vocabulary("and but so because that which then if when or while where since until though well")
"""Words with which something new begins; a thing can begin right behind them."""

_FUNCTION = vocabulary(
    """i you he she it we they me him us them who whom whose what which that this these those there here
    where when why how everybody everyone everything somebody someone something anybody anyone anything
    nobody none nothing myself yourself himself herself itself ourselves themselves one ones other
    others another such of in on at for from to with by into onto over under above below about around
    across after before behind between against during without within through per than as like near off
    out up down back away along until since till via upon toward towards despite except inside outside
    beyond plus minus and or but nor so yet because although though while whereas if unless whether not
    never always often sometimes usually already still also just only even ever again too very quite
    rather almost nearly maybe perhaps soon now then today yesterday tomorrow tonight once twice later
    ago together instead else anyway though however therefore well right okay ok yeah yes um uh er ah oh
    eh please much many more most less least few fewer several enough half same own all both each every
    either neither any some no the a an my your his her its our their mine yours ours theirs hers let's
    gonna gotta wanna because cause cos coz til"""
)
_VERBS = vocabulary(
    """is are was were be been being am isn't aren't wasn't weren't have has had having haven't hasn't
    hadn't do does did doing done don't doesn't didn't can could can't couldn't will would won't
    wouldn't shall should shouldn't may might must need needs needed get gets got getting gotten go goes
    went going gone come comes came coming take takes took taking taken make makes made making give
    gives gave given giving see sees saw seen say says said saying tell tells told telling know knows
    knew known think thinks thought want wants wanted like likes liked ask asks asked asking find finds
    found finding keep keeps kept keeping let lets leave leaves left leaving put puts putting mean means
    meant call calls called run runs ran running bring brings brought set sit sits sat stand stood stay
    stayed start starts started begin began begun stop stopped end ended try tried use uses used work
    works worked pay pays paid buy bought sell sells sold send sent lose lost losing save saved win won
    hit fall fell fallen rise rose risen raise raised grow grew grown drop dropped cut cutting increase
    increased decrease decreased reduce reduced lower lowered improve improved move moved change changed
    turn turned become became feel felt hold held reach reached show showed shown look looks looked wait
    waited waiting help helped build built write wrote written read meet met spend spent measure
    measured count counted ship shipped launch launched hire hired led happen happens happened occur
    occurs exist exists depend depends matter matters disappeared rang ring drove drive spoke speak eat
    ate seem seemed lasted last double doubled triple tripled halved"""
)
# Words that say what a thing is like; one of them alone names nothing
_ADJECTIVES = vocabulary(
    """good bad best better worst worse big bigger biggest small smaller smallest long longer longest short
    shorter high higher highest low lower lowest new old older young younger whole full empty last first
    second third next previous total average typical normal main real true only early late fast faster
    slow slower quick quicker cheap cheaper expensive great nice hard easy free sure ready happy sick
    open closed wrong able whole different similar certain usual extra additional overall rough exact
    entire final initial current former actual alone olds following coming"""
)
_EMPTY = vocabulary(
    """thing things stuff lot lots bit bits way ways kind kinds sort sorts type couple rest lads guys guy
    people person persons folks number numbers figure figures time times moment case cases point points
    part parts end side place fact idea reason answer question problem world life top bottom middle
    beginning example result results target goal percent percentage share total average maximum minimum
    most least today week night morning evening afternoon afternoons mornings nights hand hands business
    course truth matter something it'd mate god hell while maximum amount quantity level range value max
    min set group pair record best rest other others"""
)
_COUNTS = vocabulary("number share percentage amount total average level value rate")
_PREPOSITIONS = vocabulary(
    """in on at for from to with by into onto over under above below about across after before behind
    between against during without within through per than like of"""
)
# Verbs that are nouns as well
_NOUNS_TOO = vocabulary(
    """spend run cut drop rise change use work call move cost costs win lead count launch start end stop
    look set show read need hold try release build help measure raise fall increase decrease hire test
    set meet ring drive pay turn wait wants buy like leave let"""
)
# Verbs behind which somebody says how things are: "I think the backlog was"
_REPORTS = vocabulary("think thought say said says know knew mean believe guess suppose saw see found")
_BELONGING = vocabulary("in on for at with")  # "conversion in the app", "response time for tickets"
_TIMES = vocabulary("year month week quarter day end sprint years months weeks quarters days")
# What is measured when another thing stands in front of it: "response time"
_COMPOUND = vocabulary("time times level value cases business numbers share points size range group record")
_DAYS = vocabulary("monday tuesday wednesday thursday friday saturday sunday")
_MONTHS_AND_DAYS = vocabulary(
    """january february march april may june july august september october november december christmas
    easter spring summer autumn winter q1 q2 q3 q4"""
)
_LY_NOUNS = vocabulary("family supply reply assembly anomaly butterfly")
_EST_NOUNS = vocabulary("test request interest guest forest harvest contest quest protest priest nest invest")
_LONGEST_ENDING = 4


def thing_after(said: Sequence[WordPart], place: int, end: int) -> str:
    """The thing that begins at a place: "our users" in "of our users left"; "" unless it is plain."""
    while place < end and said[place].bare in DETERMINERS:
        if said[place].ends:
            return ""
        place += 1
    words: list[WordPart] = []
    while place < end and len(words) <= MAX_WORDS and can_name(said[place]):
        words.append(said[place])
        owner = said[place].raw.endswith(("'", "’"))
        if said[place].ends or (is_plural(said[place].bare) and not owner):
            return _told(words)
        place += 1
    spoilt = place < end and bool(words) and said[place].bare in _NOUNS_TOO  # "the ad spend"
    return "" if spoilt else _told(words)


def thing_before(said: Sequence[WordPart], begin: int, end: int, *, counted: bool = False) -> str:
    """The thing that ends in front of `end`: behind a "the" or "our", or right where its clause begins.

    With `counted` it may be a "number" or a "share", as in front of "of": "the number of tickets".
    """
    if [piece.bare for piece in said[max(begin, end - 3) : end - 1]] == ["time", "to"]:
        first = end - 3
        opened = first == begin or said[first - 1].ends or said[first - 1].bare in OPENS_CLAUSE | DETERMINERS
        alone = f"{said[first].raw} to {said[end - 1].raw}" if opened else ""
        return thing_before(said, begin, end - 2) or alone  # "response time to alerts", "time to value"
    place = end
    while place > begin and can_name(said[place - 1]) and not (place < end and said[place - 1].ends):
        place -= 1
    words = said[place:end]
    if not words or len(words) > MAX_WORDS or said[end - 1].ends:
        return ""
    before = place - 1 if place > begin else None
    opened = before is not None and said[before].bare in DETERMINERS
    if before is not None and opened:
        before = before - 1 if before > begin else None
    thing = _told(words, counted=counted)
    if before is None or said[before].ends:
        return thing if opened or _may_open(words, begins=before is None) else ""
    if said[before].bare == "of" and thing:
        whole = thing_before(said, begin, before, counted=True)
        return f"{whole} of {' '.join(piece.raw for piece in said[before + 1 : end])}" if whole else ""
    if said[before].bare == "to" and said[before - 1].bare == "time" and before > begin:
        return thing_before(said, begin, before)  # "lead time to the branches"
    if said[before].bare in _PREPOSITIONS:
        return thing_before(said, begin, before) if said[before].bare in _BELONGING else ""
    opens = said[before].bare in OPENS_CLAUSE | _TIMES or (opened and said[before].bare in _REPORTS)
    return thing if opens and (opened or _may_open(words, begins=False)) else ""


def can_name(piece: WordPart) -> bool:
    """Whether a word may belong to the name of a thing."""
    bare = piece.bare
    if not bare.replace("-", "").replace("'", "").replace("/", "").isalpha() or starts_number(bare):
        return False
    if bare in _FUNCTION or bare in _VERBS or bare in SCALES or "n't" in bare:
        return False
    if bare in _TIMES or bare in _DAYS or bare.removesuffix("s") in _DAYS:
        return False
    if bare.endswith(("'s", "'re", "'ve", "'ll", "'d", "'m")) and bare.split("'")[0] in _FUNCTION:
        return False
    return not (bare.endswith("ly") and bare not in _LY_NOUNS and len(bare) > _LONGEST_ENDING)


def _may_open(words: Sequence[WordPart], *, begins: bool) -> bool:
    """Whether a thing without an article may stand here: two words at most, no name within a sentence."""
    named = all(piece.raw.istitle() for piece in words) and (not begins or len(words) > 1)
    short = len(words) < MAX_WORDS or words[0].bare in _ADJECTIVES  # "average handling time"
    return short and not named


def _told(words: Sequence[WordPart], *, counted: bool = False) -> str:
    if not words or len(words) > MAX_WORDS:
        return ""
    head = words[-1].bare
    if len(words) > 1 and head in _COMPOUND and words[-2].bare not in _ADJECTIVES:
        return " ".join(piece.raw for piece in words)
    if head in _ADJECTIVES or head in _MONTHS_AND_DAYS or head in KNOWN_UNITS or head.endswith("ed"):
        return ""
    if words[-1].raw.rstrip("s")[-1:] in "'’" or (head.endswith("est") and head not in _EST_NOUNS):
        return ""  # "the previous year's", "the youngest"
    if head in _EMPTY and not (counted and head in _COUNTS):
        return ""
    return " ".join(piece.raw for piece in words)
