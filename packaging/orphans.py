"""Removes libraries that nothing in the tree asks for any more, once the plugins that did are gone."""

import re
import subprocess
import sys
from pathlib import Path

# Found by name at run time, so no file names them as needed.
LOADED_BY_NAME = re.compile(r"lib(ssl|crypto|Qt6XcbQpa|Qt6Wayland|Qt6DBus|Qt6Svg|Qt6Network|python3)")


def needed(library: Path) -> set[str]:
    listing = subprocess.run(["objdump", "-p", str(library)], capture_output=True, text=True, check=False)
    return set(re.findall(r"NEEDED\s+(\S+)", listing.stdout))


def _is_linked(path: Path, tree: Path) -> bool:
    return ".so" in path.name or path.parent == tree


def drop_orphans(tree: Path) -> int:
    """Deletes until each `lib*.so*` that stays is needed by something that stays; returns how many went."""
    gone = 0
    while True:
        files = [path for path in tree.rglob("*") if path.is_file() and _is_linked(path, tree)]
        wanted = set().union(*(needed(path) for path in files))
        orphans = [
            path
            for path in files
            if path.name.startswith("lib")
            and "plugins" not in path.parts
            and path.name not in wanted
            and not LOADED_BY_NAME.match(path.name)
        ]
        if not orphans:
            return gone
        for path in orphans:
            path.unlink()
        gone += len(orphans)


if __name__ == "__main__":
    print(f"package: {drop_orphans(Path(sys.argv[1]))} libraries were needed by nobody", file=sys.stderr)
