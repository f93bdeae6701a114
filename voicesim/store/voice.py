"""What the voice did in the answers before one."""

from __future__ import annotations

import json

from voicesim.store.records import EarlierVoice

_MOST = 20
"""Answers that are looked back on: a voice of long ago is no measure for today's."""

EARLIER_COLUMN = f"""
    (SELECT json_array(min(spread_st), max(spread_st), count(*)) FROM (
    SELECT m.spread_st FROM measures AS m JOIN attempts AS b ON b.seq = m.attempt
    JOIN sessions AS t ON t.id = b.session_id AND t.kind = 'practice'
    WHERE m.spread_st IS NOT NULL AND m.attempt < a.seq AND b.reply = 0 AND b.state != 'discarded'
    AND (SELECT kind FROM sessions WHERE id = a.session_id) = 'practice'
    ORDER BY m.attempt DESC LIMIT {_MOST})) AS earlier"""


def read_earlier(text: str) -> EarlierVoice | None:
    """What EARLIER_COLUMN gave; None where there was no such answer."""
    least_st, most_st, answers = json.loads(text)
    return EarlierVoice(least_st, most_st, answers) if answers else None
