"""Every setting there is: its name, type, default and limits; its words are in `text.setting_words`.

Nothing here is secret: secrets live in the vault, and `secret` marks a setting whose value a report must not
show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

BY_HAND = "manual"


class SettingType(StrEnum):
    """HOLD is seconds, or `manual` for "until I send"; SOURCES and SIGN_ON are read by `policy`."""

    TEXT = "text"
    PATH = "path"
    CHOICE = "choice"
    WHOLE = "whole"
    HOLD = "hold"
    SOURCES = "sources"
    SIGN_ON = "sign_on"


@dataclass(frozen=True, slots=True)
class Setting:
    """`least` and `most` bound numbers, both included. `lockable`: the organisation may fix it.
    `shown`: the settings dialog offers it."""

    name: str
    type: SettingType
    default: Any
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    lockable: bool = True
    secret: bool = False
    shown: bool = True

    def fault(self, value: object) -> str | None:
        """Why a value is not one of this setting, as what was expected; None when it is."""
        return _FAULTS[self.type](self, value)


def _text_fault(setting: Setting, value: object) -> str | None:
    return None if isinstance(value, str) else "text"


def _choice_fault(setting: Setting, value: object) -> str | None:
    return None if value in setting.choices else " | ".join(setting.choices)


def _whole_fault(setting: Setting, value: object) -> str | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if is_number and setting.least <= value <= setting.most:  # type: ignore[operator]
        return None
    return f"{setting.least}..{setting.most}"


def _hold_fault(setting: Setting, value: object) -> str | None:
    if value == BY_HAND or _whole_fault(setting, value) is None:
        return None
    return f"{setting.least}..{setting.most} | {BY_HAND}"


def _list_fault(setting: Setting, value: object) -> str | None:
    return None if isinstance(value, list) else "[...]"


def _object_fault(setting: Setting, value: object) -> str | None:
    return None if isinstance(value, Mapping) else "{...}"


_FAULTS = {
    SettingType.TEXT: _text_fault,
    SettingType.PATH: _text_fault,
    SettingType.CHOICE: _choice_fault,
    SettingType.WHOLE: _whole_fault,
    SettingType.HOLD: _hold_fault,
    SettingType.SOURCES: _list_fault,
    SettingType.SIGN_ON: _object_fault,
}

_MIB = 1024

SETTINGS: tuple[Setting, ...] = (
    Setting("language", SettingType.CHOICE, "system", ("system", "en", "fr")),
    Setting("theme", SettingType.CHOICE, "system", ("system", "light", "dark", "contrast")),
    Setting("density", SettingType.CHOICE, "comfortable", ("comfortable", "compact")),
    Setting("undo_hold_s", SettingType.HOLD, 10, most=60),
    Setting("poll_interval_s", SettingType.WHOLE, 120, least=30, most=3600),
    Setting("attachment_max_mb", SettingType.WHOLE, 50, least=1, most=1024),
    Setting("retention_days", SettingType.WHOLE, 730, least=30, most=3650),
    Setting("store.key_file", SettingType.PATH, "", shown=False),
    Setting("sources", SettingType.SOURCES, [], shown=False),
    Setting("sign_on", SettingType.SIGN_ON, {}, shown=False),
    Setting("http.connect_s", SettingType.WHOLE, 10, least=1, most=120, shown=False),
    Setting("http.page_s", SettingType.WHOLE, 30, least=5, most=600, shown=False),
    Setting("http.body_max_mb", SettingType.WHOLE, 64, least=1, most=1024, shown=False),
    Setting("http.depth_max", SettingType.WHOLE, 100, least=10, most=1000, shown=False),
    Setting("http.pages_max", SettingType.WHOLE, 10_000, least=1, most=1_000_000, shown=False),
    Setting("http.item_text_max_kb", SettingType.WHOLE, _MIB, least=16, most=16 * _MIB, shown=False),
)

BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}
