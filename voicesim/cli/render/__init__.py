"""How things look in a terminal: the only place that knows rich."""
