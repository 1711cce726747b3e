"""How to speak to each kind of back end: manifests for one engine, and the few that must be code."""
