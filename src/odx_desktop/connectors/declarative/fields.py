"""Single fields and attribute lists of the map, compiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Literal

from odx_desktop.connectors.declarative.paths import getter
from odx_desktop.connectors.declarative.scope import as_text
from odx_desktop.connectors.declarative.shape import AttributeList, AttributeSpec, Field, FieldSpec
from odx_desktop.connectors.declarative.values import converter, day, instant, money, text, zone_of
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.work_item import Attribute, AttributeType

FieldOf = Callable[[object], object]
_OneAttribute = Callable[[object], Attribute | None]


def field_getter(field: Field | None, type_: Literal["text", "datetime", "due"] = "text") -> FieldOf | None:
    """A function from JSON to the typed value; a bare path takes the type that its place in the map has."""
    if field is None:
        return None
    spec = FieldSpec(path=field, type=type_) if isinstance(field, str) else field
    if spec.type == "text" and type_ != "text":
        spec = FieldSpec(path=spec.path, type=type_, zone=spec.zone)
    get, convert = getter(spec.path), converter(spec)
    return lambda document: convert(get(document))


class AttributesOf:
    """The facts that the map names, then those that the source names itself."""

    def __init__(self, specs: Sequence[AttributeSpec], more: AttributeList | None) -> None:
        self._named = tuple(_attribute_getter(spec) for spec in specs)
        self._more = _list_getter(more) if more is not None else None

    def of(self, document: object) -> tuple[Attribute, ...]:
        found = [attribute for get in self._named if (attribute := get(document)) is not None]
        if self._more is not None:
            found.extend(self._more(document))
        return tuple(found)


def _attribute_getter(spec: AttributeSpec) -> _OneAttribute:
    get = getter(spec.path)
    label = LocalizedText(spec.label.en, spec.label.fr)
    zone = zone_of(spec.zone)

    def neutral(value: object) -> str:
        typed: object = value
        if spec.type is AttributeType.DATETIME:
            typed = instant(value, zone)
        elif spec.type is AttributeType.DATE:
            typed = day(value)
        elif spec.type is AttributeType.MONEY:
            amount = money(value, spec.currency)
            typed = f"{amount.value} {amount.currency}" if amount is not None else None
        if isinstance(typed, datetime | date):
            return typed.isoformat()
        return _flat(typed)

    def attribute(document: object) -> Attribute | None:
        value = get(document)
        if value in (None, "", [], {}):
            return None
        shown = neutral(value)
        return Attribute(label, shown, spec.type, spec.rank) if shown else None

    return attribute


def _list_getter(spec: AttributeList) -> Callable[[object], list[Attribute]]:
    items, label_of, value_of = getter(spec.items), getter(spec.label), getter(spec.value)

    def get(document: object) -> list[Attribute]:
        entries = items(document)
        found: list[Attribute] = []
        for entry in entries if isinstance(entries, list) else []:
            label, value = as_text(label_of(entry)), _flat(value_of(entry))
            if label and value:
                found.append(Attribute(LocalizedText.of_source(label), value, rank=spec.rank))
        return found

    return get


def _flat(value: object) -> str:
    """A list of scalars as one text; anything deeper is the source's own business."""
    if isinstance(value, list):
        return ", ".join(as_text(one) for one in value if not isinstance(one, dict | list))
    return text(value) if not isinstance(value, dict) else ""
