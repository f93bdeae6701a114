"""How the weights that ship in the package are made, with all that was written for it to learn from.

Each folder makes one thing and has its data, a README and one command. The package does not know of it, and
what it needs beside the package (`pip install -e '.[train]'`) no user needs.
"""
