"""`policy`: which settings hold, who set them, and whether a policy file is right."""

from __future__ import annotations

from pathlib import Path

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.cli.parser import Verbs, add_group, add_verb
from odx_desktop.cli.profile import settings_of
from odx_desktop.cli.turn import Turn
from odx_desktop.settings.catalogue import BY_NAME
from odx_desktop.settings.policy import read_policy_file
from odx_desktop.settings.values import Origin, SettingValue
from odx_desktop.text import tr

HIDDEN = "•••"


def declare(verbs: Verbs) -> None:
    group = add_group(verbs, "policy", tr("show the settings that hold, and check a policy file"))
    add_verb(group, "show", tr("show every setting and who set it"), show_policy, needs_desk=False)
    check = add_verb(group, "check", tr("check a policy file"), check_policy, needs_desk=False)
    check.add_argument("file", type=Path, metavar="FILE", help=tr("the policy file"))


async def show_policy(turn: Turn) -> ExitCode:
    settings = settings_of(turn.options)
    turn.out.give(
        {
            "settings": [_shape(one) for one in settings.all()],
            "problems": [shapes.reason(one, turn.now) for one in settings.problems],
        }
    )
    for one in settings.all():
        turn.out.say("  ".join((one.name, str(_shown(one)), _origin_words(one), one.file)).rstrip())
    for problem in settings.problems:
        turn.out.warn(problem)
    return ExitCode.DONE


async def check_policy(turn: Turn) -> ExitCode:
    checked = read_policy_file(turn.options.file)
    turn.out.give(
        {
            "file": str(turn.options.file),
            "ok": not checked.problems,
            "problems": [shapes.reason(one, turn.now) for one in checked.problems],
        }
    )
    for problem in checked.problems:
        turn.out.warn(problem)
    if checked.problems:
        return ExitCode.FAILED
    turn.out.say(tr("The policy {file} is right.", file=turn.options.file))
    return ExitCode.DONE


def _shape(one: SettingValue) -> shapes.Shape:
    return {
        "name": one.name,
        "value": _shown(one),
        "origin": one.origin.value,
        "locked": one.locked,
        "file": one.file or None,
    }


def _shown(one: SettingValue) -> object:
    return HIDDEN if BY_NAME[one.name].secret else one.value


def _origin_words(one: SettingValue) -> str:
    if one.locked:
        return tr("set by your organisation, locked")
    return {
        Origin.DEFAULT: tr("default"),
        Origin.USER: tr("set by you"),
        Origin.MACHINE: tr("suggested by your organisation"),
    }[one.origin]
