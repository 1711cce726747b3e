from __future__ import annotations

from odx_desktop.settings.catalogue import BY_HAND, SETTINGS, SettingType
from odx_desktop.text.setting_words import choice_label, setting_help, setting_label


def test_every_setting_has_its_words() -> None:
    for setting in SETTINGS:
        assert setting_label(setting.name) and setting_help(setting.name).endswith(".")
        for choice in setting.choices:
            assert choice_label(setting.name, choice)
        if setting.type is SettingType.HOLD:
            assert choice_label(setting.name, BY_HAND)


def test_words_exist_in_french_and_a_language_keeps_its_own_name(french: None) -> None:
    assert setting_label("theme") == "Thème"
    assert choice_label("language", "en") == "English"
    assert choice_label("language", "fr") == "Français"
