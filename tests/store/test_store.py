from __future__ import annotations

import ast
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.samples import NOW, action, item, query

import odx_desktop
from odx_desktop.domain.action import ActionState
from odx_desktop.domain.errors import StoreFailed
from odx_desktop.domain.work_item import Scope
from odx_desktop.store.database import first, open_database
from odx_desktop.store.key import StoreKey
from odx_desktop.store.profile import ProfilePaths
from odx_desktop.store.reader import first_rows
from odx_desktop.store.store import Store


def fill(profile: ProfilePaths, key: StoreKey, actions: int = 1) -> None:
    store = Store.open(profile, key)
    store.cache.apply_page("hr", Scope.MINE, [item("1")], [], NOW).result()
    for number in range(actions):
        store.vault.insert_action(action(str(number), comment="x" * 2000)).result()
    store.close()


def codes(store: Store) -> list[str]:
    return [notice.code for notice in store.notices]


def test_both_files_come_back_after_a_clean_close(profile: ProfilePaths, key: StoreKey) -> None:
    fill(profile, key)
    store = Store.open(profile, key)
    assert store.notices == ()
    assert store.cache.finish_listing("hr", Scope.MINE, [], NOW).result().removed == {item("1").key}
    assert len(store.vault.actions().result()) == 1
    store.close()


def test_an_answered_commit_survives_a_power_cut(store: Store) -> None:
    full = 2
    asked = store.vault._ask(lambda connection: first(connection, "PRAGMA synchronous"))
    assert asked.result() == full


def test_nothing_readable_is_on_the_disk(profile: ProfilePaths, key: StoreKey) -> None:
    fill(profile, key)
    store = Store.open(profile, key)
    store.vault.put_secret("hr", "hunter2-secret").result()
    for path in profile.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"Request" not in content and b"hunter2" not in content, path
            assert key.value not in content and key.value.hex().encode() not in content, path
    store.close()


def test_a_key_in_memory_leaves_nothing_behind(profile: ProfilePaths) -> None:
    store = Store.open(profile, StoreKey(secrets.token_bytes(32), "memory"))
    folder = store._temporary
    assert folder is not None and (folder / "vault.db").exists()
    store.vault.insert_action(action("1")).result()
    store.close()
    assert not folder.exists() and not profile.folder.exists()


def test_a_lost_key_sets_the_files_aside_and_says_what_waited(profile: ProfilePaths, key: StoreKey) -> None:
    fill(profile, key, actions=3)
    store = Store.open(profile, StoreKey(secrets.token_bytes(32), "file"))
    assert codes(store) == ["store.key_lost", "store.cache_rebuilt"]
    assert (store.notices[0].value("count"), store.notices[0].value("sources")) == ("3", "hr")
    assert store.vault.actions().result() == ()
    store.close()
    aside = next(profile.backups.glob("vault-*.db"))
    connection = open_database(aside, key.value, durable=True, readable_only=True)
    assert next(iter(connection.execute("SELECT count(*) FROM action")))[0] == 3
    connection.close()


def zero_header(path: Path) -> None:
    with path.open("r+b") as opened:
        opened.write(bytes(100))


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def random_bytes(path: Path) -> None:
    path.write_bytes(secrets.token_bytes(path.stat().st_size))


def no_bytes_that_make_sense(path: Path) -> None:
    path.write_bytes(b"hello")


@pytest.mark.parametrize("damage", [zero_header, half, random_bytes, no_bytes_that_make_sense])
def test_a_damaged_cache_is_made_anew_and_the_vault_is_untouched(
    profile: ProfilePaths, key: StoreKey, damage: object
) -> None:
    fill(profile, key)
    damage(profile.cache)  # type: ignore[operator]
    leave_unclean(profile.cache)
    store = Store.open(profile, key)
    assert codes(store) == ["store.cache_rebuilt"]
    assert len(store.vault.actions().result()) == 1
    assert list(store.reader.order(query()).result().ids) == []
    store.close()
    assert list(profile.backups.glob("cache-*"))


@pytest.mark.parametrize("damage", [zero_header, half, random_bytes])
def test_a_damaged_vault_is_set_aside_with_its_count(
    profile: ProfilePaths, key: StoreKey, damage: object
) -> None:
    fill(profile, key, actions=40)
    damage(profile.vault)  # type: ignore[operator]
    leave_unclean(profile.vault)
    store = Store.open(profile, key)
    assert codes(store)[0] == "store.vault_set_aside"
    assert store.notices[0].value("count") == "40"
    store.vault.insert_action(action("new")).result()
    store.close()
    assert list(profile.backups.glob("vault-*"))


def test_one_damaged_page_costs_only_what_was_on_it_and_nothing_is_sent_on_a_guess(
    profile: ProfilePaths, key: StoreKey
) -> None:
    fill(profile, key, actions=200)
    with profile.vault.open("r+b") as opened:
        opened.seek(4096 * 60)
        opened.write(secrets.token_bytes(4096))
    leave_unclean(profile.vault)
    store = Store.open(profile, key)
    assert codes(store) == ["store.vault_set_aside", "store.salvaged"]
    saved = store.vault.actions(limit=1000).result()
    assert 150 < len(saved) < 201
    assert {one.state for one in saved} == {ActionState.UNKNOWN}
    assert store.vault.take_due(NOW).result() == ()
    store.close()


