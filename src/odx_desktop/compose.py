"""Builds the engine from settings: wires the layers, decides nothing."""
