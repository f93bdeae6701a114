"""Stories that a person wrote down: read, checked, drafted, found again in what was told."""
