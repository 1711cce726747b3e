"""Tooltips that can never become markup: Qt guesses, and `<img>` in a title would be rendered."""

from __future__ import annotations

from html import escape

from odx_desktop.text.escape import many_lines


def plain_tip(text: str) -> str:
    """`text` as a tooltip that shows `<b>` as five characters; empty stays empty, which is no tooltip."""
    return f"<qt>{escape(many_lines(text))}</qt>" if text else ""
