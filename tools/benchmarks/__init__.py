"""One file for each benchmark that `scripts/bench NAME` runs, and what several of them share; no tests."""
