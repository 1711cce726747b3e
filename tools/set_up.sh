# Brings a fresh machine to the point where the program and its tests run; sourced by ./dev, which has set $root.
# A second start finds its stamps inside .venv and does nothing: no network, no package tool.
# Sets $python (the environment's interpreter) and exports PYTHONPATH and ODX_CACHE.

python=$root/.venv/bin/python
export PYTHONPATH="$root/src"
export ODX_CACHE="${ODX_CACHE:-$root/.cache}"
export PIP_DISABLE_PIP_VERSION_CHECK=1
PATH=$PATH:/usr/sbin:/sbin

say() { printf 'dev: %s\n' "$1" >&2; }
stop() { say "$1"; exit "${2:-1}"; }

# set_up GROUP...: the environment, then what each group (window, tests, package) needs of the system.
set_up() {
    missing=
    for group in "$@"; do
        stamped "$group" "$(system_wish "$group")" || missing="$missing $(system_missing "$group")"
    done
    locked=$(cat requirements/dev.txt tools/set_up.sh | cksum)
    if healthy && stamped locks "$(version_of "$python") $locked"; then environment=ready; else environment=stale; fi
    if [ $environment = stale ] && ! healthy; then choose_interpreter; fi
    # shellcheck disable=SC2086
    install_system $missing
    [ $environment = ready ] || make_environment
    for group in "$@"; do stamp "$group" "$(system_wish "$group")"; done
    compile_locale
}

stamped() { [ "$(cat ".venv/stamp-$1" 2>/dev/null)" = "$2" ]; }
stamp() { stamped "$1" "$2" || printf '%s\n' "$2" >".venv/stamp-$1"; }

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

supported() { case $(version_of "$1") in 3.11 | 3.12 | 3.13) ;; *) return 1 ;; esac; }

healthy() { [ -x "$python" ] && supported "$python"; }

# --- what the system must bring -------------------------------------------------------------------------

# One line a need: what is looked for, and the Debian package that brings it.
needs_of() {
    case $1 in
        window) cat <<'LIST' ;;
libGL.so.1 libgl1
libEGL.so.1 libegl1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libX11-xcb.so.1 libx11-xcb1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
LIST
        tests) cat <<'LIST' ;;
Xvfb xvfb
xauth xauth
dbus-run-session dbus
gnome-keyring-daemon gnome-keyring
LIST
        package) cat <<'LIST' ;;
dpkg-deb dpkg
fakeroot fakeroot
strip binutils
xz xz-utils
debootstrap debootstrap
unshare util-linux
LIST
        *) stop "no such set-up group: $1 (window, tests, package)" 2 ;;
    esac
}

# The package is built with the system's own Python, which must be able to make an environment and to be frozen.
needs_of_freezing() {
    own=$(version_of /usr/bin/python3)
    case $own in
        3.11 | 3.12 | 3.13) printf 'libpython%s.so.1.0 libpython%s\nensurepip python%s-venv\n' "$own" "$own" "$own" ;;
    esac
}

system_wish() { { needs_of "$1"; [ "$1" != package ] || needs_of_freezing; } | cksum; }

system_missing() {
    [ "$(uname -s)" = Linux ] || return 0
    libraries=$(ldconfig -p 2>/dev/null || true)
    { needs_of "$1"; [ "$1" != package ] || needs_of_freezing; } | while read -r wanted package; do
        case $wanted in
            ensurepip) /usr/bin/python3 -c 'import ensurepip' 2>/dev/null && continue ;;
            lib*) case $libraries in *"$wanted "*) continue ;; esac ;;
            *) command -v "$wanted" >/dev/null 2>&1 && continue ;;
        esac
        printf '%s ' "$package"
    done
}

install_system() {
    [ $# -gt 0 ] || return 0
    command -v apt-get >/dev/null 2>&1 ||
        stop "this system lacks what these Debian packages bring; install your system's own for them: $*"
    [ "$(id -u)" = 0 ] || stop "system packages are missing. Nothing was changed. Run this one line, then start again:
    sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
    say "installing system packages: $*"
    mkdir -p "$ODX_CACHE"
    attempt apt update -q || say "the package lists could not be renewed; going on with those at hand"
    attempt apt install -q -y --no-install-recommends "$@" || {
        tail -n 20 "$ODX_CACHE/apt.log" >&2
        stop "the system packages could not be installed (see above). Start again when the network is back."
    }
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 "$@" \
        >>"$ODX_CACHE/apt.log" 2>&1 </dev/null
}

# Downloads fail for a moment more often than for good.
attempt() {
    for pause in 2 10 0; do
        if "$@"; then return 0; fi
        [ $pause = 0 ] || { say "trying again in $pause s: $*"; sleep $pause; }
    done
    return 1
}

# --- the environment ------------------------------------------------------------------------------------

choose_interpreter() {
    interpreter=
    for candidate in ${ODX_PYTHON:-python3.11 python3.12 python3.13 python3}; do
        if supported "$candidate"; then interpreter=$(command -v "$candidate"); break; fi
    done
    if [ -z "$interpreter" ]; then
        [ -z "${ODX_PYTHON:-}" ] || stop "ODX_PYTHON=$ODX_PYTHON is not a Python 3.11, 3.12 or 3.13 that runs"
        interpreter=python3
        missing="$missing python3 python3-venv"
    elif ! "$interpreter" -c 'import ensurepip, venv' 2>/dev/null; then
        missing="$missing python$(version_of "$interpreter")-venv"
    fi
}

make_environment() {
    if ! healthy; then
        supported "$interpreter" ||
            stop "no Python 3.11, 3.12 or 3.13 here: this system's own is $("$interpreter" -V 2>&1). Name one with ODX_PYTHON."
        say "making .venv with $("$interpreter" -V)"
        rm -rf .venv
        "$interpreter" -m venv .venv >&2 || stop "the virtual environment could not be made (see above)"
    fi
    if ! "$python" tools/locked.py requirements/dev.txt; then
        say "installing the locked dependencies"
        attempt fetch_locked || stop "the dependencies could not be installed (see above). Start again when the network is back."
    fi
    "$python" -c 'from PySide6 import QtGui, QtWidgets' || stop "Qt does not load here: the line above names what is missing"
    stamp locks "$(version_of "$python") $locked"
}

fetch_locked() {
    "$python" -m pip install -q --require-hashes --only-binary :all: --retries 5 -r requirements/dev.txt >&2 </dev/null
}

compile_locale() {
    compiled=resources/locale/fr/LC_MESSAGES/odx_desktop.mo
    [ -d resources/locale/fr ] || return 0
    if [ -f $compiled ] && [ -z "$(find resources/locale/fr -maxdepth 1 \( -name '*.po' -o -name fr \) -newer $compiled)" ]; then
        return 0
    fi
    "$python" -m tools.locale_catalogue compile
}
