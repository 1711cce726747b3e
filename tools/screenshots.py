"""Makes every picture of docs/screenshots with one command: the program itself, on the demo organisation.

`./dev screenshots [--to DIR] [--smoke]`; the clock stands still, so that two runs give the same pictures.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage

from odx_desktop.cli import demo_visit
from odx_desktop.cli.turn import query
from odx_desktop.compose import Opening, build_desk
from odx_desktop.demo import launcher
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Row, View
from odx_desktop.inbox.inbox import Inbox
from odx_desktop.inbox.parts import OnEngine

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-24T10:41:00-05:00"
PLACES = ("inbox", "team", "activity", "sign-in", "settings")
LANGUAGES = ("en", "fr")
THEMES = ("light", "dark")
SIZES = ("1280x720", "1920x1080")
# Fewer colours than this, and the picture shows an empty window or none.
FEWEST_COLOURS = 40


@dataclass(frozen=True)
class Scene:
    """A name for the file, the place to show, and the profile to show it from."""

    name: str
    place: str
    profile: Path


class Album:
    """Takes pictures of scenes in all languages, themes and sizes wanted; `poor` lists those that failed."""

    def __init__(self, folder: Path, themes: Sequence[str], sizes: Sequence[str]) -> None:
        self._folder = folder
        self._looks = list(itertools.product(LANGUAGES, themes, sizes))
        self.poor: list[str] = []
        self.taken = 0

    def take(self, scene: Scene) -> None:
        for language, theme, size in self._looks:
            width = size.partition("x")[0]
            file = self._folder / f"{scene.name}-{language}-{theme}-{width}.png"
            file.unlink(missing_ok=True)
            program = [
                sys.executable,
                "-m",
                "odx_desktop",
                "--profile",
                str(scene.profile),
                "--lang",
                language,
            ]
            picture = ["screenshot", str(file), "--place", scene.place, "--theme", theme, "--size", size]
            run = subprocess.run(
                [*program, *picture, "--now", NOW], cwd=ROOT, capture_output=True, text=True, timeout=120
            )
            self.taken += 1
            if run.returncode or not shows_something(file):
                self.poor.append(f"{file.name}: exit {run.returncode} {run.stderr.strip()[-300:]}")
            print(file.name, flush=True)


def shows_something(file: Path) -> bool:
    image = QImage(str(file))
    if image.isNull():
        return False
    points = itertools.product(range(0, image.width(), 5), range(0, image.height(), 5))
    return len({image.pixel(x, y) for x, y in points}) >= FEWEST_COLOURS


async def decide(profile: Path, organisation: launcher.DemoHandle) -> None:
    """A few decisions of different fates, so that Activity has something to tell."""
    now = datetime.fromisoformat(NOW)
    desk = build_desk(Opening(profile=profile, key_file=profile / "demo.key", now=now), OnEngine())
    try:
        order = await desk.inbox.order(query(View.INBOX, now))
        # The first rows stay for the picture of the inbox.
        rows = iter(await desk.inbox.rows(list(order.ids[6:])))
        for fate in ("confirmed", "confirmed", "cut_after_applying", "held"):
            key, offer = await approvable(desk.inbox, rows)
            if fate == "cut_after_applying":
                system = {"system": key.source, "fault": fate, "on": "write"}
                tell(organisation, "/faults", system)
            action = await desk.inbox.submit(key, offer, hold_s=None if fate == "held" else 0.0)
            if fate != "held":
                await desk.inbox.wait_settled(action.id, 10.0)
    finally:
        await desk.close()


async def approvable(inbox: Inbox, rows: Iterator[Row]) -> tuple[WorkItemKey, str]:
    """The next item that may be approved without a word, and its offer."""
    for row in rows:
        if row.item.key.source != "eprocurement":
            continue
        for offer in (await inbox.refresh_item(row.item.key)).offers:
            if offer.kind == "approve" and offer.comment != "required":
                return row.item.key, offer.id
    raise LookupError("the demo organisation has nothing left to approve")


def tell(organisation: launcher.DemoHandle, path: str, order: dict[str, str]) -> None:
    """Asks the demo's rehearsal door for something that no real system would do on request."""
    request = urllib.request.Request(
        organisation.rehearsal.url + path,
        data=json.dumps(order).encode(),
        headers={"Authorization": f"Bearer {organisation.rehearsal.token}"},
    )
    urllib.request.urlopen(request, timeout=10).close()


def scenes(work: Path) -> Iterator[Scene]:
    """Each scene when its stage is set."""
    empty = work / "empty"
    empty.mkdir()
    yield Scene("empty", "inbox", empty)
    profile = work / "demo"
    with launcher.start(["--still", "--now", NOW]) as organisation:
        now = datetime.fromisoformat(NOW)
        asyncio.run(demo_visit.set_up(profile, now, organisation.sources))
        asyncio.run(decide(profile, organisation))
        for place in PLACES:
            yield Scene(place, place, profile)
        tell(organisation, "/down", {"system": "service-desk"})
        yield Scene("dead-source", "inbox", profile)
        yield Scene("dead-source-sign-in", "sign-in", profile)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev screenshots")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screenshots", metavar="DIR")
    parser.add_argument(
        "--smoke", action="store_true", help="one theme and size, to see that each place paints"
    )
    options = parser.parse_args(arguments)
    options.to.mkdir(parents=True, exist_ok=True)
    album = Album(options.to, THEMES[:1] if options.smoke else THEMES, SIZES[:1] if options.smoke else SIZES)
    with tempfile.TemporaryDirectory(prefix="odx-pictures-") as work:
        for scene in scenes(Path(work)):
            album.take(scene)
    for fault in album.poor:
        print(fault, file=sys.stderr)
    print(f"{album.taken - len(album.poor)} pictures are good, {len(album.poor)} are not")
    return int(bool(album.poor))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
