"""Banks that are being made: of Markdown, tables and cards, or a starter.

What fits in no field of a bank becomes a note or is listed, so nothing vanishes. It knows nothing of
answers, of judging or of the history.
"""
