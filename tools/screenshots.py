"""Every picture of docs/screenshots, taken by the program itself on the demo organisation standing still.

python -m tools.screenshots [--to DIR] [--only NAME ...] [--smoke]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from odx_desktop.cli import demo_visit
from odx_desktop.compose import Desk, Opening, build_desk
from odx_desktop.demo import launcher
from odx_desktop.domain.action import ActionKind, ActionState
from odx_desktop.domain.query import Query, Row, View
from odx_desktop.inbox.parts import OnEngine

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
LATER = NOW + timedelta(minutes=18)  # when the source has been dead for a while
SIZES = ((1280, 720), (1920, 1080))
LAST_TO_CLEAR = "denise"
PLACES = ("inbox", "team", "activity", "sign-in", "settings")
DEAD = "dead-source"
FOLDER = Path("docs/screenshots")
FEWEST_COLOURS = 40  # fewer, and the picture shows an empty window


class Studio:
    """The demo organisation, a persona's profile in it, and the orders that fill Activity."""

    def __init__(self, folder: Path, organisation: launcher.DemoHandle, manager: launcher.DemoHandle) -> None:
        self.folder = folder
        self._organisation = organisation
        self._manager = manager
        self.employee = folder / "employee"
        self.idle = folder / "idle"
        self.manager = folder / "manager"

    async def furnish(self) -> None:
        await demo_visit.set_up(self.employee, NOW, self._organisation.sources)
        await demo_visit.set_up(self.manager, NOW, self._manager.sources)
        async with _desk(self.employee) as desk:
            await self._decide(desk)
        await self._set_up_idle()

    async def _decide(self, desk: Desk) -> None:
        """One of each state that a person may find in Activity."""
        for row in (await _rows(desk))[3:]:
            if row.item.key.source in ("hr", "eprocurement") and await self._settled(desk, row):
                break
        await desk.inbox.refresh()
        await self._conflict(desk)
        await self._under_fault(desk, "to-dos", ActionKind.COMPLETE, None)
        await self._under_fault(desk, "eprocurement", ActionKind.APPROVE, "busy")
        await self._under_fault(desk, "hr", ActionKind.APPROVE, "error_after_applying")

    async def _settled(self, desk: Desk, row: Row) -> bool:
        """Approve at once; True when the source's own rule refused it."""
        offer = await _offer(desk, row, ActionKind.APPROVE)
        if offer is None:
            return False
        action = await desk.inbox.submit(row.item.key, offer, hold_s=0)
        return (await desk.inbox.wait_settled(action.id, 30)).state is ActionState.REFUSED

    async def _conflict(self, desk: Desk) -> None:
        """A colleague claims first."""
        theirs = self.folder / "colleague"
        await demo_visit.set_up(theirs, NOW, self._credentials("joanne"))
        async with _desk(theirs) as other:
            known = {row.item.key for row in await _rows(other)}
            free = [row for row in await _rows(desk) if row.item.assignee is None]
            key = next(row.item.key for row in free if row.item.key in known)
            action = await desk.inbox.submit(key, "claim", hold_s=0)
            first = await other.inbox.submit(key, "claim", hold_s=0)
            await other.inbox.wait_settled(first.id, 30)
        await desk.inbox.wait_settled(action.id, 30)

    async def _under_fault(self, desk: Desk, system: str, kind: ActionKind, fault: str | None) -> None:
        """`busy` leaves it queued; `error_after_applying` with no reading after it, unknown; None, held."""
        for row in await _rows(desk):
            if row.item.key.source != system or row.mark is not None:
                continue
            offer = await _offer(desk, row, kind)
            if offer is None:
                continue
            if fault is None:
                await desk.inbox.submit(row.item.key, offer)
                return
            self._order(system, fault, "write", 1)
            if fault != "busy":
                self._order(system, "error", "read", 9)
            action = await desk.inbox.submit(row.item.key, offer, hold_s=0)
            await desk.inbox.wait_settled(action.id, 30)
            self._rehearse("DELETE", "/faults")
            return

    def _order(self, system: str, fault: str, on: str, times: int) -> None:
        self._rehearse("POST", "/faults", {"system": system, "fault": fault, "on": on, "times": times})

    async def _set_up_idle(self) -> None:
        """Somebody who has just decided the last thing that waited for her."""
        await demo_visit.set_up(self.idle, NOW, self._credentials(LAST_TO_CLEAR))
        async with _desk(self.idle) as desk:
            for row in await _rows(desk):
                detail = await desk.inbox.refresh_item(row.item.key)
                offer = next(
                    one for one in detail.offers if one.kind in (ActionKind.APPROVE, ActionKind.COMPLETE)
                )
                await desk.inbox.submit(row.item.key, offer.id, hold_s=0)
            await desk.inbox.refresh()
            if await _rows(desk):
                raise SystemExit(f"{LAST_TO_CLEAR}'s inbox should be empty by now")

    def _credentials(self, person: str) -> list[dict[str, Any]]:
        found = self._rehearse("GET", f"/credentials?person={person}")
        return [
            {**source, "user": found[source["source"]]["user"], "secret": found[source["source"]]["password"]}
            for source in self._organisation.sources
            if source["source"] in found
        ]

    async def kill(self, system: str) -> None:
        self._rehearse("POST", "/down", {"system": system})
        async with _desk(self.employee, LATER) as desk:
            await desk.inbox.refresh()

    def _rehearse(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        door = self._organisation.rehearsal
        request = urllib.request.Request(
            door.url + path,
            data=json.dumps(body).encode() if body is not None else None,
            method=method,
            headers={"Authorization": f"Bearer {door.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"{}")


@asynccontextmanager
async def _desk(profile: Path, now: datetime = NOW) -> AsyncIterator[Desk]:
    """The persona's desk on this process's loop, at the frozen time."""
    desk = build_desk(Opening(profile, key_file=profile / "demo.key", now=now), OnEngine())
    try:
        yield desk
    finally:
        await desk.close()


async def _rows(desk: Desk) -> tuple[Row, ...]:
    query = Query(View.INBOX, NOW, NOW.replace(hour=23), NOW.replace(day=29))
    order = await desk.inbox.order(query)
    return await desk.inbox.rows(list(order.ids))


async def _offer(desk: Desk, row: Row, kind: ActionKind) -> str | None:
    detail = await desk.inbox.refresh_item(row.item.key)
    return next((one.id for one in detail.offers if one.kind is kind), None)


async def _item_with_lines(profile: Path) -> str:
    async with _desk(profile) as desk:
        for row in await _rows(desk):
            if row.item.amount is not None:
                opened = await desk.inbox.open_item(row.item.key)
                if opened is not None and opened.detail is not None and len(opened.detail.lines) > 2:
                    return str(row.item.key)
    raise SystemExit("the demo organisation has no open item with lines")


def _take(profile: Path, file: Path, lang: str, theme: str, size: tuple[int, int], *more: str) -> None:
    command = [sys.executable, "-m", "odx_desktop", "screenshot", str(file)]
    command += ["--profile", str(profile), "--lang", lang]
    now = LATER if file.name.startswith(DEAD) else NOW
    command += ["--now", now.isoformat(), "--theme", theme, "--size", f"{size[0]}x{size[1]}"]
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment["TZ"] = "America/Toronto"
    file.unlink(missing_ok=True)
    run = subprocess.run([*command, *more], env=environment, timeout=120, capture_output=True, text=True)
    if run.returncode or not _shows_something(file):
        raise SystemExit(f"{file.name}: exit {run.returncode} {run.stderr[-500:]}")
    print(file.name, flush=True)


def _shows_something(file: Path) -> bool:
    image = QImage(str(file))
    points = product(range(0, image.width(), 5), range(0, image.height(), 5))
    return len({image.pixel(x, y) for x, y in points}) >= FEWEST_COLOURS


def _series(name: str, profile: Path, to: Path, smoke: bool, *more: str) -> int:
    taken = 0
    for lang, theme, size in product(("en", "fr"), ("light", "dark"), SIZES):
        if smoke and (lang, theme, size) not in (("en", "light", SIZES[0]), ("fr", "dark", SIZES[0])):
            continue
        file = to / f"{name}-{lang}-{theme}-{size[0]}.png"
        _take(profile, file, lang, theme, size, *more)
        taken += 1
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="*", metavar="NAME")
    parser.add_argument("--smoke", action="store_true", help="two pictures of each, for every push")
    asked = parser.parse_args()
    os.environ["TZ"] = "America/Toronto"
    time.tzset()
    still = ["--still", "--now", NOW.isoformat()]
    taken = 0
    with (
        tempfile.TemporaryDirectory(prefix="odx-studio-") as temporary,
        launcher.start(still) as organisation,
        launcher.start([*still, "--as", "manager"]) as managed,
    ):
        studio = Studio(Path(temporary), organisation, managed)
        asyncio.run(studio.furnish())
        item = asyncio.run(_item_with_lines(studio.employee))
        plan = {name: (studio.employee, ("--place", name)) for name in PLACES}
        plan["team"] = (studio.manager, ("--place", "team"))
        plan["item"] = (studio.employee, ("--item", item))
        plan["empty"] = (studio.idle, ())
        for name, (profile, more) in plan.items():
            if not asked.only or name in asked.only:
                taken += _series(name, profile, asked.to, asked.smoke, *more)
        if not asked.only or DEAD in asked.only:
            asyncio.run(studio.kill("eprocurement"))
            taken += _series(DEAD, studio.employee, asked.to, asked.smoke)
    print(f"{taken} pictures in {asked.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
