"""One's own questions to the interviewer, in words: how many, which, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicesim.assess.assessment import OwnQuestion, Structure
from voicesim.wording import clock

FORMS = {"open": "open", "figure": "for a figure", "yes or no": "yes or no"}


def own_questions_words(structure: Structure | None) -> str:
    """ "3 asked, 2 open, 1 on something particular: “So you said that half of…” at 0:04 (open, …), …"; empty
    without any."""
    asked = structure.questions if structure else ()
    if not asked:
        return ""
    return f"{', '.join([f'{len(asked)} asked', *_counts(asked)])}: {', '.join(map(_told, asked))}"


def _counts(asked: Sequence[OwnQuestion]) -> Iterator[str]:
    counts = (
        (sum(one.form == "open" for one in asked), "open"),
        (sum(one.particular for one in asked), "on something particular"),
        (sum(one.common for one in asked), "for any company"),
    )
    return (f"{many} {name}" for many, name in counts if many)


def _told(one: OwnQuestion) -> str:
    known = [FORMS[one.form]] if one.form else []
    known += ["something particular"] if one.particular else []
    known += ["for any company"] if one.common else []
    at = "" if one.place.start_s is None else f" at {clock(one.place.start_s)}"
    return f"“{one.place.text}”{at}" + (f" ({', '.join(known)})" if known else "")
