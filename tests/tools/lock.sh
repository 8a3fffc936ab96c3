#!/usr/bin/env bash
# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Write requirements/constraints.txt from what .venv holds.
# Left out: ansible-core (run.txt pins one for each Python), Sphinx and docutils (their newest release differs by Python).
set -eu
cd "$(dirname "$0")/../.."
mkdir -p .test-output
{
    echo '# Exact versions of everything that requirements/*.txt bring in, so that two installs are the same. Refresh: make lock'
    .venv/bin/python -m pip freeze --exclude ansible-core --exclude sphinx --exclude docutils
} >.test-output/constraints.txt
mv .test-output/constraints.txt requirements/constraints.txt
