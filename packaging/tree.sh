#!/bin/sh
# Makes build/tree/odx-desktop: the program and all it needs, ready for any package format.
# Built with the system's own Python where it fits: a Python from a home leaks that home's paths into the package.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
export ODX_ROOT="$root" PYTHONHASHSEED=0
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)
export SOURCE_DATE_EPOCH

interpreter=$root/.venv/bin/python
for candidate in /usr/bin/python3.11 /usr/bin/python3.12 /usr/bin/python3.13; do
    if "$candidate" -c 'import ensurepip, venv, ctypes.util' 2>/dev/null; then interpreter=$candidate; break; fi
done
environment=build/environment
if ! "$environment/bin/python" tools/locked.py requirements/package.txt 2>/dev/null; then
    echo "package: making the build environment with $("$interpreter" -V)" >&2
    rm -rf "$environment"
    mkdir -p build
    "$interpreter" -m venv "$environment"
    "$environment/bin/python" -m pip install -q --require-hashes --only-binary :all: --retries 5 \
        -r requirements/package.txt
fi
rm -rf build/tree build/work
"$environment/bin/python" -m PyInstaller --noconfirm --clean --log-level WARN \
    --distpath build/tree --workpath build/work packaging/odx-desktop.spec
find build/tree -type f -name '*.so*' -exec strip --strip-unneeded {} +
"$environment/bin/python" packaging/orphans.py build/tree/odx-desktop
"$environment/bin/python" packaging/licences_page.py build/tree/odx-desktop
find build/tree -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
du -sm build/tree/odx-desktop | awk '{print "package: the tree has " $1 " MB"}' >&2
