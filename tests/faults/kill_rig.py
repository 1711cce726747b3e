"""Kills the real program at each named instant, starts it again, and counts at the far end."""

from __future__ import annotations

import shutil
import signal
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

Row = dict[str, Any]
ROUNDS = 6
LOOK_S = 6.0
WINDOW_S = 60.0
_SETTLED = frozenset({"confirmed", "refused", "conflict", "discarded"})
VICTIMS = ("act", "sync", "window")
RESTARTS = ("sync", "window")
ACTIONS = ("complete", "comment")
# Only the process that accepts a decision passes these.
_ACCEPTING = frozenset({CrashPoint.BEFORE_VAULT_COMMIT, CrashPoint.AFTER_VAULT_COMMIT})


@dataclass(frozen=True, slots=True)
class Step:
    """One kill to be made: at `point`, in the process `victim`, with `restart` after it."""

    point: CrashPoint
    victim: str
    restart: str
    action: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is varied. Each round of the points takes the next restart and the next victim; after both
    restarts comes the next action: twelve rounds meet every combination."""

    points: tuple[CrashPoint, ...] = tuple(CrashPoint)
    victims: tuple[str, ...] = VICTIMS
    restarts: tuple[str, ...] = RESTARTS
    actions: tuple[str, ...] = ACTIONS

    def step(self, number: int) -> Step:
        turn, place = divmod(number, len(self.points))
        point = self.points[place]
        return Step(
            point,
            "act" if point in _ACCEPTING else self.victims[turn % len(self.victims)],
            self.restarts[turn % len(self.restarts)],
            self.actions[turn // len(self.restarts) % len(self.actions)],
        )


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

    def kill(self, number: int, key: WorkItemKey, step: Step) -> Trial:
        note = f"kill {number} at {step.point.value}"
        promised, killed = self._decide_and_die(key, note, step)
        if step.restart == "window":
            self._restart_window(key, note)
        else:
            self._program.run("sync")
        row = self._program.action_on(str(key))
        at_rest = _at_rest(row)
        row = self._settled(row, key, note)
        state = None if row is None else str(row["state"])
        if promised is not None and row is not None and row["id"] != promised:
            state = None  # the row there is another one: the promised one is lost
        applied = self._far_end.count(key, note)
        return Trial(number, step.point, step.restart, killed, promised, at_rest, state, applied)

    def _decide_and_die(self, key: WorkItemKey, note: str, step: Step) -> tuple[str | None, bool]:
        """The id that was printed, and whether the victim died as ordered. `act` dies of its own sending;
        for the others it only leaves the row, which they then send."""
        offer = self._far_end.finishing if step.action == "complete" else step.action
        order = ("act", str(key), offer, "--comment", note)
        if step.victim == "act":
            ended = self._program.run(*order, "--now", crash_at=step.point)
            return ended.promised, ended.killed
        promised = self._program.run(*order).promised
        if step.victim == "sync":
            return promised, self._program.run("sync", crash_at=step.point).killed
        window = self._program.window(crash_at=step.point)
        wait_until(lambda: window.poll() is not None, WINDOW_S)
        killed = window.poll() == -signal.SIGKILL
        self._program.end(window)
        return promised, killed

    def _restart_window(self, key: WorkItemKey, note: str) -> None:
        """Until the far end has the decision and the program knows it, or the program needs the person."""
        window = self._program.window()

        def ended() -> bool:
            return window.poll() is not None

        def done() -> bool:
            return _at_rest(self._program.action_on(str(key)))

        try:
            wait_until(lambda: ended() or self._far_end.count(key, note) > 0, LOOK_S, every=0.2)
            wait_until(lambda: ended() or done(), WINDOW_S)
            if ended():
                raise RuntimeError(f"the window ended by itself with {window.returncode}")
        finally:
            self._program.end(window)

    def _settled(self, row: Row | None, key: WorkItemKey, note: str) -> Row | None:
        """The row after rounds enough; where the program asks the person, the person looks and says."""
        for _ in range(ROUNDS):
            if row is None or row["state"] in _SETTLED:
                break
            if row["state"] == "needs_you":
                self._answer(row, key, note)
            self._program.run("sync")
            row = self._program.action_on(str(key))
        return row

    def _answer(self, row: Row, key: WorkItemKey, note: str) -> None:
        there = self._far_end.count(key, note) > 0
        self._program.run("retry", str(row["id"]), "--it-is-there" if there else "--send-again")

    def _must(self, ended: Ended) -> None:
        if ended.code != 0:
            raise RuntimeError(f"exit {ended.code}: {ended.out[-300:]}{ended.err[-500:]}")


def _at_rest(row: Row | None) -> bool:
    return row is None or row["state"] in _SETTLED | {"needs_you"}


def kill_all(
    name: str, count: int, plan: Plan, *, seed: str | None = None, honours_keys: bool = False
) -> list[Trial]:
    """`count` kills against the far end of that name."""
    trials: list[Trial] = []
    with _folder() as folder, open_far_end(name, folder, honours_keys=honours_keys) as far_end:
        rig = Rig(Program(folder, seed), far_end)
        for number, key in enumerate(rig.set_up(count)):
            step = plan.step(number)
            trial = rig.kill(number + 1, key, step)
            trials.append(trial)
            way = f"{step.action} by {step.victim}, restarted by {step.restart}"
            told = f"{trial.number:>6} {step.point.value:<22}{way:<40}{trial.state or 'no row':<11}"
            print(told + "; ".join(violations(trial)), flush=True)
    return trials


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="odx-kills-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
