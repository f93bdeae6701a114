"""Why there is nothing to ask, in a sentence, with what to do instead."""

from __future__ import annotations

from voicesim.cli.render.trends import next_due
from voicesim.practice.choose import NothingToAsk


def why_nothing(found: NothingToAsk) -> str:
    if found.reason == "never practised":
        return (
            f"Nothing is due: no question of {found.bank_id} is practised yet; start with: voicesim practice."
        )
    if found.reason == "not due yet":
        coming = f"; {next_due(found.coming)}" if found.coming else ""
        return f"Nothing is due today{coming}. The weakest ones: voicesim practice --weak."
    if found.reason == "not due in the section":
        return f"Nothing in the section {found.section} is due today."
    if found.reason == "no session":
        return "There is no session to resume; start one with: voicesim practice."
    waits = found.reason == "all recorded"
    command = "voicesim transcribe --pending" if waits else "voicesim practice"
    return f"Every question of the session {found.session_id} is answered; go on with: {command}."
