"""`python -m voicesim` is the same as `voicesim`."""

from voicesim.cli.main import run

if __name__ == "__main__":
    run()
