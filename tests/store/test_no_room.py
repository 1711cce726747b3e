from __future__ import annotations

import apsw

from odx_desktop.store.database import failure


def test_shared_memory_that_cannot_grow_is_a_full_disk() -> None:
    """Met on a tmpfs filled to its last byte: opening says "disk I/O error", and means that."""
    error = apsw.IOError("disk I/O error")
    error.extendedresult = apsw.SQLITE_IOERR_SHMSIZE
    assert failure(error).reason.code == "store.full"
    assert failure(apsw.IOError("disk I/O error")).reason.code == "store.failed"
