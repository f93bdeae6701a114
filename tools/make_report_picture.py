"""Draw docs/images/report.png: an answer of the demo in the page that `voicesim export` writes.

    python -m tools.make_report_picture

It is set in whatever font this machine has for its own programs.
"""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import av

from tools.chromium import look, start_chromium

PICTURE = Path(__file__).parent.parent / "docs" / "images" / "report.png"
ANSWER, SECOND = 2, 9.6
MARGIN = 28


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = make_demo_page(Path(folder))
        PICTURE.write_bytes(smaller(photograph(page, Path(folder) / "profile")))
    print(f"{PICTURE}: {PICTURE.stat().st_size // 1000} kB")


def make_demo_page(folder: Path) -> Path:
    page = folder / "session.html"
    settings = os.environ | {"VOICESIM_HOME": str(folder)}
    for arguments in (["demo", "--fast", "--questions", str(ANSWER)], ["export", "--output", str(page)]):
        subprocess.run([sys.executable, "-m", "voicesim", *arguments], env=settings, check=True)
    return page


def photograph(page: Path, profile: Path) -> bytes:
    """The answer as a PNG, while its word at SECOND is heard."""
    browser = start_chromium(profile)
    try:
        look(browser, width=1140, height=1200)
        browser.get(page.as_uri())
        left, top, width, height = browser.execute_async_script(
            """const [number, second, done] = arguments;
            const article = document.querySelector(`#answer-${number}`);
            const audio = article.querySelector("audio");
            audio.addEventListener("seeked", () => requestAnimationFrame(() => {
              const box = article.getBoundingClientRect();
              const inset = parseFloat(getComputedStyle(article).paddingTop);
              done([box.left + scrollX, box.top + scrollY + inset, box.width, box.height - inset]);
            }), {once: true});
            audio.currentTime = second;""",
            ANSWER,
            SECOND,
        )
        clip = {
            "x": left - MARGIN,
            "y": top - MARGIN,
            "width": width + 2 * MARGIN,
            "height": height + 2 * MARGIN,
            "scale": 1,
        }
        options = {"format": "png", "captureBeyondViewport": True, "clip": clip}
        return base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", options)["data"])
    finally:
        browser.quit()


def smaller(png: bytes) -> bytes:
    """The same picture without predicting its rows, which pays for photographs but not for flat colours."""
    with av.open(io.BytesIO(png), "r", format="png_pipe") as file:
        frame = next(file.decode(video=0))
    encoder = av.CodecContext.create("png", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "rgb24"
    encoder.time_base = Fraction(1)
    encoder.options = {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in (*encoder.encode(frame), *encoder.encode(None)))


if __name__ == "__main__":
    main()
