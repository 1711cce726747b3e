"""A setting takes effect at once, can be taken back, and what the organisation fixed cannot be touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from odx_desktop.settings.catalogue import BY_HAND
from odx_desktop.settings.current import CurrentSettings
from odx_desktop.ui.controls import PlainLabel
from odx_desktop.ui.settings_dialog import SettingsDialog
from odx_desktop.ui.theme import Theme


@pytest.fixture
def settings(tmp_path: Path) -> CurrentSettings:
    policy = tmp_path / "policy.json"
    policy.write_text(json.dumps({"poll_interval_s": {"value": 300, "locked": True}}))
    return CurrentSettings(tmp_path / "settings.json", policy)


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot, settings: CurrentSettings) -> SettingsDialog:
    made = SettingsDialog(theme, settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_choice_is_written_at_once_and_told(
    dialog: SettingsDialog, settings: CurrentSettings, qtbot: QtBot
) -> None:
    choice = dialog.rows["theme"].choice
    choice.setCurrentIndex(choice.findData("dark"))
    with qtbot.waitSignal(dialog.changed) as told:
        choice.activated.emit(choice.currentIndex())
    assert told.args == ["theme"]
    assert settings.values.text("theme") == "dark"


def test_a_fixed_value_is_shown_with_its_reason_and_cannot_be_changed(dialog: SettingsDialog) -> None:
    row = dialog.rows["poll_interval_s"]
    assert row.number.value() == 300
    assert not row.number.isEnabled()
    assert any("policy.json" in label.text() for label in row.findChildren(PlainLabel))


def test_until_i_send_and_back(dialog: SettingsDialog, settings: CurrentSettings) -> None:
    row = dialog.rows["undo_hold_s"]
    row.by_hand.click()
    assert settings.values.get("undo_hold_s").value == BY_HAND
    assert not row.number.isEnabled()
    row.by_hand.click()
    assert settings.values.undo_hold_s == 10


def test_back_to_the_default_forgets_the_persons_own(
    dialog: SettingsDialog, settings: CurrentSettings
) -> None:
    row = dialog.rows["attachment_max_mb"]
    row.number.setValue(80)
    assert settings.values.whole("attachment_max_mb") == 80
    row._back.click()
    assert settings.values.whole("attachment_max_mb") == 50
    assert row.number.value() == 50


def test_a_value_that_is_refused_is_told_and_the_old_one_stays(
    dialog: SettingsDialog, settings: CurrentSettings
) -> None:
    dialog.rows["theme"].changed.emit("theme", "pink")
    assert dialog.banner.isVisible()
    assert settings.values.text("theme") == "system"
