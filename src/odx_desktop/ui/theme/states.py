"""State codes to icon, word and colour, in one place, so that no state is ever told by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odx_desktop.text import tr
from odx_desktop.ui.theme.tokens import Look

if TYPE_CHECKING:
    from odx_desktop.ui.theme.theme import Theme

__all__ = ["Look", "action_look", "action_word", "due_look", "health_look", "health_word"]


def action_look(theme: Theme, state: str) -> Look:
    """The look of an action state; `state` is the code of design.md section 5 ("held", "needs_you", ...)."""
    return theme.tokens.state["action"][state]


def health_look(theme: Theme, health: str) -> Look:
    """The look of a source's health; also `checking` and `launch_only`, which are only shown."""
    return theme.tokens.state["source"][health]


def due_look(theme: Theme, due: str) -> Look:
    """The look of a due date: overdue, today, later, needs_reason."""
    return theme.tokens.state["due"][due]


def action_word(state: str) -> str:
    """The word that stands beside the icon of an action's state."""
    return {
        "held": tr("Held"),
        "queued": tr("Queued"),
        "sending": tr("Sending"),
        "confirmed": tr("Confirmed"),
        "refused": tr("Refused"),
        "conflict": tr("Conflict"),
        "unknown": tr("Unknown"),
        "needs_you": tr("Needs you"),
        "discarded": tr("Discarded"),
    }[state]


def health_word(health: str) -> str:
    """The word that stands beside the icon of a source's health."""
    return {
        "ok": tr("Signed in"),
        "checking": tr("Checking…"),
        "sign_in_needed": tr("Sign-in needed"),
        "not_reached": tr("Not reached"),
        "stale": tr("Not current"),
        "broken": tr("Answers oddly"),
        "no_access": tr("No access"),
        "launch_only": tr("Launch only"),
    }[health]
