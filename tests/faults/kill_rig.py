"""Kills the real program at each named instant, starts it again, and counts at the far end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.far_ends import NAME, FarEnd, open_far_end
from tests.faults.judge import Trial, violations
from tests.faults.program import Ended, Program, wait_until

from odx_desktop.domain.crash_points import CrashPoint
from odx_desktop.domain.keys import WorkItemKey

ROUNDS = 6
WINDOW_S = 60.0
_SETTLED = frozenset({"confirmed", "refused", "conflict", "discarded"})
RESTARTS = ("sync", "window")
ACTIONS = ("complete", "comment")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is varied: kills go through the points, then the restarts, then the actions, in turn."""

    points: tuple[CrashPoint, ...] = tuple(CrashPoint)
    restarts: tuple[str, ...] = RESTARTS
    actions: tuple[str, ...] = ACTIONS

    def step(self, number: int) -> tuple[CrashPoint, str, str]:
        turn, point = divmod(number, len(self.points))
        later, restart = divmod(turn, len(self.restarts))
        return self.points[point], self.restarts[restart], self.actions[later % len(self.actions)]


class Rig:
    """One profile, one far end, many kills."""

    def __init__(self, program: Program, far_end: FarEnd) -> None:
        self._program = program
        self._far_end = far_end

    def set_up(self, count: int) -> list[WorkItemKey]:
        """Add the items, the source, and read once. Raises RuntimeError with what the program said."""
        keys = [self._far_end.add_item(number) for number in range(1, count + 1)]
        far = self._far_end
        where = ("--name", NAME, "--url", far.url, "--user", far.user, "--secret-stdin")
        self._must(self._program.run("sources", "add", far.connector, *where, secret=far.secret))
        self._must(self._program.run("sync"))
        return keys

    def kill(self, number: int, key: WorkItemKey, point: CrashPoint, action: str, restart: str) -> Trial:
        note = f"kill {number} at {point.value}"
        offer = self._far_end.finishing if action == "complete" else action
        ended = self._program.run("act", str(key), offer, "--comment", note, "--now", crash_at=point)
        if restart == "window":
            self._restart_window(key)
        else:
            self._program.run("sync")
        at_rest = self._at_rest(key)
        self._settle_all(key, note)
        row = self._program.action_on(str(key))
        state = None if row is None else str(row["state"])
        if ended.promised is not None and row is not None and row["id"] != ended.promised:
            state = None  # the row there is another one: the promised one is lost
        applied = self._far_end.count(key, note)
        return Trial(number, point, restart, ended.killed, ended.promised, at_rest, state, applied)

    def _restart_window(self, key: WorkItemKey) -> None:
        window = self._program.window()
        try:
            wait_until(lambda: self._at_rest(key) or window.poll() is not None, WINDOW_S)
            if window.poll() is not None:
                raise RuntimeError(f"the window ended by itself with {window.returncode}")
        finally:
            self._program.end(window)

    def _at_rest(self, key: WorkItemKey) -> bool:
        row = self._program.action_on(str(key))
        return row is None or row["state"] in _SETTLED | {"needs_you"}

    def _settle_all(self, key: WorkItemKey, note: str) -> None:
        """Rounds until the row is settled; where the program asks the person, the person looks and says."""
        for _ in range(ROUNDS):
            row = self._program.action_on(str(key))
            if row is None or row["state"] in _SETTLED:
                return
            if row["state"] == "needs_you":
                self._answer(row, key, note)
            self._program.run("sync")

    def _answer(self, row: dict[str, Any], key: WorkItemKey, note: str) -> None:
        there = self._far_end.count(key, note) > 0
        self._program.run("retry", str(row["id"]), "--it-is-there" if there else "--send-again")

    def _must(self, ended: Ended) -> None:
        if ended.code != 0:
            raise RuntimeError(f"exit {ended.code}: {ended.out[-300:]}{ended.err[-500:]}")


def kill_all(
    name: str, count: int, plan: Plan, *, seed: str | None = None, honours_keys: bool = False
) -> list[Trial]:
    """`count` kills against the far end of that name."""
    trials: list[Trial] = []
    with _folder() as folder, open_far_end(name, folder, honours_keys=honours_keys) as far_end:
        rig = Rig(Program(folder, seed), far_end)
        for number, key in enumerate(rig.set_up(count)):
            point, restart, action = plan.step(number)
            trial = rig.kill(number + 1, key, point, action, restart)
            trials.append(trial)
            told = f"{trial.number:>6} {point.value:<22}{action:<10}{restart:<8}{trial.state or 'no row':<11}"
            print(told + "; ".join(violations(trial)), flush=True)
    return trials


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="odx-kills-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
