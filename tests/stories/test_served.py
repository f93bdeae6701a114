"""What can serve a question, what serves nothing, and what is used for everything."""

from __future__ import annotations

from dataclasses import replace

from voicesim.assess.assessment import Verdict
from voicesim.assess.coverage import Likely
from voicesim.bank.load import load_bank
from voicesim.stories.served import Fit, StoryMap

QUESTIONS = tuple(
    replace(each, key_points=each.key_points[:2]) for each in load_bank("senior-pm").questions[:4]
)


def fit(question: int, story: str, *likelihoods: float) -> Fit:
    points = tuple(Likely(f"p{place}", each, "check", 0, 0) for place, each in enumerate(likelihoods))
    return Fit(QUESTIONS[question].id, story, points or None)


FOUND = StoryMap(
    QUESTIONS,
    ("launch", "hire", "garden"),
    (
        *(fit(place, "launch", 0.9, 0.6) for place in range(3)),
        *(fit(place, "hire", 0.5, 0.5) for place in range(3)),
        *(fit(place, "garden") for place in range(4)),
        fit(3, "launch", 0.4, 0.5),
        fit(3, "hire"),
    ),
)


def test_a_story_serves_from_half_of_the_points_on() -> None:
    assert [each.story for each in FOUND.serving(QUESTIONS[0].id)] == ["launch", "hire"]
    assert not fit(3, "launch", 0.4, 0.5).serves


def test_a_story_about_something_else_serves_nothing() -> None:
    assert not fit(0, "garden").serves
    assert FOUND.idle == ("garden",)


def test_what_nothing_serves() -> None:
    assert FOUND.unserved == (QUESTIONS[3].id,)
    assert FOUND.served == tuple(each.id for each in QUESTIONS[:3])


def test_what_comes_first_for_half_and_three_at_least_is_leaned_on() -> None:
    assert FOUND.leaned_on == ("launch",)
    two = replace(FOUND, questions=QUESTIONS[:2])
    assert two.leaned_on == ()


def claims(verdicts: tuple[Verdict, ...], *likelihoods: float) -> list[str]:
    given = zip(verdicts, likelihoods, strict=True)
    points = tuple(Likely(f"p{place}", each, verdict, 0, 0) for place, (verdict, each) in enumerate(given))
    found = Fit(QUESTIONS[0].id, "launch", points)
    return [found.claim(point) for point in points]


def test_of_a_story_that_can_serve_the_judges_verdicts_are_claimed_and_checks_are_left_open() -> None:
    assert claims(("covered", "missed", "check"), 0.9, 0.1, 0.5) == ["makes it", "does not", "perhaps"]


def test_of_a_story_that_says_too_little_no_point_is_claimed_as_made() -> None:
    assert claims(("covered", "missed", "check"), 0.9, 0.1, 0.1) == ["perhaps", "does not", "perhaps"]
