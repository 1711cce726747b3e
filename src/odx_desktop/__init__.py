"""ODX Desktop: everything that waits for a person, from every system, in one inbox."""

__version__ = "0.1.0"
