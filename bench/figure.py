"""What a measurement gives: our times or rates beside those of the best that this machine can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One figure; `ours` and `limit` are measured alternately in the same run, in `unit`.

    The machine's noise hits both alike, so the ratio is what may be quoted. `goal` is the ratio we promise:
    at most that where less is better, at least that where more is.
    """

    name: str
    unit: str
    ours: Sequence[float]
    limit: Sequence[float]
    limit_is: str
    goal: float | None = None
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        return median(self.ours) / median(self.limit) if median(self.limit) else float("inf")

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        return self.ratio >= self.goal if self.more_is_better else self.ratio <= self.goal

    def line(self) -> str:
        """One line for a person, medians with their range."""
        verdict = "" if self.goal is None else ("  met" if self.met else "  NOT MET")
        goal = "" if self.goal is None else f", goal {self.goal:g}"
        ours, limit = f"{_spread(self.ours)} {self.unit}", f"{_spread(self.limit)} {self.unit}"
        return f"{self.name}: {ours}; {self.limit_is}: {limit}; ratio {self.ratio:.2f}{goal}{verdict}"

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "unit": self.unit,
            "ours": list(self.ours),
            "limit": list(self.limit),
            "limit_is": self.limit_is,
            "ratio": round(self.ratio, 3),
            "goal": self.goal,
            "met": self.met,
        }


def _spread(values: Sequence[float]) -> str:
    return f"{median(values):,.4g} ({min(values):,.4g}-{max(values):,.4g}, n={len(values)})"
