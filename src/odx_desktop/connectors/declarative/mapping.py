"""From a source's JSON to a work item: pure, compiled once a connector, run once an item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from odx_desktop.connectors.contract import Identity
from odx_desktop.connectors.declarative.condition import compile_condition
from odx_desktop.connectors.declarative.fields import AttributesOf, FieldOf, field_getter
from odx_desktop.connectors.declarative.manifest import Manifest
from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.connectors.declarative.person_map import people_getter, person_getter
from odx_desktop.connectors.declarative.relation import relations_of
from odx_desktop.connectors.declarative.scope import Bindings
from odx_desktop.connectors.declarative.shape import FieldSpec
from odx_desktop.connectors.declarative.template import UnknownName, fill_path
from odx_desktop.connectors.declarative.values import BadValue, money, native_id, ranked, text
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.work_item import CaseKey, Money, Scope, WorkItem
from odx_desktop.http.origin import Origin, WrongAddress

__all__ = ["BadValue", "ItemMapper", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item was met: in which list (None: read by its key), and whether that list is all mine."""

    scope: Scope | None = None
    trusted: bool = False


class ItemMapper:
    """Compiled from `map`, `enum` and `link`; raises BadPath when it is made, BadValue for an item."""

    def __init__(self, manifest: Manifest, source: str, origin: Origin, link_hosts: frozenset[str]) -> None:
        spec = manifest.map
        self._source, self._origin, self._link_hosts = source, origin, link_hosts
        self._key_of = tuple(getter(path) for path in spec.key)
        self._only_key = self._key_of[0] if len(self._key_of) == 1 else None
        self._key_names = tuple(path.split(".")[-1].strip('"') for path in spec.key)
        self._title = field_getter(spec.title)
        self._kind, self._kind_fr = field_getter(spec.kind), field_getter(spec.kind_fr)
        self._native_state = field_getter(spec.native_state)
        self._created, self._updated = (
            field_getter(spec.created, "datetime"),
            field_getter(spec.updated, "datetime"),
        )
        self._due = field_getter(spec.due, "due")
        self._version = field_getter(spec.version)
        self._priority = _priority_getter(spec.priority)
        self._amount = _amount_getter(spec.amount)
        self._assignee, self._owner = person_getter(spec.assignee), person_getter(spec.owner)
        self._requester = person_getter(spec.requester)
        self._candidates = people_getter(spec.candidates) if spec.candidates is not None else None
        self._attributes = AttributesOf(spec.attributes, spec.more_attributes)
        self._case_keys = tuple((one.kind, getter(one.path)) for one in spec.case_keys)
        self._rules = tuple((compile_condition(rule.when), rule.is_) for rule in manifest.enum.state.rules)
        self._default_state = manifest.enum.state.default
        self._own_start = f"{origin}/"
        self._link = manifest.link.url if manifest.link is not None else None
        self._looks_around = bool(self._rules) or self._link is not None

    def key(self, document: object) -> WorkItemKey | None:
        """The item's key, None when one of its parts is no id."""
        if self._only_key is not None:
            native = native_id(self._only_key(document))
            return WorkItemKey(self._source, (native,)) if native else None
        parts = tuple(native_id(get(document)) for get in self._key_of)
        if not all(parts):
            return None
        return WorkItemKey(self._source, tuple(part for part in parts if part))

    def key_of_text(self, value: object) -> WorkItemKey | None:
        """The key of a bare id, as lists of removed items give it."""
        native = native_id(value)
        return WorkItemKey(self._source, (native,)) if native is not None else None

    def key_names(self, key: WorkItemKey) -> dict[str, str]:
        """What templates may say of a key: `{id}`, its first part, and each part by its own name."""
        return {**dict(zip(self._key_names, key.native, strict=False)), "id": key.native[0]}

    def item(
        self, document: object, key: WorkItemKey, me: Identity, bindings: Bindings, place: Place
    ) -> WorkItem:
        """The neutral item; raises BadValue when a value is not what the map says."""
        here = bindings.with_document(document, None) if self._looks_around else bindings
        assignee = self._assignee(document) if self._assignee is not None else None
        candidates = self._candidates(document) if self._candidates is not None else ()
        state = next((state for test, state in self._rules if test(here, None)), self._default_state)
        return WorkItem(
            key=key,
            kind=_text(self._kind, document),
            title=_text(self._title, document) or key.native_text,
            state=state,
            native_state=_text(self._native_state, document),
            priority=self._priority(document) if self._priority is not None else None,
            created=_instant(self._created, document),
            updated=_instant(self._updated, document),
            due=_due(self._due, document),
            assignee=assignee,
            owner=self._owner(document) if self._owner is not None else None,
            requester=self._requester(document) if self._requester is not None else None,
            candidates=candidates,
            relations=relations_of(
                assignee,
                candidates,
                me,
                scope=place.scope,
                tells_assignee=self._assignee is not None,
                trusted=place.trusted,
            ),
            amount=self._amount(document) if self._amount is not None else None,
            attributes=self._attributes.of(document),
            case_keys=self._case_keys_of(document),
            link=self._link_of(here, key),
            version=_text(self._version, document) or None,
            kind_fr=_text(self._kind_fr, document),
        )

    def _case_keys_of(self, document: object) -> tuple[CaseKey, ...]:
        if not self._case_keys:
            return ()
        return tuple(CaseKey(kind, found) for kind, get in self._case_keys if (found := text(get(document))))

    def _link_of(self, here: Bindings, key: WorkItemKey) -> str | None:
        """An address to open, only on the source's own origin or a host that policy allows."""
        if self._link is None:
            return None
        try:
            url = fill_path(self._link, here.with_names(self.key_names(key)))
            if url.startswith(self._own_start):
                return url
            origin = Origin.of(url)
        except (UnknownName, WrongAddress):
            return None
        return url if origin == self._origin or origin.host in self._link_hosts else None


def _text(get: FieldOf | None, document: object) -> str:
    value = get(document) if get is not None else None
    return value if isinstance(value, str) else ""


def _instant(get: FieldOf | None, document: object) -> datetime | None:
    value = get(document) if get is not None else None
    return value if isinstance(value, datetime) else None


def _due(get: FieldOf | None, document: object) -> date | datetime | None:
    value = get(document) if get is not None else None
    return value if isinstance(value, date) else None


def _priority_getter(spec: FieldSpec | None) -> Callable[[object], int | None] | None:
    if spec is None:
        return None
    get = getter(spec.path)
    return lambda document: ranked(get(document), spec)


def _amount_getter(spec: FieldSpec | None) -> Callable[[object], Money | None] | None:
    if spec is None:
        return None
    get = getter(spec.path)
    currency = getter(spec.currency_path) if spec.currency_path else lambda _: spec.currency

    def amount(document: object) -> Money | None:
        value = get(document)
        return None if value in (None, "") else money(value, text(currency(document)) or spec.currency)

    return amount
