"""A store in a folder of its own, opened under a key that only the test knows."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from odx_desktop.store.key import StoreKey
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.store import Store


@pytest.fixture
def profile(tmp_path: Path) -> ProfilePaths:
    return ProfilePaths(tmp_path / "profile")


@pytest.fixture
def key() -> StoreKey:
    return StoreKey(secrets.token_bytes(32), "file")


@pytest.fixture
def store(profile: ProfilePaths, key: StoreKey) -> Iterator[Store]:
    opened = Store.open(profile, key)
    yield opened
    opened.close()
