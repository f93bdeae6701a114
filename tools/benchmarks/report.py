"""How large the page of a session is, how long it takes to make, and how fast it opens in Chromium.

    scripts/bench report [--answers N] [--minutes M]

Each answer is noise with 150 words a minute; the page is opened anew for each run, and the time is from the
request to the end of loading, as the browser itself measures it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.sample_session import SESSION, spoken, story
from tools.chromium import start_chromium
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.wav import write_wav
from voicesim.report.files import make_page, write_text
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.records import Attempt

ANSWERS, MINUTES, RUNS = 10, 2.0, 10
WORD_S = 0.4
LOADED = "const [t] = performance.getEntriesByType('navigation'); return t.loadEventEnd - t.startTime"
PAINTED = "return performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--runs", type=int, default=RUNS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        attempts = [make_answer(number, given.minutes, folder) for number in range(1, given.answers + 1)]
        started = time.perf_counter()
        page = write_text(folder / "session.html", make_page(SESSION, attempts, folder))
        made_s = time.perf_counter() - started
        size_mb = page.stat().st_size / 1e6
        print(f"{given.answers} answers of {given.minutes:g} minutes: made in {made_s:.1f} s")
        print(f"size: {size_mb:.1f} MB, {size_mb / (given.answers * given.minutes):.2f} MB a spoken minute")
        opened = open_page(page, folder / "profile", given.runs)
    for what, values in opened.items():
        middle, slowest = statistics.median(values), max(values)
        print(f"{what}: median {middle:.0f} ms, slowest of {len(values)}: {slowest:.0f} ms")


def make_answer(number: int, minutes: float, folder: Path) -> Attempt:
    rng = random.Random(number)
    told = story().transcript
    texts = [word.text for word in spoken(told.text)] if told else []
    length_s = 60 * minutes
    words = tuple(
        Word(rng.choice(texts), round(at_s, 2), round(at_s + 0.9 * WORD_S, 2), 0.9)
        for at_s in np.arange(1.0, length_s - 1, WORD_S).tolist()
    )
    noise = np.random.default_rng(number).normal(0, 0.1, round(length_s * RATE_HZ)).astype(np.float32)
    write_wav(folder / f"{number}.wav", Clip(noise))
    return replace(
        story(),
        id=f"{SESSION.id}-{number}",
        number=number,
        audio_path=f"{number}.wav",
        recorded_s=length_s,
        spans=(SpeechSpan(1.0, length_s - 1),),
        transcript=Transcript(words, "en", "base.en"),
    )


def open_page(page: Path, profile: Path, runs: int) -> dict[str, list[float]]:
    """Milliseconds until the page was loaded, and until something was seen of it."""
    found: dict[str, list[float]] = {"loaded": [], "first painted": []}
    browser = start_chromium(profile)
    try:
        for _ in range(runs):
            browser.get("about:blank")
            browser.get(page.as_uri())
            time.sleep(0.2)
            found["loaded"].append(browser.execute_script(LOADED))
            found["first painted"].append(browser.execute_script(PAINTED))
    finally:
        browser.quit()
    return found


if __name__ == "__main__":
    main()
