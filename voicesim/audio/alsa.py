"""Keep ALSA's own error printing off the screen; PortAudio reports what matters as errors and flags."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

LIBRARY = "libasound.so.2"


@cache
def silence_alsa() -> None:
    """Give ALSA an error handler that prints nothing; does nothing where there is no ALSA.

    Without it a single underrun writes "ALSA lib pcm.c: …" across whatever is on the terminal.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        library = ctypes.CDLL(LIBRARY)
        library.snd_lib_error_set_handler(_handler())
    except (OSError, AttributeError):
        return


@cache
def _handler() -> Any:
    """Cached, because ALSA calls it for as long as the process lives (snd_lib_error_handler_t)."""
    kind = ctypes.CFUNCTYPE(
        None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
    )
    return kind(lambda file, line, function, error, form: None)
