"""The one HTTP client: limits, origin guard, trust, proxy, redaction. Only `client.py` imports httpx."""
