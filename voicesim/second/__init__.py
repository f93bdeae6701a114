"""A language model that people run themselves, as second reader of what the judge is not certain of.

The only room that talks to such a server. It is asked about points to check and never changes a verdict of
the judge; nobody waits for it.
"""
