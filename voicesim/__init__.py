"""A spoken mock interview at your desk that never leaves your machine."""

__all__ = ["__version__"]

__version__ = "0.1.0"
