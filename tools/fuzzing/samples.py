"""Valid input of every kind, to start from."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any

import av
import numpy as np
import soundfile

BANK = b"""\
id: analyst
title: Data analyst
vocabulary: [SQL, Metabase]
questions:
- id: messy-data
  prompt: Tell me about a time when the data were wrong. What did you do?
  style: story
  target_s: 90
  key_points:
  - id: discovery
    means: >-
      Says how the mistake was noticed, such as a check or a comparison.
    cues:
    - the totals did not add up
    - 'something: off'
    probe: How did you notice?
  - {id: cost, kind: tradeoff, means: "Says what was left out."}
  - id: effect
    kind: metric
    means: Gives the size of the error as a figure.
"""
SECTIONS = b"""\
title: "Two sections"
sections:
- id: craft
  title: The craft
  source: My notes
  questions:
  - id: chart
    prompt: Which chart do you use most?
    key_points: [{id: why, means: Says why., cues: [because, since]}]
- id: people
  questions:
  - id: explain
    prompt: |
      How do you explain
      a figure?
    target_s: 45.5
    key_points:
    - id: audience
      means: Finds out what the listeners know.
"""
BOMB = (
    b"a: &a [x, x, x, x, x, x, x, x, x]\n"
    + b"".join(
        b"%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n" % ((98 + n, 98 + n) + (97 + n,) * 9)
        for n in range(8)
    )
    + b"questions: *i\n"
)
BANKS = (BANK, SECTIONS, BOMB)

SETTINGS = (
    b"""\
voice = "english"
rate_wpm = 165
model = "auto"
input = "USB"
output = 3
prep_s = 5
max_s = 300.5
end_on_silence_s = 4
log = "info"

[norms]
pause_long_s = 1.5
""",
    b'rate_wpm = 1_65\nnorms = {pause_long_s = 2}\ninput = """a\nb"""\nmodel = \'\\x\'\n',
)

TEXTS = (
    b"So, um, we measured sign-ups every week, and they rose by 12 percent. We gave up the tour for that.\n",
    "\ufeffDas ist, ähm, kein Englisch — “quoted” … 中文 и русский.".encode(),
    b"We " * 300,
    b"Ann Lee started transcription\n\nAnn Lee   0:03\nHow do you lead people who do not report to you?\n\n"
    b"Sam Okoro   0:09\nI ask [laughs] what they need.\n\nTranscribed by https://otter.ai\n",
    b"Ann: Why?\nSam: We measured it.\n>> ANN: And then?\n**Sam:** (applause) It rose.\n",
    b"[00:00:00.000 --> 00:00:04.000]   So we\n[00:00:04.000 --> 00:00:06.000]   (speaker 1) [BLANK_AUDIO]\n",
)
SRT = (
    b"1\n00:00:01,000 --> 00:00:04,000\nSo we, um, measured sign-ups\nevery week.\n\n"
    b"2\n00:00:04,500 --> 00:00:09,000 X1:1\n<i>They</i> rose by {\\an8}12 percent &amp; more.\n\n"
    b"3\n00:01:00,000 --> 00:01:01,000\nThat was all.\n",
)
VTT = (
    b"WEBVTT - a title\n\nNOTE a remark\nof two lines\n\nSTYLE\n::cue { color: red }\n\n"
    b"first\n00:01.000 --> 00:04.000 align:start\n<v Ann>So we <c.loud>measured</c> it</v>\n\n"
    b"01:00:04.500 --> 01:00:09.000\nThey rose by 12 percent.\n",
    b"WEBVTT\n\n00:00:00.500 --> 00:00:07.340 align:start\n \n"
    b"so<00:00:00.880><c> we</c><00:00:01.260><c> cut</c>\n\n"
    b"00:00:07.340 --> 00:00:07.350\nso we cut\n \n\n"
    b"00:00:07.350 --> 00:00:09.000\nso we cut\nthe<00:00:07.730><c> tour</c>\n",
)

_SAID = "So we um measured sign-ups every week and they rose by 12 percent"
_WORDS: list[dict[str, Any]] = [
    {"text": word, "start_s": 0.5 * at, "end_s": 0.5 * at + 0.4, "probability": 0.9}
    for at, word in enumerate(_SAID.split(" "))
]
JSON = tuple(
    json.dumps(sample).encode()
    for sample in (
        {"id": "a1", "question": "quality", "text": "We agreed on acceptance criteria."},
        {"id": 7, "question": "quality", "words": _WORDS, "versions": {"model": "base.en"}},
        {"attempts": [{"question": "quality", "words": _WORDS[:3]}, {"text": "And so on."}]},
        {"words": ["just", "words"]},
        {"text": _SAID, "segments": [{"start": 0.5, "end": 9.5, "text": f" {_SAID}"}]},
        {"words": [{"word": "So", "start": 0.5, "end": 0.7}, {"word": "we"}], "text": "So, we"},
        {"transcription": [{"offsets": {"from": 500, "to": 900}, "text": " So we"}]},
        {"text": "So", "chunks": [{"text": " So", "timestamp": [0.5, None]}]},
        [{"result": [{"word": "so", "start": 0.5, "end": 0.7, "conf": 0.9}], "text": "so"}],
        {"results": {"channels": [{"alternatives": [{"words": [{"word": "so", "start": 1, "end": 2}]}]}]}},
    )
)
JSONL = (b"\n".join(JSON[:2] + JSON[3:6]), JSON[0] + b"\r\n\r\n" + JSON[1] + b"\n")

KEYS = (
    b"\r",
    b" pqras\n",
    b"\x1b[A\x1b[B\x1bOP",
    b"\x1b",
    b"aaaaaaaaaaaaaa\rrrrrr\x04",
    "é中\U0001f600".encode(),
)

SEARCHES = (b"week", b'"two words" begin*', b"a AND b OR NOT (c NEAR/3 d)", b"text:week -x ^y", b"{col}: z")


@cache
def sounds() -> tuple[bytes, ...]:
    """A tenth of a second in many formats, made here."""
    wave = (0.3 * np.sin(np.arange(1600) / 9)).astype(np.float32)
    forms = [
        ("WAV", s) for s in ("PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "IMA_ADPCM", "MS_ADPCM")
    ]
    forms += [("FLAC", "PCM_16"), ("OGG", "VORBIS"), ("AIFF", "PCM_16"), ("AU", "PCM_16"), ("CAF", "PCM_16")]
    forms += [("W64", "PCM_16"), ("RF64", "PCM_16"), ("MP3", "MPEG_LAYER_III")]
    found = []
    for name, kind in forms:
        for channels in (1, 2):
            file = io.BytesIO()
            try:
                soundfile.write(file, np.stack([wave] * channels, 1), 16_000, format=name, subtype=kind)
            except soundfile.LibsndfileError:
                continue  # an older libsndfile has not all of them
            found.append(file.getvalue())
    return (*found, *_videos())


def _videos() -> tuple[bytes, ...]:
    """What phones and browsers record."""
    found = []
    for form, codec in (("mp4", "aac"), ("webm", "libopus"), ("adts", "aac")):
        file = io.BytesIO()
        try:
            with av.open(file, "w", format=form) as container:
                stream = container.add_stream(codec, rate=48_000)
                assert isinstance(stream, av.AudioStream)
                frame = av.AudioFrame.from_ndarray(
                    np.zeros((1, 4800), np.float32), format="fltp", layout="mono"
                )
                frame.rate = 48_000
                container.mux([*stream.encode(frame), *stream.encode(None)])
        except (av.FFmpegError, ValueError):
            continue
        found.append(file.getvalue())
    return tuple(found)
