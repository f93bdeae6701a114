"""How much may stand in a bank: seconds that an answer is aimed at, texts and lists, and the vocabulary."""

MIN_TARGET_S = 5
MAX_TARGET_S = 3600

MAX_TEXT_CHARS = 1000
MAX_ID_CHARS = 64
MAX_POINTS = 50
MAX_NOTES = 100

MAX_TERMS = 12
MAX_TERM_CHARS = 40
MAX_VOCABULARY_CHARS = 80
"""All terms as the speech model is told them, with ", " between: a long hint makes it lose sentences."""
