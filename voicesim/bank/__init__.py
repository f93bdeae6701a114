"""Questions and their key points: the records, loading and checking of banks, the built-in ones, samples.

It knows nothing of answers, of sound or of who is asked.
"""
