"""Voice without a word over it: the ums that speech models leave out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from voicesim.assess.assessment import Gap
from voicesim.assess.norms import Norms
from voicesim.assess.timing import length_s, merge_spans
from voicesim.speech.words import SpeechSpan, Word


def find_hesitations(words: Sequence[Word], spans: Sequence[SpeechSpan], norms: Norms) -> tuple[Gap, ...]:
    """Voiced stretches of `hesitation_least_s` and more that no word covers, in order.

    Where such a stretch begins or ends its span, up to `hesitation_hangover_s` next to a word is the slack
    of voice detection and does not count. The method is that of open dictation tools; it finds candidates,
    never an exact count, so results are called possible. Words without times give nothing.
    """
    spoken = [
        SpeechSpan(word.start_s, word.end_s)
        for word in words
        if word.start_s is not None and word.end_s is not None
    ]
    if not spoken:
        return ()
    covered = merge_spans(spoken)
    bare = [gap for span in merge_spans(spans) for gap in _uncovered(span, covered, norms)]
    return tuple(gap for gap in bare if length_s(gap) >= norms.hesitation_least_s)


def _uncovered(span: SpeechSpan, covered: Sequence[SpeechSpan], norms: Norms) -> list[Gap]:
    """What is left of a span without the words in it, and without slack at its two ends."""
    inside = [word for word in covered if word.end_s > span.start_s and word.start_s < span.end_s]
    if not inside:
        return [Gap(span.start_s, span.end_s)]
    slack_s = norms.hesitation_hangover_s
    gaps = [Gap(span.start_s, inside[0].start_s - slack_s)]
    gaps += [Gap(a.end_s, b.start_s) for a, b in pairwise(inside)]
    gaps.append(Gap(inside[-1].end_s + slack_s, span.end_s))
    return gaps
