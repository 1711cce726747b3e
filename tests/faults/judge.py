"""Decides whether a decision survived a kill: pure, so that the rig's own rules can be tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from odx_desktop.domain.crash_points import CrashPoint


@dataclass(frozen=True, slots=True)
class Trial:
    """One kill: where, what was promised (an id was printed), whether the restart alone settled it or asked
    the person, what the program says became of it in the end (None: it knows of no such decision), and how
    often the far end applied it."""

    number: int
    point: CrashPoint
    restarted_by: str
    killed: bool
    promised: str | None
    at_rest: bool
    state: str | None
    applied: int


def violations(trial: Trial) -> tuple[str, ...]:
    """Empty when the promise held."""
    found: list[str] = []
    if not trial.killed:
        found.append("the crash point was not reached, nothing was proved")
    if not trial.at_rest:
        found.append(f"not settled by the restart ({trial.restarted_by})")
    if trial.applied > 1:
        found.append(f"applied {trial.applied} times")
    if trial.promised is not None and trial.applied == 0:
        found.append("promised and never applied")
    if trial.promised is not None and trial.state is None:
        found.append("promised and unknown to the program")
    if trial.state is None and trial.applied:
        found.append("applied and unknown to the program")
    if trial.state is not None and trial.state != "confirmed":
        found.append(f"left as {trial.state}")
    if trial.state == "confirmed" and trial.applied == 0:
        found.append("confirmed and never applied")
    return tuple(found)


def report(trials: Iterable[Trial]) -> str:
    """A line a crash point: kills, promised, applied once, not promised and never applied, violations."""
    head = f"{'crash point':<24}{'kills':>6}{'promised':>10}{'once':>6}{'never':>7}{'more':>6}{'wrong':>7}"
    by_point: dict[CrashPoint, list[Trial]] = {point: [] for point in CrashPoint}
    for trial in trials:
        by_point[trial.point].append(trial)
    lines = [head, *(_line(point.value, of_point) for point, of_point in by_point.items())]
    return "\n".join([*lines, _line("all", [one for of_point in by_point.values() for one in of_point])])


def _line(name: str, trials: list[Trial]) -> str:
    times = Counter(min(trial.applied, 2) for trial in trials)
    wrong = sum(bool(violations(trial)) for trial in trials)
    promised = sum(trial.promised is not None for trial in trials)
    kills = sum(trial.killed for trial in trials)
    return f"{name:<24}{kills:>6}{promised:>10}{times[1]:>6}{times[0]:>7}{times[2]:>6}{wrong:>7}"
