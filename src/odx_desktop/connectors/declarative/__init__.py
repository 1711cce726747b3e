"""One engine for every back end whose API a TOML description can tell (the schema: docs/connectors.md)."""
