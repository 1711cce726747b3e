"""The program with a known bug put in, so that the rig can show that it sees such bugs.

Run as `python -m tests.faults.seeded BUG ARGS...`; the bugs are what reliability has been lost by elsewhere.
"""

from __future__ import annotations

import dataclasses
import sys
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.reason import Reason


def resend_without_reading_back() -> None:
    """Doubt is taken for "not sent"."""
    from odx_desktop.sync import push
    from odx_desktop.sync.settle import Settlement

    def hopeful(action: Action, verdict: object) -> Settlement:
        return Settlement(ActionState.QUEUED, Reason.of("action.not_in_effect"))

    push.settle_doubt = hopeful


def new_key_per_retry() -> None:
    """As above, and each attempt names itself anew, so that a far end cannot tell it is the same one."""
    from odx_desktop.sync.push import Push

    resend_without_reading_back()
    send = Push._guarded_send

    async def renamed(self: Push, action: Action) -> Any:
        return await send(self, dataclasses.replace(action, id=str(uuid.uuid4())))

    Push._guarded_send = renamed  # type: ignore[method-assign]


def promise_before_commit() -> None:
    """The row is shown as accepted while it is still being written."""
    from odx_desktop.store.outbox_writer import OutboxWriter

    insert = OutboxWriter.insert_action

    def hasty(self: OutboxWriter, action: Action, replaces: str | None = None) -> Future[Action]:
        promised: Future[Action] = Future()
        promised.set_result(action)
        self._write(lambda _: time.sleep(0.5))
        insert(self, action, replaces)
        return promised

    OutboxWriter.insert_action = hasty  # type: ignore[method-assign]


BUGS: dict[str, Callable[[], None]] = {
    "resend-without-reading-back": resend_without_reading_back,
    "new-key-per-retry": new_key_per_retry,
    "promise-before-commit": promise_before_commit,
}


def main() -> int:
    bug = sys.argv.pop(1)
    BUGS[bug]()
    from odx_desktop.__main__ import main as program

    return program()


if __name__ == "__main__":
    sys.exit(main())
