"""What a to-do allows now, in both languages: the format knows no workflow, so these words are ours."""

from __future__ import annotations

from collections.abc import Iterator

from odx_desktop.connectors.caldav.todo import Todo, instance_text
from odx_desktop.domain.action import (
    ActionKind,
    ActionOffer,
    ActionParam,
    Choice,
    CommentRule,
    Effect,
    Nature,
    ParamType,
)
from odx_desktop.domain.language import LocalizedText

INSTANCE_MARK = "@"

_DUE = ActionParam("due", ParamType.DATE, LocalizedText("Due", "Échéance"), required=True)
_PRIORITY = ActionParam(
    "priority",
    ParamType.CHOICE,
    LocalizedText("Priority", "Priorité"),
    required=True,
    choices=(
        Choice("1", LocalizedText("High", "Élevée")),
        Choice("5", LocalizedText("Medium", "Moyenne")),
        Choice("9", LocalizedText("Low", "Faible")),
        Choice("0", LocalizedText("None", "Aucune")),
    ),
)
_COMMENT = ActionOffer(
    "comment",
    ActionKind.COMMENT,
    LocalizedText("Comment", "Commenter"),
    comment=CommentRule.REQUIRED,
    effect=Effect.APPEND,
)


def offers_of(todo: Todo, *, writable: bool) -> tuple[ActionOffer, ...]:
    """Nothing on a list that is only lent for reading. A repeating to-do is completed one instance at a
    time; its dates belong to the series, so they are not offered."""
    if not writable:
        return ()
    return (*(_closed(todo) if todo.is_closed else _open(todo)), _COMMENT)


def _open(todo: Todo) -> Iterator[ActionOffer]:
    if not todo.repeats or (todo.instance is not None and todo.can_advance):
        yield ActionOffer(
            complete_id(todo),
            ActionKind.COMPLETE,
            LocalizedText("Complete", "Terminer"),
            Nature.POSITIVE,
            CommentRule.OPTIONAL,
        )
    if todo.repeats:
        return
    if todo.status != "IN-PROCESS":
        yield ActionOffer("start", ActionKind.START, LocalizedText("Start", "Commencer"))
    yield ActionOffer(
        "set_due",
        ActionKind.SET_DUE,
        LocalizedText("Change the due date", "Changer l’échéance"),
        params=(_DUE,),
    )
    yield ActionOffer(
        "set_priority",
        ActionKind.SET_PRIORITY,
        LocalizedText("Change the priority", "Changer la priorité"),
        params=(_PRIORITY,),
    )


def _closed(todo: Todo) -> Iterator[ActionOffer]:
    if not todo.repeats:
        yield ActionOffer("reopen", ActionKind.REOPEN, LocalizedText("Reopen", "Rouvrir"))


def complete_id(todo: Todo) -> str:
    """A repeating to-do's offer names its instance, so that sending again never completes the next one."""
    if todo.instance is None:
        return "complete"
    return f"complete{INSTANCE_MARK}{instance_text(todo.instance)}"
