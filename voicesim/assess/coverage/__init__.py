"""Coverage: which key points an answer made, quoted and timed.

`judge_points` judges an answer; called now and then while it is still being given, it has only the last
window to read in the end. `word_parts` says what part of a story each word is taken for, from the same
reading. `likely_points` says of a written story how likely it makes each point. `caution` is what to say of
a kind of question that is judged less well.
"""

from voicesim.assess.coverage.accuracy import caution
from voicesim.assess.coverage.judge import OFF_TOPIC, judge_points, word_parts
from voicesim.assess.coverage.likelihoods import Likely, likely_points

SCORER = "coverage-6"
"""Changes whenever the same words could get another verdict."""

__all__ = ["OFF_TOPIC", "SCORER", "Likely", "caution", "judge_points", "likely_points", "word_parts"]
