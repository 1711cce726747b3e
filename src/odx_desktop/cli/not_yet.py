"""Verbs that are promised and not built: they say so, and do nothing."""

from __future__ import annotations

from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.cli.parser import Verbs, add_group, add_verb
from odx_desktop.cli.turn import Turn
from odx_desktop.domain.reason import Reason
from odx_desktop.text import tr


def declare(verbs: Verbs) -> None:
    group = add_group(verbs, "playbooks", tr("rules that prepare decisions; not in this release"))
    for name in ("list", "check", "try"):
        verb = add_verb(group, name, tr("not in this release"), say_not_yet, needs_desk=False)
        if name != "list":
            verb.add_argument("file", metavar="FILE")


async def say_not_yet(turn: Turn) -> ExitCode:
    turn.out.fail(Reason.of("program.not_in_release"), turn.now)
    return ExitCode.FAILED
