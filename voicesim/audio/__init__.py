"""Sound and its devices: clips, WAV files that survive a crash, recorder, player, files as a microphone.

It knows levels and samples, but neither words nor voices: which channel has the voice is asked of a
function that it is given. It knows no question and no history.
"""
