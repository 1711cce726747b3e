"""A source of one's own: what kind, where, as whom; asked before it is saved, so that it works when it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from odx_desktop.domain.connector_info import ConnectorInfo
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import AuthKind, SourceStatus
from odx_desktop.inbox.views import SourceDraft, SourceTest
from odx_desktop.text import current_language, tr
from odx_desktop.text.reasons import next_step, sentence
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.controls import Banner, Button, Ground, PlainLabel
from odx_desktop.ui.secret_field import SecretField
from odx_desktop.ui.theme import Theme

_WITH_USER = frozenset({AuthKind.BASIC, AuthKind.SESSION})
_WITHOUT_SECRET = frozenset({AuthKind.NONE, AuthKind.SIGN_ON})


class SourceDialog(QDialog):
    """Adds a source, or changes one; `saved(SourceStatus)` fires only when it answered as it should."""

    saved = Signal(object)

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        status: SourceStatus | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._bridge, self._status = theme, bridge, status
        self._connectors: tuple[ConnectorInfo, ...] = ()
        self._settings: dict[str, QLineEdit] = {}
        self.setModal(True)
        self._make_fields()
        self._build()
        self._fill()
        bridge.run(bridge.inbox.connectors(), self._take_connectors, self._failed)

    # -- building ------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        theme = self._theme
        self.connector = QComboBox()
        self.name_field, self.url, self.user = QLineEdit(), QLineEdit(), QLineEdit()
        self.secret = SecretField(theme)
        self.url.setPlaceholderText("https://")
        self.connector.currentIndexChanged.connect(lambda _index: self._show_settings())
        self._banner = Banner(theme)
        self.save = Button(theme, kind="filled", icon="check")
        self._leave = Button(theme, kind="plain", hint="Esc")
        self.save.clicked.connect(self._submit)
        self._leave.clicked.connect(self.reject)

    def _build(self) -> None:
        theme = self._theme
        self._heading = PlainLabel(theme, role="detail_title", wrap=True)
        self._intro = PlainLabel(theme, ink="text_2", wrap=True)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setVerticalSpacing(theme.space("s"))
        self._labels = [PlainLabel(theme, role="body_strong") for _ in range(5)]
        fields: tuple[QWidget, ...] = (self.connector, self.name_field, self.url, self.user, self.secret)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy(field)
            self._form.addRow(label, field)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        side = theme.space("xxl")
        content = Ground(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(side, side, side, theme.space("l"))
        column.setSpacing(theme.space("m"))
        column.addWidget(self._heading)
        column.addWidget(self._intro)
        column.addLayout(self._form)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = Ground(theme, "sunken", "top")
        foot = QVBoxLayout(bar)
        foot.setContentsMargins(side, theme.space("m"), side, theme.space("m"))
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self._leave)
        row.addStretch(1)
        foot.addWidget(self._banner)
        foot.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(bar)
        self.resize(36 * theme.em, 46 * theme.em)

    def _fill(self) -> None:
        """Words and, for a source there is, its values; a locked one only takes a user and a secret."""
        status = self._status
        name = status.source.name.in_(current_language()) if status else ""
        heading = tr("Sign in to {name}", name=name) if status else tr("Add a source")
        self.setWindowTitle(heading)
        self._heading.setText(heading)
        intro = tr("It is asked first, and saved only when it answers as it should.")
        if status is not None and status.reason is not None:
            intro = f"{sentence(status.reason)} {intro}"
        self._intro.setText(intro)
        words = (tr("Kind of source"), tr("Name"), tr("Address"), tr("User name"), tr("Password or key"))
        for label, word in zip(self._labels, words, strict=True):
            label.setText(word)
            buddy = label.buddy()
            buddy.setAccessibleName(word)
        self.secret.retranslate()
        self.save.set_label(tr("Test and save"))
        self._leave.set_label(tr("Leave it"))
        if status is None:
            return
        self.name_field.setText(name)
        self.url.setText(status.source.url)
        self.user.setText(status.source.user)
        self.secret.edit.setPlaceholderText(tr("Leave empty to keep the one there is"))
        for field in (self.name_field, self.url):
            field.setReadOnly(status.source.locked)
            field.setEnabled(not status.source.locked)
        self.connector.setEnabled(False)
        (self.secret.edit if status.source.user else self.user).setFocus()

    # -- the kinds there are -------------------------------------------------------------------------------

    def _take_connectors(self, connectors: tuple[ConnectorInfo, ...]) -> None:
        self._connectors = connectors
        self.connector.blockSignals(True)
        self.connector.clear()
        for info in connectors:
            self.connector.addItem(info.title, info.id)
        if self._status is not None:
            self.connector.setCurrentIndex(self.connector.findData(self._status.source.connector))
        self.connector.blockSignals(False)
        self._show_settings()

    def _info(self) -> ConnectorInfo | None:
        chosen = self.connector.currentData()
        return next((info for info in self._connectors if info.id == chosen), None)

    def _show_settings(self) -> None:
        """The fields that this kind asks for, and none that it does not."""
        for field in self._settings.values():
            self._form.removeRow(field)
        self._settings = {}
        info = self._info()
        if info is None:
            return
        self._form.setRowVisible(self.user, info.auth in _WITH_USER)
        self._form.setRowVisible(self.secret, info.auth not in _WITHOUT_SECRET)
        given = dict(self._status.source.settings) if self._status else {}
        for setting in info.settings:
            field = QLineEdit(given.get(setting.name, setting.default))
            word = setting.label.in_(current_language())
            label = PlainLabel(self._theme, word, role="body_strong")
            label.setBuddy(field)
            field.setAccessibleName(word)
            self._form.addRow(label, field)
            self._settings[setting.name] = field

    # -- saving --------------------------------------------------------------------------------------------

    def draft(self) -> SourceDraft:
        """What is typed; the secret is not kept anywhere else."""
        info = self._info()
        known = self._status.source if self._status else None
        typed = self.name_field.text().strip()
        same = known is not None and typed == known.name.in_(current_language())
        return SourceDraft(
            connector=known.connector if known else info.id if info else "",
            name=known.name.en if known and same else typed,
            url=self.url.text().strip(),
            user=self.user.text().strip(),
            secret=self.secret.edit.text() or None,
            settings=tuple((name, field.text().strip()) for name, field in self._settings.items()),
            slug=known.slug if known else None,
            name_fr=known.name.fr if known and same else None,
        )

    def _submit(self) -> None:
        missing = self._first_missing()
        if missing is not None:
            missing.setFocus()
            self._banner.say(tr("“{field}” is missing.", field=missing.accessibleName()), "warning")
            return
        draft, inbox = self.draft(), self._bridge.inbox
        work = inbox.edit_source(self._status.source.slug, draft) if self._status else inbox.add_source(draft)
        self._busy(True)
        self._banner.say(tr("Asking the source…"), "accent", icon="refresh")
        self._bridge.run(work, self._tested, self._failed)

    def _first_missing(self) -> QLineEdit | None:
        info = self._info()
        required = [self.name_field, self.url]
        if info is not None and info.auth in _WITH_USER:
            required.append(self.user)
        if info is not None and info.auth not in _WITHOUT_SECRET and self._status is None:
            required.append(self.secret.edit)
        asked = {setting.name for setting in (info.settings if info else ()) if setting.required}
        required += [field for name, field in self._settings.items() if name in asked]
        return next((field for field in required if not field.text().strip()), None)

    def _tested(self, test: SourceTest) -> None:
        self._busy(False)
        if test.ok:
            self.secret.edit.clear()
            self.saved.emit(test.status)
            self.accept()
            self._bridge.run(self._bridge.inbox.refresh(test.status.source.slug))  # its items, at once
        else:
            self._failed(test.reason or Reason.of("source.not_reached"))

    def _failed(self, reason: Reason) -> None:
        self._busy(False)
        self._banner.say(f"{sentence(reason)} {next_step(reason)} {tr('Nothing was saved.')}", "danger")
        if reason.code in ("source.wrong_secret", "source.sign_in"):
            self.secret.edit.setFocus()
            self.secret.edit.selectAll()

    def _busy(self, busy: bool) -> None:
        self.save.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.save.isEnabled():
            self._submit()
        else:
            super().keyPressEvent(event)
