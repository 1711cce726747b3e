"""The demo organisation's child process: opens the servers, says where, and ends with its parent."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from odx_desktop.demo.house import House, Wishes
from odx_desktop.demo.lifeline import ask_the_kernel, watch_stdin
from odx_desktop.domain.resources import resource_folder


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    if asked.parent:
        ask_the_kernel(asked.parent)
    wishes = Wishes(
        organisation=asked.organisation or resource_folder() / "demo" / "organisation.toml",
        contracts=asked.contract_dir or resource_folder() / "contracts",
        persona=asked.persona,
        items=asked.items,
        seed=asked.seed,
        still=asked.still,
        now=asked.now,
        radicale=not asked.no_radicale,
    )
    return asyncio.run(_serve(wishes, ends_with_stdin=bool(asked.parent)))


async def _serve(wishes: Wishes, ends_with_stdin: bool) -> int:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM"):
        try:
            loop.add_signal_handler(getattr(signal, name), ended.set)
        except NotImplementedError:
            signal.signal(getattr(signal, name), lambda *_: loop.call_soon_threadsafe(ended.set))
    if ends_with_stdin:
        watch_stdin(loop, ended)
    house = House(wishes)
    await house.start()
    try:
        sys.stdout.write(json.dumps(house.announcement()) + "\n")
        sys.stdout.flush()
        await ended.wait()
    finally:
        await house.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="odx_desktop.demo", description=__doc__)
    parser.add_argument("--organisation", type=Path, help="the description (default: the product's own)")
    parser.add_argument("--contract-dir", type=Path, help="where the reference contract's document lies")
    parser.add_argument("--as", dest="persona", choices=("employee", "manager"), default="employee")
    parser.add_argument("--items", type=_count, default=400, help="open items in all systems (400)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--still", action="store_true", help="nobody else acts")
    parser.add_argument("--now", type=_instant, help="ISO 8601; the servers' clock stands still there")
    parser.add_argument("--no-radicale", action="store_true", help="without the to-do server")
    parser.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)
    return parser


def _count(text: str) -> int:
    number = int(text)
    if not 20 <= number <= 100_000:
        raise argparse.ArgumentTypeError("between 20 and 100000")
    return number


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("an ISO 8601 date and time") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


if __name__ == "__main__":
    sys.exit(main())
