"""Why something is as it is: a stable code and its values, so that the faces own the sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is dotted and stable (`source.not_reached`); `values` fill the sentence's placeholders.

    Values may hold text from a back end (its own error message); the faces show it as plain text.
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: str, /, **values: str) -> Reason:
        return cls(code, tuple(sorted(values.items())))

    def value(self, name: str, default: str = "") -> str:
        return dict(self.values).get(name, default)
