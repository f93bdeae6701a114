"""Stories that a person wrote down: read, checked, drafted, found again in what was told.

It compares by words and by what the judge makes of a text, and gives no verdicts. It knows no microphone,
no server and no terminal.
"""
