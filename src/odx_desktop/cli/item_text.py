"""An item for a terminal: one line in a list, one page when it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser

from odx_desktop.domain.action import ActionOffer, CommentRule
from odx_desktop.domain.query import Row
from odx_desktop.domain.work_item import Body, BodyFormat, WorkItem, WorkItemDetail
from odx_desktop.inbox.views import OpenItem
from odx_desktop.text import current_language, tr
from odx_desktop.text.actions import state_words
from odx_desktop.text.escape import many_lines, one_line
from odx_desktop.text.formats import due_words, moment_words, money, size_words
from odx_desktop.text.route import step_words
from odx_desktop.text.values import value_words
from odx_desktop.text.why import why_words

_BREAKING = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "head", "title"})


def item_line(row: Row, now: datetime) -> str:
    """Key, why it is here, title, amount, who asked, and what of mine is on its way."""
    item = row.item
    parts = [
        str(item.key),
        why_words(item, now),
        one_line(item.title),
        money(item.amount) if item.amount else "",
        one_line(item.requester.name) if item.requester else "",
        state_words(row.mark.state) if row.mark else "",
    ]
    return "  ".join(part for part in parts if part)


def item_page(known: OpenItem, now: datetime) -> Iterator[str]:
    item, detail = known.row.item, known.detail
    yield one_line(item.title)
    for label, value in _facts(item, known, now):
        if value:
            yield tr("{label}: {value}", label=label, value=one_line(value))
    if detail is None:
        yield tr("Its details were not read yet. They come with the next sync.")
        return
    yield from _depth(detail, now)


def _facts(item: WorkItem, known: OpenItem, now: datetime) -> Iterator[tuple[str, str]]:
    language = current_language()
    yield tr("Key"), str(item.key)
    yield tr("Source"), known.source.source.name.in_(language)
    yield tr("Kind"), item.kind_in(language)
    yield tr("State"), item.native_state or item.state.value
    yield tr("Due"), due_words(item.due, now) if item.due else ""
    yield tr("Amount"), money(item.amount) if item.amount else ""
    yield tr("Requester"), item.requester.name if item.requester else ""
    yield tr("Assignee"), item.assignee.name if item.assignee else ""
    for attribute in sorted(item.attributes, key=lambda one: one.rank):
        yield attribute.label.in_(language), value_words(attribute, now)
    yield tr("Link"), item.link or ""
    yield tr("As of"), moment_words(known.row.as_of, now) if known.row.as_of else ""
    yield tr("Your decision"), state_words(known.row.mark.state) if known.row.mark else ""


def _depth(detail: WorkItemDetail, now: datetime) -> Iterator[str]:
    if detail.body:
        yield ""
        yield plain_text(detail.body)
    for step in detail.route:
        yield f"  {one_line(step.person.name)}  {step_words(step, now)}"
    for line in detail.lines:
        amount = money(line.amount) if line.amount else ""
        yield "  ".join(part for part in ("-", line.id, one_line(line.title), amount, line.state) if part)
    for comment in detail.comments:
        who = one_line(comment.author.name) if comment.author else ""
        when = moment_words(comment.at, now) if comment.at else ""
        yield ""
        yield ", ".join(part for part in (who, when) if part)
        yield plain_text(Body(comment.text, comment.format))
    for file in detail.attachments:
        size = size_words(file.size) if file.size is not None else ""
        yield "  ".join(part for part in ("*", one_line(file.name), size) if part)
    if detail.offers:
        yield ""
        yield tr("What you can do:")
    for offer in detail.offers:
        yield f"  {_offer_line(offer)}"


def _offer_line(offer: ActionOffer) -> str:
    """What to type, what it is called, and what it asks for."""
    kind = f"({offer.kind.value})" if offer.kind.value != offer.id else ""
    asks = [f"--param {param.name}=…" for param in offer.params if param.required]
    if offer.comment is CommentRule.REQUIRED:
        asks.insert(0, "--comment …")
    label = one_line(offer.label.in_(current_language()))
    return "  ".join(part for part in (offer.id, kind, label, *asks) if part)


class _Text(HTMLParser):
    """Keeps the words of an HTML body and the breaks between them; nothing is fetched or run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BREAKING:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BREAKING:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append("  ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain_text(body: Body) -> str:
    text = body.text
    if body.format is BodyFormat.HTML:
        reader = _Text()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    lines = [line.rstrip() for line in many_lines(text).strip().split("\n")]
    return "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1]))
