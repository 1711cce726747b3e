"""What a manifest must say so that the engine can keep what it promises to the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from odx_desktop.connectors.declarative.manifest import Listing, Manifest, Way
from odx_desktop.domain.action import ParamType
from odx_desktop.domain.source import AuthKind
from odx_desktop.domain.work_item import Scope

_PAGE_NEEDS = {
    "offset": ("start",),
    "page": ("start",),
    "has_more": ("start", "more"),
    "cursor": ("next", "into"),
    "next_url": ("next",),
}
_DELTA_NEEDS = {"since": ("param",), "token_url": ("delta_link",)}


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that cannot be kept, by its table and key."""

    table: str
    key: str
    message: str
    nearest: str = ""


def broken_promises(manifest: Manifest) -> Iterator[Broken]:
    yield from _of_the_whole(manifest)
    for index, listing in enumerate(manifest.listings):
        yield from _of_a_list(f"$.list[{index}]", listing)
    for index, action in enumerate(manifest.action):
        yield from _of_a_way(f"$.action[{index}]", action, manifest)
    if manifest.actions_from is not None:
        yield from _of_a_way("$.actions_from", manifest.actions_from, manifest)


def _of_the_whole(manifest: Manifest) -> Iterator[Broken]:
    if not any(one.scope is Scope.MINE for one in manifest.listings):
        yield Broken("$", "list", 'there is no list with scope "mine"')
    if not manifest.map.key:
        yield Broken("$.map", "key", "an item needs an id")
    if manifest.auth.kind is AuthKind.SESSION and manifest.auth.login is None:
        yield Broken("$.auth", "kind", "a session needs [auth.login]")
    if manifest.auth.kind is AuthKind.SIGN_ON and manifest.sign_on is None:
        yield Broken("$.auth", "kind", "the one sign-on needs [sign_on]")
    twice = [name for name, count in Counter(one.id for one in manifest.action).items() if count > 1]
    for name in twice:
        yield Broken("$.action", "id", f"two actions have the id {name}")


def _of_a_list(table: str, listing: Listing) -> Iterator[Broken]:
    for key in _PAGE_NEEDS.get(listing.page.style, ()):
        if not getattr(listing.page, key):
            yield Broken(f"{table}.page", "style", f'the style "{listing.page.style}" needs {key}')
    for key in _DELTA_NEEDS.get(listing.delta.style, ()):
        if not getattr(listing.delta, key):
            yield Broken(f"{table}.delta", "style", f'the style "{listing.delta.style}" needs {key}')
    if listing.delta.style == "since" and "{since}" not in listing.delta.format:
        yield Broken(f"{table}.delta", "format", "nothing says since when: {since} is missing")


def _of_a_way(table: str, way: Way, manifest: Manifest) -> Iterator[Broken]:
    if way.confirm == "reread" and way.applied_when is None:
        yield Broken(
            table,
            "confirm",
            'reading back proves what is done: applied_when is missing (or confirm = "none")',
        )
    if way.if_match and manifest.map.version is None:
        yield Broken(table, "if_match", "without [map] version there is nothing to match")
    if way.request.method == "GET":
        yield Broken(f"{table}.request", "method", "an action needs a method that changes something")
    if any(param.type is ParamType.PERSON for param in way.params) and manifest.people is None:
        yield Broken(f"{table}.params", "type", "a person is picked: [people] is missing")
