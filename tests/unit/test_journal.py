# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The journal of passwords: what it never forgets, and what it leaves on the disk."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultSecret

from ansible_collections.netcam.hardening.plugins.module_utils._errors import JournalProblem
from ansible_collections.netcam.hardening.plugins.module_utils._journal import (
    CURRENT,
    KEPT,
    PENDING,
    PREVIOUS,
    Pair,
    Record,
)
from ansible_collections.netcam.hardening.plugins.plugin_utils import _private_file as private
from ansible_collections.netcam.hardening.plugins.plugin_utils._journal import Journal, journal_of
from ansible_collections.netcam.hardening.plugins.plugin_utils._vault import Vault, vault_of

USER = "site-admin"
OLD, NEW, THIRD = ((USER, f"{word}7lantern") for word in ("First", "Second", "Third"))
SECRETS = [("default", VaultSecret(b"thirteen green umbrellas"))]


def states(record: Record) -> dict[Pair, str]:
    return {entry.pair: entry.state for entry in record.entries}


# -- the record ----------------------------------------------------------------------------------------------------


def test_the_account_in_force_is_written_down_with_the_pending_one() -> None:
    record = Record().with_pending(NEW, OLD, "2026-01-01")
    assert states(record) == {NEW: PENDING, OLD: CURRENT}
    assert record.now is not None
    assert record.now.proven == "2026-01-01"


def test_a_pending_one_becomes_current_and_the_one_before_stays() -> None:
    record = Record().with_pending(NEW, OLD, "1").with_current(NEW, "2")
    assert states(record) == {NEW: CURRENT, OLD: PREVIOUS}


def test_only_a_password_that_was_changed_to_has_an_age() -> None:
    """Killed before the camera was told, the old password must not look like a new one."""
    record = Record().with_login(OLD, "1")
    assert [entry.set for entry in record.entries] == [None]
    assert [entry.set for entry in record.with_pending(NEW, OLD, "2").with_current(NEW, "3").entries] == ["3", None]


def test_two_pending_ones_both_stay_until_one_is_proven() -> None:
    record = Record().with_pending(NEW, OLD, "1").with_pending(THIRD, OLD, "2")
    assert states(record) == {THIRD: PENDING, NEW: PENDING, OLD: CURRENT}
    assert states(record.with_current(NEW, "3")) == {NEW: CURRENT, THIRD: PREVIOUS, OLD: PREVIOUS}


def test_what_is_current_already_is_not_pending() -> None:
    record = Record().with_current(NEW, "1")
    assert record.with_pending(NEW, NEW, "2") == record
    assert record.with_pending(NEW, None, "2") == record
    assert record.with_current(NEW, "3") == record


def test_only_replaced_ones_are_forgotten_the_oldest_first() -> None:
    record = Record()
    for number in range(KEPT + 3):
        record = record.with_pending((USER, f"number {number}"), None, "1").with_current(
            (USER, f"number {number}"), "2"
        )
    assert [entry.password for entry in record.of(PREVIOUS)] == [f"number {n}" for n in range(KEPT + 1, 1, -1)]
    for number in range(100, 100 + 2 * KEPT):
        record = record.with_pending((USER, f"number {number}"), None, "3")
    assert len(record.of(PENDING)) == 2 * KEPT
    assert record.now is not None


def test_candidates_begin_with_the_pending_one_and_end_with_what_was_refused() -> None:
    record = Record().with_current(OLD, "1").with_pending(NEW, OLD, "2")
    assert record.candidates([THIRD, OLD]) == [(PENDING, NEW), (CURRENT, OLD), ("inventory", THIRD)]
    later = record.with_refused(NEW, "3").with_refused(OLD, "4")
    assert [pair for _state, pair in later.candidates([THIRD])] == [THIRD, NEW, OLD]


def test_a_credential_that_comes_back_is_no_longer_stored() -> None:
    record = Record().with_current(OLD, "1").with_stored(OLD, "2").with_current(NEW, "3").with_current(OLD, "4")
    assert record.now is not None
    assert record.now.stored is None


def test_passwords_are_not_in_the_representation() -> None:
    assert "lantern" not in repr(Record().with_pending(NEW, OLD, "1"))


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{}", '{"version": 2, "camera": "lobby", "credentials": []}',
        '{"version": 1, "camera": "gate", "credentials": []}',
        '{"version": 1, "camera": "lobby", "credentials": [{"user": "a"}]}',
        '{"version": 1, "camera": "lobby", "credentials": [{"user": "a", "password": 7, "state": "current", "recorded": ""}]}',
        '{"version": 1, "camera": "lobby", "credentials": [{"user": "a", "password": "s3cret", "state": "odd", "recorded": ""}]}',
    ],
)  # fmt: skip
def test_a_text_that_is_no_journal_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(JournalProblem) as caught:
        Record.load(text, "lobby")
    assert "s3cret" not in caught.value.describe("lobby")


def test_a_record_survives_its_text() -> None:
    record = Record().with_pending(NEW, OLD, "1").with_refused(OLD, "2").with_stored(OLD, "3")
    assert Record.load(record.dump("lobby"), "lobby") == record


