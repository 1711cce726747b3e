"""The whole command line, declared once (design.md section 12)."""

from __future__ import annotations

import argparse
from pathlib import Path

from odx_desktop import __version__
from odx_desktop.cli import (
    activity,
    connectors,
    decisions,
    doctor,
    items,
    not_yet,
    policy,
    rounds,
    session,
    sources,
    team,
)
from odx_desktop.cli.parser import Parser, Verbs, speak_current_language
from odx_desktop.cli.terminal import PROGRAM
from odx_desktop.domain.language import Language
from odx_desktop.text import tr

FAMILIES = (
    sources,
    rounds,
    items,
    decisions,
    activity,
    team,
    session,
    connectors,
    policy,
    doctor,
    not_yet,
)


def command_line() -> Parser:
    """Built anew for each run: its texts are those of the language in use."""
    speak_current_language()
    parser = Parser(
        prog=PROGRAM,
        description=tr("Everything that waits for you, from every system. Without a verb: the window."),
    )
    add_global_options(parser)
    verbs: Verbs = parser.add_subparsers(dest="verb", metavar=tr("VERB"), title=tr("verbs"))
    for family in FAMILIES:
        family.declare(verbs)
    _declare_demo(verbs)
    _declare_screenshot(verbs)
    return parser


def add_global_options(parser: Parser) -> None:
    parser.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help=tr("print the version")
    )
    parser.add_argument(
        "--self-test", action="store_true", help=tr("print as JSON whether everything it needs works")
    )
    parser.add_argument("--profile", type=Path, metavar="DIR", help=tr("the folder of your files"))
    parser.add_argument(
        "--policy", type=Path, metavar="FILE", help=tr("a further policy file, for pilots and tests")
    )
    parser.add_argument(
        "--key-file", type=Path, metavar="FILE", help=tr("the key, where there is no keyring")
    )
    parser.add_argument(
        "--lang", choices=[one.value for one in Language], help=tr("the language of this run")
    )


def _declare_demo(verbs: Verbs) -> None:
    summary = tr("open the window on an invented organisation")
    demo: Parser = verbs.add_parser("demo", help=summary, description=summary)
    # Beside the global place: `./dev demo --profile DIR` is what one types.
    keep = tr("the folder of your files")
    demo.add_argument("--profile", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=keep)
    demo.add_argument("--items", type=items.positive, metavar="N", help=tr("how many items it has"))
    demo.add_argument("--seed", type=int, metavar="N", help=tr("another seed, another organisation"))
    demo.add_argument("--still", action="store_true", help=tr("no colleagues at work"))
    demo.add_argument("--now", metavar="ISO", help=tr("the time it is there"))
    demo.add_argument("--as", dest="persona", choices=["employee", "manager"], help=tr("who you are there"))
    demo.add_argument("--headless", action="store_true", help=tr("no window: a summary and a picture"))
    demo.add_argument("--screenshot", type=Path, metavar="FILE", help=tr("where the picture goes"))


def _declare_screenshot(verbs: Verbs) -> None:
    summary = tr("write a picture of the window")
    shot: Parser = verbs.add_parser("screenshot", help=summary, description=summary)
    shot.add_argument("file", type=Path, metavar="FILE", help=tr("where the picture goes"))
    places = ["inbox", "team", "activity", "sign-in", "settings", "gallery"]
    shot.add_argument("--place", choices=places, default="inbox", help=tr("which place"))
    shot.add_argument("--item", metavar="KEY", help=tr("an item to open first"))
    shot.add_argument("--demo", action="store_true", help=tr("of the invented organisation"))
    shot.add_argument("--scale", type=float, default=1.0, metavar="N", help=tr("how large the text is"))
    shot.add_argument(
        "--theme", choices=["light", "dark", "contrast"], default="light", help=tr("which colours")
    )
