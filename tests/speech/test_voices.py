"""A voice may be named in several ways, and a wrong name is never taken for another voice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from voicesim.errors import VoiceError
from voicesim.speech.voices import EngineVoice, default_voice, find_voice

ESPEAK = (
    EngineVoice("gmw/de", "German", ("de",)),
    EngineVoice("gmw/en", "English (Great Britain)", ("en-gb",)),
    EngineVoice("gmw/en-us", "English (America)", ("en-us",)),
    EngineVoice("gmw/en-us-nyc", "English (America, New York City)", ("en-us-nyc",)),
)
WINDOWS = (
    EngineVoice(
        r"HKEY_LOCAL_MACHINE\Tokens\TTS_MS_DE-DE_HEDDA_11.0", "Microsoft Hedda Desktop - German", ("de-DE",)
    ),
    EngineVoice(
        r"HKEY_LOCAL_MACHINE\Tokens\TTS_MS_EN-US_ZIRA_11.0", "Microsoft Zira Desktop - English", ("en-US",)
    ),
)
MAC = (EngineVoice("com.apple.voice.compact.en-GB.Daniel", "Daniel", ("en_GB",)),)


@pytest.mark.parametrize(
    ("wanted", "voices", "found"),
    [
        ("gmw/en-us", ESPEAK, "gmw/en-us"),
        ("en-us", ESPEAK, "gmw/en-us"),
        (" EN_US ", ESPEAK, "gmw/en-us"),
        ("en-gb", ESPEAK, "gmw/en"),
        ("German", ESPEAK, "gmw/de"),
        ("new york", ESPEAK, "gmw/en-us-nyc"),
        ("en-us+f2", ESPEAK, "gmw/en-us+f2"),
        ("zira", WINDOWS, WINDOWS[1].id),
        ("en-US", WINDOWS, WINDOWS[1].id),
        (WINDOWS[0].id, WINDOWS, WINDOWS[0].id),
        ("daniel", MAC, MAC[0].id),
    ],
)
def test_a_voice_goes_by_id_language_and_name(
    wanted: str, voices: tuple[EngineVoice, ...], found: str
) -> None:
    assert find_voice(wanted, voices) == found


@pytest.mark.parametrize("wanted", ["", " ", "+f2", "e", "en-uss", "english", "Microsoft", "de_CH"])
def test_no_other_voice_is_taken_for_one_that_is_not_there(wanted: str) -> None:
    with pytest.raises(VoiceError, match="There is no voice"):
        find_voice(wanted, ESPEAK)


@pytest.mark.parametrize(
    ("wanted", "voices", "offered"),
    [
        ("en-uss", ESPEAK, "gmw/en-us"),
        ("germann", ESPEAK, "gmw/de"),
        ("english", ESPEAK, "gmw/en"),
        ("nonsense", ESPEAK, "gmw/en, gmw/en-us, gmw/en-us-nyc"),
        ("zira", (), "no voices at all"),
    ],
)
def test_the_error_offers_what_is_there(wanted: str, voices: tuple[EngineVoice, ...], offered: str) -> None:
    with pytest.raises(VoiceError) as caught:
        find_voice(wanted, voices)
    assert offered in str(caught.value)


@pytest.mark.parametrize(
    ("current", "voices", "chosen"),
    [
        ("gmw/en", ESPEAK, "gmw/en"),
        ("gmw/de", ESPEAK, "gmw/en"),
        (None, WINDOWS, WINDOWS[1].id),
        ("gmw/de", ESPEAK[:1], "gmw/de"),
        (None, (), None),
    ],
)
def test_without_a_wish_the_voice_speaks_english(
    current: str | None, voices: Sequence[EngineVoice], chosen: str | None
) -> None:
    assert default_voice(current, voices) == chosen
