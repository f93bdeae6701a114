"""Voices of the Piper kind: an ONNX network that turns espeak-ng's phonemes into sound."""