# -- the file ------------------------------------------------------------------------------------------------------


def journal(folder: Path, camera: str = "lobby") -> Journal:
    return Journal(str(folder), camera, Vault(list(SECRETS)))


def test_the_file_is_encrypted_private_and_whole(tmp_path: Path) -> None:
    kept = journal(tmp_path / "journal")
    kept.pending(NEW, OLD)
    path = Path(kept.path)
    assert path.name == "lobby.journal.yml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for found in path.parent.iterdir():
        assert b"lantern" not in found.read_bytes()
    assert states(kept.read()) == {NEW: PENDING, OLD: CURRENT}


def test_what_a_killed_process_left_does_not_matter(tmp_path: Path) -> None:
    kept = journal(tmp_path)
    kept.pending(NEW, OLD)
    (tmp_path / ".lobby.journal.yml.new").write_bytes(b"half a fi")
    kept.current(NEW)
    assert states(kept.read()) == {NEW: CURRENT, OLD: PREVIOUS}
    assert not (tmp_path / ".lobby.journal.yml.new").exists()


def test_threads_wait_for_each_other(tmp_path: Path) -> None:
    pairs = [(USER, f"thread {number}") for number in range(12)]
    threads = [threading.Thread(target=journal(tmp_path).pending, args=(pair, None)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {entry.pair for entry in journal(tmp_path).read().of(PENDING)} == set(pairs)


def test_processes_wait_for_each_other(tmp_path: Path) -> None:
    children = []
    for number in range(6):
        child = os.fork()
        if child == 0:
            try:
                journal(tmp_path).pending((USER, f"process {number}"), None)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
    assert len(journal(tmp_path).read().of(PENDING)) == 6


def test_a_journal_that_cannot_be_read_is_not_overwritten(tmp_path: Path) -> None:
    kept = journal(tmp_path)
    kept.current(OLD)
    content = Path(kept.path).read_bytes()
    other = Journal(str(tmp_path), "lobby", Vault([("default", VaultSecret(b"another password"))]))
    with pytest.raises(JournalProblem, match="cannot be decrypted"):
        other.pending(NEW, OLD)
    assert Path(kept.path).read_bytes() == content
    Path(kept.path).write_bytes(b"plain text")
    with pytest.raises(JournalProblem, match="not encrypted"):
        kept.pending(NEW, OLD)
    assert Path(kept.path).read_bytes() == b"plain text"


def test_a_folder_that_takes_nothing_is_a_problem_before_the_camera_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file", encoding="utf-8")
    with pytest.raises(JournalProblem) as caught:
        journal(tmp_path / "journal").pending(NEW, OLD)
    assert "ansible_netcam_journal_dir" in caught.value.describe("lobby")
    assert "The camera was not told" in caught.value.describe("lobby")


@pytest.mark.parametrize("camera", ["a/b", "../up", ".", "..", ".hidden", "ein Würfel", "10.0.0.1", "fe80::1"])
def test_every_name_of_a_host_has_a_file_of_its_own_in_the_folder(tmp_path: Path, camera: str) -> None:
    kept = journal(tmp_path, camera)
    kept.current(OLD)
    assert Path(kept.path).parent == tmp_path
    assert not private.file_name(camera).startswith(".")
    assert journal(tmp_path, camera).read().now is not None


# -- the vault password --------------------------------------------------------------------------------------------


def loader(*secrets: tuple[str, VaultSecret]) -> DataLoader:
    made = DataLoader()
    made.set_vault_secrets(list(secrets))
    return made


def test_without_a_vault_password_there_is_no_journal(tmp_path: Path) -> None:
    assert journal_of({}, "lobby", loader()) is None
    with pytest.raises(JournalProblem, match="no vault password"):
        journal_of({"journal_dir": str(tmp_path)}, "lobby", loader())


def test_the_vault_id_that_is_asked_for_encrypts(tmp_path: Path) -> None:
    given = loader(SECRETS[0], ("passwords", VaultSecret(b"of the passwords")))
    kept = journal_of({"journal_dir": str(tmp_path), "journal_vault_id": "passwords"}, "lobby", given)
    assert kept is not None
    kept.current(OLD)
    assert Path(kept.path).read_bytes().startswith(b"$ANSIBLE_VAULT;1.2;AES256;passwords\n")
    with pytest.raises(JournalProblem, match="'nobody'"):
        vault_of(given, "nobody", None)


def test_a_password_file_of_its_own_encrypts_and_the_given_ones_still_read(tmp_path: Path) -> None:
    journal(tmp_path).current(OLD)
    (tmp_path / "own").write_text("its own password\n", encoding="utf-8")
    options = {"journal_dir": str(tmp_path), "journal_vault_password_file": str(tmp_path / "own")}
    kept = journal_of(options, "lobby", loader(*SECRETS))
    assert kept is not None
    kept.pending(NEW, OLD)
    assert Vault([("x", VaultSecret(b"its own password"))]).decrypt(Path(kept.path).read_bytes(), "it")
    with pytest.raises(JournalProblem, match="cannot be read"):
        vault_of(loader(), None, str(tmp_path / "missing"))
