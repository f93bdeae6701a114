"""Coverage: which key points an answer made, quoted and timed.

`judge_points` judges an answer; called now and then while it is still being given, it has only the last
sentences to read in the end.
"""

from voicesim.assess.coverage.judge import judge_points
from voicesim.assess.coverage.reasons import OFF_TOPIC

SCORER = "coverage-3"
"""Changes whenever the same words could get another verdict."""

__all__ = ["OFF_TOPIC", "SCORER", "judge_points"]
