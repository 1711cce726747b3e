"""Every control in every state on one page, so that a change of a token is seen before a person sees it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.source import Health
from odx_desktop.text import tr
from odx_desktop.text.actions import health_words, state_words
from odx_desktop.ui.controls import (
    Banner,
    Button,
    Card,
    Chip,
    EmptyState,
    FactGrid,
    Ground,
    Hairline,
    KeyHint,
    OverflowRow,
    PlainLabel,
    SearchField,
    SectionLabel,
    Segmented,
    TextArea,
    WrapRow,
)
from odx_desktop.ui.theme import Theme, action_look, health_look


class Gallery(Ground):
    """Two columns of specimens; no control here does anything."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface", parent=parent)
        self._theme = theme
        columns = QHBoxLayout(self)
        side = theme.space("pane_detail")
        columns.setContentsMargins(side, side, side, side)
        columns.setSpacing(side)
        for parts in (
            (self._buttons(), self._chips(), self._fields(), self._banners()),
            (self._texts(), self._card(), self._row_that_overflows(), self._empty()),
        ):
            column = QVBoxLayout()
            column.setSpacing(theme.space("l"))
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            columns.addLayout(column, 1)

    def _part(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space("s"))
        column.addWidget(SectionLabel(self._theme, title))
        column.addWidget(Hairline(self._theme))
        return part, column

    def _buttons(self) -> QWidget:
        theme = self._theme
        part, column = self._part(tr("Buttons"))
        for small in (False, True):
            for enabled in (True, False):
                row = WrapRow(theme)
                for kind, icon, word, hint in (
                    ("filled", "check", tr("Approve"), "A"),
                    ("plain", "", tr("Decline…"), "D"),
                    ("danger", "sign-out", tr("Sign out of everything…"), ""),
                    ("quiet", "refresh", tr("Check again"), "R"),
                    ("link", "open", tr("Open in the source"), ""),
                ):
                    button = Button(theme, word, kind=kind, icon=icon, hint=hint, small=small)
                    button.setEnabled(enabled)
                    row.add(button)
                row.add(Button(theme, icon="more", name=tr("More actions"), small=small))
                column.addWidget(row)
        return part

    def _chips(self) -> QWidget:
        part, column = self._part(tr("States"))
        actions, sources = WrapRow(self._theme), WrapRow(self._theme)
        for state in ActionState:
            actions.add(Chip(self._theme, action_look(self._theme, state), state_words(state)))
        for health in Health:
            sources.add(Chip(self._theme, health_look(self._theme, health), health_words(health)))
        column.addWidget(actions)
        column.addWidget(sources)
        return part

    def _fields(self) -> QWidget:
        theme = self._theme
        part, column = self._part(tr("Fields"))
        search = SearchField(theme, "/")
        search.set_words(tr("Search titles, people, numbers"), tr("Search"), tr("Clear the search"))
        column.addWidget(search)
        line = QLineEdit("4820-114")
        line.setAccessibleName(tr("Cost centre"))
        choice = QComboBox()
        choice.setAccessibleName(tr("Order"))
        choice.addItems([tr("Oldest first"), tr("Newest first")])
        grid = QGridLayout()
        grid.addWidget(line, 0, 0)
        grid.addWidget(choice, 0, 1)
        column.addLayout(grid)
        area = TextArea(theme)
        area.edit.setPlaceholderText(tr("Add a comment (optional)"))
        area.edit.setAccessibleName(tr("Your comment"))
        column.addWidget(area)
        segments = Segmented(theme)
        choices = (("person", tr("Person")), ("age", tr("Age")), ("source", tr("Source")))
        segments.set_choices(choices, tr("Group by"))
        column.addWidget(segments)
        for checked in (True, False):
            box = QCheckBox(tr("Also show what is confirmed"))
            box.setChecked(checked)
            column.addWidget(box)
        return part

    def _banners(self) -> QWidget:
        part, column = self._part(tr("Lines on top"))
        for tone, sentence, button in (
            ("accent", tr("40 will be sent in 10 s."), tr("Undo")),
            ("warning", tr("Kept only while this window is open: the system has no keyring."), ""),
            ("danger", tr("Your sign-on ended. Nothing is lost."), tr("Sign in")),
        ):
            banner = Banner(self._theme)
            banner.say(sentence, tone, button)
            column.addWidget(banner)
        return part

    def _texts(self) -> QWidget:
        theme = self._theme
        part, column = self._part(tr("Type"))
        for role in theme.tokens.type:
            row = QHBoxLayout()
            row.addWidget(PlainLabel(theme, f"{role}  1 234,56 $", role=role), 1)
            row.addWidget(PlainLabel(theme, f"{role}  $1,234.56", role=role, strong=True), 1)
            column.addLayout(row)
        keys = WrapRow(theme)
        for key in ("A", "R", "Esc", "Ctrl K", "Ctrl Enter", "G T"):
            keys.add(KeyHint(theme, key))
        column.addWidget(keys)
        return part

    def _card(self) -> QWidget:
        theme = self._theme
        card = Card(theme)
        card.body.addWidget(PlainLabel(theme, tr("Why it is here"), role="body_strong"))
        why = tr("You are the second of three approvers. Orders over $25,000 need a director.")
        card.body.addWidget(PlainLabel(theme, why, ink="text_2", wrap=True))
        facts = FactGrid(theme)
        facts.set_facts(((tr("Cost centre"), "4820-114"), (tr("Requester"), "Priya Raman")))
        card.body.addWidget(facts)
        return card

    def _row_that_overflows(self) -> QWidget:
        theme = self._theme
        row = OverflowRow(theme, tr("More actions"))
        words = (tr("Approve"), tr("Decline…"), tr("Delegate…"), tr("Send back…"), tr("Ask a question…"))
        kinds = ("filled", "plain", "plain", "plain", "plain")
        row.set_buttons([Button(theme, word, kind=kind) for word, kind in zip(words, kinds, strict=True)])
        return row

    def _empty(self) -> QWidget:
        theme = self._theme
        empty = EmptyState(theme)
        empty.show_state(
            "all_done",
            tr("All done"),
            tr("Nothing waits for you. All 6 sources answered between 10:38 and 10:42."),
            [Button(theme, tr("See what waits for your team"), icon="people", hint="G T")],
        )
        return empty
