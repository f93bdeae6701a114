"""Figures that changed between two takes."""

from __future__ import annotations

import pytest

from voicesim.assess.drift import find_drift


def drift(before, after, say):
    return [(one.before.text, one.after.text) for one in find_drift(say(before), say(after))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Churn of clinics fell 40%.", "Churn of clinics fell 14%.", [("40%", "14%")]),
        ("We asked 20 nurses in the clinic.", "I asked 30 nurses at a clinic.", [("20 nurses", "30 nurses")]),
        ("Sales grew by 12 percent in May.", "In May the sales grew by twelve percent.", []),
        ("Churn fell by 40 percent.", "The team had 14 percent more budget.", []),
        ("Churn in sales fell by 40 percent.", "Churn in sales fell in 14 weeks.", []),
        ("No figures here.", "Sales grew by 3 percent.", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_the_same_thing_with_another_value_is_a_drift(say, before, after, expected):
    assert drift(before, after, say) == expected


def test_a_drift_knows_what_it_is_about_and_where(say):
    one = say("Renewals of clinics rose to 90 percent.", every_s=1.0)
    other = say("In the end renewals of clinics rose to 95 percent.", every_s=1.0)
    (found,) = find_drift(one, other)
    assert found.about == "clinic renewal rose"
    assert (found.before.at_s, found.after.at_s) == (5.0, 8.0)
