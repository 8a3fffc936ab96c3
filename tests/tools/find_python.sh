#!/usr/bin/env bash
# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Print the path of a working interpreter.
#   find_python.sh          the first of 3.11, 3.12, 3.13, 3.14
#   find_python.sh 3.12     that version
# A name on the PATH proves nothing: a pyenv shim exists for versions that are not active, so each candidate is run.
set -u
shopt -s nullglob

path_of() {
    local version=$1 candidate
    for candidate in \
        "python$version" python3 \
        "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python3 \
        "$HOME/.local/share/uv/python/cpython-$version".*/bin/python3 \
        "/opt/python/$version".*/bin/python3; do
        "$candidate" -c "import sys; v = '%d.%d' % sys.version_info[:2]; v == '$version' or sys.exit(1); print(sys.executable)" \
            2>/dev/null && return 0
    done
    return 1
}

for version in ${1:-3.11 3.12 3.13 3.14}; do
    path_of "$version" && exit 0
done
exit 1
