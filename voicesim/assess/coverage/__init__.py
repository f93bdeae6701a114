"""Coverage: which key points an answer made, quoted and timed."""

from voicesim.assess.coverage.judge import judge_points

SCORER = "coverage-2"
"""Changes whenever the same words could get another verdict."""

__all__ = ["SCORER", "judge_points"]
