"""The one HTTP client: limits, origin guard, trust, redaction."""
