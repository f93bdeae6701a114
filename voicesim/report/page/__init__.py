"""The report of a session as one page that works offline."""
