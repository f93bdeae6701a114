"""Where things live on this machine. Nothing here creates anything."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "voicesim"


def data_dir() -> Path:
    """Recordings, history and downloaded models; VOICESIM_HOME moves all of it elsewhere."""
    home = os.environ.get("VOICESIM_HOME")
    return Path(home).expanduser() if home else Path(platformdirs.user_data_dir(APP, False))


def config_file() -> Path:
    """The user's settings, which may not exist."""
    home = os.environ.get("VOICESIM_HOME")
    base = Path(home).expanduser() if home else Path(platformdirs.user_config_dir(APP, False))
    return base / "settings.toml"


def cache_dir() -> Path:
    """Rendered questions: safe to delete at any time."""
    home = os.environ.get("VOICESIM_HOME")
    if home:
        return Path(home).expanduser() / "cache"
    return Path(platformdirs.user_cache_dir(APP, False))


def history_file() -> Path:
    return data_dir() / "history.sqlite3"


def recordings_dir() -> Path:
    return data_dir() / "recordings"


def models_dir() -> Path:
    return data_dir() / "models"


def voices_dir() -> Path:
    """Downloaded voices, a folder each."""
    return data_dir() / "voices"


def stories_dir() -> Path:
    """Stories that the user wrote, unless the settings name another folder."""
    return data_dir() / "stories"


def own_bank_file() -> Path:
    """The questions that came in real interviews and are in no other bank."""
    return data_dir() / "my-questions.yaml"


def story_map_file() -> Path:
    """What the judge read in written stories, as numbers: safe to delete at any time."""
    return cache_dir() / "story-map.jsonl"


def calibration_file() -> Path:
    """What each speech model heard of the user when they calibrated: counts, and no words."""
    return data_dir() / "calibration.json"


def voice_cache_dir() -> Path:
    return cache_dir() / "voice"


def log_file() -> Path:
    """What the program did, without anything that was said; older ones beside it end in .1 and .2."""
    return data_dir() / "log" / "voicesim.log"
