"""The weights by which a story is cut into its parts; the stories of the tests are never looked at."""
