"""How long an answer may be aimed at, in seconds."""

MIN_TARGET_S = 5
MAX_TARGET_S = 3600
