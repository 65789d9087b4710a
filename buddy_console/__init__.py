"""Buddy Console: pairs newbies with experienced buddies and runs their live chat."""

__version__ = "0.1.0"
