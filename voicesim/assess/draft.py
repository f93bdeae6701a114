"""An assessment in the making: an answer is judged while it is given, and finished once."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.assessment import Assessment, Structure
from voicesim.assess.coverage import AnswerReader, judge_points
from voicesim.assess.judge import Noticed, PointJudge, conclude, notice, voice_of
from voicesim.assess.norms import Norms, norms_for
from voicesim.bank.question import Question
from voicesim.speech.pitch import PitchTrack
from voicesim.speech.words import SpeechSpan, Word


class Draft:
    """Holds what was read of an answer so far, so that little is left to do at its end.

    `finish` gives what `assess` gives, whatever was heard before. One thread at a time.
    """

    def __init__(self, question: Question, norms: Norms, judge: PointJudge = judge_points) -> None:
        self._question = question
        self._norms = norms_for(question.style, norms)
        self._judge = judge
        self._answer = AnswerReader()
        self._noticed: Noticed | None = None

    def hear(self, words: Sequence[Word], spans: Sequence[SpeechSpan] | None) -> Structure | None:
        """Take in all words so far, and where there was a voice; the structure so far, as `measure_structure`
        gives it. ModelError if the reader is damaged."""
        return self._notice(words, spans).structure

    def finish(
        self,
        words: Sequence[Word],
        spans: Sequence[SpeechSpan] | None,
        recorded_s: float | None,
        pitch: PitchTrack | None = None,
    ) -> Assessment:
        """The assessment of the whole answer, with arguments as for `assess`."""
        found = self._notice(words, spans)
        return conclude(found, recorded_s, self._norms, voice_of(found, self._norms, pitch))

    def _notice(self, words: Sequence[Word], spans: Sequence[SpeechSpan] | None) -> Noticed:
        heard = (tuple(words), None if spans is None else tuple(spans))
        if self._noticed is None or (self._noticed.words, self._noticed.spans) != heard:
            self._noticed = notice(self._question, *heard, self._norms, self._judge, self._answer)
        return self._noticed
