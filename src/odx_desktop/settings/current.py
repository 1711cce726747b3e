"""The settings of one profile as they hold now, and the one way to change them."""

from __future__ import annotations

from pathlib import Path

from odx_desktop.settings.policy import read_policy
from odx_desktop.settings.values import SettingValues, change, read_values


class CurrentSettings:
    """`values` is replaced whole at each change, so a reader never sees half of one."""

    def __init__(self, settings_file: Path, policy_file: Path | None = None) -> None:
        self._file = settings_file
        self._policy = read_policy(policy_file)
        self.values: SettingValues = read_values(settings_file, self._policy)

    def change(self, name: str, value: object) -> None:
        """Set one value of the person's own (None goes back to the default). Raises Refusal, StoreFailed."""
        self.values = change(self._file, self._policy, name, value)
