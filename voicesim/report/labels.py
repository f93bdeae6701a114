"""What people decided about their own points, as labelled answers: to measure a judge by, or to teach one."""

from __future__ import annotations

import json
from collections.abc import Sequence

from voicesim.errors import InputError
from voicesim.report.json_values import Json
from voicesim.store.records import Attempt, Session


def labels(session: Session, attempts: Sequence[Attempt]) -> str:
    """JSON Lines of {"id", "question", "text", "covered", "missed"}, one for each answer of which a point was
    decided; points that nobody decided are in neither list. `verdicts` are those that stood when it was
    decided, and `reasons` why it was decided so, both by the points' ids where they are known.

    Replies to follow-ups are left out: they are judged by another question. Raises InputError when nothing
    was decided.
    """
    lines = [labelled for attempt in attempts if (labelled := _labelled(attempt))]
    if not lines:
        raise InputError(
            f"Nobody has decided on a point of session {session.id} yet; decide with: "
            f"voicesim review {attempts[0].id if attempts else 'ATTEMPT'} --tick POINT=yes."
        )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _labelled(attempt: Attempt) -> Json | None:
    question = attempt.judgement.question if attempt.judgement else attempt.question
    said = {own.point_id: own for own in attempt.own}
    decided = [point.id for point in question.key_points if point.id in said]
    if attempt.transcript is None or attempt.asks is not None or not decided:
        return None
    return {
        "id": attempt.id,
        "question": question.id,
        "text": attempt.transcript.text,
        "covered": [point_id for point_id in decided if said[point_id].made],
        "missed": [point_id for point_id in decided if not said[point_id].made],
        "verdicts": {point_id: said[point_id].over for point_id in decided if said[point_id].over},
        "reasons": {point_id: said[point_id].reason for point_id in decided if said[point_id].reason},
    }
