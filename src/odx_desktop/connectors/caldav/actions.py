"""What a to-do allows, which lines an action changes, and how its effect is seen (RFC 5545 section 3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from odx_desktop.connectors.caldav.content_lines import (
    AddProperty,
    CalendarObject,
    ContentLine,
    DropProperty,
    Edit,
    SetProperty,
    escaped,
)
from odx_desktop.connectors.caldav.offers import INSTANCE_MARK, offers_of
from odx_desktop.connectors.caldav.todo import ACTION_PARAM, Todo
from odx_desktop.domain.action import Action, ActionKind
from odx_desktop.domain.reason import Reason


@dataclass(frozen=True, slots=True)
class Missing:
    """The action cannot be carried out as it is; nothing is sent."""

    reason: Reason


def edited_object(action: Action, todo: Todo, source: CalendarObject, now: datetime) -> bytes | Missing:
    """The object as it should be after the action."""
    needs = _missing_input(action)
    if needs is not None:
        return needs
    if not _still_offered(action, todo):
        return Missing(Reason.of("action.offer_gone"))
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    if action.kind is ActionKind.COMPLETE and todo.repeats and todo.part == todo.master:
        return source.with_component(_override(action, todo, source, stamp))
    part = todo.master if action.kind is ActionKind.COMMENT else todo.part
    edits = _edits(action, source, part, stamp)
    if isinstance(edits, Missing):
        return edits
    return source.edited(part, [*edits, *_note(action), *_revision(source, part, stamp)])


def _missing_input(action: Action) -> Missing | None:
    if action.kind is ActionKind.COMMENT and not action.comment.strip():
        return Missing(Reason.of("action.needs_comment"))
    if action.kind is ActionKind.SET_DUE and _day(action.param("due")) is None:
        return Missing(Reason.of("action.needs_param", name="due"))
    if action.kind is ActionKind.SET_PRIORITY and _rank(action.param("priority")) is None:
        return Missing(Reason.of("action.needs_param", name="priority"))
    return None


def _day(text: str | None) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def _rank(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() and int(text) <= 9 else None


def _still_offered(action: Action, todo: Todo) -> bool:
    return any(offer.id == action.offer_id for offer in offers_of(todo, writable=True))


def _edits(action: Action, source: CalendarObject, part: int, stamp: str) -> Sequence[Edit] | Missing:
    if action.kind is ActionKind.COMPLETE:
        return (
            SetProperty("STATUS", "COMPLETED"),
            SetProperty("PERCENT-COMPLETE", "100"),
            SetProperty("COMPLETED", stamp),
        )
    if action.kind is ActionKind.REOPEN:
        return (
            SetProperty("STATUS", "NEEDS-ACTION"),
            DropProperty("PERCENT-COMPLETE"),
            DropProperty("COMPLETED"),
        )
    if action.kind is ActionKind.START:
        return (SetProperty("STATUS", "IN-PROCESS"),)
    if action.kind is ActionKind.SET_PRIORITY:
        return (SetProperty("PRIORITY", str(_rank(action.param("priority")))),)
    if action.kind is ActionKind.SET_DUE:
        return _due_edits(action, source, part)
    return ()


def _due_edits(action: Action, source: CalendarObject, part: int) -> Sequence[Edit] | Missing:
    """The day changes; a time of day and its zone stay as they were. Without DUE it takes the form of
    DTSTART, which must be of the same type and earlier (RFC 5545 section 3.8.2.3)."""
    day = _day(action.param("due"))
    assert day is not None
    text = day.strftime("%Y%m%d")
    start, due = source.first(part, "DTSTART"), source.first(part, "DUE")
    if start is not None and text < start.value[:8]:
        return Missing(Reason.of("action.due_before_start", start=start.value[:8]))
    if due is not None and "T" in due.value:
        return (SetProperty("DUE", text + due.value[8:], due.params),)
    if due is None and start is not None and "T" in start.value:
        zulu = "Z" if start.value.endswith("Z") else ""
        return (DropProperty("DURATION"), SetProperty("DUE", f"{text}T235900{zulu}", start.params))
    return (DropProperty("DURATION"), SetProperty("DUE", text, "VALUE=DATE"))


def _note(action: Action) -> Sequence[Edit]:
    if not action.comment.strip():
        return ()
    return (AddProperty("COMMENT", escaped(action.comment), f"{ACTION_PARAM}={action.id}"),)


def _revision(source: CalendarObject, part: int, stamp: str) -> Sequence[Edit]:
    """LAST-MODIFIED and DTSTAMP say when; SEQUENCE counts revisions where somebody counts them and we are
    not a mere participant in someone else's to-do (RFC 5546 section 2.1.4)."""
    edits: list[Edit] = [SetProperty("DTSTAMP", stamp), SetProperty("LAST-MODIFIED", stamp)]
    sequence = source.first(part, "SEQUENCE")
    if sequence is not None and sequence.value.isdigit() and source.first(part, "ORGANIZER") is None:
        edits.append(SetProperty("SEQUENCE", str(int(sequence.value) + 1)))
    return edits


