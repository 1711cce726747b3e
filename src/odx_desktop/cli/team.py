"""`team`: what waits for my people and groups, and what nobody has taken."""

from __future__ import annotations

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.cli.item_text import item_line
from odx_desktop.cli.items import all_rows
from odx_desktop.cli.parser import Verbs, add_verb
from odx_desktop.cli.source_lines import name_of
from odx_desktop.cli.turn import Turn, query
from odx_desktop.domain.query import View
from odx_desktop.inbox.views import TeamMember
from odx_desktop.text import ntr, tr
from odx_desktop.text.escape import one_line
from odx_desktop.text.formats import age_words


def declare(verbs: Verbs) -> None:
    add_verb(verbs, "team", tr("show what waits for your people and groups"), show_team)


async def show_team(turn: Turn) -> ExitCode:
    asked = query(View.TEAM, turn.now)
    summary = await turn.inbox.team(asked)
    rows = await all_rows(turn, list((await turn.inbox.order(asked)).ids))
    people = [one for one in summary.members if one.person is not None]
    turn.out.give(
        {
            "as_of": shapes.instant(summary.as_of),
            "people": [shapes.member(one) for one in people],
            "unowned": summary.unowned,
            "items": [shapes.item(row, None, turn.now) for row in rows],
            "cannot_tell": [one.source.slug for one in summary.cannot_tell],
        }
    )
    for one in people:
        turn.out.say(_member_line(one, turn))
    turn.out.say(ntr("{n} item without owner", "{n} items without owner", summary.unowned))
    for row in rows:
        turn.out.say(f"  {item_line(row, turn.now)}")
    for status in summary.cannot_tell:
        turn.out.tell(tr("{name} cannot tell what waits for others.", name=name_of(status)))
    return ExitCode.DONE


def _member_line(one: TeamMember, turn: Turn) -> str:
    name = one_line(one.person.name) if one.person else ""
    parts = [name, ntr("{n} open", "{n} open", one.open)]
    if one.overdue:
        parts.append(ntr("{n} overdue", "{n} overdue", one.overdue))
    if one.oldest:
        parts.append(tr("oldest {age}", age=age_words(one.oldest, turn.now)))
    return ", ".join(parts)
