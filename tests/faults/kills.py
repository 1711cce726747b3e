"""Kills at every named instant, counted at the far end; `--seeded` shows that the rig sees known bugs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.far_ends import FAR_ENDS
from tests.faults.judge import report, violations
from tests.faults.kill_rig import RESTARTS, VICTIMS, Plan, kill_all

from odx_desktop.domain.crash_points import CrashPoint

EVERY_PUSH = ("--count", "25")
SEEDED_KILLS = 2


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="faults kills", description=__doc__)
    parser.add_argument("--count", type=int, default=25, help="kills in all, a fifth at each instant")
    parser.add_argument("--against", action="append", choices=FAR_ENDS, help="again for several")
    parser.add_argument("--victim", action="append", choices=VICTIMS, help="again for several; all in turn")
    parser.add_argument("--restart", action="append", choices=RESTARTS, help="again for several; all in turn")
    parser.add_argument("--seeded", action="store_true", help="only show that the rig sees known bugs")
    options = parser.parse_args(arguments)
    if options.seeded:
        return run_seeded()
    plan = Plan(
        victims=tuple(options.victim or VICTIMS),
        restarts=tuple(options.restart or RESTARTS),
    )
    return run_kills(tuple(options.against or FAR_ENDS[:1]), options.count, plan)


def run_kills(names: tuple[str, ...], count: int, plan: Plan) -> int:
    """Exit code: 1 when any decision was lost or done twice."""
    wrong = 0
    for name in names:
        print(f"kills against {name}: {count}")
        trials = kill_all(name, count, plan)
        wrong += sum(bool(violations(trial)) for trial in trials)
        print(report(trials))
    print(f"{count * len(names)} kills, {wrong} wrong")
    return 1 if wrong else 0


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


def run_seeded() -> int:
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
