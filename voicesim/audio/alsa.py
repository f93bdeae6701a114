"""What PortAudio leaves to be done about ALSA, the sound system of Linux."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

from voicesim.errors import AudioError

LIBRARY = "libasound.so.2"

EXPECTED = (b"pcm.default", b"pcm.dmix")
"""PortAudio (seen in 19.6) aborts the process (an assertion in pa_linux_alsa.c, BuildDeviceList) when all
devices that it finds can be opened and neither of these is among them."""


@cache
def silence_alsa() -> None:
    """Give ALSA an error handler that prints nothing; does nothing where there is no ALSA.

    PortAudio reports what matters as errors and flags; without this a single underrun writes
    "ALSA lib pcm.c: …" across whatever is on the terminal.
    """
    library = _library()
    if library is not None:
        library.snd_lib_error_set_handler(_handler())


def require_devices() -> None:
    """Raises AudioError when ALSA's settings name no usual device; does nothing where there is no ALSA."""
    library = _library()
    if library is None:
        return
    library.snd_config_update()
    root = ctypes.c_void_p.in_dll(library, "snd_config")
    found = ctypes.c_void_p()
    if all(library.snd_config_search(root, name, ctypes.byref(found)) < 0 for name in EXPECTED):
        raise AudioError(
            "ALSA's settings name no sound device, not even the usual one (pcm.default): "
            "unset ALSA_CONFIG_PATH, or install them again, as with "
            "`sudo apt-get install --reinstall libasound2-data`."
        )


def _library() -> Any:
    """ALSA with all that is needed of it, or None."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        library = ctypes.CDLL(LIBRARY)
        for name in ("snd_lib_error_set_handler", "snd_config_update", "snd_config_search", "snd_config"):
            getattr(library, name)
    except (OSError, AttributeError):
        return None
    return library


@cache
def _handler() -> Any:
    """Cached, because ALSA calls it for as long as the process lives (snd_lib_error_handler_t)."""
    kind = ctypes.CFUNCTYPE(
        None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
    )
    return kind(lambda file, line, function, error, form: None)
