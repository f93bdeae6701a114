"""Signs, figures and abbreviations as a person says them: "3-5%" is three to five percent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_N = r"\d+(?:,\d{3})*(?:\.\d+)?"
_END = r"(?![\w-]*-\d)(?![\d.]*\d)"
_SCALES = {
    "k": "thousand", "m": "million", "mm": "million", "mn": "million", "mio": "million", "b": "billion",
    "bn": "billion", "t": "trillion", "tn": "trillion",
}  # fmt: skip
_MONEY = {
    "$": ("dollar", "cent"), "£": ("pound", "pence"), "€": ("euro", "cent"), "₹": ("rupee", "paise"),
    "¥": ("yen", ""),
}  # fmt: skip
_UNITS = {
    "ms": "milliseconds", "sec": "seconds", "secs": "seconds", "min": "minutes", "mins": "minutes",
    "h": "hours", "hr": "hours", "hrs": "hours", "yr": "years", "yrs": "years", "wk": "weeks", "wks": "weeks",
    "mo": "months", "mos": "months", "KB": "kilobytes", "kB": "kilobytes", "MB": "megabytes",
    "GB": "gigabytes", "TB": "terabytes", "kg": "kilograms", "km": "kilometres", "cm": "centimetres",
    "x": "times", "bps": "basis points", "bp": "basis points", "pp": "percentage points",
    "pts": "points", "pct": "percent",
}  # fmt: skip
_EACH = {
    "mo": "month", "yr": "year", "wk": "week", "d": "day", "h": "hour", "hr": "hour", "s": "second",
    "sec": "second", "min": "minute", "qtr": "quarter",
}  # fmt: skip
_SHORT = {
    r"e\.\s?g\.?": "for example", r"i\.\s?e\.?": "that is", r"vs\.?|v\.s\.": "versus", r"w/o": "without",
    r"b/c": "because", r"w/": "with ", r"a\.?k\.?a\.?": "also known as", r"approx\.?": "approximately",
    r"incl\.": "including", r"excl\.": "excluding", r"esp\.": "especially", r"avg\.?": "average",
    r"(?<!\d\s)max\.": "maximum", r"(?<!\d\s)min\.": "minimum", r"cf\.": "compare", r"dept\.?": "department",
    r"mgmt\.?": "management", r"govt\.?": "government", r"et al\.": "and others", r"n/a": "not applicable",
    r"w\.?r\.?t\.?": "with respect to", r"p\.a\.": "a year", r"ca\.": "about", r"resp\.": "respectively",
    r"viz\.": "namely", r"fig\.": "figure", r"vol\.": "volume", r"thru": "through",
}  # fmt: skip
_ABBREVIATIONS = [
    (re.compile(rf"(?<![\w.]){form}(?!\w)" if form != "w/" else r"(?<!\w)w/(?=\s?\w)", re.IGNORECASE), said)
    for form, said in _SHORT.items()
] + [  # in capitals only: not "mom" and "wow"
    (re.compile(r"(?<!\w)(?:YoY|YOY|Y/Y)(?!\w)"), "year over year"),
    (re.compile(r"(?<!\w)(?:MoM|MOM|M/M)(?!\w)"), "month over month"),
    (re.compile(r"(?<!\w)(?:QoQ|QOQ|Q/Q)(?!\w)"), "quarter over quarter"),
    (re.compile(r"(?<!\w)(?:WoW|WOW|W/W)(?!\w)"), "week over week"),
    (re.compile(r"(?<!\w)EOD(?!\w)"), "end of day"),
    (re.compile(r"(?<!\w)EOY(?!\w)"), "end of the year"),
]
_PARTS = {
    "½": "half",
    "¼": "quarter",
    "¾": "three quarters",
    "⅓": "one third",
    "⅔": "two thirds",
    "⅕": "one fifth",
}
_FRACTIONS = {
    "1/2": "one half", "1/3": "one third", "2/3": "two thirds", "1/4": "one quarter", "3/4": "three quarters",
    "1/5": "one fifth", "1/10": "one tenth",
}  # fmt: skip
_SIGNS = {
    "→": " to ", "⇒": " to ", "->": " to ", "=>": " to ", "←": " from ", "↔": " and ", "≈": " about ",
    "±": " plus or minus ", "×": " times ", "÷": " divided by ", "≤": " at most ", "≥": " at least ",
    "<=": " at most ", ">=": " at least ", "≠": " is not ", "!=": " is not ", "=": " equals ",
    "§": " section ", "™": "", "®": "", "©": "", "¢": " cents", "&": " and ", "|": ", ", "\\": " ",
    "{": " ", "}": " ", "^": " ", "[": " ", "]": " ",
}  # fmt: skip

_APART = frozenset(_UNITS) - {"x", "h", "mo", "pp"}
"""Units also behind a space; the others might be something else there."""

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def in_words(text: str) -> str:
    """An English text in which every sign that a voice spells out, or reads wrongly, is a word."""
    said = text.replace("−", "-").replace("‑", "-")
    for pattern, put in _RULES:
        said = pattern.sub(put, said)
    for sign, word in _SIGNS.items():
        said = said.replace(sign, word)
    said = re.sub(r"\s+([,.;:!?)])", r"\1", " ".join(said.split()))
    return re.sub(r",(?:\s*,)+", ",", said)


def _range(found: re.Match[str]) -> str:
    low, high = found["low"], found["high"]
    if low.isdecimal() and high.isdecimal() and int(low) + int(high) == 100:
        return f"{low} {high}"  # "50-50"
    money = found["money"] or ""
    return f"{money}{low}{found['part'] or ''} to {found['again'] or money}{high}"


def _split_range(found: re.Match[str]) -> str:
    """ "$1.2-1.5M": the scale and the currency are said once, behind both."""
    money = found["money"]
    scale = found["scale"]
    own = found["first"] if found["first"] != scale else ""
    return f"{money if own else ''}{found['low']}{own} to {money}{found['high']}{scale}"


def _amount(found: re.Match[str]) -> str:
    one, part = _MONEY[found["money"]]
    number, scale = found["number"], _SCALES.get((found["scale"] or "").lower(), "")
    scale = scale or (found["word"] or "")
    whole, _, cents = number.partition(".")
    if not scale and len(cents) == 2 and part:
        smaller = f"{int(cents)} {part}{'s' if part == 'cent' and int(cents) != 1 else ''}"
        if whole == "0":
            return smaller
        return f"{whole} {_several(one, whole)}" + (f" and {smaller}" if int(cents) else "")
    adjective = bool(found["joined"])
    unit = one if adjective else _several(one, "" if scale else number)
    return " ".join(each for each in (number, scale, unit) if each) + (" " if adjective else "")


def _several(noun: str, number: str) -> str:
    return noun if number == "1" or noun == "yen" else f"{noun}s"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _unit(letters: str, number: str) -> str:
    many = _UNITS[letters]
    return many.removesuffix("s") if number == "1" and letters != "x" else many


def _fraction(found: re.Match[str]) -> str:
    if found[0] in _FRACTIONS:
        return _FRACTIONS[found[0]]
    above, below = float(found[1]), float(found[2])
    if above + below == 100 or found[0] == "24/7":
        return f"{found[1]} {found[2]}"
    return f"{found[1]} out of {found[2]}"


def _part(found: re.Match[str]) -> str:
    said = _PARTS[found[2]]
    if not found[1]:
        return {"½": "half", "¼": "a quarter"}.get(found[2], said)
    return f"{found[1]} and {'a ' if found[2] in '½¼' else ''}{said}"


def _slash(found: re.Match[str]) -> str:
    before, after = found[1], found[2]
    if before.lower() == "and":
        return f"{before} {after}"
    return f"{before} or {after}" if before.islower() and after.islower() else f"{before} {after}"


def _etc(found: re.Match[str]) -> str:
    ends = not found[1].strip() or (found[1][:1].isspace() and found[1].strip()[:1].isupper())
    return ("and so on." if ends and "." in found[0] else "and so on") + found[1]


_RULES: list[Rule] = [
    (re.compile(r"(?<!\w)etc\.?(\s*$|\s+\S|(?=\W)|$)", re.IGNORECASE), _etc),
    *_ABBREVIATIONS,
    (re.compile(r"\b(No|Nos|no|nos)\.\s?(?=\d)"), "number "),
    (re.compile(r"#(?=\d)"), "number "),
    (re.compile(r"\b([CFJ])#"), r"\1 sharp"),
    (re.compile(r"\bC\+\+"), "C plus plus"),
    (re.compile(r"#(?=\w)"), ""),
    (re.compile(r"\bv(?=\d+(?:\.\d+)*\b)"), "version "),
    (re.compile(r"US\$|USD\s?(?=\d)"), "$"),
    (re.compile(r"EUR\s?(?=\d)"), "€"),
    (re.compile(r"GBP\s?(?=\d)"), "£"),
    (re.compile(rf"({_N})\s?([$€£])(?!\d)"), r"\2\1"),
    (
        re.compile(
            rf"(?P<money>[$£€₹¥])(?P<low>{_N})(?P<first>(?i:mm|mn|bn|k|m|b)?)\s?[-–—]\s?[$£€₹¥]?"
            rf"(?P<high>{_N})(?P<scale>(?i:mm|mn|bn|k|m|b)?)\b{_END}"
        ),
        _split_range,
    ),
    (
        re.compile(
            rf"(?<![\w.,-])(?P<money>[$£€₹¥])?(?P<low>{_N})(?P<part>%|[kKmMbB]?(?=\s?[-–—]))?\s?[-–—]\s?"
            rf"(?P<again>[$£€₹¥])?(?P<high>{_N})(?!-\d)(?!\.\d)(?!\d)"
        ),
        _range,
    ),
    (re.compile(r"(?<![\w)])-(?=[$£€]?\d)"), "minus "),
    (re.compile(r"(?<![\w])~\s?(?=[$£€]?\d)"), "about "),
    (re.compile(r"(?<!\w)>\s?(?=[$£€]?\d)"), "more than "),
    (re.compile(r"(?<!\w)<\s?(?=[$£€]?\d)"), "less than "),
    (
        re.compile(
            rf"(?P<money>[$£€₹¥])\s?(?P<number>{_N})(?P<scale>(?i:mm|mn|bn|tn|k|m|b|t)(?![A-Za-z]))?"
            r"(?:\s(?P<word>thousand|million|billion|trillion)\b)?(?P<joined>-(?=[a-z]))?"
        ),
        _amount,
    ),
    (re.compile(r"(\d+)?\s?([½¼¾⅓⅔⅕])"), _part),
    (re.compile(r"(?<![\w/.])(\d+(?:\.\d+)?)/(\d{1,3})(?![\w/])"), _fraction),
    (
        re.compile(rf"\b({_N})\s?(k|K|M|MM|mn|bn|B)(?![A-Za-z])"),
        lambda found: f"{found[1]} {_SCALES[found[2].lower()]}",
    ),
    (
        re.compile(rf"\b({_N})(?:({_any(_UNITS)})|\s({_any(_APART)})\.?)(?![A-Za-z])"),
        lambda found: f"{found[1]} {_unit(found[2] or found[3], found[1])}",
    ),
    (re.compile(r"°\s?C\b"), " degrees Celsius"),
    (re.compile(r"°\s?F\b"), " degrees Fahrenheit"),
    (re.compile("°"), " degrees"),
    (re.compile(r"(?<=\d)\s?%"), " percent"),
    (re.compile("%"), " percent "),
    (re.compile(r"(?<=\w)\+(?=[\s,.;:!?)]|$)"), " plus"),
    (re.compile(r"\+(?=\d)"), " plus "),
    (re.compile(r"\s\+\s"), " plus "),
    (re.compile(r"(?<=[\w])/(mo|yr|wk|d|hr?|s|sec|min|qtr)\b"), lambda found: f" per {_EACH[found[1]]}"),
    (re.compile(r"(?<=dollars|.pounds|..euros| dollar)/(?=[a-z])"), " per "),
    (re.compile(r"(\w+)\s?/\s?(\w+)"), _slash),
    (re.compile(r"/"), " "),
    (re.compile(r"(?<=\w)_(?=\w)"), " "),
    (re.compile(r"\s[-–—]{1,3}\s|(?<=\w)(?:—|--+)(?=\w)"), ", "),
    (re.compile(r"(?<=\w)–(?=\w)"), "-"),
    (re.compile(r"(?<=\s)@(?=\s|\d)"), "at"),
    (re.compile(r"~"), " about "),
]
