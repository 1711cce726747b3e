from __future__ import annotations

import pytest
from tests.desk import HandClock, ScriptedDesk
from tests.inbox.test_rounds import inbox_query, on_desk
from tests.store.samples import action
from tests.sync.scripted_connector import ScriptedConnector

from odx_desktop.domain.action import ActionState
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.store import Store


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        (ActionState.HELD, (0, 1)),
        (ActionState.SENDING, (0, 1)),
        (ActionState.UNKNOWN, (1, 0)),
        (ActionState.REFUSED, (1, 0)),
        (ActionState.CONFIRMED, (0, 0)),
    ],
)
def test_the_rail_counts_what_is_not_settled_and_what_is_on_the_way(
    store: Store, profile: ProfilePaths, clock: HandClock, state: ActionState, counted: tuple[int, int]
) -> None:
    store.vault.insert_action(action("1", state=state)).result()

    async def script(desk: ScriptedDesk) -> None:
        found = await desk.inbox.counts(inbox_query(clock))
        assert (found.not_settled, found.on_the_way) == counted

    on_desk(store, profile, clock, ScriptedConnector(), script)
