"""Runs one command from its arguments to its exit code; whatever happens, a person reads a plain sentence."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress

from odx_desktop.cli.arguments import command_line
from odx_desktop.cli.exit_code import ExitCode, of_error
from odx_desktop.cli.parser import WrongUsage
from odx_desktop.cli.profile import prepare_profile
from odx_desktop.cli.speech import choose_language
from odx_desktop.cli.terminal import Terminal
from odx_desktop.cli.turn import Desk, OpenDesk, Turn, now_utc
from odx_desktop.domain.errors import OdxError, Refusal
from odx_desktop.domain.reason import Reason
from odx_desktop.text import tr
from odx_desktop.text.reasons import reference

CLOSING_S = 1.5  # from the signal to the end; what was committed is safe however it ends

log = logging.getLogger("odx_desktop.cli")


def main(argv: Sequence[str] | None = None, open_desk: OpenDesk | None = None) -> int:
    """The exit code of one command. `open_desk` is handed in by tests."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    return told(arguments, lambda out: _run(arguments, out, open_desk))


def told(arguments: list[str], run: Callable[[Terminal], int]) -> int:
    """The exit code of `run`; whatever it raises is told as a plain sentence, and logged."""
    # Until the log is open: Python's last resort would print on the terminal what belongs in there.
    logging.getLogger("odx_desktop").addHandler(logging.NullHandler())
    choose_language(arguments)
    out = Terminal.of_this_run(as_json="--json" in arguments)
    try:
        return int(_named(out, run))
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        _forget_stdout()
        return int(ExitCode.DONE)
    except OSError as error:
        return _tell_defect(out, error, Reason.of("output.failed", detail=error.strerror or str(error)))
    except Exception as error:
        return _tell_defect(
            out, error, Reason.of("program.defect", kind=type(error).__name__, file=_log_name())
        )


def _named(out: Terminal, run: Callable[[Terminal], int]) -> int:
    """Failures that have a name of their own."""
    try:
        return run(out)
    except SystemExit:  # --help and --version; a wrong command raises WrongUsage
        return int(ExitCode.DONE)
    except WrongUsage as wrong:
        out.fail(Reason.of("usage.wrong", detail=str(wrong)))
        return int(ExitCode.USAGE)
    except OdxError as error:
        out.fail(error.reason)
        return int(of_error(error))


def _run(arguments: list[str], out: Terminal, open_desk: OpenDesk | None) -> int:
    options = command_line().parse_args(arguments)
    if options.self_test:
        from odx_desktop.cli.self_test import run_self_test

        return run_self_test()
    if getattr(options, "run", None) is None:
        raise WrongUsage(tr("a verb is missing"))
    if open_desk is None:
        prepare_profile(options)
    if getattr(options, "secret_stdin", False):
        # Before the loop, so that Ctrl-C still ends a wait for a secret that never comes.
        options.secret = _read_secret()
    return asyncio.run(_run_verb(options, out, open_desk or _composed_desk))


async def _run_verb(options: argparse.Namespace, out: Terminal, open_desk: OpenDesk) -> int:
    stopped = _end_on_signal()
    try:
        if not options.needs_desk:
            return int(await options.run(Turn(options, None, out, now_utc(), open_desk)))
        async with open_desk(options) as desk:
            for notice in desk.notices:
                out.warn(notice)
            return int(await options.run(Turn(options, desk, out, now_utc(), open_desk)))
    except asyncio.CancelledError:
        if not stopped:
            raise
        out.tell(tr("Stopped. What was saved is safe."))
        return 128 + stopped[0]


def _composed_desk(options: argparse.Namespace) -> AbstractAsyncContextManager[Desk]:
    from odx_desktop import compose  # late: --help and wrong usage need none of it

    return compose.open_desk(
        profile=options.profile, policy=options.policy, key_file=options.key_file, lang=options.lang
    )


def _end_on_signal() -> list[int]:
    """SIGINT and SIGTERM cancel the verb; if closing takes too long, the process ends all the same."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    stopped: list[int] = []

    def end(number: int) -> None:
        if not stopped and task is not None:
            deadline = threading.Timer(CLOSING_S, os._exit, (128 + number,))
            deadline.daemon = True
            deadline.start()
            task.cancel()
        stopped.append(number)

    with suppress(NotImplementedError):  # Windows: asyncio.run handles Ctrl-C there
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, end, number)
    return stopped


def _read_secret() -> str:
    """Standard input to its end, less one newline."""
    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    secret = text.removesuffix("\n").removesuffix("\r")
    if not secret:
        raise Refusal(Reason.of("usage.no_secret"))
    return secret


def _tell_defect(out: Terminal, error: Exception, reason: Reason) -> int:
    log.error("%s", reference(reason), exc_info=error)
    with suppress(OSError):
        out.fail(reason)
    _forget_stdout()
    return int(ExitCode.FAILED)


def _log_name() -> str:
    """Empty before the log is open; the sentence then names no file."""
    names = (getattr(one, "baseFilename", "") for one in logging.getLogger("odx_desktop").handlers)
    return next(filter(None, names), "")


def _forget_stdout() -> None:
    """Nobody reads or nothing can be written: Python must not complain again when it flushes at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
