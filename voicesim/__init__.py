"""A spoken mock interview at your desk that never leaves your machine."""

import os

__all__ = ["__version__"]

__version__ = "0.1.0"

# Libraries report home unless told not to, before they are loaded: onnxruntime since 1.29 sends events with a
# lasting device id to Microsoft, also on Linux; huggingface_hub tells the hub what else is installed.
for _name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
    os.environ[_name] = "1"
del _name
