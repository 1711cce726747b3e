from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.contract.far_end_rig import FarEndRig
from tests.contract.suite import ConnectorContract
from tests.far_end.server import FarEnd


class TestDeclarativeConnector(ConnectorContract):
    @pytest.fixture
    def rig(self) -> Iterator[FarEndRig]:
        with FarEnd() as far:
            yield FarEndRig(far)
