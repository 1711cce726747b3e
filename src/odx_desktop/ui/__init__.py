"""The window: paints what the inbox answers and orders what the person decides."""
