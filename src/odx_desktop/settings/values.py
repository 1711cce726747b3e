"""Which value of a setting holds, where it came from, and whether a person may change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from odx_desktop.domain.errors import Refusal, StoreFailed
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Source
from odx_desktop.settings.catalogue import BY_HAND, BY_NAME, SETTINGS
from odx_desktop.settings.policy import Policy
from odx_desktop.settings.policy_sources import sources_of
from odx_desktop.settings.user_file import UserFile, read_user_file, write_user_values


class Origin(StrEnum):
    DEFAULT = "default"
    USER = "user"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class SettingValue:
    """A value that holds now. `file` is the machine's policy file where the organisation set it."""

    name: str
    value: Any
    origin: Origin
    locked: bool = False
    file: str = ""


class SettingValues:
    """Default, then the organisation's suggestion, then the person's own, then what is locked.

    Built once at start and again after each change; immutable between.
    """

    def __init__(self, user: UserFile, policy: Policy) -> None:
        self._user = user
        self._policy = policy
        self._values = {setting.name: _resolve(setting.name, user.values, policy) for setting in SETTINGS}

    @property
    def problems(self) -> tuple[Reason, ...]:
        """What of the person's file or of the policy could not be used; defaults stand in its place."""
        own = () if self._user.problem is None else (self._user.problem,)
        wrong = tuple(
            Reason.of("setting.wrong_type", name=name, expected=expected)
            for name, value in self._user.values.items()
            if name in BY_NAME and (expected := BY_NAME[name].fault(value)) is not None
        )
        return (*own, *wrong, *self._policy.problems)

    def all(self) -> tuple[SettingValue, ...]:
        """Every setting in the catalogue's order."""
        return tuple(self._values.values())

    def get(self, name: str) -> SettingValue:
        """The value of a setting of the catalogue; KeyError for any other name is a fault of ours."""
        return self._values[name]

    def text(self, name: str) -> str:
        return str(self._values[name].value)

    def whole(self, name: str) -> int:
        return int(self._values[name].value)

    def path(self, name: str) -> Path | None:
        """None where it is empty; `~` is the person's home."""
        value = self.text(name)
        return Path(value).expanduser() if value else None

    @property
    def undo_hold_s(self) -> int | None:
        """Seconds; None means "until I send"."""
        value = self._values["undo_hold_s"].value
        return None if value == BY_HAND else int(value)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The organisation's own sources."""
        found = self._values["sources"]
        return sources_of(found.value, locked=found.locked)


def _resolve(name: str, user: Mapping[str, Any], policy: Policy) -> SettingValue:
    setting = BY_NAME[name]
    machine = policy.values.get(name)
    if machine is not None and machine.locked:
        return SettingValue(name, machine.value, Origin.MACHINE, True, machine.file)
    if name in user and setting.fault(user[name]) is None:
        return SettingValue(name, user[name], Origin.USER)
    if machine is not None:
        return SettingValue(name, machine.value, Origin.MACHINE, False, machine.file)
    return SettingValue(name, setting.default, Origin.DEFAULT)


def read_values(settings_file: Path, policy: Policy) -> SettingValues:
    return SettingValues(read_user_file(settings_file), policy)


def change(settings_file: Path, policy: Policy, name: str, value: object) -> SettingValues:
    """Set one value of the person's own (None goes back to the default), and answer all anew.

    Refusal `setting.unknown`, `setting.locked`, `setting.wrong_type`; StoreFailed `store.read_only`.
    """
    setting = BY_NAME.get(name)
    if setting is None:
        raise Refusal(Reason.of("setting.unknown", name=name))
    current = read_values(settings_file, policy).get(name)
    if current.locked:
        raise Refusal(Reason.of("setting.locked", name=name, file=current.file))
    if value is not None and (expected := setting.fault(value)) is not None:
        raise Refusal(Reason.of("setting.wrong_type", name=name, expected=expected))
    try:
        write_user_values(settings_file, {name: value})
    except OSError as error:
        raise StoreFailed(Reason.of("store.read_only", folder=str(settings_file.parent))) from error
    return read_values(settings_file, policy)
