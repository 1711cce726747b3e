"""argparse that speaks both languages, and hands a wrong command back instead of ending the program."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from odx_desktop.domain.language import Language
from odx_desktop.text import current_language, msgid, ntr, tr

Verbs = Any  # argparse's own type for a set of sub-parsers is private

# What argparse says of itself, Python 3.11 to 3.13; anything else it may say stays English.
_ARGPARSE = (
    msgid("usage: "),
    msgid("positional arguments"),
    msgid("options"),
    msgid("show this help message and exit"),
    msgid("the following arguments are required: %s"),
    msgid("unrecognized arguments: %s"),
    msgid("one of the arguments %s is required"),
    msgid("not allowed with argument %s"),
    msgid("ambiguous option: %(option)s could match %(matches)s"),
    msgid("invalid choice: %(value)r (choose from %(choices)s)"),
    msgid("expected one argument"),
    msgid("expected at most one argument"),
    msgid("expected at least one argument"),
    msgid("argument %(argument_name)s: %(message)s"),
    msgid("invalid %(type)s value: %(value)r"),
    msgid("ignored explicit argument %r"),
)


class WrongUsage(Exception):
    """The command line cannot be understood; the text says where, in the current language."""


class _Help(argparse.HelpFormatter):
    """French puts a no-break space before the colon that argparse adds to a heading."""

    def start_section(self, heading: str | None) -> None:
        french = current_language() is Language.FR
        super().start_section(f"{heading}\u00a0" if french and heading else heading)


class Parser(argparse.ArgumentParser):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("allow_abbrev", False)  # an abbreviation would bind every later release
        kwargs.setdefault("formatter_class", _Help)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(message)


def speak_current_language() -> None:
    """argparse takes its sentences from gettext's global domain; here they come from our catalogue."""
    vars(argparse)["_"] = _argparse_says
    vars(argparse)["ngettext"] = _argparse_counts


def _argparse_says(message: str) -> str:
    return tr(message) if message in _ARGPARSE else message


def _argparse_counts(one: str, many: str, n: int) -> str:
    if one == "expected %s argument":
        return ntr("expected %s argument", "expected %s arguments", n)
    return one if n == 1 else many


def add_verb(
    verbs: Verbs,
    name: str,
    summary: str,
    run: Callable[..., Any] | None,
    *,
    needs_desk: bool = True,
) -> Parser:
    """One verb with its `--json`; `summary` is its sentence in `--help`."""
    parser: Parser = verbs.add_parser(name, help=summary, description=summary)
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object on standard output"))
    parser.set_defaults(run=run, needs_desk=needs_desk)
    return parser


def add_group(verbs: Verbs, name: str, summary: str) -> Verbs:
    """A verb that has verbs of its own (`sources add`)."""
    parser: Parser = verbs.add_parser(name, help=summary, description=summary)
    return parser.add_subparsers(dest="subverb", metavar=tr("VERB"), required=True, title=tr("verbs"))