def leave_unclean(path: Path) -> None:
    """As a process that died leaves it: with a log that nobody closed."""
    path.with_name(path.name + "-wal").write_bytes(b"\0" * 64)


def test_files_in_use_are_never_moved_away(profile: ProfilePaths, key: StoreKey) -> None:
    store = Store.open(profile, key)
    store.vault.insert_action(action("1")).result()
    with pytest.raises(StoreFailed) as failed:
        Store.open(profile, StoreKey(secrets.token_bytes(32), "file"))
    assert failed.value.reason.code == "store.corrupt"
    assert profile.vault.exists() and profile.cache.exists() and not list(profile.backups.iterdir())
    assert len(store.vault.actions().result()) == 1
    store.close()


def test_a_vault_of_a_later_release_is_refused_and_left_alone(profile: ProfilePaths, key: StoreKey) -> None:
    fill(profile, key)
    connection = open_database(profile.vault, key.value, durable=True)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StoreFailed) as failed:
        Store.open(profile, key)
    assert (failed.value.reason.code, failed.value.reason.value("found")) == ("store.newer", "99")
    assert profile.vault.exists()


def test_a_cache_of_another_release_is_dropped(profile: ProfilePaths, key: StoreKey) -> None:
    fill(profile, key)
    connection = open_database(profile.cache, key.value, durable=False)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    store = Store.open(profile, key)
    assert store.notices == () and len(store.reader.order(query()).result().ids) == 0
    store.close()


def test_first_rows_need_no_store(profile: ProfilePaths, key: StoreKey) -> None:
    assert first_rows(profile, key, query())[1] == ()
    fill(profile, key)
    order, rows = first_rows(profile, key, query())
    assert (order.total, [row.item.key for row in rows]) == (1, [item("1").key])
    assert first_rows(profile, key, query(sources=("desk",)))[1] == ()
    with pytest.raises(StoreFailed):
        first_rows(profile, StoreKey(secrets.token_bytes(32), "file"), query())


def test_the_first_paint_imports_nothing_heavy() -> None:
    heavy = ("asyncio", "logging", "concurrent.futures", "msgspec", "keyring", "httpx", "sqlite3", "PySide6")
    code = (
        f"import sys, odx_desktop.store.first_rows;print([name for name in {heavy!r} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(odx_desktop.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_one_module_knows_sqlite_and_one_the_keyring() -> None:
    owners = {"apsw": "store/database.py", "keyring": "store/keyring_key.py"}
    package = Path(odx_desktop.__file__).parent
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                owner = owners.get(name.partition(".")[0])
                assert owner is None or path == package / owner, (path, name)


def middle(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(3000))


def every_page_but_the_first(path: Path) -> None:
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(os.urandom(4096))


def test_damage_that_only_a_reader_meets_is_mended_at_the_next_open(
    profile: ProfilePaths, key: StoreKey
) -> None:
    fill(profile, key)
    every_page_but_the_first(profile.cache)
    first_run = Store.open(profile, key)
    with pytest.raises(StoreFailed):
        first_run.reader.rows([1]).result()
    assert profile.suspect.exists()
    first_run.close()
    second = Store.open(profile, key)
    assert codes(second) == ["store.cache_rebuilt"] and not profile.suspect.exists()
    assert second.reader.rows([1]).result() == ()
    assert len(second.vault.actions().result()) == 1
    second.close()
    assert list(profile.backups.glob("cache-*.db"))


def test_a_check_finds_damage_that_nobody_has_met(profile: ProfilePaths, key: StoreKey) -> None:
    fill(profile, key)
    middle(profile.cache)
    store = Store.open(profile, key)
    vault, cache = store.check()
    assert vault.result() is None
    with pytest.raises(StoreFailed):
        cache.result()
    store.close()


def test_a_vault_whose_damage_shows_late_is_set_aside_in_the_same_open(
    profile: ProfilePaths, key: StoreKey
) -> None:
    fill(profile, key)
    every_page_but_the_first(profile.vault)
    store = Store.open(profile, key)
    assert "store.vault_set_aside" in codes(store)
    notice = store.notices[0]
    assert (notice.value("count"), notice.value("saved")) == ("1", "0")
    assert notice.value("when")
    store.close()


def test_a_vault_found_damaged_in_use_is_salvaged_at_the_next_open_and_never_while_shared(
    profile: ProfilePaths, key: StoreKey
) -> None:
    fill(profile, key)
    with profile.vault.open("r+b") as opened:
        opened.seek(4096 * 8)
        opened.write(secrets.token_bytes(4096))
    one = Store.open(profile, key)
    with pytest.raises(StoreFailed):
        one.vault.check().result()
    beside = Store.open(profile, key)
    assert profile.suspect.exists() and not list(profile.backups.glob("vault-*"))
    beside.close()
    one.close()
    mended = Store.open(profile, key)
    assert codes(mended) == ["store.vault_set_aside", "store.salvaged"]
    assert not profile.suspect.exists()
    assert [found.state for found in mended.vault.actions().result()] == [ActionState.UNKNOWN]
    mended.close()
    assert list(profile.backups.glob("vault-*"))
