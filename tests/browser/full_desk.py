"""A desk on which every page has something: two sessions, two takes of a story, a follow-up, a remark, a word
of the speaker's own, a story that was told, a plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.sample_session import QUESTION, SESSION, followed_up, keep, story, waiting
from tests.web.served import Desk, served
from voicesim.review.days import Days

EARLIER = "20261120-0733-194"
PATHS = (
    *("/", f"/sessions/{SESSION.id}", "/search?q=tour", "/search", "/questions"),
    f"/question?bank=senior-pm&id={QUESTION.id}",
    *("/points", "/stories", "/story?name=the-tour", "/progress", "/practice"),
    f"/compare?before={SESSION.id}-1&after={SESSION.id}-4",
    "/nothing",
)
"""Every kind of page."""

STORY = "# The tour\n\n## Situation\n\nOne in ten new customers left.\n\n## Figures\n\n- 12 percent\n"


@contextmanager
def full_desk(home: Path) -> Iterator[Desk]:
    keep(home, story(), name=EARLIER)
    keep(home, story(), followed_up(), waiting(), replace(story(), number=4))
    (home / "stories").mkdir()
    (home / "stories" / "the-tour.md").write_text(STORY, encoding="utf-8")
    with served(home) as running:
        history = running.history
        history.add_remark(f"{SESSION.id}-1", "Say what the tour would have cost.", at_s=9.4, author="Ana")
        history.save_own(f"{SESSION.id}-1", {"problem": False}, "It was said too late.")
        history.save_told(f"{SESSION.id}-1", "the-tour")
        history.save_plan(Days().at(datetime.now(UTC)) + timedelta(days=9), 30, ["senior-pm"])
        yield running
