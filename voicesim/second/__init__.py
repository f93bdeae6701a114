"""A language model that people run themselves, as second reader of what the judge is not certain of."""
