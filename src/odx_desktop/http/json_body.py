"""JSON from strangers: decoded by msgspec, refused when nested deeper than agreed."""

from __future__ import annotations

from typing import Any

import msgspec

from odx_desktop.domain.errors import ContractBroken


def decode_json(content: bytes, where: str, depth_limit: int) -> object:
    """The decoded value; raises ContractBroken when it is empty, cut short, not UTF-8 or too deep."""
    try:
        value: object = msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        got = f"{len(content)} bytes: {error}" if content else "an empty body"
        raise ContractBroken(where, "JSON", got, code="source.not_json") from None
    except RecursionError:
        raise _too_deep(where, depth_limit) from None
    if not _within_depth(value, depth_limit):
        raise _too_deep(where, depth_limit)
    return value


def _too_deep(where: str, depth_limit: int) -> ContractBroken:
    return ContractBroken(where, f"at most {depth_limit} levels", "more", code="source.too_deep")


def _within_depth(value: object, limit: int) -> bool:
    """Level by level, touching scalars only to skip them: about half a millisecond a thousand items."""
    level: list[Any] = [value] if type(value) is dict or type(value) is list else []
    for _ in range(limit + 1):
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return True
    return False


def encode_json(value: object) -> bytes:
    return msgspec.json.encode(value)
