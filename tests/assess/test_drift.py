"""Figures that changed between two takes."""

from __future__ import annotations

import pytest

from tests.assess.conftest import Say
from voicesim.assess.drift import find_drift


def drift(before: str, after: str, say: Say) -> list[tuple[str, str]]:
    return [(one.before.text, one.after.text) for one in find_drift(say(before), say(after))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Churn of clinics fell 40%.", "Churn of clinics fell 14%.", [("40%", "14%")]),
        ("We asked 20 nurses in the clinic.", "I asked 30 nurses at a clinic.", [("20 nurses", "30 nurses")]),
        ("Sales grew by 12 percent in May.", "In May the sales grew by twelve percent.", []),
        ("Churn fell by 40 percent.", "The team had 14 percent more budget.", []),
        ("Churn in sales fell by 40 percent.", "Churn in sales fell in 14 weeks.", []),
        (
            "Latency fell from two seconds to four hundred milliseconds.",
            "The latency fell from 2,000 ms to 0.4 seconds.",
            [],
        ),
        ("The export took 90 minutes.", "The export took an hour and a half.", []),
        ("The project ran for two years.", "The project ran 24 months.", []),
        ("A quarter of the clinics left us.", "25 percent of clinics left us.", []),
        ("Nine out of ten nurses liked it.", "90% of nurses liked it.", []),
        ("Our margin fell 20 bps in May.", "In May our margin fell 0.2 percentage points.", []),
        ("The margin was ten million dollars.", "The margin was $10MM.", []),
        ("Deploy time fell to 3 hours.", "Deploy time fell to 20 minutes.", [("3 hours", "20 minutes")]),
        ("Latency fell to 400 ms here.", "Latency here fell to 0.5 seconds.", [("400 ms", "0.5 seconds")]),
        ("A third of the clinics left us.", "1/3 of clinics left us.", []),
        ("A third of the clinics left us.", "33 percent of the clinics left us.", []),
        ("67% of the clinics left us.", "Two thirds of the clinics left us.", []),
        ("A third of the clinics left.", "34 percent of the clinics left.", [("A third", "34 percent")]),
        (
            "The profit in May was minus five percent.",
            "In May the profit was five percent.",
            [("minus five percent", "five percent")],
        ),
        ("No figures here.", "Sales grew by 3 percent.", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_the_same_thing_with_another_value_is_a_drift(
    say: Say, before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    assert drift(before, after, say) == expected


def test_a_drift_knows_what_it_is_about_and_where(say: Say) -> None:
    one = say("Renewals of clinics rose to 90 percent.", every_s=1.0)
    other = say("In the end renewals of clinics rose to 95 percent.", every_s=1.0)
    (found,) = find_drift(one, other)
    assert found.about == "clinic renewal rose"
    assert (found.before.at_s, found.after.at_s) == (5.0, 8.0)
