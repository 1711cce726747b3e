"""Runs every check that reads the code, tells all that failed, and fails when one did."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = [folder for folder in ("src", "tests", "bench", "tools", "packaging") if (ROOT / folder).is_dir()]
TOOLS = str(Path(sys.executable).parent)

CHECKS: dict[str, list[str]] = {
    "style": [f"{TOOLS}/ruff", "check", "--quiet", *CODE],
    "format": [f"{TOOLS}/ruff", "format", "--quiet", "--check", *CODE],
    "types": [f"{TOOLS}/mypy"],
    "layers": [f"{TOOLS}/lint-imports", "--no-cache"],
    "French": [sys.executable, "-m", "tools.locale_catalogue", "check"],
    "house rules": [sys.executable, "-m", "tools.house_rules"],
    "shell": ["sh", "tools/shell_syntax.sh"],
}


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        started = time.monotonic()
        run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        verdict = "ok" if run.returncode == 0 else "FAILED"
        print(f"{name:<12} {verdict:<7} {time.monotonic() - started:5.1f} s", flush=True)
        if run.returncode:
            failed.append(name)
            print(run.stdout.rstrip(), flush=True)
    if failed:
        print(f"lint: {', '.join(failed)} failed", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
