"""Single fields and attribute lists of the map, compiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from typing import Literal

from odx_desktop.connectors.declarative.paths import Getter, getter, optional_getter
from odx_desktop.connectors.declarative.scope import as_text
from odx_desktop.connectors.declarative.shape import AttributeList, AttributeSpec, Field, FieldSpec
from odx_desktop.connectors.declarative.values import (
    LONGEST_TEXT,
    converter,
    day,
    instant,
    money,
    text,
    zone_of,
)
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.work_item import Attribute, AttributeType

FieldOf = Callable[[object], object]
_WORDS_KEPT, _VALUES_KEPT = 200, 2_000
_OneAttribute = Callable[[object], Attribute | None]


def field_getter(field: Field | None, type_: Literal["text", "datetime", "due"] = "text") -> FieldOf | None:
    """A function from JSON to the typed value; a bare path takes the type that its place in the map has."""
    if field is None:
        return None
    spec = FieldSpec(path=field, type=type_) if isinstance(field, str) else field
    if spec.type == "text" and type_ != "text":
        spec = FieldSpec(path=spec.path, type=type_, zone=spec.zone)
    get, convert = getter(spec.path), converter(spec)
    if convert is text:
        return _text_getter(get)
    return lambda document: convert(get(document))


def _text_getter(get: Getter) -> FieldOf:
    """`text` of what lies there; a text of bearable length, which is nearly all of them, costs no call."""

    def text_there(document: object) -> object:
        value = get(document)
        return value if type(value) is str and len(value) <= LONGEST_TEXT else text(value)

    return text_there


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
    as_it_is = spec.type not in (AttributeType.DATETIME, AttributeType.DATE, AttributeType.MONEY)
    known: dict[str, Attribute] = {}

    def attribute(document: object) -> Attribute | None:
        value = get(document)
        if as_it_is and type(value) is str and 0 < len(value) <= _WORDS_KEPT:
            # A department or a cost centre stands in thousands of items: one value serves them all.
            found = known.get(value)
            if found is None:
                if len(known) >= _VALUES_KEPT:
                    known.clear()
                found = known[value] = Attribute(label, value, spec.type, spec.rank)
            return found
        if value in (None, "", [], {}):
            return None
        shown = _neutral(value, spec.type, zone, spec.currency)
        return Attribute(label, shown, spec.type, spec.rank) if shown else None

    return attribute


def _neutral(value: object, type_: AttributeType, zone: tzinfo, currency: str) -> str:
    """The value in the neutral form of its type; raises BadValue."""
    typed: object = value
    if type_ is AttributeType.DATETIME:
        typed = instant(value, zone)
    elif type_ is AttributeType.DATE:
        typed = day(value)
    elif type_ is AttributeType.MONEY:
        amount = money(value, currency)
        typed = f"{amount.value} {amount.currency}" if amount is not None else None
    if isinstance(typed, datetime | date):
        return typed.isoformat()
    return _flat(typed)


def _list_getter(spec: AttributeList) -> Callable[[object], list[Attribute]]:
    items, label_of, value_of = getter(spec.items), getter(spec.label), getter(spec.value)
    french_of, type_of = optional_getter(spec.label_fr), optional_getter(spec.type)
    currency_of, utc = optional_getter(spec.currency), zone_of("UTC")

    def one(entry: object) -> Attribute | None:
        english, value = as_text(label_of(entry)), value_of(entry)
        french = as_text(french_of(entry)) if french_of is not None else ""
        if not english or value in (None, "", [], {}):
            return None
        label = LocalizedText(english, french) if french else LocalizedText.of_source(english)
        word = as_text(type_of(entry)) if type_of is not None else ""
        type_ = AttributeType(word) if word in set(AttributeType) else AttributeType.TEXT
        shown = _neutral(value, type_, utc, as_text(currency_of(entry)) if currency_of is not None else "")
        return Attribute(label, shown, type_, spec.rank) if shown else None

    def get(document: object) -> list[Attribute]:
        entries = items(document)
        rows = entries if isinstance(entries, list) else []
        return [found for entry in rows if (found := one(entry)) is not None]

    return get


def _flat(value: object) -> str:
    """A list of scalars as one text; anything deeper is the source's own business."""
    if isinstance(value, list):
        return ", ".join(as_text(one) for one in value if not isinstance(one, dict | list))
    return text(value) if not isinstance(value, dict) else ""
