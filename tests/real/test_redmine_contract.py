from __future__ import annotations

import pytest
from tests.contract.suite import ConnectorContract
from tests.real.redmine_rig import RedmineRig

pytestmark = pytest.mark.real_server


class TestRedmine(ConnectorContract):
    @pytest.fixture
    def rig(self, redmine: RedmineRig) -> RedmineRig:
        return redmine
