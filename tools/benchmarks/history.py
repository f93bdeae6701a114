"""How fast a long history is: list, search, progress and what is due with 10,000 stored answers."""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from voicesim.assess.judge import assess
from voicesim.assess.norms import load_norms
from voicesim.bank.load import load_bank
from voicesim.review.days import Days
from voicesim.review.due import repetitions
from voicesim.review.progress import measure_progress
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.history import History

ANSWERS = 10_000
WORDS = 250
A_SESSION = 4
TEMPLATES = 22
RUNS = 30
SECONDS_A_WORD = 0.42
COMMON = ("we", "team", "users", "metric", "trade", "speed", "cost", "launch", "percent", "because", "goal")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--runs", type=int, default=RUNS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite3"
        fill(path, given.answers)
        print(
            f"{given.answers} answers of {WORDS} words, {path.stat().st_size / 1e6:.0f} MB, {given.runs} runs"
        )
        print(f"{'what':34} {'median ms':>10} {'p95 ms':>10} {'cpu ms':>10}")
        with History.open(path) as history:
            for name, task in tasks(history).items():
                report(name, task, given.runs)
        report("open", lambda: History.open(path).close(), given.runs)


def tasks(history: History) -> dict[str, Callable[[], object]]:
    today = Days(UTC).at(datetime.now(UTC))

    def list_newest() -> object:
        return history.measured([session.id for session in history.sessions(limit=20)])

    return {
        "list: 20 newest sessions": list_newest,
        "search: a word in every answer": lambda: history.search("metric", limit=20),
        "search: two words, rare": lambda: history.search("needle haystack", limit=20),
        "search: a phrase": lambda: history.search('"trade speed"', limit=20),
        "search: nothing": lambda: history.search("zanzibar", limit=20),
        "show: one session": lambda: history.attempts(history.session().id),
        "all measures": history.measured,
        "progress": lambda: measure_progress(history.measured(), today, Days(UTC)),
        "due": lambda: repetitions(history.measured(), today, Days(UTC)),
        "the progress verb: both": lambda: both(history, today),
    }


def both(history: History, today: date) -> object:
    answers = history.measured()
    return measure_progress(answers, today, Days(UTC)), repetitions(answers, today, Days(UTC))


def report(name: str, task: Callable[[], object], runs: int) -> None:
    """The time on the clock and the time of the processor, which does not grow with what else runs here."""
    task()
    times_ms, cpu_ms = [], []
    for _ in range(runs):
        start_s, cpu_start_s = time.perf_counter(), time.process_time()
        task()
        times_ms.append(1000 * (time.perf_counter() - start_s))
        cpu_ms.append(1000 * (time.process_time() - cpu_start_s))
    times_ms.sort()
    p95_ms = times_ms[min(len(times_ms) - 1, round(0.95 * len(times_ms)))]
    print(f"{name:34} {statistics.median(times_ms):10.1f} {p95_ms:10.1f} {statistics.median(cpu_ms):10.1f}")


def fill(path: Path, answers: int) -> None:
    """Answers of random words with real verdicts, the same ones again and again under their own dates."""
    chance = random.Random(7)
    bank = load_bank("senior-pm")
    norms = load_norms()
    letters = str.maketrans("0123456789", "abcdefghij")
    vocabulary = [*COMMON, *(f"word{number}".translate(letters) for number in range(3000))]
    moment = datetime(2020, 1, 1, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal moment
        moment += timedelta(minutes=10)
        return moment

    judged = []
    for question in bank.questions[:TEMPLATES]:
        transcript = spoken(chance, vocabulary)
        spans = (SpeechSpan(0.0, WORDS * SECONDS_A_WORD),)
        verdict = assess(question, transcript.words, spans, spans[0].end_s, norms)
        judged.append((question, spans, verdict))
    with History.open(path, clock=clock) as history, history.writing():
        session = None
        for number in range(answers):
            if session is None or number % A_SESSION == 0:
                session = history.start_session("practice", bank.id, bank.version)
            question, spans, verdict = chance.choice(judged)
            attempt = history.begin_attempt(session.id, question, number % A_SESSION + 1)
            history.save_recording(attempt.id, spans[0].end_s, spans=spans)
            text = spoken(chance, vocabulary, ("needle", "haystack") if number % 2500 == 17 else ())
            history.save_transcript(attempt.id, text)
            history.save_assessment(
                attempt.id, verdict, bank_id=bank.id, bank_version=bank.version, norms=norms
            )
            if number % A_SESSION == A_SESSION - 1:
                history.finish_session(session.id)


def spoken(chance: random.Random, vocabulary: list[str], more: tuple[str, ...] = ()) -> Transcript:
    said = [*chance.choices(COMMON, k=WORDS // 2), *chance.choices(vocabulary, k=WORDS // 2), *more]
    words = tuple(
        Word(text, round(place * SECONDS_A_WORD, 2), round((place + 0.9) * SECONDS_A_WORD, 2), 0.93)
        for place, text in enumerate(said)
    )
    return Transcript(words, "en", "base.en")


if __name__ == "__main__":
    main()
