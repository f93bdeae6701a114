"""Coverage: which key points an answer made, quoted and timed.

`judge_points` judges an answer; `read_ahead`, called now and then while it is still being given, leaves only
the last sentences to be read.
"""

from voicesim.assess.coverage.judge import judge_points, read_ahead

SCORER = "coverage-2"
"""Changes whenever the same words could get another verdict."""

__all__ = ["SCORER", "judge_points", "read_ahead"]
