"""Tells whether this environment holds what a lock file asks for, so that set-up can leave it alone."""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement


def lacking(lock: str) -> list[str]:
    """Requirements of the lock that apply to this interpreter and are absent or of another version."""
    wanted = []
    for line in lock.replace("\\\n", " ").splitlines():
        text = line.split("--hash", 1)[0].split("#", 1)[0].strip()
        if text:
            wanted.append(Requirement(text))
    return [str(one) for one in wanted if (one.marker is None or one.marker.evaluate()) and not _present(one)]


def _present(wanted: Requirement) -> bool:
    try:
        return wanted.specifier.contains(version(wanted.name), prereleases=True)
    except PackageNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(bool(lacking(Path(sys.argv[1]).read_text(encoding="utf-8"))))
