"""The interviewer stops an answer that runs long, asks for its result, and hears the reply."""

from __future__ import annotations

from dataclasses import dataclass, field

from voicesim.assess.norms import Norms
from voicesim.assess.stopping import stopping_probes, stopping_question
from voicesim.audio.player import Playback
from voicesim.bank.question import Question
from voicesim.desk import Desk, FollowingUp
from voicesim.interview.outcome import Outcome
from voicesim.interview.take import Takes
from voicesim.interview.voice import InterviewerVoice
from voicesim.store.records import Attempt


@dataclass(slots=True)
class Stop:
    """Speaks as soon as nothing is recorded any more, and while the answer is judged; the reply is a row of
    its own, like that to a follow-up."""

    norms: Norms
    desk: Desk
    voice: InterviewerVoice
    takes: Takes
    _asked: Question | None = field(default=None, init=False)
    _playing: Playback | None = field(default=None, init=False)

    def ahead(self, question: Question) -> None:
        """Have at hand what may have to be said."""
        for probe in stopping_probes(question):
            self.voice.ahead(probe)

    def say(self, answer: Attempt) -> None:
        """Begin to speak: the recording has just ended."""
        self._asked = stopping_question(answer.question, answer.recorded_s or 0.0, self.norms)
        sound = self.voice.sound(self._asked.prompt)
        self.desk.show(FollowingUp(self._asked, aloud=sound is not None))
        self._playing = self.voice.begin(sound)

    def listen(self, answer: Attempt) -> Outcome:
        """Record the reply, where the answer was stopped. Raises as `Takes.record` does."""
        asked, self._asked = self._asked, None
        if asked is None:
            return Outcome.DONE
        outcome = self.voice.finish(self._playing)
        microphone = self.takes.reply_microphone(answer, asked) if outcome is Outcome.DONE else None
        return outcome if microphone is None else self.takes.reply(answer, asked, microphone).outcome
