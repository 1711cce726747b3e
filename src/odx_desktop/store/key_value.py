"""The one key of a profile's files, as a value that never shows itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from odx_desktop.domain.reason import Reason

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class StoreKey:
    """`origin` says how long the files can be read: `memory` until this program ends, with the `reason`
    why nothing better was to be had."""

    value: bytes = field(repr=False)
    origin: Literal["keyring", "file", "memory"]
    reason: Reason | None = None

    def __post_init__(self) -> None:
        if len(self.value) != KEY_BYTES:
            raise ValueError("a store key has 32 bytes")

    @property
    def persists(self) -> bool:
        return self.origin != "memory"
