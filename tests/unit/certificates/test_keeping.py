# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Copies of certificates on the controller: whole, public, found again, and never written over another one."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.chain import Bundle
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.keeping import Keeping
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Held
from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem

from .material import NAME, NOW, authority, server

ROOT = authority()
MIDDLE = authority("Test issuing", ROOT)
FIRST, SECOND = server(MIDDLE), server(MIDDLE, end=NOW + timedelta(days=200))


def bundle(leaf: object = FIRST) -> Bundle:
    """A certificate with its intermediate."""
    return Bundle(leaf.certificate, (MIDDLE.certificate,))  # type: ignore[attr-defined]  # one of two above


def test_leaf_and_chain_for_everybody_to_read(tmp_path: Path) -> None:
    keeping = Keeping(str(tmp_path / "new" / "folder"), "lobby")
    assert keeping.keep(bundle())
    kept = tmp_path / "new" / "folder" / "lobby.pem"
    assert kept.read_text() == FIRST.pem + MIDDLE.pem
    assert stat.S_IMODE(kept.stat().st_mode) == 0o644
    assert not keeping.keep(bundle())
    assert [path.name for path in kept.parent.iterdir()] == ["lobby.pem"]


def test_the_former_one_stays_beside_the_new_one_and_is_found(tmp_path: Path) -> None:
    keeping = Keeping(str(tmp_path), "lobby")
    keeping.keep(bundle(FIRST))
    keeping.keep(bundle(SECOND))
    assert (tmp_path / "lobby.pem").read_text() == SECOND.pem + MIDDLE.pem
    former = keeping.of(FIRST.certificate)
    assert former is not None
    assert Path(former).read_text() == FIRST.pem + MIDDLE.pem
    assert keeping.of(SECOND.certificate) == str(tmp_path / "lobby.pem")


def test_by_name_and_dates_where_the_camera_tells_no_more(tmp_path: Path) -> None:
    keeping = Keeping(str(tmp_path), "lobby")
    keeping.keep(bundle(FIRST))
    ends = FIRST.certificate.not_valid_after_utc
    found = keeping.shown_by(Held("1", "server", common_name=NAME, not_after=ends))
    assert found == (str(tmp_path / "lobby.pem"), FIRST.certificate)
    assert keeping.shown_by(Held("1", "server", common_name=NAME, not_after=ends + timedelta(days=120))) is None
    assert keeping.shown_by(Held("1", "server", common_name="gate", not_after=ends)) is None
    # a certificate without a name could be any
    assert keeping.shown_by(Held("1", "server", not_after=ends)) is None


def test_copies_of_other_cameras_count_for_nothing(tmp_path: Path) -> None:
    Keeping(str(tmp_path), "lobby-2").keep(bundle())
    assert Keeping(str(tmp_path), "lobby").of(FIRST.certificate) is None
    assert Keeping(str(tmp_path / "missing"), "lobby").of(FIRST.certificate) is None


@pytest.mark.parametrize("content", ["", "this is no certificate\n", FIRST.pem[:200]])
def test_a_file_that_holds_something_else_is_neither_a_copy_nor_overwritten(tmp_path: Path, content: str) -> None:
    (tmp_path / "lobby.pem").write_text(content)
    keeping = Keeping(str(tmp_path), "lobby")
    assert keeping.of(FIRST.certificate) is None
    with pytest.raises(FileProblem, match="is not overwritten"):
        keeping.keep(bundle())
    assert (tmp_path / "lobby.pem").read_text() == content


def test_an_inventory_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    keeping = Keeping(str(tmp_path / "kept"), "../../etc/lobby")
    keeping.keep(bundle())
    assert [path.parent for path in tmp_path.rglob("*.pem")] == [tmp_path / "kept"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileProblem, match=r"file"):
        Keeping(str(tmp_path / "file"), "lobby").keep(bundle())
