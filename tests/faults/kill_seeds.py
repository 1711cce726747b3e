"""Puts known bugs into the program and shows that the kill rig sees each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.judge import violations
from tests.faults.kill_rig import Plan, kill_all

from odx_desktop.domain.crash_points import CrashPoint

EVERY_PUSH = ()
SEEDED_KILLS = 2


@dataclass(frozen=True, slots=True)
class Seed:
    """A bug, where it shows, and how. `honours_keys`: the far end knows a repeated idempotency key."""

    bug: str
    points: tuple[CrashPoint, ...]
    shows: str
    honours_keys: bool = False


SEEDS = (
    Seed("resend-without-reading-back", (CrashPoint.AFTER_SERVER_APPLIED,), "applied 2 times"),
    Seed("new-key-per-retry", (CrashPoint.BEFORE_SETTLE,), "applied 2 times", honours_keys=True),
    Seed("promise-before-commit", (CrashPoint.BEFORE_VAULT_COMMIT,), "promised and never applied"),
)
# The same haste is harmless where the key stays the same and the far end knows it: the key is what differs.
CONTROL = Seed("resend-without-reading-back", (CrashPoint.BEFORE_SETTLE,), "applied 2", honours_keys=True)


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 when the rig found every bug, and nothing in the control."""
    seen = [any(seed.shows in wrong for wrong in seeded(seed)) for seed in SEEDS]
    quiet = not any(CONTROL.shows in wrong for wrong in seeded(CONTROL))
    print(f"{sum(seen)} of {len(SEEDS)} seeded bugs seen; control {'clean' if quiet else 'NOT clean'}")
    return 0 if all(seen) and quiet else 1


def seeded(seed: Seed) -> list[str]:
    keys = ", far end honours keys" if seed.honours_keys else ""
    print(f"seeded: {seed.bug}{keys}")
    plan = Plan(seed.points, ("act",), ("sync",), ("comment",))
    trials = kill_all("ledger", SEEDED_KILLS, plan, seed=seed.bug, honours_keys=seed.honours_keys)
    return ["; ".join(violations(trial)) for trial in trials if violations(trial)]
