"""The synthetic candidate: shows the whole interview where there is no microphone."""
