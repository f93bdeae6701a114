"""Text to sound and sound to words: voices, voice activity, transcription, and the models for them.

It knows no question beyond the vocabulary that it is told, no key point and no history: nothing is heard
with what it will be judged by in mind.
"""
