"""Makes what a back end wrote harmless on a terminal: it cannot move, colour, hide or reorder text."""

from __future__ import annotations

import re

# C0 and C1 controls, bidi marks and overrides (Unicode UAX #9), zero-width and other invisible format
# characters, line and paragraph separators, tags, lone surrogates: each is shown as its escape instead.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile(r"\s*[\r\n\t\v\f\u2028\u2029]+\s*")


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def one_line(text: str) -> str:
    """For a field in a row: breaks become one space, what cannot be seen becomes visible."""
    return _HIDDEN.sub(_shown, _BREAKS.sub(" ", text).strip())


def many_lines(text: str) -> str:
    """For a body: line ends and tabs stay, what cannot be seen becomes visible."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "\n".join(_HIDDEN.sub(_shown, line) for line in plain.split("\n"))


def as_json_escapes(encoded: str) -> str:
    """For JSON: the same value, with all that cannot be seen written as `\\uXXXX` (RFC 8259 section 7)."""
    return _HIDDEN.sub(_json_escape, encoded)


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
