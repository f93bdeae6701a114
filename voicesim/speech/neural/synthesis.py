"""What the process that speaks does for a neural voice: a text to a sound file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from voicesim.errors import VoiceError
from voicesim.speech.neural.phonemes import Phonemizer, ids
from voicesim.speech.neural.settings import VoiceSettings, read_settings, settings_file
from voicesim.wording import count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OWN_PACE_WPM = 200
"""The rate at which a voice keeps its own pace. So "joe" is as fast as espeak-ng at the same rate: 204 and
201 words a minute at 165, over forty questions."""

BREATH_S = 0.3
"""Between two sentences."""

PEAK = 0.8
SEED = 1
INPUTS = {"input", "input_lengths", "scales"}


def speak(request: dict[str, Any]) -> dict[str, Any]:
    """Do {"do": "speak", "text", "network", "speaker", "rate_wpm", "file", "remedy"}; raises VoiceError."""
    import numpy as np
    import soundfile

    network, remedy = Path(request["network"]), request["remedy"]
    settings = read_settings(settings_file(network), remedy)
    sentences = [ids(read, settings.ids) for read in Phonemizer(settings.espeak).sentences(request["text"])]
    voice = _Network(network, settings, request["speaker"], remedy)
    breath = np.zeros(round(BREATH_S * settings.rate_hz), np.float32)
    pieces = [piece for each in sentences for piece in (breath, voice.say(each, request["rate_wpm"]))]
    samples = np.concatenate(pieces[1:] or [breath])
    loudest = float(np.abs(samples).max()) or 1.0
    soundfile.write(request["file"], samples * (PEAK / loudest), settings.rate_hz, subtype="PCM_16")
    return {"voice": network.name}


class _Network:
    """A voice's network, loaded."""

    def __init__(self, file: Path, settings: VoiceSettings, speaker: int, remedy: str) -> None:
        import onnxruntime

        if speaker >= settings.speakers:
            speakers = count(settings.speakers, "speaker")
            raise VoiceError(f"This voice has {speakers}, numbered from 0; there is none numbered {speaker}.")
        onnxruntime.set_default_logger_severity(4)  # what fails is raised, too
        onnxruntime.set_seed(SEED)
        try:
            self._session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
        except Exception as exc:  # onnxruntime's errors have no common root
            raise VoiceError(f"{file} is no ONNX network, which a voice should be; {remedy}") from exc
        wants = {each.name for each in self._session.get_inputs()}
        if wants - {"sid"} != INPUTS or ("sid" in wants) != (settings.speakers > 1):
            raise VoiceError(f"{file} is not the network of a Piper voice with these settings; {remedy}")
        self._settings = settings
        self._speaker = speaker

    def say(self, numbers: list[int], rate_wpm: int) -> NDArray[np.float32]:
        """A sentence as sound: samples of shape (n_samples,) at the voice's rate. Raises VoiceError."""
        import numpy as np

        length = self._settings.length * OWN_PACE_WPM / rate_wpm
        feed = {
            "input": np.array([numbers], np.int64),
            "input_lengths": np.array([len(numbers)], np.int64),
            "scales": np.array([self._settings.noise, length, self._settings.width], np.float32),
        }
        if self._settings.speakers > 1:
            feed["sid"] = np.array([self._speaker], np.int64)
        try:
            (sound,) = self._session.run(None, feed)
        except Exception as exc:  # as above
            cause = str(exc).partition("\n")[0]
            raise VoiceError(f"The network of the voice failed ({cause}).") from exc
        samples: NDArray[np.float32] = np.asarray(sound, np.float32).ravel()
        return samples
