"""The small Whisper that understands the demo's synthetic voice: speech, training, export, figures."""
