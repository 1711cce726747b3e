"""The look of the window, read once from tokens and handed to every widget as one object."""

from odx_desktop.ui.theme.states import Look, action_look, due_look, health_look
from odx_desktop.ui.theme.theme import CHOICES, Theme

__all__ = ["CHOICES", "Look", "Theme", "action_look", "due_look", "health_look"]
