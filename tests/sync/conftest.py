"""The desk's fixtures."""

from tests.desk import clock, profile, store

__all__ = ["clock", "profile", "store"]
