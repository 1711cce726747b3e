"""Dispatches: no verb and `screenshot` to the window, `demo` to its launcher, the rest to the commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_WITH_VALUE = frozenset({"--profile", "--policy", "--key-file", "--lang"})


def verb_of(arguments: Sequence[str]) -> str | None:
    """The first word that is no global option with a value, and no such value: a verb, or `--help`."""
    skip = False
    for word in arguments:
        if skip:
            skip = False
        elif word in _WITH_VALUE:
            skip = True
        elif word.partition("=")[0] not in _WITH_VALUE:
            return word
    return None


def main() -> int:
    from odx_desktop import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
