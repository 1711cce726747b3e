"""The child process: comes up, says where, and never outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from tests.demo.stage import ROOT

from odx_desktop.demo import launcher

FEW = ["--items", "30", "--still", "--no-radicale"]


@pytest.fixture(autouse=True)
def _source_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))


def test_the_sources_answer_with_their_secrets() -> None:
    with launcher.start(FEW) as demo:
        assert demo.persona.name == "Amélie Gauthier"
        assert [source["connector"] for source in demo.sources] == ["work-items", "work-items", "servicenow"]
        for source in demo.sources[:2]:
            auth = (source["user"], source["secret"])
            assert httpx.get(f"{source['url']}/me", auth=auth).json()["name"] == "Amélie Gauthier"
    assert not demo.is_running


def test_the_manager_is_another_persona() -> None:
    with launcher.start([*FEW, "--as", "manager"]) as demo:
        assert demo.persona.name == "Hélène Marchand"


def test_a_child_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(launcher.DemoFailed) as failure:
        launcher.start(["--organisation", str(tmp_path / "absent.toml")])
    assert "absent.toml" in failure.value.reason.value("said")


def test_the_child_ends_with_a_parent_that_was_killed() -> None:
    code = (
        "import sys, time\n"
        "from odx_desktop.demo import launcher\n"
        f"demo = launcher.start({FEW!r})\n"
        "print(demo.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert _ends(child)


def _ends(child: int, patience_s: float = 10.0) -> bool:
    """Not our own child, so there is nothing to wait on: look until it is gone or a zombie of another."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return True
        stat = Path(f"/proc/{child}/stat")
        if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    return False


def test_the_contract_itself_can_be_had_from_the_servers() -> None:
    with launcher.start(FEW) as demo:
        served = httpx.get(f"{demo.urls['hr']}/openapi.yaml")
        assert served.content == (ROOT / "resources" / "contracts" / "work-items.yaml").read_bytes()
