"""Stories as people write them."""

from __future__ import annotations

from pathlib import Path

from voicesim.stories.read import check_story
from voicesim.stories.story import Story

LAUNCH = """---
title: The late launch
tags: [launch, conflict]
strength: 4
last_told: 2026-03-02
mood: tense
---

Some thoughts before.

## Situation

We were to launch **returns** for 40 small shops before [Christmas](https://example.org).

## Task

I owned the date, and two teams disagreed on what was ready.

## Action

- I sat down with both teams
- We dropped the forecasts to keep the date.

## Result

Churn fell from 9 to 6 percent in two quarters.

## Figures

- 40 shops
- churn from 9 to 6 percent

## What I’d do differently

I would have asked support first. <!-- and sales? -->

## Who was there

Ann and Bo.
"""


def story(text: str = LAUNCH, name: str = "late-launch") -> Story:
    found = check_story(text, Path(f"{name}.md"))
    assert found.story is not None, found.problems
    return found.story
