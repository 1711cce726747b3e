"""`connectors`: the kinds of back end this program can speak to, and manifests under test."""

from __future__ import annotations

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.cli.parser import Verbs, add_group, add_verb
from odx_desktop.cli.turn import Turn
from odx_desktop.text import tr


def declare(verbs: Verbs) -> None:
    group = add_group(verbs, "connectors", tr("list connectors, and check one of your own"))
    add_verb(group, "list", tr("list the connectors there are"), list_connectors)


async def list_connectors(turn: Turn) -> ExitCode:
    known = await turn.inbox.connectors()
    turn.out.give({"connectors": [shapes.connector(one) for one in known]})
    for one in known:
        turn.out.say("  ".join((one.id, one.title, ", ".join(one.capabilities))))
    return ExitCode.DONE
