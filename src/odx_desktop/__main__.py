"""Dispatches: no verb and `screenshot` to the window, `demo` to its launcher, the rest to the commands."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from itertools import pairwise

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


def _demo(arguments: Sequence[str]) -> int:
    """Start the demo organisation and set its sources up in a profile; then the window on it. Without a
    display or with `--headless`: what waits as text, and a picture."""
    from pathlib import Path

    from odx_desktop.cli.arguments import command_line

    options = command_line().parse_args(list(arguments))
    stays = ["--lang", options.lang] if options.lang else []
    stays += ["--now", options.now] if options.now else []
    if options.headless or options.screenshot or _no_display():
        picture = options.screenshot or Path("odx-desktop-demo.png")
        return _visit(options, [*stays, "screenshot", str(picture)], summary=True)
    return _visit(options, stays, summary=False)


def _demo_picture(arguments: Sequence[str]) -> int:
    """`screenshot --demo`: the demo organisation standing still, for one picture."""
    from odx_desktop.cli.arguments import command_line

    before, after = (
        _picked(arguments, names) for names in (("--lang",), ("--now", "--items", "--seed", "--as"))
    )
    demo = [*before, "demo", "--still", *after]
    dropped = {"--demo", *_picked(arguments, ("--items", "--seed", "--as"))}
    return _visit(command_line().parse_args(demo), [word for word in arguments if word not in dropped], False)


def _picked(arguments: Sequence[str], names: Sequence[str]) -> list[str]:
    pairs = pairwise(arguments)
    return [word for name, value in pairs if name in names for word in (name, value)]


def _visit(options: Namespace, window: Sequence[str], summary: bool) -> int:
    import asyncio
    import tempfile
    from datetime import datetime
    from pathlib import Path

    from odx_desktop.cli import demo_visit
    from odx_desktop.demo import launcher

    now = datetime.fromisoformat(options.now) if options.now else None
    with tempfile.TemporaryDirectory(prefix="odx-demo-") as temporary:
        profile = options.profile or Path(temporary)
        with launcher.start(_servers(options)) as organisation:
            code = asyncio.run(demo_visit.set_up(profile, now, organisation.sources))
            if summary:
                code = asyncio.run(demo_visit.summarise(profile, now))
            return _window(["--profile", str(profile), *window]) or int(code)


def _window(arguments: Sequence[str]) -> int:
    from odx_desktop import ui

    try:
        return ui.main(arguments)
    except ImportError as missing:
        return _plainly(_say_no_window, [*arguments, str(missing)])


def _servers(options: Namespace) -> list[str]:
    """The demo verb's options as those of its servers."""
    wanted = {"--items": options.items, "--seed": options.seed, "--now": options.now, "--as": options.persona}
    said = [word for name, value in wanted.items() if value is not None for word in (name, str(value))]
    return [*said, *(["--still"] if options.still else [])]


def _no_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say_no_window(arguments: Sequence[str]) -> int:
    from odx_desktop.domain.errors import Refusal
    from odx_desktop.domain.reason import Reason

    raise Refusal(Reason.of("program.no_window", detail=arguments[-1]))


def main() -> int:
    """The exit code; Ctrl-C before anything began ends without a word, as a shell expects."""
    try:
        return _dispatch(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


def _dispatch(arguments: list[str]) -> int:
    verb = verb_of(arguments)
    if verb == "_demo-servers":
        from odx_desktop.demo.__main__ import main as serve

        return serve(arguments[arguments.index(verb) + 1 :])
    if {"-h", "--help"} & set(arguments) or verb not in (None, "demo", "screenshot"):
        from odx_desktop import cli

        return cli.main(arguments)
    if verb is None:
        return _window(arguments)
    return _plainly(_demo if verb == "demo" else _picture, arguments)


def _picture(arguments: Sequence[str]) -> int:
    return _demo_picture(arguments) if "--demo" in arguments else _window(arguments)


def _plainly(run: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """What goes wrong around a visit is told as any command tells it."""
    from odx_desktop.cli.program import told

    return told(list(arguments), lambda _out: run(arguments))


if __name__ == "__main__":
    sys.exit(main())
