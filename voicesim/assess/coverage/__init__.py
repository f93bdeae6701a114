"""Coverage: which key points an answer made, quoted and timed.

`judge_points` judges an answer; called now and then while it is still being given, it has only the last
sentences to read in the end.
"""

from voicesim.assess.coverage.judge import judge_points

SCORER = "coverage-2"
"""Changes whenever the same words could get another verdict."""

__all__ = ["SCORER", "judge_points"]
