"""`./dev faults`: what this program must survive, with counts."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

from tests.faults.judge import violations
from tests.faults.kills import RESTARTS, Plan, kill_all, run_kills

from odx_desktop.domain.crash_points import CrashPoint

PER_PUSH = 25
SEEDED_KILLS = 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    verbs = parser.add_subparsers(dest="verb")
    kills = verbs.add_parser("kills", help="kill -9 at five named instants, counted at the far end")
    kills.add_argument("--count", type=int, default=PER_PUSH, help="kills in all, a fifth at each instant")
    kills.add_argument("--against", action="append", choices=["ledger", "to-dos"], default=None)
    kills.add_argument("--restart", action="append", choices=RESTARTS, default=None)
    kills.add_argument("--seeded", action="store_true", help="show that the rig sees known bugs")
    options = parser.parse_args(sys.argv[1:] or ["kills"])
    if options.seeded:
        return run_seeded()
    plan = Plan(restarts=tuple(options.restart or RESTARTS))
    return run_kills(tuple(options.against or ["ledger"]), options.count, plan)


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
    plan = Plan(seed.points, ("sync",), ("comment",))
    trials = kill_all("ledger", SEEDED_KILLS, plan, seed=seed.bug, honours_keys=seed.honours_keys)
    return ["; ".join(violations(trial)) for trial in trials if violations(trial)]


if __name__ == "__main__":
    sys.exit(main())
