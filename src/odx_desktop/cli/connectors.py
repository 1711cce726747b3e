"""`connectors`: the kinds of back end this program can speak to, and manifests under test."""

from __future__ import annotations

from pathlib import Path

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode
from odx_desktop.cli.not_yet import say_not_yet
from odx_desktop.cli.parser import Verbs, add_group, add_verb
from odx_desktop.cli.progress import progress
from odx_desktop.cli.sources import pairs
from odx_desktop.cli.terminal import Ink
from odx_desktop.cli.turn import Turn, now_utc
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.reason import Reason
from odx_desktop.text import ntr, tr
from odx_desktop.text.escape import one_line


def declare(verbs: Verbs) -> None:
    group = add_group(verbs, "connectors", tr("list connectors, and check one of your own"))
    add_verb(group, "list", tr("list the connectors there are"), list_connectors)
    check = add_verb(group, "check", tr("check a manifest"), check_manifest, needs_desk=False)
    check.add_argument("file", type=Path, metavar="FILE", help=tr("the manifest"))
    trial = add_verb(
        group, "try", tr("try a manifest on a server; nothing is saved"), try_manifest, needs_desk=False
    )
    trial.add_argument("file", type=Path, metavar="FILE", help=tr("the manifest"))
    trial.add_argument("--url", required=True, help=tr("the address of the source"))
    trial.add_argument("--user", default="", help=tr("your user name there"))
    trial.add_argument(
        "--secret-stdin",
        action="store_true",
        help=tr("read the password or key from standard input, to its end"),
    )
    trial.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=tr("a further value that the connector asks for"),
    )
    record = add_verb(group, "record", tr("not in this release"), say_not_yet, needs_desk=False)
    record.add_argument("file", type=Path, metavar="FILE")


async def list_connectors(turn: Turn) -> ExitCode:
    known = await turn.inbox.connectors()
    turn.out.give({"connectors": [shapes.connector(one) for one in known]})
    for one in known:
        turn.out.say("  ".join((one.id, one.title, ", ".join(one.capabilities))))
    return ExitCode.DONE


async def check_manifest(turn: Turn) -> ExitCode:
    from odx_desktop.inbox.manifests import mistakes_of

    file: Path = turn.options.file
    mistakes = mistakes_of(_text(file))
    turn.out.give(
        {
            "file": str(file),
            "ok": not mistakes,
            "mistakes": [
                {
                    "line": one.line,
                    "column": one.column,
                    "where": one.where,
                    "message": one.message,
                    "nearest": one.nearest or None,
                }
                for one in mistakes
            ],
        }
    )
    for one in mistakes:
        turn.out.tell(f"{file}:{one.line}:{one.column}: {one.message}", Ink.BAD)
        if one.nearest:
            turn.out.tell(tr("Did you mean “{near}”?", near=one.nearest))
    if mistakes:
        return ExitCode.FAILED
    turn.out.say(tr("The manifest {file} is right.", file=file))
    return ExitCode.DONE


async def try_manifest(turn: Turn) -> ExitCode:
    from odx_desktop.inbox import manifests

    options = turn.options
    text = _text(options.file)
    source = manifests.draft_source(str(options.file), options.url, options.user, pairs(options.set))
    async with progress(turn.out, tr("Testing the source")):
        found = await manifests.try_manifest(text, source, getattr(options, "secret", ""), now_utc)
    turn.out.give(
        {
            "as": found.identity,
            "pulled": len(found.items),
            "total": found.total,
            "more": found.more,
            "rejected": [shapes.reason(one, turn.now) for one in found.rejected],
            "items": [
                {"key": one.key.native_text, "title": one.title, "state": one.state.value}
                for one in found.items
            ],
        }
    )
    turn.out.say(tr("The source takes you for {person}.", person=found.identity))
    turn.out.say(ntr("{n} item", "{n} items", len(found.items)))
    for one in found.items:
        turn.out.say(f"  {one.key.native_text}  {one.state.value}  {one_line(one.title)}")
    for reason in found.rejected:
        turn.out.warn(reason)
    return ExitCode.FAILED if found.rejected else ExitCode.DONE


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(Reason.of("usage.file", file=str(file), detail=str(error))) from None
