"""Runs the measurements and shows each figure beside its limit: `./dev bench [NAME ...] [--json FILE]`.

A measurement is a module of this folder with a `measure()` that yields figures.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import sys
from pathlib import Path

from bench.figure import Figure

HERE = Path(__file__).parent


def measurements() -> list[str]:
    """Names of the modules here that measure something."""
    return sorted(
        path.stem for path in HERE.glob("*.py") if "\ndef measure(" in path.read_text(encoding="utf-8")
    )


def main(arguments: list[str]) -> int:
    known = measurements()
    parser = argparse.ArgumentParser(
        prog="./dev bench", description=f"measurements: {', '.join(known) or 'none yet'}"
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.names) - set(known))
    if unknown:
        parser.error(f"no such measurement: {', '.join(unknown)} (there are: {', '.join(known)})")
    print(
        f"Python {platform.python_version()}, {platform.machine()}; medians (least-most, n); quote the ratios"
    )
    figures: list[Figure] = []
    for name in asked.names or known:
        for figure in importlib.import_module(f"bench.{name}").measure():
            figures.append(figure)
            print(figure.line(), flush=True)
    if asked.json:
        asked.json.write_text(
            json.dumps([figure.as_json() for figure in figures], indent=1) + "\n", encoding="utf-8"
        )
    return int(not all(figure.met for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
