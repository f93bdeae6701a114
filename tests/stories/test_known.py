"""Stories that are looked for in many answers at once: those that are found one by one, and found once."""

from __future__ import annotations

import time

import pytest

from tests.stories.test_likeness import ROWS, STORIES
from tests.stories.written import story
from voicesim.bank.load import builtin_banks
from voicesim.bank.samples import samples
from voicesim.store.stories import AnswerWords
from voicesim.stories.known import KnownStories, known_by
from voicesim.stories.likeness import likenesses, terms_of
from voicesim.stories.story import Story, as_words
from voicesim.stories.telling import matches

OTHERS = [" ".join(p.text for p in each.passages) for bank in builtin_banks() for each in samples(bank)]
TOLD = [text for row in ROWS for text in (*row["told"], row["written"])]
ODD = (
    "",
    "Churn.",
    "9% — 6%, ½ of them, a dozen shops… and half a million parcels.",
    "The 12-parcel gate, the 40-shop launch, the two-quarter plan: £5m, ₹300 and 310 parcels.",
    "I’ve/we've dropped the scanners;and Marta's forecasts—for 38 of 40 shops.In 3 days.",
    *(" ".join(text.split()[start:]) for text in TOLD for start in (20, 60)),
    *(" ".join([text, *OTHERS[:2]]) for text in TOLD),
    *(text.upper() for text in TOLD[:4]),
)


def one_by_one(text: str, stories: list[Story]) -> tuple[str, float] | None:
    best = likenesses(as_words(text), stories)[0]
    return (best.story, best.likeness) if best.tells else None


def test_it_finds_what_is_found_one_by_one() -> None:
    known = KnownStories(tuple(STORIES))
    told = 0
    for number, text in enumerate((*TOLD, *OTHERS, *ODD)):
        found = known.told_in(str(number), text)
        wanted = one_by_one(text, STORIES)
        assert (found and (found[0].name, found[1])) == wanted, text
        told += wanted is not None
    assert told > 30


def test_a_text_that_was_read_before_is_not_read_again_but_another_one_is() -> None:
    known = KnownStories(tuple(STORIES))
    first = known.told_in("a-1", TOLD[0])
    assert first is not None
    assert known.told_in("a-1", TOLD[0]) is first
    assert known.told_in("a-1", "We had a picnic.") is None
    assert known_by(tuple(STORIES)) is known_by(tuple(STORIES))
    assert known_by((story(),)) is not known_by(tuple(STORIES))


@pytest.mark.parametrize("decided", [{"a-1": "returns"}, {"a-1": None}])
def test_what_the_speaker_says_goes_before_it(decided: dict[str, str | None]) -> None:
    said = AnswerWords("a-1", "2026-03-05T12:00:00+00:00", TOLD[-1], 60.0)
    assert [match.story.name for _, match in matches([said], STORIES, {})] == [ROWS[-1]["name"]]
    named = [(match.story.name, match.decided) for _, match in matches([said], STORIES, decided)]
    assert named == ([("returns", True)] if decided["a-1"] else [])


def test_answers_that_tell_none_are_passed_over_quickly() -> None:
    """Beside reading them in full, on a story as short as most are."""
    short = story("# Gate\n\n## Action\n\nI counted parcels at the gate with Marta for 2 days.\n")
    known = KnownStories((short,))
    start_s = time.process_time()
    assert [known.told_in(str(number), text) for number, text in enumerate(OTHERS)] == [None] * len(OTHERS)
    glanced_s = time.process_time() - start_s
    terms_of.cache_clear()
    start_s = time.process_time()
    assert not any(one_by_one(text, [short]) for text in OTHERS)
    assert glanced_s < 0.5 * (time.process_time() - start_s)
