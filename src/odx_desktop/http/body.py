"""A body read under a cap, before and after unpacking, so that a small bomb stays small."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, AsyncIterator, Iterator

from odx_desktop.domain.errors import ContractBroken

ACCEPT_ENCODING = "gzip"
_STEP = 64 * 1024


def _unpacker(encoding: str, where: str) -> zlib._Decompress | None:
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if not names:
        return None
    if len(names) == 1 and names[0] in ("gzip", "x-gzip"):
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    raise ContractBroken(where, ACCEPT_ENCODING, encoding)


async def capped(chunks: AsyncIterable[bytes], encoding: str, limit: int, where: str) -> AsyncIterator[bytes]:
    """The unpacked bytes; raises ContractBroken (`source.too_large`) past `limit` and on a broken packing."""
    unpacker = _unpacker(encoding, where)
    received = unpacked = 0
    async for chunk in chunks:
        received += len(chunk)
        _check(received, limit, where)
        for part in [chunk] if unpacker is None else _unpack(unpacker, chunk, where):
            unpacked += len(part)
            _check(unpacked, limit, where)
            yield part
    if unpacker is not None and received and not unpacker.eof:
        raise ContractBroken(where, "a complete body", "one that was cut short")


def _unpack(unpacker: zlib._Decompress, chunk: bytes, where: str) -> Iterator[bytes]:
    """In steps, so that at most one step more than the cap is ever in memory."""
    try:
        yield unpacker.decompress(chunk, _STEP)
        while unpacker.unconsumed_tail:
            yield unpacker.decompress(unpacker.unconsumed_tail, _STEP)
    except zlib.error as error:
        raise ContractBroken(where, ACCEPT_ENCODING, str(error)) from None


def _check(size: int, limit: int, where: str) -> None:
    if size > limit:
        raise ContractBroken(where, f"at most {limit} bytes", "more", code="source.too_large")
