"""The synthetic candidate: shows the whole interview where there is no microphone.

It uses the interview as any other desk does. No other room but the command line knows that it exists.
"""