def _override(action: Action, todo: Todo, source: CalendarObject, stamp: str) -> Sequence[SetProperty]:
    """A component of its own for the instance that is done; the series goes on."""
    anchor = source.first(todo.master, "DTSTART") or source.first(todo.master, "DUE")
    assert anchor is not None
    instance = action.offer_id.partition(INSTANCE_MARK)[2] + ("Z" if anchor.value.endswith("Z") else "")
    lines = [
        SetProperty("UID", _value(source.first(todo.master, "UID"))),
        SetProperty("DTSTAMP", stamp),
        SetProperty("LAST-MODIFIED", stamp),
        SetProperty("RECURRENCE-ID", instance, anchor.params),
        SetProperty(anchor.name, instance, anchor.params),
        SetProperty("SUMMARY", _value(source.first(todo.master, "SUMMARY"))),
        SetProperty("STATUS", "COMPLETED"),
        SetProperty("PERCENT-COMPLETE", "100"),
        SetProperty("COMPLETED", stamp),
    ]
    if action.comment.strip():
        lines.append(SetProperty("COMMENT", escaped(action.comment), f"{ACTION_PARAM}={action.id}"))
    return lines


def _value(line: ContentLine | None) -> str:
    return "" if line is None else line.value


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reading of the object says of an action; not `certain` when only a comment with the same text
    was found, which somebody may have written before."""

    in_effect: bool
    certain: bool = True


def effect_of(action: Action, todo: Todo, source: CalendarObject) -> Seen:
    """Is the action in effect in this object? A server that drops unknown parameters leaves the text of
    our comment but not its mark: proof enough beside a change of state, none for a comment alone."""
    marked = any(note.action_id == action.id for note in todo.comments)
    if action.comment.strip() and not marked:
        lookalike = any(note.text == action.comment and not note.action_id for note in todo.comments)
        if not lookalike:
            return Seen(in_effect=False)
        return Seen(_state_holds(action, todo, source), certain=action.kind is not ActionKind.COMMENT)
    return Seen(marked if action.kind is ActionKind.COMMENT else _state_holds(action, todo, source))


def _state_holds(action: Action, todo: Todo, source: CalendarObject) -> bool:
    instance = action.offer_id.partition(INSTANCE_MARK)[2]
    match action.kind:
        case ActionKind.COMPLETE:
            return instance in todo.closed_instances if instance else todo.status == "COMPLETED"
        case ActionKind.REOPEN:
            return not todo.is_closed
        case ActionKind.START:
            return todo.status == "IN-PROCESS"
        case ActionKind.SET_PRIORITY:
            return todo.priority == _rank(action.param("priority"))
        case ActionKind.SET_DUE:
            day, due = _day(action.param("due")), source.first(todo.part, "DUE")
            return day is not None and due is not None and due.value[:8] == day.strftime("%Y%m%d")
        case ActionKind.COMMENT:
            return True
        case _:
            return False
