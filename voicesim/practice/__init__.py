"""What one does around an interview: choose what to ask, take up what was left, finish and judge again.

Functions of a history and of what was wished. They return values or raise, and know no terminal: nothing here
prints, asks or ends the program.
"""
