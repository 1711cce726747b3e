"""Edits an iCalendar object line by line, so that everything we do not know stays as it was, byte for byte.

A library that parses and writes again reorders, refolds and re-escapes what other programs wrote (vendors'
X- properties, their VTIMEZONE, their VALARM). Only the lines an action is about are made anew here.
Source: RFC 5545 section 3.1 (content lines, folding).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FOLD_OCTETS = 75

_PHYSICAL = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|$)")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One logical line: `raw` is what was written, folds and line ends included."""

    raw: bytes
    name: str
    params: str
    value: str

    @classmethod
    def parse(cls, raw: bytes) -> ContentLine:
        """Raises ValueError when it is not `name *(";" param) ":" value`."""
        text = re.sub(rb"(?:\r\n|\n|\r)[ \t]", b"", raw).rstrip(b"\r\n").decode("utf-8")
        found = _NAME.match(text)
        if found is None:
            raise ValueError(f"not a content line: {text[:60]!r}")
        colon = _colon(text, found.end())
        return cls(raw, found.group().upper(), text[found.end() : colon].lstrip(";"), text[colon + 1 :])


def _colon(text: str, start: int) -> int:
    """Where the value begins: the first colon that no parameter's quotes enclose."""
    quoted = False
    for at in range(start, len(text)):
        if text[at] == '"':
            quoted = not quoted
        elif text[at] == ":" and not quoted:
            return at
    raise ValueError(f"no value in content line: {text[:60]!r}")


@dataclass(frozen=True, slots=True)
class SetProperty:
    """The property's only line from now on, in the place of its first one."""

    name: str
    value: str
    params: str = ""


@dataclass(frozen=True, slots=True)
class AddProperty:
    """One more line of a property that may repeat."""

    name: str
    value: str
    params: str = ""


@dataclass(frozen=True, slots=True)
class DropProperty:
    name: str


Edit = SetProperty | AddProperty | DropProperty


@dataclass(frozen=True, slots=True)
class CalendarObject:
    """One calendar object resource as its lines; `todos` are the spans of its VTODO components."""

    lines: tuple[ContentLine, ...]
    todos: tuple[range, ...]
    line_end: bytes

    @classmethod
    def parse(cls, body: bytes) -> CalendarObject:
        """Raises ValueError for what is no iCalendar object (RFC 5545 section 3.4)."""
        lines = tuple(ContentLine.parse(raw) for raw in _unfolded(body) if raw.strip())
        return cls(lines, tuple(_todo_spans(lines)), b"\r\n" if b"\r\n" in body else b"\n")

    def properties(self, todo: int) -> tuple[ContentLine, ...]:
        """The lines of the VTODO itself, without its alarms."""
        return tuple(self.lines[at] for at in _own_lines(self.lines, self.todos[todo]))

    def first(self, todo: int, name: str) -> ContentLine | None:
        return next((line for line in self.properties(todo) if line.name == name), None)

    def edited(self, todo: int, edits: Iterable[Edit]) -> bytes:
        """The whole object with the edits made in one VTODO and every other byte as it was."""
        span = self.todos[todo]
        kept: dict[int, bytes] = {at: self.lines[at].raw for at in range(len(self.lines))}
        own = _own_lines(self.lines, span)
        added: list[bytes] = []
        for edit in edits:
            places = [at for at in own if self.lines[at].name == edit.name.upper() and at in kept]
            if isinstance(edit, AddProperty):
                added.append(self._line(edit))
                continue
            for at in places[1:] if isinstance(edit, SetProperty) else places:
                del kept[at]
            if isinstance(edit, SetProperty):
                if places:
                    kept[places[0]] = self._line(edit)
                else:
                    added.append(self._line(edit))
        last_own = own[-1] if own else span.start
        return self._joined(kept, last_own, added)

    def with_component(self, lines: Sequence[SetProperty]) -> bytes:
        """The whole object with one more VTODO, placed after the last one."""
        made = [self._line(SetProperty("BEGIN", "VTODO")), *map(self._line, lines)]
        made.append(self._line(SetProperty("END", "VTODO")))
        kept = {at: self.lines[at].raw for at in range(len(self.lines))}
        return self._joined(kept, self.todos[-1].stop - 1, made)

    def _joined(self, kept: dict[int, bytes], after: int, added: list[bytes]) -> bytes:
        out: list[bytes] = []
        for at in range(len(self.lines)):
            if at in kept:
                raw = kept[at]
                out.append(raw if raw.endswith((b"\n", b"\r")) else raw + self.line_end)
            if at == after:
                out.extend(added)
        return b"".join(out)

    def _line(self, edit: SetProperty | AddProperty) -> bytes:
        head = f"{edit.name};{edit.params}" if edit.params else edit.name
        return folded(f"{head}:{edit.value}", self.line_end)


def _unfolded(body: bytes) -> Iterable[bytes]:
    """Physical lines put together again where the next one begins with a blank."""
    current = b""
    for found in _PHYSICAL.finditer(body.removeprefix(b"\xef\xbb\xbf")):
        physical = found.group()
        if not physical:
            break
        if physical[:1] in (b" ", b"\t") and current:
            current += physical
            continue
        if current:
            yield current
        current = physical
    if current:
        yield current


def _todo_spans(lines: Sequence[ContentLine]) -> Iterable[range]:
    """Spans from BEGIN:VTODO to END:VTODO inclusive; raises ValueError when components do not nest."""
    open_names: list[str] = []
    begin = 0
    for at, line in enumerate(lines):
        name = line.value.strip().upper()
        if line.name == "BEGIN":
            open_names.append(name)
            if open_names == ["VCALENDAR", "VTODO"]:
                begin = at
        elif line.name == "END":
            if not open_names or open_names[-1] != name:
                raise ValueError(f"END:{name} closes nothing")
            if open_names == ["VCALENDAR", "VTODO"]:
                yield range(begin, at + 1)
            open_names.pop()
        elif not open_names:
            raise ValueError("a property outside of VCALENDAR")
    if open_names or not lines:
        raise ValueError("the calendar object ends too early")


def _own_lines(lines: Sequence[ContentLine], span: range) -> list[int]:
    own: list[int] = []
    depth = 0
    for at in span[1:-1]:
        if lines[at].name == "BEGIN":
            depth += 1
        elif lines[at].name == "END":
            depth -= 1
        elif depth == 0:
            own.append(at)
    return own


def folded(text: str, line_end: bytes = b"\r\n") -> bytes:
    """A content line in pieces of at most 75 octets, never cut inside a character."""
    pieces: list[bytes] = []
    piece = b""
    for character in text:
        encoded = character.encode("utf-8")
        if len(piece) + len(encoded) > FOLD_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return (line_end).join([*pieces, piece]) + line_end


def escaped(text: str) -> str:
    """TEXT as RFC 5545 section 3.3.11 wants it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_ESCAPED.get(character, character) for character in plain)


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text, flags=re.DOTALL)
