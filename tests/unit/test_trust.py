# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The file of certificates that are trusted by their fingerprint."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem
from ansible_collections.netcam.hardening.plugins.module_utils._trust import KnownCertificates

ONE, OTHER = "1" * 64, "a" * 64


def test_remembered_found_replaced_and_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "known"
    known = KnownCertificates(str(path))
    assert known.find("lobby") is None
    known.remember("lobby", ONE)
    known.remember("gate 2", OTHER)
    assert (known.find("lobby"), known.find("gate 2")) == (ONE, OTHER)
    known.remember("lobby", OTHER)
    assert known.find("lobby") == OTHER
    known.forget("lobby")
    assert known.find("lobby") is None
    assert known.find("gate 2") == OTHER


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "known"
    KnownCertificates(str(path)).remember("lobby", ONE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_comments_and_torn_lines_are_no_certificates(tmp_path: Path) -> None:
    path = tmp_path / "known"
    path.write_text(f"# written by hand\n\nlobby\nyard {ONE}\ngate {OTHER} 2026-11-22\n")
    known = KnownCertificates(str(path))
    assert (known.find("lobby"), known.find("yard"), known.find("gate")) == (None, None, OTHER)


def test_without_a_file_nothing_is_remembered() -> None:
    known = KnownCertificates(None)
    known.remember("lobby", ONE)
    known.forget("lobby")
    assert known.find("lobby") is None


def test_many_workers_lose_no_line(tmp_path: Path) -> None:
    path = str(tmp_path / "known")
    names = [f"camera-{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: KnownCertificates(path).remember(name, ONE), names))
    assert [KnownCertificates(path).find(name) for name in names] == [ONE] * 40


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="nowhere"):
        KnownCertificates(str(tmp_path / "nowhere" / "known")).remember("lobby", ONE)
