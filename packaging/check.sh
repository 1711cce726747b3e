#!/bin/sh
# Installs the package into a clean system, as an administrator would, and lets tests/packaged use it as an
# ordinary user does. The clean system is a folder; its mounts live in a namespace of their own and end with it.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
: "${ODX_CACHE:=$root/.cache}"
[ "$(id -u)" = 0 ] || { echo "package check: needs root, for a system of its own; nothing was changed. Run: sudo ./dev package check" >&2; exit 1; }
[ -n "${ODX_OWN_MOUNTS:-}" ] || ODX_OWN_MOUNTS=1 exec unshare --mount --propagation private sh "$0" "$@"

set -- dist/odx-desktop_*_"$(dpkg --print-architecture)".deb
[ -f "$1" ] || { echo "package check: no package in dist; run ./dev package deb first" >&2; exit 1; }
package=$1

# shellcheck disable=SC2046
set -- $(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | grep -v -e - | head -n 1)
mirror=$1 suite=$2
clean=$ODX_CACHE/clean-$suite.tar
mkdir -p "$ODX_CACHE/archives/partial"
if [ ! -f "$clean" ]; then
    echo "package check: making a clean $suite" >&2
    rm -rf build/clean
    mkdir -p build
    for try in 1 2 3; do
        debootstrap --variant=minbase "$suite" build/clean "$mirror" >"$ODX_CACHE/debootstrap.log" 2>&1 && break
        [ $try != 3 ] || { tail -n 20 "$ODX_CACHE/debootstrap.log" >&2; exit 1; }
        rm -rf build/clean
    done
    tar -C build/clean -cf "$clean.part" . && mv "$clean.part" "$clean"
fi
system=$root/build/system
rm -rf "$system"
mkdir -p "$system"
tar -C "$system" -xf "$clean"
mount -t proc proc "$system/proc"
mount --rbind /dev "$system/dev"
mount --bind "$ODX_CACHE/archives" "$system/var/cache/apt/archives"
cp /etc/resolv.conf "$system/etc/resolv.conf"
cp "$package" "$system/root/odx-desktop.deb"

within() { chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 "$@"; }
install_within() {
    within apt-get -qq -o Acquire::Retries=5 -o APT::Keep-Downloaded-Packages=true install -y --no-install-recommends \
        "$@" >"$ODX_CACHE/install.log" 2>&1 || { tail -n 20 "$ODX_CACHE/install.log" >&2; exit 1; }
}
within apt-get -qq -o Acquire::Retries=5 update
install_within /root/odx-desktop.deb
within useradd --create-home --shell /bin/sh clerk

export ODX_CLEAN_SYSTEM="$system"
echo "package check: installed alone, as the package asks" >&2
.venv/bin/python -m pytest -q -p tools.no_skips -m packaged tests/packaged/alone
install_within xvfb xauth x11-utils dbus dbus-user-session gnome-keyring fonts-dejavu-core
echo "package check: on a desktop" >&2
.venv/bin/python -m pytest -q -p tools.no_skips -m packaged tests/packaged/desktop
within apt-get -qq purge -y odx-desktop >"$ODX_CACHE/purge.log" 2>&1 || { cat "$ODX_CACHE/purge.log" >&2; exit 1; }
.venv/bin/python -m pytest -q -p tools.no_skips -m packaged tests/packaged/purged
