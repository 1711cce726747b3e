"""JSON from strangers: decoded by msgspec, refused when nested deeper than agreed."""

from __future__ import annotations

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
    level: list[object] = [value]
    for _ in range(limit + 1):
        below: list[object] = []
        for node in level:
            if type(node) is dict:
                below.extend(child for child in node.values() if type(child) in (dict, list))
            elif type(node) is list:
                below.extend(child for child in node if type(child) in (dict, list))
        if not below:
            return True
        level = below
    return False


def encode_json(value: object) -> bytes:
    return msgspec.json.encode(value)
