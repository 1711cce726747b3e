"""Says one row: the parts that are painted, and the whole sentence that is spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from odx_desktop.domain.action import ActionKind, ActionState
from odx_desktop.domain.query import Mark, Row, Section, SectionKind
from odx_desktop.domain.work_item import Person, PersonKind, Relation, WorkItem
from odx_desktop.text import msgid, ntr, tr
from odx_desktop.text.actions import done_by_me, state_words
from odx_desktop.text.escape import one_line
from odx_desktop.text.formats import (
    age_words,
    currency_amount,
    day_and_month,
    due_words,
    duration_words,
    is_overdue,
    money,
)
from odx_desktop.ui.kind_icons import kind_icon

_SECTIONS = {
    SectionKind.OVERDUE: msgid("Overdue"),
    SectionKind.TODAY: msgid("Due today"),
    SectionKind.THIS_WEEK: msgid("Later this week"),
    SectionKind.LATER: msgid("Later"),
    SectionKind.NO_DUE: msgid("No due date"),
    SectionKind.NOBODY: msgid("No owner"),
}


# Nothing was done: the person decides again.
OPEN_AGAIN = frozenset({ActionState.REFUSED, ActionState.CONFLICT, ActionState.NEEDS_YOU})


@dataclass(frozen=True, slots=True)
class Moment:
    """When, and with which names of sources, a row is said."""

    now: datetime
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarkParts:
    """Our own decision laid over the row: `state` chooses the icon, `undo` says that it can be taken back,
    `faded` that the row is as good as decided; what came back undone is in full ink again."""

    state: str
    words: str
    undo: bool
    faded: bool = True


@dataclass(frozen=True, slots=True)
class RowParts:
    """What stands where on a row; `urgency` is overdue, today, later, or nothing for a mere age."""

    title: str
    person: str
    why: str
    source: str
    amount: str
    due: str
    urgency: str
    icon: str
    unread: bool
    mark: MarkParts | None


def row_parts(row: Row, moment: Moment) -> RowParts:
    item = row.item
    due, urgency = _due(item, moment.now)
    person = one_line(_person(item)) if item.concerns_me else ""
    why = one_line(why_words(item) if item.concerns_me else _of_others(item))
    return RowParts(
        title=one_line(item.title),
        person=person,
        why=why if person else why[:1].upper() + why[1:],  # what begins the line begins as a sentence does
        source=moment.sources.get(item.key.source, item.key.source),
        amount=money(item.amount) if item.amount else "",
        due=due,
        urgency=urgency,
        icon=kind_icon(item.kind),
        unread=row.unread and item.concerns_me,  # another's item is not one's own to read
        mark=_mark(row.mark, moment.now) if row.mark else _left(row),
    )


def spoken(parts: RowParts) -> str:
    """The row as one sentence: what is due first, then what it is, how much, from whom, why, and where."""
    said = [
        tr("Unread") if parts.unread else "",
        parts.mark.words if parts.mark else "",
        parts.due,
        parts.title,
        parts.amount,
        tr("From {person}", person=parts.person) if parts.person else "",
        parts.why,
        parts.source,
    ]
    return ". ".join(part.rstrip(".") for part in said if part) + "."


def section_words(section: Section) -> str:
    if section.kind is SectionKind.PERSON:
        return section.person
    return tr(_SECTIONS[section.kind])


def section_sum(section: Section) -> str:
    """What the section adds up to, a figure a currency; of a person, how pressed they are."""
    if section.kind in (SectionKind.PERSON, SectionKind.NOBODY):
        return _pressure(section)
    return " + ".join(currency_amount(_exact(value), currency) for currency, value in section.sums if value)


def _exact(value: Decimal) -> Decimal:
    """Without the zeros that adding up in the store brought along."""
    return value.normalize() + 0


def _pressure(section: Section) -> str:
    late = ntr("{n} overdue", "{n} overdue", section.overdue) if section.overdue else ""
    day = day_and_month(section.oldest.astimezone().date()) if section.oldest else ""
    oldest = tr("oldest opened {day}", day=day) if day else ""
    return ", ".join(part for part in (late, oldest) if part)


def section_spoken(section: Section) -> str:
    count = ntr("{n} item", "{n} items", section.count) if section.counted else ""
    return ", ".join(part for part in (section_words(section), count, section_sum(section)) if part)


def acts_for(item: WorkItem) -> Person | None:
    """Who else has the item that the source counts as open to me, too: somebody I stand in for, or a group
    that the source does not mark as one."""
    if Relation.SUBSTITUTE in item.relations and item.owner is not None:
        return item.owner
    open_to_me = item.relations & {Relation.SUBSTITUTE, Relation.CANDIDATE}
    another = item.assignee is not None and item.assignee.kind is PersonKind.PERSON
    return item.assignee if open_to_me and another else None


def why_words(item: WorkItem) -> str:
    """Why the row is here, in a few words; the detail says it at length."""
    relations = item.relations
    absent = acts_for(item)
    if absent is not None:
        return tr("with {person}, open to you too", person=absent.name)
    if Relation.CANDIDATE in relations and item.assignee is None:
        group = item.candidates[0].name if item.candidates else ""
        if group:
            return tr("{group}, unclaimed", group=group)
        return tr("your group, unclaimed")
    if Relation.MINE in relations:
        return tr("assigned to you")
    if item.assignee is not None:
        return tr("with {person}", person=item.assignee.name)
    if relations & {Relation.TEAM, Relation.REPORTEE}:
        return item.candidates[0].name if item.candidates else tr("nobody owns it")
    return ""


def _of_others(item: WorkItem) -> str:
    """Another's item: who asked is named as such, or one would read the name as the owner's."""
    asked = _person(item)
    parts = (why_words(item), tr("for {person}", person=asked) if asked else "")
    return ", ".join(part for part in parts if part)


def _person(item: WorkItem) -> str:
    person = item.requester or item.owner
    return person.name if person else ""


def _due(item: WorkItem, now: datetime) -> tuple[str, str]:
    if item.due is None:
        return (age_words(item.created, now) if item.created else ""), ""
    return due_words(item.due, now), urgency_of(item.due, now)


def urgency_of(due: date | datetime, now: datetime) -> str:
    """The token of the due state: overdue, today or later."""
    if is_overdue(due, now):
        return "overdue"
    day = due.astimezone().date() if isinstance(due, datetime) else due
    return "today" if day == now.astimezone().date() else "later"


def _left(row: Row) -> MarkParts | None:
    """Somebody else settled it; it stays only so that nothing moves under the eyes."""
    if not row.gone:
        return None
    return MarkParts(ActionState.CONFLICT.value, tr("No longer waits for you"), undo=False, faded=True)


def _mark(mark: Mark, now: datetime) -> MarkParts:
    kind = ActionKind(mark.kind)
    done = done_by_me(kind)
    undo = mark.state in (ActionState.HELD, ActionState.QUEUED)
    if mark.state is ActionState.HELD and mark.until is not None:
        wait = duration_words(max(0.0, (mark.until - now).total_seconds()))
        words = tr("{done}. Sends in {wait}", done=done, wait=wait)
    elif mark.state is ActionState.HELD:
        words = tr("{done}. Held until you send it", done=done)
    else:
        words = tr("{done}. {state}", done=done, state=state_words(mark.state))
    return MarkParts(mark.state.value, words, undo, mark.state not in OPEN_AGAIN)
