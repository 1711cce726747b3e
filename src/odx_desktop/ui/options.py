"""What the window can be told when it is started; the same words as the command line's."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PLACES = ("inbox", "team", "activity", "sign-in", "settings", "gallery")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is wanted instead of a window; `item` is the key of one to open first; the size is in
    logical pixels before `scale`."""

    file: Path
    place: str = "inbox"
    item: str | None = None
    scale: float = 1.0
    width: int = 1440
    height: int = 900


@dataclass(frozen=True, slots=True)
class Options:
    """`now` freezes the clock, for pictures of the demo organisation."""

    profile: Path | None = None
    policy: Path | None = None
    key_file: Path | None = None
    lang: str | None = None
    theme: str | None = None
    text: float = 1.0
    now: datetime | None = None
    picture: Picture | None = None


def read_options(arguments: Sequence[str]) -> Options:
    """Raises SystemExit(2) for words that nobody knows; the dispatcher has checked the common ones before."""
    if not arguments:
        return Options()
    parser = argparse.ArgumentParser(prog="odx-desktop", add_help=False)
    for name in ("--profile", "--policy", "--key-file"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--lang", choices=("en", "fr"))
    parser.add_argument("--theme", choices=("system", "light", "dark", "contrast"))
    parser.add_argument("--now", type=datetime.fromisoformat)
    parser.add_argument("--place", choices=PLACES, default="inbox")
    parser.add_argument("--item")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--text", type=float, default=1.0)
    parser.add_argument("--size", type=_size, default=(1440, 900))
    parser.add_argument("verb", nargs="?", choices=("screenshot",))
    parser.add_argument("file", nargs="?", type=Path)
    given = parser.parse_args(arguments)
    if given.verb and not given.file:
        parser.error("screenshot needs a FILE")
    picture = Picture(given.file, given.place, given.item, given.scale, *given.size) if given.verb else None
    theme = given.theme or ("light" if picture else None)
    return Options(
        given.profile, given.policy, given.key_file, given.lang, theme, given.text, given.now, picture
    )


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)
