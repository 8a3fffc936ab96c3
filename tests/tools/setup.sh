#!/usr/bin/env bash
# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Make the virtual environment, or return at once when it already holds what is asked for.
#   setup.sh run|test|dev [VENV]
# PYTHON says which interpreter to use; without it the first usable one is taken.
#
# What was installed is remembered by content (requirement files, place of the clone), not by file times:
# a git checkout touches files without changing them, and a moved virtual environment no longer works.
set -eu
set_name=${1:?"usage: setup.sh run|test|dev [VENV]"}
cd "$(dirname "$0")/../.."
root=$PWD
venv=${2:-.venv}
stamp=$venv/.installed-$set_name

say() { printf 'setup: %s\n' "$*" >&2; }

files=(requirements/constraints.txt requirements/run.txt)
case $set_name in
    run) ;;
    test) files+=(requirements/test.txt) ;;
    dev) files+=(requirements/test.txt requirements/dev.txt requirements/collections.txt) ;;
    *) say "unknown set '$set_name'"; exit 2 ;;
esac
key="$root $(cat "${files[@]}" | cksum)"
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

# Another place or another Python than asked for: made anew.
if [ -e "$venv" ]; then
    have=$(version_of "$venv/bin/python") || have=
    [ "$(cat "$venv/.made-in" 2>/dev/null)" = "$root" ] || have=
    [ -z "${PYTHON:-}" ] || [ "$have" = "$(version_of "$PYTHON")" ] || have=
    [ -n "$have" ] || rm -rf "$venv"
fi
[ "$(cat "$stamp" 2>/dev/null)" = "$key" ] && exit 0

if [ ! -e "$venv" ]; then
    hint="name one: make setup PYTHON=/path/to/python3"
    python=${PYTHON:-$(tests/tools/find_python.sh)} || { say "no Python 3.11 or newer found; $hint"; exit 1; }
    version=$(version_of "$python") || { say "$python does not run; $hint"; exit 1; }
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "$python is Python $version, 3.11 or newer is needed; $hint"; exit 1; }
    # Debian ships Python without ensurepip, which a virtual environment needs for its pip.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package=python$version-venv
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            say "installing $package"
            export DEBIAN_FRONTEND=noninteractive
            { apt-get install -qy --no-install-recommends "$package" || { apt-get update -q && apt-get install -qy --no-install-recommends "$package"; }; } >&2
        else
            say "$python has no ensurepip. On Debian or Ubuntu: sudo apt-get install $package"
            exit 1
        fi
    fi
    say "making $venv with $python ($version)"
    "$python" -m venv "$venv"
    printf '%s' "$root" >"$venv/.made-in"
fi

say "installing requirements/$set_name.txt into $venv"
log=$venv/install-$set_name.log
if ! "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off -r "requirements/$set_name.txt" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    say "pip failed; whole log: $log"
    exit 1
fi

# The collection is found by its name through this link, wherever the clone lies.
mkdir -p "$venv/collections/ansible_collections/netcam"
ln -sfn "$root" "$venv/collections/ansible_collections/netcam/hardening"
[ "$set_name" != dev ] || "$venv/bin/python" tests/tools/fetch_collections.py --venv "$venv"
printf '%s' "$key" >"$stamp"
