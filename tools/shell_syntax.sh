#!/bin/sh
# Parses every shell script, since a typing error in one shows only on the day it is needed.
set -u
failed=0
for script in dev tools/*.sh packaging/*.sh; do
    if [ -f "$script" ]; then sh -n "$script" || failed=1; fi
done
bash -n .ci/run || failed=1
exit $failed
