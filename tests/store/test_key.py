from __future__ import annotations

import json
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringError, KeyringLocked

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.store import keyring_key
from odx_desktop.store.key import StoreKey, obtain_key
from odx_desktop.store.profile import ProfileLock, ProfilePaths
from odx_desktop.store.store import Store


class Memory(KeyringBackend):
    """As the system's own keyring would answer; `error` is what it does instead, `forgets` keeps nothing."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, error: Exception | None = None, forgets: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error = error
        self.forgets = forgets

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.forgets:
            self.kept[service, username] = password


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    monkeypatch.setattr(keyring_key, "_ALLOWED", frozenset({__name__}))
    backend = Memory()
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def test_the_keyring_keeps_one_key_a_profile(ring: Memory, profile: ProfilePaths, tmp_path: Path) -> None:
    key = obtain_key(profile, None)
    assert (key.origin, len(key.value)) == ("keyring", 32)
    assert obtain_key(profile, None) == key
    assert obtain_key(ProfilePaths(tmp_path / "other"), None).value != key.value
    assert all(value.startswith("v1:") and len(value) == 47 for value in ring.kept.values())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyringLocked("locked"), "keyring.locked"),
        (InitError("dismissed"), "keyring.not_unlocked"),
        (KeyringError("odd"), "keyring.failed"),
        (ZeroDivisionError("a library's own"), "keyring.failed"),
    ],
)
def test_a_keyring_that_fails_means_memory_only_and_says_why(
    ring: Memory, profile: ProfilePaths, error: Exception, code: str
) -> None:
    ring.error = error
    key = obtain_key(profile, None)
    assert key.origin == "memory" and key.reason is not None and key.reason.code == code


def test_a_keyring_that_forgets_is_noticed(ring: Memory, profile: ProfilePaths) -> None:
    ring.forgets = True
    key = obtain_key(profile, None)
    assert key.reason is not None and key.reason.code == "keyring.forgets"


def test_a_backend_that_nobody_vouches_for_gets_no_key(
    ring: Memory, profile: ProfilePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_key, "_ALLOWED", frozenset())
    key = obtain_key(profile, None)
    assert key.reason is not None and key.reason.code == "keyring.not_allowed"
    assert ring.kept == {}


def test_what_is_no_key_is_not_overwritten(ring: Memory, profile: ProfilePaths) -> None:
    obtain_key(profile, None)
    name = next(iter(ring.kept))
    ring.kept[name] = "v1:c2hvcnQ="
    key = obtain_key(profile, None)
    assert key.reason is not None and key.reason.code == "keyring.not_a_key"
    assert ring.kept[name] == "v1:c2hvcnQ="


def test_a_keyring_that_hangs_is_given_up(ring: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    def hang(service: str, username: str) -> str | None:
        release.wait(10)
        return None

    monkeypatch.setattr(ring, "get_password", hang)
    with pytest.raises(keyring_key.KeyringUnusable) as unusable:
        keyring_key.key_from_keyring("p", time_limit_s=0.05)
    assert unusable.value.reason.code == "keyring.no_answer"
    release.set()


def test_a_key_file_is_made_for_its_owner_and_remembered(profile: ProfilePaths, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "key"
    key = obtain_key(profile, path)
    assert key.origin == "file" and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert obtain_key(profile, path) == obtain_key(profile, None) == key
    assert [one.name for one in path.parent.iterdir()] == ["key"]
    assert json.loads(profile.settings_file.read_text()) == {"store.key_file": str(path)}


@pytest.mark.parametrize(
    ("content", "mode", "code"),
    [
        (b"k" * 32, 0o640, "store.key_file_readable"),
        (b"k" * 31, 0o600, "store.key_file_bad"),
        (b"k" * 33, 0o600, "store.key_file_bad"),
        (b"", 0o600, "store.key_file_bad"),
    ],
)
def test_a_poor_key_file_is_refused_and_left_alone(
    profile: ProfilePaths, tmp_path: Path, content: bytes, mode: int, code: str
) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(mode)
    with pytest.raises(StoreFailed) as failed:
        obtain_key(profile, path)
    assert failed.value.reason.code == code
    assert path.read_bytes() == content


def test_a_key_file_that_cannot_be_made(profile: ProfilePaths, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "key", tmp_path):
        with pytest.raises(StoreFailed) as failed:
            obtain_key(profile, path)
        assert failed.value.reason.code in ("store.key_file_unusable", "store.key_file_bad")


def test_two_first_starts_end_with_one_key(profile: ProfilePaths, tmp_path: Path) -> None:
    keys: list[StoreKey] = []
    threads = [
        threading.Thread(target=lambda: keys.append(obtain_key(profile, tmp_path / "key"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({key.value for key in keys}) == 1 and len(keys) == 8


def test_a_key_never_shows_itself() -> None:
    key = StoreKey(b"secret-secret-secret-secret-key!", "file")
    assert "secret" not in repr(key) + str(key)
    with pytest.raises(ValueError) as wrong:
        StoreKey(b"secret", "file")
    assert "secret" not in str(wrong.value)


def test_the_profile_lock_is_one_process_at_a_time(profile: ProfilePaths) -> None:
    profile.ensure()
    first, second = ProfileLock(profile), ProfileLock(profile)
    assert first.acquire() and first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_key_file_named_by_mistake_touches_nothing(profile: ProfilePaths, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    Store.open(profile, obtain_key(profile, right)).close()
    before = profile.vault.read_bytes()
    with pytest.raises(StoreFailed) as refused:
        obtain_key(profile, wrong)
    assert refused.value.reason.code == "store.wrong_key"
    assert not wrong.exists()
    assert profile.vault.read_bytes() == before
    assert obtain_key(profile, None).value == right.read_bytes()
    moved = right.rename(tmp_path / "moved")
    assert obtain_key(profile, moved).value == moved.read_bytes()


def test_a_key_that_is_lost_may_be_replaced(profile: ProfilePaths, tmp_path: Path) -> None:
    lost = tmp_path / "lost"
    Store.open(profile, obtain_key(profile, lost)).close()
    lost.unlink()
    assert obtain_key(profile, tmp_path / "new").origin == "file"
