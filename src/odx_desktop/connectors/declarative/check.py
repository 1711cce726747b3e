"""Says what is wrong with a manifest before a person meets it: traps of JMESPath, names that nothing fills,
promises that cannot be kept."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from odx_desktop.connectors.declarative.loading import ManifestRefused, Mistake, load_manifest
from odx_desktop.connectors.declarative.manifest import Manifest
from odx_desktop.connectors.declarative.paths import BadPath, getter
from odx_desktop.connectors.declarative.places import locate
from odx_desktop.connectors.declarative.promises import broken_promises
from odx_desktop.connectors.declarative.scope import NEUTRAL_FIELDS
from odx_desktop.connectors.declarative.shape import Condition
from odx_desktop.connectors.declarative.template import FILTERS, holes
from odx_desktop.connectors.declarative.values import BadValue, zone_of
from odx_desktop.connectors.declarative.walking import Found, parts, paths, templates

_BARE_LITERAL = re.compile(r"(?:==|!=|<=|>=|<|>)\s*(true|false|null|-?\d+(?:\.\d+)?)\b")
_BARE_AT = re.compile(r'(?<!["\w])(@[A-Za-z][\w]*(?:\.[A-Za-z]\w*)*)')
_BARE_HYPHEN = re.compile(r'(?<!["\w\'`])([A-Za-z_]\w*(?:-[A-Za-z_]\w*)+)')
_QUOTED = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"")
_ANYWHERE = ("base_url", "user", "id", "comment", "text", "secret")
_FAMILIES = ("me.", "item.", "offer.", "param.", "line.", "attachment.", "action.", "setting.")


def check_manifest(text: str) -> tuple[Mistake, ...]:
    """Everything found, in the order of the text; empty when the manifest can be used."""
    try:
        manifest = load_manifest(text)
    except ManifestRefused as refused:
        return refused.mistakes
    found = [*_bad_paths(text, manifest), *_bad_templates(text, manifest), *_bad_zones(text, manifest)]
    found.extend(_bad_fields(text, manifest))
    found.extend(_at(text, one.table, one.key, one.message, one.nearest) for one in broken_promises(manifest))
    return tuple(sorted(found, key=lambda mistake: (mistake.line, mistake.column)))


def _at(text: str, table: str, key: str, message: str, nearest: str = "") -> Mistake:
    place = locate(text, table, key)
    where = f"{table}.{key}".removeprefix("$").strip(".")
    return Mistake(place.line, place.column, where, message, nearest)


def trap(path: str) -> tuple[str, str] | None:
    """What JMESPath would read otherwise than its writer meant, and the right spelling; None when it is fine.

    `x==true` compares with a field called true and is silently false; a bare number or `@odata.nextLink` does
    not parse (measured with jmespath 1.1).
    """
    outside = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), path)
    if (literal := _BARE_LITERAL.search(outside)) is not None:
        start, end = literal.span(1)
        right = f"{path[:start]}`{path[start:end]}`{path[end:]}"
        return f"{literal[1]} is read as the name of a field; literals stand in backquotes", right
    if (at := _BARE_AT.search(outside)) is not None:
        start, end = at.span(1)
        return "a name with @ must be quoted", f'{path[:start]}"{path[start:end]}"{path[end:]}'
    if (hyphen := _BARE_HYPHEN.search(outside)) is not None:
        start, end = hyphen.span(1)
        return "a name with a hyphen must be quoted", f'{path[:start]}"{path[start:end]}"{path[end:]}'
    return None


def _bad_paths(text: str, manifest: Manifest) -> Iterator[Mistake]:
    for found in paths(manifest):
        if _is_neutral(found):
            continue
        caught = trap(found.text)
        if caught is not None:
            yield _at(text, found.table, found.key, f"{found.text}: {caught[0]}", caught[1])
            continue
        try:
            getter(found.text)
        except BadPath as error:
            yield _at(text, found.table, found.key, f"{found.text}: {error}")


def _is_neutral(found: Found) -> bool:
    return found.key == "field" and found.text.startswith(("item.", "offer.", "me.", "param."))


def _bad_fields(text: str, manifest: Manifest) -> Iterator[Mistake]:
    """Conditions on neutral fields that do not exist, and conditions that ask nothing."""
    for table, part in parts(manifest):
        if not isinstance(part, Condition):
            continue
        name = (part.field or "").removeprefix("item.")
        if (part.field or "").startswith("item.") and name not in NEUTRAL_FIELDS:
            near = difflib.get_close_matches(name, NEUTRAL_FIELDS, n=1)
            yield _at(text, table, "field", f"item.{name} is no neutral field", near[0] if near else "")
        if part == Condition():
            yield _at(text, table, "", "a condition that asks nothing always holds")


def _bad_templates(text: str, manifest: Manifest) -> Iterator[Mistake]:
    known = _known_names(manifest)
    for found in templates(manifest):
        for name, filters in holes(found.text):
            if name == "secret" and not found.table.startswith("$.auth."):
                yield _at(text, found.table, found.key, "a secret may stand in the sign-in's request only")
            elif name not in known and not name.startswith(_FAMILIES):
                near = difflib.get_close_matches(name, sorted(known), n=1)
                yield _at(text, found.table, found.key, f"nothing fills {{{name}}}", near[0] if near else "")
            for strange in set(filters) - FILTERS:
                near = difflib.get_close_matches(strange, sorted(FILTERS), n=1)
                yield _at(
                    text, found.table, found.key, f"there is no filter {strange}", near[0] if near else ""
                )


def _known_names(manifest: Manifest) -> set[str]:
    keys = {path.split(".")[-1].strip('"') for path in manifest.map.key}
    parents = tuple(f"{one.for_each.as_}." for one in manifest.listings if one.for_each is not None)
    names = {name for found in templates(manifest) for name, _ in holes(found.text)}
    more = {name for name in names if name.startswith(parents)}
    return {*_ANYWHERE, *keys, *manifest.settings, *more}


def _bad_zones(text: str, manifest: Manifest) -> Iterator[Mistake]:
    for table, part in parts(manifest):
        zone = getattr(part, "zone", None)
        if isinstance(zone, str):
            try:
                zone_of(zone)
            except BadValue as error:
                yield _at(text, table, "zone", str(error))
