#!/bin/sh
# Makes dist/odx-desktop_VERSION_ARCH.deb from the tree; the same tree and commit give the same file, bit for bit.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
sh packaging/tree.sh
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)
export SOURCE_DATE_EPOCH
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
architecture=$(dpkg --print-architecture)
stage=build/deb
umask 022
rm -rf "$stage"
mkdir -p "$stage/DEBIAN" "$stage/usr/lib" "$stage/usr/bin" "$stage/usr/share/doc/odx-desktop" \
    "$stage/usr/share/applications" "$stage/usr/share/metainfo" "$stage/usr/share/icons/hicolor/scalable/apps" \
    "$stage/usr/share/man/man1" "$stage/usr/share/man/fr/man1" "$stage/etc/odx-desktop/policy.d"

cp -a build/tree/odx-desktop "$stage/usr/lib/odx-desktop"
mv "$stage/usr/lib/odx-desktop/licences.html" "$stage/usr/share/doc/odx-desktop/"
ln -s ../lib/odx-desktop/odx-desktop "$stage/usr/bin/odx-desktop"
cp resources/icons/app.svg "$stage/usr/share/icons/hicolor/scalable/apps/odx-desktop.svg"
cp packaging/deb/odx-desktop.desktop "$stage/usr/share/applications/"
cp packaging/deb/odx-desktop.metainfo.xml "$stage/usr/share/metainfo/"
cp packaging/deb/policy.README "$stage/etc/odx-desktop/policy.d/README"
cp packaging/deb/copyright "$stage/usr/share/doc/odx-desktop/"
gzip -9nc packaging/deb/odx-desktop.1 >"$stage/usr/share/man/man1/odx-desktop.1.gz"
gzip -9nc packaging/deb/odx-desktop.fr.1 >"$stage/usr/share/man/fr/man1/odx-desktop.1.gz"
{
    printf 'odx-desktop (%s) unstable; urgency=medium\n\n' "$version"
    sed -n '/^## Unreleased/,/^## [0-9]/{s/^- /  * /p;s/^  \([^*]\)/    \1/p;}' CHANGELOG.md
    printf '\n -- ODX Desktop <odx-desktop@localhost>  %s\n' "$(date -Rud "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$stage/usr/share/doc/odx-desktop/changelog.gz"

find "$stage" -type f -exec chmod a-x {} +
find "$stage/usr/lib/odx-desktop" -type f -name '*.so*' -exec chmod 644 {} +
chmod 755 "$stage/usr/lib/odx-desktop/odx-desktop"
find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

size=$(du -sk --exclude=DEBIAN "$stage" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" \
    packaging/deb/control >"$stage/DEBIAN/control"
printf '/etc/odx-desktop/policy.d/README\n' >"$stage/DEBIAN/conffiles"
(cd "$stage" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) \
    >"$stage/DEBIAN/md5sums"
touch -d "@$SOURCE_DATE_EPOCH" "$stage/DEBIAN" "$stage"/DEBIAN/*

mkdir -p dist
package=dist/odx-desktop_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz -z"${ODX_PACKAGE_LEVEL:-6}" --build "$stage" "$package" >&2
printf '%s\n' "$package"
