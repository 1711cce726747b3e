"""How long to leave a failing source alone: doubling, capped, jittered; pure."""

from __future__ import annotations

FIRST_S = 5.0
CAP_S = 900.0


def delay_after(failures: int, jitter: float) -> float:
    """Seconds after the n-th failure in a row; `jitter` in 0..1 spreads the desks of an organisation.

    Full jitter over the upper half, so that 60,000 desks do not come back in one second.
    """
    if failures <= 0:
        return 0.0
    ceiling: float = min(CAP_S, FIRST_S * 2.0 ** min(failures - 1, 16))
    return ceiling * (0.5 + 0.5 * jitter)


def spread(interval_s: float, jitter: float) -> float:
    """A poll interval with a tenth of jitter either way."""
    return interval_s * (0.9 + 0.2 * jitter)
