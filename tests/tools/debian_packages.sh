#!/usr/bin/env bash
# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Install the missing packages of requirements/debian.txt when that is possible; never fails, because the tests
# that need one of these programs name what they skip.
set -u
cd "$(dirname "$0")/../.." || exit

missing=()
while read -r package program; do
    case $package in '' | '#'*) continue ;; esac
    command -v "$program" >/dev/null || [ -e "$program" ] || [ -e "/usr/sbin/$program" ] || missing+=("$package")
done <requirements/debian.txt
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "test: installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    mkdir -p .test-output
    # A test needs the programs only: no service may start because of them.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm -f "$policy"' EXIT
    fi
    install() { apt-get install -qy --no-install-recommends "${missing[@]}"; }
    { install || { apt-get update -q && install; }; } </dev/null >.test-output/apt.log 2>&1 ||
        echo "test: apt-get could not install ${missing[*]} (.test-output/apt.log); tests that need them are skipped"
else
    echo "test: not installed: ${missing[*]} (sudo apt-get install ${missing[*]}); tests that need them are skipped"
fi
