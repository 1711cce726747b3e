"""The neutral words of the product: frozen values, no clock, no input or output."""
