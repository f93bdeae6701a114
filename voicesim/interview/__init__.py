"""The interview itself: the one place where the rooms meet."""
