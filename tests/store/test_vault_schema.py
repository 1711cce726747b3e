from __future__ import annotations

from pathlib import Path

import pytest

from odx_desktop.domain.errors import StoreFailed
from odx_desktop.store.database import first, open_database
from odx_desktop.store.vault_schema import MIGRATIONS, migrate, version_of

KEY = b"k" * 32
NEXT = (*MIGRATIONS, "CREATE TABLE note(text TEXT); INSERT INTO note SELECT id FROM action;")
NUMBER = len(MIGRATIONS)


def test_each_step_is_backed_up_and_done_once(tmp_path: Path) -> None:
    vault = open_database(tmp_path / "vault.db", KEY, durable=True)
    migrate(vault, tmp_path / "backups")
    vault.execute("INSERT INTO draft VALUES('hr', '1', 'half')")
    for _ in range(2):
        migrate(vault, tmp_path / "backups", NEXT)
        assert version_of(vault) == NUMBER + 1
    vault.close()
    kept = open_database(tmp_path / "backups" / f"vault-version-{NUMBER}.db", KEY, durable=True)
    assert (version_of(kept), first(kept, "SELECT text FROM draft")) == (NUMBER, "half")
    kept.close()


def test_a_step_that_fails_leaves_the_vault_as_it_was(tmp_path: Path) -> None:
    vault = open_database(tmp_path / "vault.db", KEY, durable=True)
    migrate(vault, tmp_path / "backups")
    with pytest.raises(Exception, match="nowhere"):
        migrate(vault, tmp_path / "backups", (*MIGRATIONS, "CREATE TABLE note(text); SELECT * FROM nowhere;"))
    assert version_of(vault) == NUMBER
    assert first(vault, "SELECT count(*) FROM sqlite_master WHERE name='note'") == 0
    with pytest.raises(StoreFailed):
        vault.execute(f"PRAGMA user_version={NUMBER + 9}")
        migrate(vault, tmp_path / "backups")
    vault.close()
