"""Kills at every named instant, counted at the far end; `--seeded` shows that the rig sees known bugs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tests.faults import kill_seeds
from tests.faults.far_ends import FAR_ENDS
from tests.faults.judge import report, violations
from tests.faults.kill_rig import RESTARTS, VICTIMS, Plan, kill_all

EVERY_PUSH = ("--count", "25")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="faults kills", description=__doc__)
    parser.add_argument("--count", type=int, default=25, help="kills in all, a fifth at each instant")
    parser.add_argument("--against", action="append", choices=FAR_ENDS, help="again for several")
    parser.add_argument("--victim", action="append", choices=VICTIMS, help="again for several; all in turn")
    parser.add_argument("--restart", action="append", choices=RESTARTS, help="again for several; all in turn")
    parser.add_argument("--seeded", action="store_true", help="only show that the rig sees known bugs")
    options = parser.parse_args(arguments)
    if options.seeded:
        return kill_seeds.main(())
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
