"""Sources that come with the machine, so that a new desktop is useful with nothing typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.source import Source

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\Z")
_KNOWN = frozenset({"source", "name", "connector", "url", "user", "auth", "settings"})


def source_faults(entries: Sequence[Any]) -> list[tuple[str, str]]:
    """(which source, what was expected) for each fault of a policy's list of sources."""
    faults: list[tuple[str, str]] = []
    slugs: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        which = f"#{number}"
        if not isinstance(entry, dict):
            faults.append((which, "{...}"))
            continue
        which = str(entry.get("source", which))
        faults += ((which, expected) for expected in _entry_faults(entry))
        if which in slugs:
            faults.append((which, "source: only once"))
        slugs.add(which)
    return faults


def _entry_faults(entry: dict[str, Any]) -> list[str]:
    faults = [f"{name}: unknown" for name in sorted(set(entry) - _KNOWN)]
    slug = entry.get("source")
    if not isinstance(slug, str) or not _SLUG.match(slug):
        faults.append("source: a-z 0-9 -")
    if not _is_name(entry.get("name")):
        faults.append('name: "..." | {"en": "...", "fr": "..."}')
    faults += (
        f"{name}: text"
        for name in ("connector", "url")
        if not isinstance(entry.get(name), str) or not entry[name]
    )
    faults += (f"{name}: text" for name in ("user", "auth") if not isinstance(entry.get(name, ""), str))
    settings = entry.get("settings", {})
    if not isinstance(settings, dict) or not all(isinstance(one, str) for one in settings.values()):
        faults.append('settings: {"name": "text"}')
    return faults


def _is_name(name: object) -> bool:
    if isinstance(name, str):
        return bool(name)
    return isinstance(name, dict) and all(
        isinstance(name.get(language), str) and name[language] for language in ("en", "fr")
    )


def sources_of(entries: Sequence[dict[str, Any]], *, locked: bool) -> tuple[Source, ...]:
    """The sources of a policy that has no faults. `auth` becomes a setting of that name, which the
    connector's catalogue reads."""
    return tuple(_source(entry, locked) for entry in entries)


def _source(entry: dict[str, Any], locked: bool) -> Source:
    name = entry["name"]
    settings = dict(entry.get("settings", {}))
    if entry.get("auth"):
        settings["auth"] = entry["auth"]
    return Source(
        slug=entry["source"],
        name=LocalizedText(name, name) if isinstance(name, str) else LocalizedText(name["en"], name["fr"]),
        connector=entry["connector"],
        url=entry["url"],
        user=entry.get("user", ""),
        settings=tuple(sorted(settings.items())),
        locked=locked,
    )
