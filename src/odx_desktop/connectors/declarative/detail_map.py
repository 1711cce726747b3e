"""What opening an item shows, out of the detail's JSON: body, lines, route, comments, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from odx_desktop.connectors.contract import Identity
from odx_desktop.connectors.declarative.fields import field_getter
from odx_desktop.connectors.declarative.manifest import Attachments, BodySpec, Comments, Lines, Route
from odx_desktop.connectors.declarative.paths import getter, optional_getter
from odx_desktop.connectors.declarative.person_map import person_getter
from odx_desktop.connectors.declarative.scope import as_text
from odx_desktop.connectors.declarative.values import (
    LONGEST_TEXT,
    BadValue,
    decimal,
    instant,
    money,
    native_id,
    text,
    zone_of,
)
from odx_desktop.domain.work_item import (
    Attachment,
    Body,
    BodyFormat,
    Comment,
    Line,
    Money,
    Person,
    RouteStatus,
    RouteStep,
)

Rows = list[object]


def body_getter(spec: BodySpec) -> Callable[[object], Body | None]:
    get, format_of = getter(spec.path), optional_getter(spec.format_path)

    def body(document: object) -> Body | None:
        value = _lines(as_text(get(document)))
        word = as_text(format_of(document)) if format_of is not None else ""
        told = BodyFormat(word) if word in set(BodyFormat) else spec.format
        return Body(value[:LONGEST_TEXT], told, len(value) > LONGEST_TEXT) if value else None

    return body


def _lines(text: str) -> str:
    """Line ends as one character, whatever the source's own system writes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines_of(spec: Lines, rows: Rows) -> tuple[Line, ...]:
    """One line a row that has an id; raises BadValue for an amount that is none."""
    of = spec.map
    key, title = getter(of.key), getter(of.title)
    quantity, state = optional_getter(of.quantity), optional_getter(of.state)
    unit_price, amount = optional_getter(of.unit_price), optional_getter(of.amount)
    currency_of = optional_getter(of.currency)

    def price(get: Callable[[object], object] | None, row: object) -> Money | None:
        value = get(row) if get is not None else None
        currency = as_text(currency_of(row)) if currency_of is not None else ""
        return money(value, currency or spec.currency) if value not in (None, "") else None

    return tuple(
        Line(
            native,
            text(title(row)),
            decimal(quantity(row)) if quantity is not None else None,
            price(unit_price, row),
            price(amount, row),
            text(state(row)) if state is not None else "",
        )
        for row in rows
        if (native := native_id(key(row))) is not None
    )


def route_of(spec: Route, rows: Rows, me: Identity) -> tuple[RouteStep, ...]:
    of = spec.map
    name, native = getter(of.person), optional_getter(of.person_id)
    state, at, note = optional_getter(of.state), optional_getter(of.at), optional_getter(of.note)
    steps: list[RouteStep] = []
    for row in rows:
        id_ = native_id(native(row)) if native is not None else None
        shown = as_text(name(row))
        if not shown and id_ is None:
            continue
        steps.append(
            RouteStep(
                Person(id_ or shown, shown or id_ or ""),
                _route_status(spec, as_text(state(row)) if state is not None else ""),
                instant(at(row), zone_of("UTC")) if at is not None else None,
                as_text(note(row)) if note is not None else "",
                id_ == me.id,
            )
        )
    return tuple(steps)


def _route_status(spec: Route, word: str) -> RouteStatus:
    found = spec.states.get(word)
    if found is not None:
        return RouteStatus(found)
    return RouteStatus(word) if word in set(RouteStatus) else RouteStatus.NEXT


def comments_of(spec: Comments, rows: Rows) -> tuple[Comment, ...]:
    """Rows without a text are history of another kind (a changed field), not comments."""
    of = spec.map
    id_, words = getter(of.id), getter(of.text)
    author, at = person_getter(of.author), field_getter(of.at, "datetime")
    found: list[Comment] = []
    for row in rows:
        said, native = _lines(as_text(words(row))), native_id(id_(row))
        if not said.strip() or native is None:
            continue
        when = at(row) if at is not None else None
        who = author(row) if author is not None else None
        moment = when if isinstance(when, datetime) else None
        found.append(Comment(native, who, moment, said[:LONGEST_TEXT], spec.format))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class AttachmentPlace:
    """An attachment and, where the source gives one, its own address."""

    attachment: Attachment
    link: str = ""


def attachments_of(spec: Attachments, rows: Rows) -> tuple[AttachmentPlace, ...]:
    of = spec.map
    id_, name = getter(of.id), getter(of.name)
    size, media, link = optional_getter(of.size), optional_getter(of.media_type), optional_getter(of.link)
    found: list[AttachmentPlace] = []
    for row in rows:
        native = native_id(id_(row))
        if native is None:
            continue
        try:
            bytes_ = decimal(size(row)) if size is not None else None
        except BadValue:
            bytes_ = None
        attachment = Attachment(
            native,
            as_text(name(row)) or native,
            int(bytes_) if bytes_ is not None and bytes_ >= 0 else None,
            (as_text(media(row)) if media is not None else "") or None,
        )
        found.append(AttachmentPlace(attachment, as_text(link(row)) if link is not None else ""))
    return tuple(found)
