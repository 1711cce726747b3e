"""`doctor`: how this program stands on this machine, for the person at a support desk."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.cli.parser import Verbs, add_verb
from odx_desktop.cli.profile import folder_of, log_of, settings_of
from odx_desktop.cli.progress import progress
from odx_desktop.cli.source_lines import how_it_stands
from odx_desktop.cli.terminal import Ink
from odx_desktop.cli.turn import Turn
from odx_desktop.domain.errors import OdxError, Refusal
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.text import tr


def declare(verbs: Verbs) -> None:
    doctor = add_verb(
        verbs, "doctor", tr("show how the program stands on this machine"), run_doctor, needs_desk=False
    )
    doctor.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE",
        help=tr("write it with the log into a zip file, without secrets"),
    )


async def run_doctor(turn: Turn) -> ExitCode:
    async with progress(turn.out, tr("Looking at this machine")):
        report, problems, known = await _report(turn)
    calm = all(one.health in {Health.OK, None} for one in known)
    if turn.options.bundle:
        _write_bundle(turn.options.bundle, report, log_of(turn.options))
    turn.out.give(report)
    for line in _lines(report):
        turn.out.say(line)
    for one in known:
        turn.out.say(how_it_stands(one, turn.now), Ink.PLAIN if one.health in {Health.OK, None} else Ink.LOOK)
    for problem in problems:
        turn.out.warn(problem)
    if turn.options.bundle:
        turn.out.tell(tr("Written to {file}.", file=turn.options.bundle))
    if not problems and report["ok"] and calm:
        turn.out.say(tr("Nothing wrong was found."), Ink.GOOD)
    return ExitCode.DONE if report["ok"] else ExitCode.FAILED


async def _report(turn: Turn) -> tuple[dict[str, object], list[Reason], tuple[SourceStatus, ...]]:
    """A profile that cannot be opened is what a doctor is for: told, not stumbled over."""
    from odx_desktop.cli.self_test import (
        self_test_facts,
    )  # late: it brings the store, which --help does not need

    facts = self_test_facts()
    settings = settings_of(turn.options)
    problems = list(settings.problems)
    profile: dict[str, object] = {
        "folder": str(folder_of(turn.options)),
        "opens": True,
        "sound": None,
        "keeps": None,
    }
    known: tuple[SourceStatus, ...] = ()
    try:
        async with turn.open_desk(turn.options) as desk:
            profile["keeps"] = desk.keeps
            problems += [one for one in desk.notices if one not in problems]
            damage = await desk.check()
            profile["sound"] = not damage
            problems += damage
            known = await desk.inbox.sources()
    except OdxError as error:
        profile["opens"] = False
        problems.append(error.reason)
    report: dict[str, object] = {
        "ok": facts["ok"] is True and profile["opens"] is True and profile["sound"] is True,
        **{name: value for name, value in facts.items() if name != "ok"},
        "profile": profile,
        "log": str(log_of(turn.options)),
        "sources": [shapes.session(one, turn.now) for one in known],
        "waiting": sum(one.waiting_actions for one in known),
        "problems": [shapes.reason(one, turn.now) for one in problems],
    }
    return report, problems, known


def _lines(report: dict[str, object], before: str = "") -> Iterator[str]:
    for name, value in report.items():
        if isinstance(value, dict):
            yield from _lines(value, f"{before}{name}.")
        elif name not in {"problems", "sources", "reason", "text"}:
            yield tr("{label}: {value}", label=f"{before}{name}", value=_shown(value))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return tr("none") if value is None else str(value)


def _write_bundle(target: Path, report: dict[str, object], log: Path) -> None:
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr("doctor.json", json.dumps(report, indent=2, ensure_ascii=False))
            for path in sorted(log.parent.glob(f"{log.name}*")):
                bundle.write(path, f"logs/{path.name}")
    except OSError as error:
        detail = error.strerror or str(error)
        raise Refusal(Reason.of("usage.file_not_written", file=str(target), detail=detail)) from None
