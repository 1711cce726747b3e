"""The two streams of a command: results on stdout, everything said about them on stderr, nothing unsafe."""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TextIO

from odx_desktop.domain.reason import Reason
from odx_desktop.text.escape import as_json_escapes, many_lines, one_line
from odx_desktop.text.reasons import next_step, reference, sentence

PROGRAM = "odx-desktop"

log = logging.getLogger("odx_desktop.cli")


class Ink(StrEnum):
    """ANSI SGR codes (ECMA-48); only ever written to a terminal, and never with NO_COLOR set."""

    PLAIN = ""
    BOLD = "1"
    FAINT = "2"
    BAD = "31"
    GOOD = "32"
    LOOK = "33"


class Terminal:
    """Escapes all it is given, so that no verb has to remember to. `as_json`: one object, and nothing else,
    goes to stdout."""

    def __init__(self, out: TextIO, err: TextIO, *, as_json: bool, colour: bool | None = None) -> None:
        self._out = out
        self._err = err
        self.as_json = as_json
        self._gave = False
        self._colour_out = _may_colour(out) if colour is None else colour
        self._colour_err = _may_colour(err) if colour is None else colour

    @classmethod
    def of_this_run(cls, *, as_json: bool) -> Terminal:
        # A caller may have closed a stream (`>&-`): Python gives None for it, and what is said goes nowhere.
        streams = [stream or io.StringIO() for stream in (sys.stdout, sys.stderr)]
        for stream in streams:
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
        return cls(*streams, as_json=as_json)

    @property
    def shows_progress(self) -> bool:
        return self._err.isatty()

    def say(self, text: str, ink: Ink = Ink.PLAIN) -> None:
        """A line of the result as text; silent when the result is JSON."""
        if not self.as_json:
            print(_inked(many_lines(text), ink, self._colour_out), file=self._out, flush=True)

    def tell(self, text: str, ink: Ink = Ink.PLAIN) -> None:
        """A line about the result: on stderr, whatever stdout carries."""
        print(_inked(many_lines(text), ink, self._colour_err), file=self._err, flush=True)

    def give(self, result: Mapping[str, object]) -> None:
        """The one object; silent when the result is text."""
        if self.as_json and not self._gave:
            self._gave = True
            text = as_json_escapes(json.dumps(result, ensure_ascii=False))
            print(text, file=self._out, flush=True)

    def fail(self, reason: Reason, now: datetime | None = None) -> None:
        """Why it went wrong: one line on stderr, and as the object when there is no other."""
        _log(reason)
        self.tell(error_line(reason, now), Ink.BAD)
        self.give({"error": error_object(reason, now)})

    def warn(self, reason: Reason, now: datetime | None = None) -> None:
        """Something the person should know, though the verb goes on."""
        _log(reason)
        self.tell(error_line(reason, now), Ink.LOOK)

    def show_progress(self, text: str) -> None:
        self._err.write(f"\r\x1b[K{one_line(text)}")
        self._err.flush()

    def clear_progress(self) -> None:
        self._err.write("\r\x1b[K")
        self._err.flush()


def _log(reason: Reason) -> None:
    """So that the reference which a person reads out can be found."""
    log.warning("%s %s %s", reference(reason), reason.code, dict(reason.values))


def error_line(reason: Reason, now: datetime | None = None) -> str:
    mark = f"[{reason.code} {reference(reason)}]"
    return f"{PROGRAM}: {sentence(reason, now)} {next_step(reason, now)} {mark}"


def error_object(reason: Reason, now: datetime | None = None) -> dict[str, str]:
    return {
        "code": reason.code,
        "message": sentence(reason, now),
        "next": next_step(reason, now),
        "reference": reference(reason),
    }


def _may_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _inked(text: str, ink: Ink, colour: bool) -> str:
    return f"\x1b[{ink}m{text}\x1b[0m" if colour and ink else text
