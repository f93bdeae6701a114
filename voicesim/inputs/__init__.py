"""Answers given as text: transcripts, subtitles and the JSON of recognisers, and who said what in them.

It gives words, with times where the file has them, and notices about what was left out. It judges nothing
and knows no history.
"""
