"""The JSON that speech recognisers write, as words with times."""
