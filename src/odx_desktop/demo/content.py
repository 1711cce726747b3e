"""What people of the demo organisation ask of each other: templates written by hand in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from odx_desktop.domain.language import LocalizedText


@dataclass(frozen=True, slots=True)
class LineTemplate:
    """Least and most of quantity and unit price."""

    title: LocalizedText
    quantity: tuple[int, int]
    unit: LocalizedText
    price: tuple[float, float]


@dataclass(frozen=True, slots=True)
class AttributeTemplate:
    name: str
    label: LocalizedText
    value: str
    type: str


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of work. `flow` is `approval` (yes or no is asked) or `work` (to be completed).

    `steps` lists possible routes, each a tuple of role ids; `sla_days` the least and most days to the
    deadline; `amount` the least and most of a sum without lines; texts hold `{slot}` placeholders.
    """

    id: str
    system: str
    share: int
    flow: str
    number: str
    first_number: int
    kind_code: str
    kind: LocalizedText
    title: LocalizedText
    things: tuple[LocalizedText, ...]
    body: LocalizedText
    body_format: str
    sla_days: tuple[int, int]
    steps: tuple[tuple[str, ...], ...]
    attributes: tuple[AttributeTemplate, ...]
    lines: tuple[LineTemplate, ...]
    attachments: tuple[str, ...]
    amount: tuple[int, int] | None
    rule: LocalizedText | None
    queue: str | None
    table: str
    case_kind: str
    shared: bool
    refuses: str

    def number_text(self, number: int) -> str:
        return self.number.replace("{n}", str(number))


def read_templates(path: Path) -> list[Template]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_template(entry, raw["system"]) for entry in raw["template"]]


def _local(raw: Mapping[str, str]) -> LocalizedText:
    return LocalizedText(raw["en"], raw["fr"])


def _template(entry: Mapping[str, Any], system: str) -> Template:
    amount = entry.get("amount")
    return Template(
        id=entry["id"],
        system=system,
        share=entry["share"],
        flow=entry["flow"],
        number=entry["number"],
        first_number=entry["first_number"],
        kind_code=entry["kind"]["code"],
        kind=_local(entry["kind"]),
        title=_local(entry["title"]),
        things=tuple(_local(thing) for thing in entry.get("things", ())),
        body=_local(entry["body"]),
        body_format=entry["body"]["format"],
        sla_days=(entry["sla_days"][0], entry["sla_days"][1]),
        steps=tuple(tuple(route) for route in entry.get("steps", ())),
        attributes=tuple(_attribute(raw) for raw in entry.get("attributes", ())),
        lines=tuple(_line(raw) for raw in entry.get("line", ())),
        attachments=tuple(entry.get("attachments", ())),
        amount=None if amount is None else (amount[0], amount[1]),
        rule=_local(entry["rule"]) if "rule" in entry else None,
        queue=entry.get("queue"),
        table=entry.get("table", ""),
        case_kind=entry.get("case_kind", "case"),
        shared=entry.get("shared", False),
        refuses=entry.get("refuses", ""),
    )


def _attribute(raw: Mapping[str, Any]) -> AttributeTemplate:
    return AttributeTemplate(raw["name"], _local(raw["label"]), raw["value"], raw["type"])


def _line(raw: Mapping[str, Any]) -> LineTemplate:
    quantity, price = raw["quantity"], raw["price"]
    return LineTemplate(
        _local(raw["title"]),
        (quantity[0], quantity[1]),
        _local(raw["unit"]),
        (float(price[0]), float(price[1])),
    )
