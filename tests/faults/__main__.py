"""Runs the fault trials: `./dev faults [NAME [ARGS]]`; without a name, each with the counts of every push.

A trial is a module of this folder with `main(arguments) -> exit code` and `EVERY_PUSH`, its arguments there.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def trials() -> list[str]:
    """Names of the modules here that are trials."""
    return sorted(
        path.stem for path in HERE.glob("*.py") if "\nEVERY_PUSH" in path.read_text(encoding="utf-8")
    )


def main(arguments: list[str]) -> int:
    known = trials()
    if arguments and arguments[0] in known:
        return int(importlib.import_module(f"tests.faults.{arguments[0]}").main(arguments[1:]))
    if arguments:
        print(f"usage: ./dev faults [{'|'.join(known)}] [ARGS]", file=sys.stderr)
        return 2
    if not known:
        print("no fault trial is here", file=sys.stderr)
        return 1
    codes = {}
    for name in known:
        trial = importlib.import_module(f"tests.faults.{name}")
        print(f"== {name} {' '.join(trial.EVERY_PUSH)}", flush=True)
        codes[name] = int(trial.main(list(trial.EVERY_PUSH)))
    failed = [name for name, code in codes.items() if code]
    print(f"{len(codes) - len(failed)} trials held, {len(failed)} did not {' '.join(failed)}".rstrip())
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
