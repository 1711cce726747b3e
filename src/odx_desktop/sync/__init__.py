"""Rounds: push what is due, then pull; settle doubt by reading."""
