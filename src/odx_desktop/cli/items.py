"""`list`, `show`, `search`: what the desk knows, without asking anybody."""

from __future__ import annotations

import argparse

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.cli.item_text import item_line, item_page
from odx_desktop.cli.parser import Verbs, add_verb
from odx_desktop.cli.source_lines import how_it_stands
from odx_desktop.cli.sources import tell_no_sources
from odx_desktop.cli.terminal import Ink
from odx_desktop.cli.turn import Turn, query
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Row, View
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.domain.work_item import WorkItemDetail
from odx_desktop.inbox.views import OpenItem
from odx_desktop.text import ntr, tr

WINDOW = 1000  # rows asked for at once


def declare(verbs: Verbs) -> None:
    listing = add_verb(verbs, "list", tr("list what waits for you, in order"), list_items)
    listing.add_argument(
        "--view", choices=[view.value for view in View], default=View.INBOX.value, help=tr("which list")
    )
    _add_limit(listing)
    show = add_verb(verbs, "show", tr("show one item with all that is known of it"), show_item)
    show.add_argument("key", metavar="KEY", help=tr("the key that `list` shows"))
    search = add_verb(verbs, "search", tr("find items by their words; accents do not matter"), search_items)
    search.add_argument("text", metavar="TEXT", nargs="+", help=tr("words, or their beginnings"))
    _add_limit(search)


def _add_limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=positive, metavar="N", help=tr("at most so many items"))


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


async def list_items(turn: Turn) -> ExitCode:
    return await _give_rows(turn, View(turn.options.view), "")


async def search_items(turn: Turn) -> ExitCode:
    return await _give_rows(turn, View.ALL, " ".join(turn.options.text))


async def _give_rows(turn: Turn, view: View, text: str) -> ExitCode:
    order = await turn.inbox.order(query(view, turn.now, text=text, limit=turn.options.limit))
    rows = await all_rows(turn, list(order.ids))
    known = await turn.inbox.sources()
    if turn.out.as_json:
        details = await _details(turn, rows)
        items = [shapes.item(row, details.get(row.item.key), turn.now) for row in rows]
        sources = [shapes.source(one, turn.now) for one in known]
        turn.out.give({"items": items, "total": order.total, "sources": sources})
    for row in rows:
        turn.out.say(item_line(row, turn.now))
    for one in known:
        if one.health is not Health.OK:
            turn.out.tell(how_it_stands(one, turn.now), Ink.LOOK)
    if not known:
        tell_no_sources(turn.out)
    elif not rows:
        turn.out.tell(tr("Nothing found.") if text else tr("Nothing waits here."))
    elif len(rows) < order.total:
        turn.out.tell(ntr("{n} item in all.", "{n} items in all.", order.total))
    return ExitCode.DONE


async def all_rows(turn: Turn, ids: list[int]) -> list[Row]:
    rows: list[Row] = []
    for start in range(0, len(ids), WINDOW):
        rows += await turn.inbox.rows(ids[start : start + WINDOW])
    return rows


async def _details(turn: Turn, rows: list[Row]) -> dict[WorkItemKey, WorkItemDetail]:
    """Of the rows whose detail was read at all."""
    keys = [row.item.key for row in rows if row.item.detail_as_of is not None]
    found: dict[WorkItemKey, WorkItemDetail] = {}
    for start in range(0, len(keys), WINDOW):
        several = await turn.inbox.details(keys[start : start + WINDOW])
        found.update({one.key: one for one in several if one is not None})
    return found


async def show_item(turn: Turn) -> ExitCode:
    known = await known_item(turn, turn.options.key)
    turn.out.give(shapes.item_in_depth(known.row, known.detail, turn.now))
    for line in item_page(known, turn.now):
        turn.out.say(line)
    return ExitCode.DONE


async def known_item(turn: Turn, text: str) -> OpenItem:
    """Refusal `item.unknown` when the key is none, or nobody here has heard of it."""
    try:
        key = WorkItemKey.parse(text)
    except ValueError:
        raise Refusal(Reason.of("item.unknown", key=text)) from None
    known = await turn.inbox.open_item(key)
    if known is None:
        raise Refusal(Reason.of("item.unknown", key=text))
    return known
