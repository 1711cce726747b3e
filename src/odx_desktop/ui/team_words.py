"""What Team says of the load of each person: a finding first, then the figures, and what is not counted."""

from __future__ import annotations

from datetime import datetime

from odx_desktop.domain.source import Health
from odx_desktop.inbox.views import TeamMember, TeamSummary
from odx_desktop.text import current_language, ntr, tr
from odx_desktop.text.formats import age_words, moment_words


def by_need(members: tuple[TeamMember, ...]) -> list[TeamMember]:
    """What nobody owns first, then most overdue, most due this week, most open."""
    return sorted(members, key=lambda m: (m.person is not None, -m.overdue, -m.soon, -m.open, name_of(m)))


def name_of(member: TeamMember) -> str:
    return member.person.name if member.person else tr("No owner")


def later(member: TeamMember) -> int:
    """Open items that are neither late nor due this week."""
    return max(0, member.open - member.overdue - member.soon)


def load_words(member: TeamMember) -> str:
    """14 open, 4 overdue."""
    opened = ntr("{n} open", "{n} open", member.open)
    if not member.overdue:
        return opened
    return tr("{open}, {late}", open=opened, late=ntr("{n} overdue", "{n} overdue", member.overdue))


def spoken(member: TeamMember, now: datetime) -> str:
    """A bar as one sentence."""
    oldest = age_words(member.oldest, now) if member.oldest else ""
    parts = [
        f"{name_of(member)}: {load_words(member)}",
        ntr("{n} due this week", "{n} due this week", member.soon),
        tr("oldest {age}", age=oldest) if oldest else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def finding(members: tuple[TeamMember, ...]) -> str:
    """The one thing worth knowing, as a sentence; it names nobody, because it is no ranking."""
    late = sum(member.overdue for member in members)
    alone = sum(member.overdue for member in members if member.person is None)
    if late:
        said = ntr("{n} item is overdue", "{n} items are overdue", late)
        owned = ntr("{n} of them has no owner", "{n} of them have no owner", alone) if alone else ""
        return ", ".join(part for part in (said, owned) if part)
    unowned = sum(member.open for member in members if member.person is None)
    if unowned:
        return ntr("{n} item has no owner", "{n} items have no owner", unowned)
    return tr("Nothing is overdue")


def counts(summary: TeamSummary) -> str:
    """47 open, 8 overdue, 3 nobody owns."""
    opened = sum(member.open for member in summary.members)
    late = sum(member.overdue for member in summary.members)
    parts = [ntr("{n} open", "{n} open", opened)]
    if late:
        parts.append(ntr("{n} overdue", "{n} overdue", late))
    if summary.unowned:
        parts.append(ntr("{n} without an owner", "{n} without an owner", summary.unowned))
    return ", ".join(parts)


def as_of_words(summary: TeamSummary, now: datetime) -> str:
    if summary.as_of is None:
        return tr("No source has told about your team yet.")
    return tr("As of {time}", time=moment_words(summary.as_of, now))


def missing_words(summary: TeamSummary) -> str:
    """Which sources are left out because they tell of no team, and which are old; "" when all are counted."""
    said = []
    if untold := _names(summary, trouble=False):
        said.append(tr("Not counted, because they do not tell about teams: {names}.", names=untold))
    if old := _names(summary, trouble=True):
        said.append(tr("Not current: {names}.", names=old))
    return " ".join(said)


def is_trouble(summary: TeamSummary) -> bool:
    """Whether something that should be counted is missing or old."""
    return bool(_names(summary, trouble=True))


def _names(summary: TeamSummary, *, trouble: bool) -> str:
    names = (
        status.source.name.in_(current_language())
        for status in summary.cannot_tell
        if (status.health is not Health.OK) == trouble
    )
    return ", ".join(names)
