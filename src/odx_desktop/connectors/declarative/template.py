"""Templates that only substitute: no expression, no loop, no way to a secret.

`{name}` in a path is percent-encoded; in a query, header or body it stands as it is. Filters: `{x|odata}`
doubles quotes, `{x|int}` makes a whole-text value a number, `{x|optional}` drops the key when it is empty or
not known, `{x|raw}` leaves a path's slashes alone (settings do by themselves).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.connectors.declarative.scope import Bindings, as_text

_HOLE = re.compile(r"\{([A-Za-z_][\w.]*)((?:\|[a-z]+)*)\}")
FILTERS = frozenset({"odata", "int", "optional", "raw"})
DROP = object()


class UnknownName(LookupError):
    """A template names something that is not there at this moment."""


class UnusableValue(ValueError):
    """A value that a person gave and that the source's kind of field cannot take."""


def holes(text: str) -> list[tuple[str, list[str]]]:
    """The names and filters that a template uses, for `check`."""
    return [(name, [f for f in filters.split("|") if f]) for name, filters in _HOLE.findall(text)]


def _lookup(name: str, bindings: Bindings) -> str:
    if name in bindings.names:
        return bindings.names[name]
    if name.startswith("item."):
        return as_text(getter(name.removeprefix("item."))(bindings.document))
    raise UnknownName(name)


def fill(text: str, bindings: Bindings, escape: Callable[[str], str] | None = None) -> str:
    """The text with its holes filled; raises UnknownName."""

    def value(match: re.Match[str]) -> str:
        name, filters = match[1], match[2].split("|")
        try:
            found = _lookup(name, bindings)
        except UnknownName:
            # One request may serve several offers, of which each has parameters of its own.
            if "optional" not in filters:
                raise
            found = ""
        if "odata" in filters:
            found = found.replace("'", "''")
        if escape is None or "raw" in filters or name in bindings.raw:
            return found
        return escape(found)

    return _HOLE.sub(value, text)


def _path_part(value: str) -> str:
    return quote(value, safe="")


def fill_path(text: str, bindings: Bindings) -> str:
    return fill(text, bindings, _path_part)


def fill_query(query: Mapping[str, object], bindings: Bindings) -> tuple[tuple[str, str], ...]:
    """Pairs, not yet encoded; a list repeats its parameter."""
    pairs: list[tuple[str, str]] = []
    for name, value in query.items():
        for one in value if isinstance(value, list) else [value]:
            filled = fill(one, bindings) if isinstance(one, str) else as_text(one)
            if filled or not (isinstance(one, str) and "|optional" in one):
                pairs.append((name, filled))
    return tuple(pairs)


def fill_body(body: object, bindings: Bindings) -> object:
    """The structure with every text filled; `DROP` where an optional one is empty.

    `{each = "lines", of = {…}}` becomes a list with one `of` for each decided line (`line.id`, `line.offer`).
    """
    if isinstance(body, str):
        return _fill_value(body, bindings)
    if isinstance(body, dict):
        if body.get("each") == "lines":
            named = [
                bindings.with_names({"line.id": line, "line.offer": offer}) for line, offer in bindings.lines
            ]
            return [fill_body(body.get("of"), one) for one in named]
        filled = {key: fill_body(value, bindings) for key, value in body.items()}
        return {key: value for key, value in filled.items() if value is not DROP}
    if isinstance(body, list):
        return [value for value in (fill_body(one, bindings) for one in body) if value is not DROP]
    return body


def _fill_value(text: str, bindings: Bindings) -> object:
    value = fill(text, bindings)
    whole = _HOLE.fullmatch(text)
    if whole is None:
        return value
    filters = whole[2].split("|")
    if "optional" in filters and not value:
        return DROP
    if "int" in filters:
        if not value:
            return None
        # Python reads "1_0" and other scripts' digits as numbers too; an id must be the one that was typed.
        if not re.fullmatch("-?[0-9]+", value):
            raise UnusableValue(value)
        return int(value)
    return value
