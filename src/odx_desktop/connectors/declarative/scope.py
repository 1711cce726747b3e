"""What templates and conditions can see: named values, never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from odx_desktop.connectors.contract import Identity
from odx_desktop.domain.work_item import WorkItem


@dataclass(frozen=True, slots=True)
class Bindings:
    """`names` are plain values by dotted name (`me.id`, `id`, `param.to`, a setting); `document` is the
    item's own JSON, seen by templates as `item.…` and by conditions as their `field`; `item` is the
    neutral item, seen by conditions as `item.…`; `raw` names (the base address, settings) are never
    percent-encoded; `lines` maps line ids to the offer decided for each."""

    names: Mapping[str, str] = field(default_factory=dict)
    document: object = None
    item: WorkItem | None = None
    comment_shown: bool | None = None
    raw: frozenset[str] = frozenset()
    lines: tuple[tuple[str, str], ...] = ()

    def with_names(self, more: Mapping[str, str]) -> Bindings:
        return replace(self, names={**self.names, **more})

    def with_document(self, document: object, item: WorkItem | None) -> Bindings:
        return Bindings(self.names, document, item, self.comment_shown, self.raw, self.lines)


def names_of_identity(me: Identity) -> dict[str, str]:
    names = {f"me.{name}": value for name, value in me.ids}
    return {**names, "me.id": me.id, "me.name": me.name, "me.email": me.email or ""}


def neutral(item: WorkItem | None, name: str) -> str | None:
    """A neutral field by its name in conditions (`item.state`, `item.assignee`); None when absent."""
    if item is None:
        return None
    people = {"assignee": item.assignee, "owner": item.owner, "requester": item.requester}
    if name in people:
        person = people[name]
        return person.id if person is not None else None
    return {
        "state": item.state.value,
        "native_state": item.native_state or None,
        "version": item.version,
        "kind": item.kind,
        "title": item.title,
        "relation": min((one.value for one in item.relations), default=None),
        "open": "true" if item.state.is_open else "false",
    }.get(name)


NEUTRAL_FIELDS = (
    "assignee",
    "owner",
    "requester",
    "state",
    "native_state",
    "version",
    "kind",
    "title",
    "open",
    "relation",
)


def as_text(value: object) -> str:
    """The text by which scalars are compared and sent: JSON's spelling for booleans, whole numbers bare."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
