"""State codes to icon and colour, in one place; the word beside them comes from `text.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odx_desktop.ui.theme.tokens import Look

if TYPE_CHECKING:
    from odx_desktop.ui.theme.theme import Theme

__all__ = ["Look", "action_look", "due_look", "health_look"]


def action_look(theme: Theme, state: str) -> Look:
    """The look of an action state; `state` is the code of design.md section 5 ("held", "needs_you", ...)."""
    return theme.tokens.state["action"][state]


def health_look(theme: Theme, health: str) -> Look:
    """The look of a source's health; also `checking` and `launch_only`, which are only shown."""
    return theme.tokens.state["source"][health]


def due_look(theme: Theme, due: str) -> Look:
    """The look of a due date: overdue, today, later, needs_reason."""
    return theme.tokens.state["due"][due]
