"""The rules of the rig: each way to break the promise is seen, and a promise kept is not complained about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.faults.judge import Trial, report, violations
from tests.faults.kill_rig import ACTIONS, RESTARTS, VICTIMS, Plan

from odx_desktop.domain.crash_points import CrashPoint

KEPT = Trial(1, CrashPoint.BEFORE_SETTLE, "sync", True, "id", True, "confirmed", 1)
UNMADE = Trial(2, CrashPoint.BEFORE_VAULT_COMMIT, "sync", True, None, True, None, 0)
UNPRINTED = Trial(3, CrashPoint.AFTER_VAULT_COMMIT, "window", True, None, True, "confirmed", 1)


@pytest.mark.parametrize("trial", [KEPT, UNMADE, UNPRINTED])
def test_a_promise_kept(trial: Trial) -> None:
    assert violations(trial) == ()


@pytest.mark.parametrize(
    "trial",
    [
        replace(KEPT, applied=2),
        replace(KEPT, applied=0),
        replace(KEPT, state=None),
        replace(KEPT, state="unknown"),
        replace(KEPT, killed=False),
        replace(KEPT, at_rest=False),
        replace(UNMADE, applied=1),
        replace(UNPRINTED, applied=2),
        replace(UNPRINTED, state="queued", applied=0),
        replace(UNPRINTED, applied=0),
    ],
)
def test_a_promise_broken(trial: Trial) -> None:
    assert violations(trial)


def test_the_report_counts_by_point() -> None:
    lines = report([KEPT, UNMADE, UNPRINTED, replace(KEPT, applied=2)]).splitlines()

    assert lines[0].split() == ["crash", "point", "kills", "promised", "once", "never", "more", "wrong"]
    assert lines[-1].split() == ["all", "4", "2", "2", "1", "1", "1"]


def test_a_hundred_kills_meet_every_combination() -> None:
    steps = {Plan().step(number) for number in range(100)}

    assert {step.point for step in steps} == set(CrashPoint)
    sending = [step for step in steps if step.point is CrashPoint.AFTER_SERVER_APPLIED]
    assert len(sending) == len(VICTIMS) * len(RESTARTS) * len(ACTIONS)
    assert {step.victim for step in steps if step.point is CrashPoint.AFTER_VAULT_COMMIT} == {"act"}
