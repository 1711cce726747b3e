"""What a kill, a second process, a full disk and a read-only folder leave behind."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.store.samples import NOW, action, item, query

import odx_desktop
from odx_desktop.domain.action import ActionState
from odx_desktop.domain.crash_points import CrashPoint
from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.query import View
from odx_desktop.domain.work_item import Scope
from odx_desktop.store import database
from odx_desktop.store.key import StoreKey
from odx_desktop.store.opened import open_reading
from odx_desktop.store.order import order
from odx_desktop.store.profile import ProfileLock, ProfilePaths
from odx_desktop.store.store import Store

ROOT = Path(__file__).resolve().parents[2]

WRITER = """
import os, sys
from pathlib import Path
from odx_desktop.domain import crash_points
from odx_desktop.domain.work_item import Scope
from odx_desktop.store.key import StoreKey
from odx_desktop.store.opened import open_reading
from odx_desktop.store.order import order
from odx_desktop.store.profile import ProfilePaths, ProfileLock
from odx_desktop.store.store import Store
from tests.store.samples import NOW, action, item
folder, key, point, first = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3], int(sys.argv[4])
def die(reached):
    if reached == point:
        os.kill(os.getpid(), 9)
profile = ProfilePaths(folder)
store = Store.open(profile, StoreKey(key, "file"))
ProfileLock(profile).acquire()
if point:
    crash_points.observe(die)
store.cache.begin_fill()
for number in range(first, first + 100000):
    store.cache.apply_page("hr", Scope.MINE, [item(f"{number}-{n}") for n in range(50)], [], NOW)
    done = store.vault.insert_action(action(str(number), id=f"{number:08d}"))
    print(done.result().id, flush=True)
"""


def writer(profile: ProfilePaths, key: StoreKey, point: str = "", first: int = 0) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{Path(odx_desktop.__file__).parents[1]}{os.pathsep}{ROOT}"}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(profile.folder), key.value.hex(), point, str(first)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def confirmed(process: subprocess.Popen[str], lines: int) -> list[str]:
    assert process.stdout is not None
    found = [process.stdout.readline().strip() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    found += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    return found


def test_killed_while_writing_loses_nothing_that_was_answered(profile: ProfilePaths, key: StoreKey) -> None:
    printed: set[str] = set()
    for first in (0, 1000, 2000, 3000):
        printed |= set(confirmed(writer(profile, key, first=first), lines=5 + first // 100))
        store = Store.open(profile, key)
        assert store.notices == ()
        kept = {one.id for one in store.vault.actions(limit=100_000).result()}
        assert printed - {""} <= kept
        store.close()
    store = Store.open(profile, key)
    store.cache.end_fill().result()
    everything = store.reader.order(query(View.ALL)).result().total
    assert store.reader.order(query(View.ALL, text="request")).result().total == everything > 0
    store.close()


@pytest.mark.parametrize(
    ("point", "kept"), [(CrashPoint.BEFORE_VAULT_COMMIT, 0), (CrashPoint.AFTER_VAULT_COMMIT, 1)]
)
def test_killed_around_the_commit_there_is_none_or_one(
    profile: ProfilePaths, key: StoreKey, point: CrashPoint, kept: int
) -> None:
    process = writer(profile, key, point)
    assert process.stdout is not None and process.stdout.read() == ""
    assert process.wait() == -signal.SIGKILL
    process.stdout.close()
    store = Store.open(profile, key)
    assert len(store.vault.actions().result()) == kept
    store.close()


def test_the_lock_of_a_killed_process_is_free(profile: ProfilePaths, key: StoreKey) -> None:
    process = writer(profile, key)
    assert process.stdout is not None and process.stdout.readline()
    lock = ProfileLock(profile)
    assert not lock.acquire()
    confirmed(process, 0)
    assert lock.acquire()
    lock.release()


def test_two_processes_on_one_vault(profile: ProfilePaths, key: StoreKey) -> None:
    process = writer(profile, key)
    assert process.stdout is not None and process.stdout.readline()
    store = Store.open(profile, key)
    ours = [store.vault.insert_action(action(f"ours-{n}")).result().id for n in range(50)]
    theirs = confirmed(process, 5)
    kept = {one.id for one in store.vault.actions(limit=100_000).result()}
    assert set(ours) | set(theirs) <= kept
    assert {step.state for one in store.vault.actions(limit=9).result() for step in one.history} == {
        ActionState.QUEUED
    }
    store.close()


def test_only_one_of_two_decides_between_undo_and_sending(profile: ProfilePaths, key: StoreKey) -> None:
    stores = [Store.open(profile, key), Store.open(profile, key)]
    for round_ in range(20):
        made = stores[0].vault.insert_action(action(str(round_))).result()
        both = [
            store.vault.move(made.id, expected={ActionState.QUEUED}, to=to, reason=None, now=NOW)
            for store, to in zip(stores, (ActionState.SENDING, ActionState.DISCARDED), strict=True)
        ]
        assert sum(one.result() is not None for one in both) == 1
    for store in stores:
        store.close()


def test_a_folder_that_cannot_be_written(key: StoreKey) -> None:
    with pytest.raises(StoreFailed) as failed:
        Store.open(ProfilePaths(Path("/proc/self/odx")), key)
    assert failed.value.reason.code == "store.read_only"


def test_a_full_disk_is_told_and_what_was_saved_stays(profile: ProfilePaths, key: StoreKey) -> None:
    store = Store.open(profile, key)
    kept = store.vault.insert_action(action("1")).result()
    store.vault._ask(lambda connection: connection.execute("PRAGMA max_page_count=1")).result()
    with pytest.raises(StoreFailed) as failed:
        store.vault.insert_action(action("2", comment="x" * 100_000)).result()
    assert failed.value.reason.code == "store.full"
    assert store.vault.actions().result() == (kept,)
    store.close()


def test_a_lock_that_is_not_given_back_is_told(
    profile: ProfilePaths, key: StoreKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 20)
    store = Store.open(profile, key)
    other = database.open_database(profile.vault, key.value, durable=True)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreFailed) as failed:
        store.vault.insert_action(action("1")).result()
    assert failed.value.reason.code == "store.locked"
    other.execute("ROLLBACK")
    other.close()
    store.vault.insert_action(action("1")).result()
    store.close()


def test_an_order_is_of_one_state_while_another_thread_writes(
    store: Store, profile: ProfilePaths, key: StoreKey
) -> None:
    reading = open_reading(profile, key.value)
    written = itertools.count()

    def write_between(*_: object) -> bool:
        """Before each of its statements another item arrives."""
        store.cache.apply_page("hr", Scope.MINE, [item(f"n{next(written)}")], [], NOW).result()
        return True

    reading.exec_trace = write_between
    for asked in (query(), query(View.ALL), query(text="request")):
        found = order(reading, asked)
        assert found.total == len(found.ids) == sum(one.count for one in found.sections)
    reading.exec_trace = None
    reading.close()
    assert next(written) > 10


def test_two_that_open_a_damaged_profile_at_once_end_with_one_vault(
    profile: ProfilePaths, key: StoreKey
) -> None:
    Store.open(profile, key).close()
    with ThreadPoolExecutor(3) as together:
        for round_ in range(10):
            profile.vault.write_bytes(b"damaged " * 1000)
            opening = [together.submit(Store.open, profile, key) for _ in range(3)]
            stores = [one.result() for one in opening]
            for number, store in enumerate(stores):
                store.vault.insert_action(action(f"{round_}-{number}")).result()
            for store in stores:
                assert len(store.vault.actions().result()) == 3
            for store in stores:
                store.close()
