"""The one boxed thing of the detail: why the item is here, and who decides before and after."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from odx_desktop.domain.work_item import RouteStatus, RouteStep, WorkItem, WorkItemDetail
from odx_desktop.text import tr
from odx_desktop.text.route import step_words
from odx_desktop.ui.controls import Card, Hairline, PlainLabel
from odx_desktop.ui.detail.why_words import why_sentences
from odx_desktop.ui.theme import Theme

_ICONS = {
    RouteStatus.DONE: ("check-circle", "success"),
    RouteStatus.DECLINED: ("circle-slash", "danger"),
    RouteStatus.CURRENT: ("disc", "accent"),
    RouteStatus.NEXT: ("dash-circle", "text_3"),
}
_STEPS_A_LINE = 3


class WhyBox(Card):
    """Sentences, and the path of approvers in as many columns as fit."""

    def __init__(
        self,
        theme: Theme,
        item: WorkItem,
        detail: WorkItemDetail | None,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent=parent)
        self._look = theme
        self.body.addWidget(PlainLabel(theme, tr("Why it is here"), role="body_strong"))
        self.body.addWidget(PlainLabel(theme, why_sentences(item, detail, now), ink="text_2", wrap=True))
        if detail is not None and detail.route:
            self.body.addSpacing(theme.space("xs"))
            self.body.addWidget(Hairline(theme))
            self.body.addSpacing(theme.space("xs"))
            self.body.addWidget(self._path(detail.route, now))

    def _path(self, route: tuple[RouteStep, ...], now: datetime) -> QWidget:
        path = QWidget()
        grid = QGridLayout(path)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._look.space("s"))
        grid.setVerticalSpacing(0)
        for place, step in enumerate(route):
            line, column = divmod(place, _STEPS_A_LINE)
            icon = QLabel()
            name, role = _ICONS[step.status]
            icon.setPixmap(self._look.pixmap(name, role, 16, self.devicePixelRatioF()))
            who = tr("You") if step.is_me else step.person.name
            strong = step.status is RouteStatus.CURRENT
            label = PlainLabel(self._look, who, role="body_strong" if strong else "body", wrap=True)
            words = PlainLabel(self._look, step_words(step, now), role="row_sub", ink="text_2", wrap=True)
            words.setAccessibleName(f"{who}: {words.text()}")
            grid.addWidget(icon, 2 * line, 2 * column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, 2 * line, 2 * column + 1)
            grid.addWidget(words, 2 * line + 1, 2 * column + 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(2 * column + 1, 1)
            if step.note:
                said = words.text().rstrip(".")  # a French month may have brought its own
                words.setText(f"{said}. {step.note}")
        return path
