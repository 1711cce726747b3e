"""`sources`: set up, look at, try, change and remove the accounts this desk listens to."""

from __future__ import annotations

from odx_desktop.cli import shapes
from odx_desktop.cli.exit_code import ExitCode, of_health
from odx_desktop.cli.parser import Parser, Verbs, add_group, add_verb
from odx_desktop.cli.progress import progress
from odx_desktop.cli.source_lines import how_it_stands
from odx_desktop.cli.terminal import Ink, Terminal
from odx_desktop.cli.turn import Turn
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.inbox.views import SourceDraft, SourceTest, WaitingChoice
from odx_desktop.text import current_language, tr
from odx_desktop.text.actions import health_words


def declare(verbs: Verbs) -> None:
    group = add_group(verbs, "sources", tr("add, list, test, edit and remove sources"))
    add = add_verb(group, "add", tr("test a new source, and save it when it answers"), add_source)
    add.add_argument("connector", metavar="CONNECTOR", help=tr("a connector’s id, or the path of a manifest"))
    add.add_argument("--name", required=True, help=tr("what the source is called here"))
    add.add_argument("--url", required=True, help=tr("the address of the source"))
    _add_account_flags(add)
    add_verb(group, "list", tr("list the sources and how they stand"), list_sources)
    test = add_verb(group, "test", tr("ask a source now whether it answers"), test_source)
    _add_source_argument(test)
    edit = add_verb(
        group, "edit", tr("change a source; tested first, kept as it was on failure"), edit_source
    )
    _add_source_argument(edit)
    edit.add_argument("--name", help=tr("what the source is called here"))
    edit.add_argument("--url", help=tr("the address of the source"))
    _add_account_flags(edit)
    remove = add_verb(group, "remove", tr("forget a source and what was read from it"), remove_source)
    _add_source_argument(remove)
    waiting = remove.add_mutually_exclusive_group()
    waiting.add_argument("--discard", action="store_true", help=tr("discard decisions that still wait"))
    waiting.add_argument("--send", action="store_true", help=tr("send decisions that still wait first"))


def _add_source_argument(parser: Parser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=tr("the short name that `sources list` shows"))


def _add_account_flags(parser: Parser) -> None:
    parser.add_argument("--user", help=tr("your user name there"))
    parser.add_argument(
        "--secret-stdin",
        action="store_true",
        help=tr("read the password or key from standard input, to its end"),
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=tr("a further value that the connector asks for"),
    )


async def add_source(turn: Turn) -> ExitCode:
    options = turn.options
    turn.must_keep()
    draft = SourceDraft(
        connector=options.connector,
        name=options.name,
        url=options.url,
        user=options.user or "",
        secret=_secret(turn),
        settings=pairs(options.set),
    )
    async with progress(turn.out, tr("Testing the source")):
        outcome = await turn.inbox.add_source(draft)
    saved = tr("Saved as {source}.", source=outcome.status.source.slug)
    return _tell_outcome(turn, outcome, saved, tr("Nothing was saved."))


async def edit_source(turn: Turn) -> ExitCode:
    options = turn.options
    turn.must_keep()
    now = (await _known(turn, options.source)).source
    draft = SourceDraft(
        connector=now.connector,
        name=options.name or now.name.in_(current_language()),
        url=options.url or now.url,
        user=now.user if options.user is None else options.user,
        secret=_secret(turn),
        settings=tuple({**dict(now.settings), **dict(pairs(options.set))}.items()),
        slug=now.slug,
    )
    async with progress(turn.out, tr("Testing the source")):
        outcome = await turn.inbox.edit_source(now.slug, draft)
    return _tell_outcome(
        turn, outcome, tr("The change is saved."), tr("The source stays as it was."), kept=True
    )


async def test_source(turn: Turn) -> ExitCode:
    async with progress(turn.out, tr("Testing the source")):
        outcome = await turn.inbox.test_source(turn.options.source)
    return _tell_outcome(turn, outcome, "", "", kept=True)


async def list_sources(turn: Turn) -> ExitCode:
    known = await turn.inbox.sources()
    turn.out.give({"sources": [shapes.set_up(one, turn.now) for one in known]})
    for one in known:
        turn.out.say(f"{one.source.slug}  {how_it_stands(one, turn.now)}")
    if not known:
        tell_no_sources(turn.out)
    return ExitCode.DONE


async def remove_source(turn: Turn) -> ExitCode:
    options = turn.options
    choice = WaitingChoice.DISCARD if options.discard else WaitingChoice.SEND if options.send else None
    await turn.inbox.remove_source(options.source, choice)
    turn.out.give({"source": options.source, "removed": True})
    turn.out.say(tr("{source} is removed.", source=options.source))
    return ExitCode.DONE


def tell_no_sources(out: Terminal) -> None:
    out.tell(tr("There are no sources yet. Add one with: odx-desktop sources add --help"))


def _tell_outcome(
    turn: Turn, outcome: SourceTest, saved: str, failed: str, *, kept: bool = False
) -> ExitCode:
    """`saved` and `failed` say what became of the source; `kept`: it stays in any case."""
    status, why = outcome.status, outcome.reason or outcome.status.reason
    shape = shapes.set_up(status, turn.now, saved=outcome.ok or kept)
    turn.out.give({**shape, "reason": shapes.reason(why, turn.now)})
    if not outcome.ok:
        turn.out.fail(why or Reason.of("source.not_reached"), turn.now)
        if failed:
            turn.out.tell(failed)
        exit_code = of_health(status.health)
        if status.health in {Health.BROKEN, Health.OK, None}:
            return ExitCode.FAILED
        return exit_code
    name = status.source.name.in_(current_language())
    whom = tr("as {person}", person=status.as_whom) if status.as_whom else ""
    heading = ", ".join(part for part in (f"{name}: {health_words(Health.OK)}", whom) if part)
    turn.out.say(f"{heading}. {saved}".strip(), Ink.GOOD)
    return ExitCode.DONE


async def _known(turn: Turn, slug: str) -> SourceStatus:
    for one in await turn.inbox.sources():
        if one.source.slug == slug:
            return one
    raise Refusal(Reason.of("source.unknown", source=slug))


def _secret(turn: Turn) -> str | None:
    """None keeps the secret there is."""
    secret: str | None = getattr(turn.options, "secret", None)
    return secret


def pairs(given: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair(one) for one in given)


def pair(text: str) -> tuple[str, str]:
    """KEY=VALUE; Refusal `usage.wrong` when it is not."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise Refusal(Reason.of("usage.wrong", detail=tr("{text} is not KEY=VALUE", text=text)))
    return name, value
