"""Coverage: which key points an answer made, quoted and timed.

`judge_points` judges an answer, `word_parts` says what part of a story each of its words is taken for; an
`AnswerReader` that both are given reads it once, and of an answer that goes on only what is new.
`likely_points` says of a written story how likely it makes each point. `caution` is what to say of a kind
of question that is judged less well.
"""

from voicesim.assess.coverage.accuracy import caution
from voicesim.assess.coverage.judge import OFF_TOPIC, judge_points, word_parts
from voicesim.assess.coverage.likelihoods import Likely, likely_points
from voicesim.assess.coverage.reader import AnswerReader

SCORER = "coverage-7"
"""Changes whenever the same words could get another verdict."""

__all__ = [
    "OFF_TOPIC",
    "SCORER",
    "AnswerReader",
    "Likely",
    "caution",
    "judge_points",
    "likely_points",
    "word_parts",
]
