"""One theme for all window tests, and one loop a test that both Qt and asyncio run on."""

from __future__ import annotations

import asyncio
import gc
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from odx_desktop.domain.language import Language
from odx_desktop.text import use_language
from odx_desktop.ui.theme import Theme

PATIENCE_S = 20.0


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    """As in the program: garbage is collected on this thread only; elsewhere it would destroy Qt objects."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> Theme:
    made = Theme()
    made.apply(qapp, "light")
    return made


@pytest.fixture
def theme(_dressed: Theme, qapp: QApplication) -> Iterator[Theme]:
    """Light at the system's text size before each test, whatever the test before it did."""
    _dressed.apply(qapp, "light")
    use_language(Language.EN)
    yield _dressed
    use_language(Language.EN)


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[qasync.QEventLoop]:
    """Qt's own loop as asyncio's; a task that failed unseen fails the test."""
    qapp.setQuitOnLastWindowClosed(False)  # a window that closes must not end the test
    made = qasync.QEventLoop(qapp, already_running=False)
    asyncio.set_event_loop(made)
    faults: list[dict[str, Any]] = []
    made.set_exception_handler(lambda _loop, context: faults.append(context))
    yield made
    for task in asyncio.all_tasks(made):
        task.cancel()
    for last in (asyncio.sleep(0), made.shutdown_asyncgens(), made.shutdown_default_executor()):
        made.run_until_complete(last)
    made.close()
    asyncio.set_event_loop(None)
    assert not faults, faults


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.function):
            item.fixturenames.append("loop")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.function):
        return None
    loop = pyfuncitem.funcargs.get("loop")
    assert isinstance(loop, qasync.QEventLoop)
    names = inspect.signature(pyfuncitem.function).parameters
    given = {name: pyfuncitem.funcargs[name] for name in names}
    loop.run_until_complete(asyncio.wait_for(pyfuncitem.function(**given), PATIENCE_S))
    return True
