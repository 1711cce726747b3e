"""The operating system's own certificates, which know the organisation's inspection and private CAs."""

from __future__ import annotations

import functools
import ssl


@functools.cache
def system_trust() -> ssl.SSLContext:
    """One context for all sources, made at the first use: loading the store costs tens of milliseconds.

    There is no way to switch verification off.
    """
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
