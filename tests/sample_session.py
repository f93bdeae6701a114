"""A session as the history gives it, made by hand: a story, a short answer, one not written down yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from voicesim.assess.assessment import (
    Assessment,
    Delivery,
    FadedEnd,
    Filler,
    Gap,
    Part,
    PitchWindow,
    PointHit,
    Repeat,
    Structure,
    Timing,
    Voice,
)
from voicesim.assess.own import OwnVerdict
from voicesim.assess.second import SecondVerdict
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.wav import write_wav
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.history import History
from voicesim.store.records import Attempt, EarlierVoice, Judgement, Session

WORD_S, GAP_S = 0.3, 0.05
STORY = (
    "Um, last year our mobile app lost one in ten new customers. | We we could build a tour or fix the form. "
    "I chose the form, which meant that we gave up the tour for a quarter. I measured sign-ups every week, "
    "and they rose by 12 percent."
)
"""A bar stands for a pause of 2.5 s."""

POINTS = (
    KeyPoint("problem", "content", "Says what went wrong.", ("lost",), "What was the problem?"),
    KeyPoint("trade-offs", "tradeoff", "Names what was given up.", ("gave up",), "What did you give up?"),
    KeyPoint("impact", "metric", "Gives a figure for the result.", ("percent",), "What came of it?"),
    KeyPoint("lesson", "content", "Says what was learned.", ("learned",), "What did you learn?"),
)
QUESTION = Question(
    "hard-choice", "ownership", "Tell me about a hard choice. What came of it?", "story", 30.0, POINTS
)
SECOND = Question("kpis", "metrics", "How do you choose what to measure?", "approach", 40.0, POINTS[1:3])
SESSION = Session(
    "20261123-0733-194", "2026-11-23T07:33:56.467+00:00", "practice", "senior-pm", "v1", seed=7, answers=3
)


def spoken(text: str, first_s: float = 1.0, pause_s: float = 2.5) -> tuple[Word, ...]:
    """The words of a text, evenly spoken from `first_s` on."""
    words, at_s = [], first_s
    for piece in text.split():
        if piece == "|":
            at_s += pause_s - GAP_S
            continue
        words.append(Word(piece, round(at_s, 3), round(at_s + WORD_S, 3), 0.4 if piece == "form." else 0.95))
        at_s += WORD_S + GAP_S
    return tuple(words)


def story() -> Attempt:
    words = spoken(STORY)
    said = [word.text for word in words]
    problem, gave, weekly = said.index("lost"), said.index("gave"), said.index("measured")
    last = len(words) - 1
    pause = Gap(words[11].end_s or 0.0, words[12].start_s or 0.0)
    judged = Assessment(
        timing=Timing(30.0, 21.0, 1.0, 18.25, 15.75, -11.75, "short", (pause,), 2.5),
        delivery=Delivery(
            words=len(words),
            words_per_minute=148.0,
            fillers=(Filler("um", 1.0, 0, 0),),
            fillers_per_minute=3.3,
            possible_hesitations=(Gap(7.0, 7.4),),
            repeated=(Repeat("we we", words[12].start_s, 12, 13),),
            pace="good",
            filler_load="ok",
        ),
        structure=Structure(
            4.0,
            3.0,
            7.0,
            2.0,
            ("The result came late.",),
            (
                Part("situation", 0, 11, words[0].start_s, words[11].end_s),
                Part("task", 12, 21, words[12].start_s, words[21].end_s),
                Part("action", 22, weekly + 3, words[22].start_s, words[weekly + 3].end_s),
                Part("result", weekly + 4, last, words[weekly + 4].start_s, words[last].end_s),
            ),
        ),
        points=(
            _hit("problem", "content", "covered", words, problem, problem + 5),
            _hit("trade-offs", "tradeoff", "covered", words, gave - 1, gave + 3),
            _hit("impact", "metric", "check", words, weekly, last),
            PointHit("lesson", "content", "missed", "Nothing you said shows it."),
        ),
        figures=(),
        advice=("Answer “What did you learn?” before it is asked.", "Say the result first."),
        scorer="3",
        voice=Voice(
            pitch_hz=118.2,
            spread_st=2.07,
            range_st=8.31,
            windows=(PitchWindow(1.0, 11.0, 2.8, 9.1), PitchWindow(11.0, 19.2, 1.34, 4.2)),
            flat=(Gap(11.0, 19.2),),
            ends=3,
            end_drop_db=4.6,
            faded=(FadedEnd(10.2, 12.4, "tour or fix the form"),),
        ),
    )
    return replace(_attempt(1, QUESTION, words, judged, 21.0), earlier=EarlierVoice(1.9, 3.4, 5))


def decided() -> Attempt:
    """The story, of which the speaker says: the impact was told, the problem was not."""
    at = "2026-11-23T07:40:00.000+00:00"
    return replace(story(), own=(OwnVerdict("impact", True, at), OwnVerdict("problem", False, at)))


def read_twice(*, made: bool = True) -> Attempt:
    """The story, of whose impact the second reader says that it was told, or that it was not."""
    quote = "they rose by 12 percent." if made else None
    return replace(story(), second=(SecondVerdict("impact", made, quote, "qwen3:8b"),))


def short() -> Attempt:
    words = spoken("I would, you know, look at the data.", first_s=0.5)
    judged = Assessment(
        timing=Timing(40.0, 4.0, 0.5, 2.75, 2.75, -37.25, "short", (), None),
        delivery=Delivery(8, None, (Filler("you know", 1.2, 2, 3),), None, (), (), None, None),
        structure=None,
        points=(
            PointHit("trade-offs", "tradeoff", "missed", "Nothing you said shows it."),
            PointHit("impact", "metric", "missed", "Nothing you said shows it."),
        ),
        figures=(),
        advice=("Go on for longer.",),
        scorer="3",
    )
    return _attempt(2, SECOND, words, judged, 4.0)


def waiting() -> Attempt:
    """Recorded where there was no speech model."""
    return Attempt(
        f"{SESSION.id}-3",
        SESSION.id,
        3,
        1,
        "2026-11-23T07:36:00.000+00:00",
        SECOND,
        "recorded",
        audio_path=f"{SESSION.id}/3.wav",
        recorded_s=2.0,
        spans=(SpeechSpan(0.5, 1.5),),
        notices=("The recording was cut off; what was said until then is kept.",),
    )


def followed_up() -> Attempt:
    """The short answer once more, with a reply that makes one point, and another only perhaps."""
    answer = short()
    words = spoken("We gave up the tour, and I think more people signed up.", first_s=0.4)
    follow_up = replace(SECOND, prompt=POINTS[1].probe, target_s=30.0)
    judged = Assessment(
        timing=Timing(30.0, 5.0, 0.4, 4.15, 4.15, -25.85, "short", (), None),
        delivery=Delivery(11, 159.0, (), 0.0, (), (), "good", "ok"),
        structure=None,
        points=(
            _hit("trade-offs", "tradeoff", "covered", words, 0, 4),
            _hit("impact", "metric", "check", words, 6, 10),
        ),
        figures=(),
        advice=("Go on for longer.",),
        scorer="3",
    )
    reply = _attempt(2, follow_up, words, judged, 5.0)
    name = f"{SESSION.id}-2-f1"
    return replace(
        answer, reply=replace(reply, id=name, audio_path=f"{SESSION.id}/2-f1.wav", asks="trade-offs")
    )


def answers() -> tuple[Attempt, ...]:
    return story(), short(), waiting()


def record(attempt: Attempt, recordings_dir: Path) -> Path:
    """A recording in which a tone stands for each word."""
    samples = np.zeros(round((attempt.recorded_s or 0.0) * RATE_HZ), dtype=np.float32)
    words = attempt.transcript.words if attempt.transcript else ()
    for number, word in enumerate(words):
        first, after = round((word.start_s or 0.0) * RATE_HZ), round((word.end_s or 0.0) * RATE_HZ)
        tone = np.sin(2 * np.pi * (220 + 20 * (number % 7)) * np.arange(after - first) / RATE_HZ)
        samples[first:after] = 0.4 * tone
    path = recordings_dir / str(attempt.audio_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_wav(path, Clip(samples))
    return path


def keep(home: Path, *attempts: Attempt, name: str = SESSION.id) -> str:
    """Put the answers, all three without any named, into the history and recordings under `home`, as the
    session of this id, which is returned."""
    with History.open(home / "history.sqlite3", new_id=lambda now: name) as history:
        session = history.start_session(SESSION.kind, SESSION.bank_id, SESSION.bank_version)
        for sample in attempts or answers():
            kept = history.begin_attempt(session.id, sample.question, sample.number)
            kept = _keep(home, history, sample, kept)
            if sample.reply and sample.reply.asks:
                reply = history.begin_reply(kept, sample.reply.asks, sample.reply.question)
                _keep(home, history, sample.reply, reply)
        history.finish_session(session.id)
    return session.id


def _keep(home: Path, history: History, sample: Attempt, kept: Attempt) -> Attempt:
    record(replace(sample, audio_path=kept.audio_path), home / "recordings")
    history.save_recording(kept.id, sample.recorded_s or 0.0, spans=sample.spans)
    if sample.transcript and sample.assessment:
        history.save_transcript(kept.id, sample.transcript)
        history.save_assessment(
            kept.id, sample.assessment, bank_id=SESSION.bank_id, bank_version=SESSION.bank_version
        )
    return history.attempt(kept.id)


def _hit(name: str, kind: str, verdict: str, words: tuple[Word, ...], first: int, last: int) -> PointHit:
    evidence = " ".join(word.text for word in words[first : last + 1])
    times = words[first].start_s, words[last].end_s
    return PointHit(name, kind, verdict, "You said what was done.", evidence, first, last, *times)  # type: ignore[arg-type]


def _attempt(
    number: int, question: Question, words: tuple[Word, ...], judged: Assessment, recorded_s: float
) -> Attempt:
    stamp = f"2026-11-23T07:3{3 + number}:00.000+00:00"
    return Attempt(
        f"{SESSION.id}-{number}",
        SESSION.id,
        number,
        1,
        stamp,
        question,
        "assessed",
        audio_path=f"{SESSION.id}/{number}.wav",
        recorded_s=recorded_s,
        ended_by="enter",
        spans=(SpeechSpan(words[0].start_s or 0.0, words[-1].end_s or 0.0),),
        transcript=Transcript(words, "en", "base.en"),
        judgement=Judgement(stamp, "senior-pm", "v1", question, judged),
    )
