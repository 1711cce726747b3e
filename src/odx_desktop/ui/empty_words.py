"""Which of the four emptinesses a list shows, decided from what is known and never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from odx_desktop.domain.source import Health, SourceStatus
from odx_desktop.text import current_language, ntr, tr
from odx_desktop.text.formats import clock_time, moment_words


@dataclass(frozen=True, slots=True)
class Emptiness:
    """`kind` as EmptyState knows it; `offers` names what can be done: clear, team, check, sign_in, add."""

    kind: str
    title: str
    sentence: str
    offers: tuple[str, ...] = ()


def emptiness(
    sources: tuple[SourceStatus, ...], known: bool, text: str, hidden: int, now: datetime
) -> Emptiness:
    """What an empty list means now; `hidden` rows are there without the search."""
    if text and hidden:
        said = ntr("{n} item is hidden by this search.", "{n} items are hidden by this search.", hidden)
        return Emptiness("filtered", tr("Nothing matches “{text}”", text=text), said, ("clear",))
    if not known:
        return Emptiness("checking", tr("Opening your inbox…"), tr("This takes a moment."))
    if not sources:
        return Emptiness(
            "nothing_chosen",
            tr("Nothing is connected yet"),
            tr("Add the first system that has work for you. It is tested before it is saved."),
            ("add",),
        )
    for found in (_not_asked(sources), _no_access(sources)):
        if found is not None:
            return found
    if any(status.as_of is None for status in sources):
        return Emptiness("checking", tr("Asking your sources…"), tr("Items appear as they answer."))
    return _all_done(sources, now)


def _name(status: SourceStatus) -> str:
    return status.source.name.in_(current_language())


def _not_asked(sources: tuple[SourceStatus, ...]) -> Emptiness | None:
    silent = [s for s in sources if s.health in (Health.NOT_REACHED, Health.BROKEN, Health.STALE)]
    locked = [s for s in sources if s.health is Health.SIGN_IN_NEEDED]
    if not silent and not locked:
        return None
    names = ", ".join(_name(status) for status in silent or locked)
    if silent:
        title = tr("We could not ask {sources}", sources=names)
        since = next((status.as_of for status in silent if status.as_of), None)
        if since is not None:
            said = tr("Last heard {time}. You may have items there.", time=clock_time(since))
        else:
            said = tr("You may have items there.")
    else:
        title = tr("{sources} needs you to sign in", sources=names)
        said = tr("Until then we cannot know what waits for you there.")
    return Emptiness("not_reached", title, said, ("check", "sign_in"))


def _no_access(sources: tuple[SourceStatus, ...]) -> Emptiness | None:
    closed = [_name(status) for status in sources if status.health is Health.NO_ACCESS]
    if not closed:
        return None
    names = ", ".join(closed)
    return Emptiness(
        "no_access",
        tr("Your account has no role in {sources}", sources=names),
        tr("The people who run it can add one. The other sources have nothing for you."),
        ("sign_in",),
    )


def _all_done(sources: tuple[SourceStatus, ...], now: datetime) -> Emptiness:
    heard = sorted(status.as_of for status in sources if status.as_of is not None)
    oldest, newest = moment_words(heard[0], now), moment_words(heard[-1], now)
    if oldest == newest:
        said = ntr(
            "Your source answered at {time}.",
            "All {n} sources answered at {time}.",
            len(sources),
            time=newest,
        )
    else:
        said = tr(
            "All {count} sources answered between {oldest} and {newest}.",
            count=len(sources),
            oldest=oldest,
            newest=newest,
        )
    # "a.m." ends with the sentence's own full stop.
    return Emptiness("all_done", tr("Nothing waits for you"), said.replace("..", "."), ("team", "check"))
