"""Whatever a file holds, reading it ends in answers or in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read_answers import read_answers
from voicesim.errors import VoicesimError
from voicesim.inputs.read import TEXT_SUFFIXES
from voicesim.inputs.text import clean

PIECES = [
    *("00:00:01,000", "00:59:59.999", " --> ", "\n", "\n\n", "WEBVTT", "NOTE x", "STYLE", "1", "<i>", "</i>"),
    *(
        "{\\an8}",
        "&amp;",
        "&#27;",
        "&#xD800;",
        "So we",
        "\x1b[31m",
        "\x1b]0;",
        "\r\n",
        "\ufeff",
        "\u2028",
        "<",
    ),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("id", "question", "text", "words", "start_s", "end_s", "probability", "versions"),
                    *("word", "start", "end", "timestamp", "offsets", "from", "to", "conf", "segments"),
                    *("chunks", "transcription", "tokens", "result", "alternatives", "results", "channels"),
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)
CONTENTS = (
    st.binary(max_size=80)
    | st.text(max_size=80).map(str.encode)
    | st.lists(st.sampled_from(PIECES), max_size=20).map(lambda pieces: "".join(pieces).encode())
    | st.lists(JSON.map(json.dumps), max_size=3).map(lambda lines: "\n".join(lines).encode())
)


@pytest.mark.parametrize("suffix", TEXT_SUFFIXES)
@settings(deadline=None, max_examples=150)
@given(content=CONTENTS)
def test_only_our_own_errors_come_out(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / f"fuzzed{suffix}"
    path.write_bytes(content)
    try:
        answers = list(read_answers(path))
    except VoicesimError as exc:
        assert str(path) in str(exc)  # noqa: PT017 - either outcome is right
        return
    for answer in answers:
        assert answer.id
        starts = [word.start_s for word in answer.words]
        assert all(start is None for start in starts) or all(start is not None for start in starts)
        for word in answer.words:
            assert word.text == clean(word.text)
            assert word.text.split() == [word.text] or suffix.startswith(".json")
            assert word.start_s is None or word.end_s is None or 0 <= word.start_s <= word.end_s


@given(
    st.text(alphabet=st.characters(), max_size=40)
    | st.text(alphabet="\x1b[]0;m\x07\\ab\x9b\u202e", max_size=40)
)
def test_cleaned_text_holds_no_control_characters_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert not {sign for sign in cleaned if not sign.isprintable() and ord(sign) < 0xA0} - {"\t", "\n"}
    assert clean(cleaned) == cleaned
    cleaned.encode()
