from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.backends.redmine import Redmine
from tests.real.redmine_rig import RedmineRig


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def redmine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedmineRig]:
    """A Redmine of this test run's own; ODX_REDMINE_FOLDER keeps a seeded one between runs."""
    kept = os.environ.get("ODX_REDMINE_FOLDER")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("redmine")
    folder.mkdir(parents=True, exist_ok=True)
    with Redmine(folder, free_port()) as server:
        yield RedmineRig(server)
