"""On a desktop the installed program opens its window, and leaves when asked."""

import pytest
from tests.packaged.clean_system import clean_system

pytestmark = pytest.mark.packaged

# Opens the window as a menu would, waits until it is on the display with its files open, then asks it to end.
OPEN_AND_CLOSE = """
odx-desktop --profile "$HOME/window" --key-file "$HOME/window.key" & program=$!
shown='ODX Desktop.* 1[0-9][0-9][0-9]x'
for try in $(seq 150); do
    kill -0 $program || { wait $program; echo "ended early: $?"; exit 1; }
    if [ -f "$HOME/window/vault.db" ] && xwininfo -root -tree | grep -q "$shown"; then seen=yes; break; fi
    sleep 0.2
done
[ "${seen:-}" = yes ] || { xwininfo -root -tree; exit 1; }
kill -TERM $program
wait $program
echo "left with $?"
"""


def on_display(*command: str) -> tuple[int, str, str]:
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", "dbus-run-session", "--", *command]
    answer = clean_system().run(*screen, seconds=120)
    return answer.returncode, answer.stdout, answer.stderr


def test_the_window_opens_on_the_display_and_leaves_when_asked() -> None:
    code, said, complained = on_display("sh", "-c", OPEN_AND_CLOSE)
    assert (code, said.strip()) == (0, "left with 0"), complained
    assert "Traceback" not in complained


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_place_can_be_drawn(language: str) -> None:
    system = clean_system()
    for place in ("inbox", "team", "activity", "sign-in", "settings"):
        file = f"{place}-{language}.png"
        code, _, complained = on_display(
            "odx-desktop", "--lang", language, "screenshot", file, "--place", place, "--size", "1280x720"
        )
        assert code == 0, complained
        assert (system.home / file).read_bytes().startswith(b"\x89PNG")
