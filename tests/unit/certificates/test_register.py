# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The register: what was issued and revoked, safe against torn lines, damage and other workers."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.facts import time_text
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.register import (
    Issued,
    Register,
    Revoked,
    normalised_serial,
)
from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem
from ansible_collections.netcam.hardening.plugins.module_utils._files import locked, write_whole

from .material import NOW


def record(camera: str = "lobby", serial: str = "0A1B", days: int = 30, **changes: str) -> Issued:
    known = Issued(
        time=time_text(NOW), camera=camera, serial=serial, subject=f"CN={camera}", names=(camera,),
        not_before=time_text(NOW), not_after=time_text(NOW + timedelta(days=days)), fingerprint="ab" * 32, key="cd" * 32,
        issuer="CN=Site",
    )  # fmt: skip
    return replace(known, **changes)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(str(tmp_path / "issued.jsonl"))


def test_a_register_that_does_not_exist_yet_is_empty(register: Register) -> None:
    assert register.issued() == []
    assert register.revoked() == {}


def test_records_come_back_in_order_and_as_plain_json_lines(register: Register) -> None:
    first, second = record(), record("gate\n\u2028é", "0A1C")
    register.add(first)
    register.add(second)

    assert register.issued() == [first, second]
    lines = Path(register.path).read_text("ascii").split("\n")
    assert [json.loads(line)["event"] for line in lines[:-1]] == ["issued", "issued"]
    assert lines[-1] == ""


def test_a_torn_last_line_costs_only_itself(register: Register) -> None:
    register.add(record())
    with open(register.path, "ab") as stream:
        stream.write(b'{"event":"issued","time":"2026-')

    assert len(register.issued()) == 1
    register.add(record("gate", "0A1C"))

    assert [one.camera for one in register.issued()] == ["lobby", "gate"]
    assert register.damaged() == [2]


@pytest.mark.parametrize("line", [b"\xff\xfe\n", b"[]\n", b"{}\n", b'{"event":"issued"}\n', b"null\n", b"\n",
                                  b'{"event":"granted","time":"","serial":"","reason":""}\n'])  # fmt: skip
def test_damage_in_the_middle_hides_nothing_else(line: bytes, register: Register) -> None:
    register.add(record())
    with open(register.path, "ab") as stream:
        stream.write(line)
    register.add(Revoked(time_text(NOW), "0A1B", "superseded"))

    assert len(register.issued()) == 1
    assert set(register.revoked()) == {"0A1B"}
    assert register.damaged() == ([] if line == b"\n" else [2])


def test_expiring_looks_at_the_newest_of_each_camera(register: Register) -> None:
    register.add(record("renewed", "01", days=5))
    register.add(record("renewed", "02", days=300))
    register.add(record("due", "03", days=5))
    register.add(record("past", "04", days=-5))
    register.add(record("fresh", "05", days=31))
    register.add(record("revoked", "06", days=5))
    register.add(record("client", "07", days=300))
    register.add(record("client", "08", days=5, usage="client"))
    register.add(Revoked(time_text(NOW), "06", "superseded"))

    assert [(one.camera, one.serial) for one in register.expiring(NOW, 30)] == [
        ("due", "03"),
        ("past", "04"),
        ("client", "08"),
    ]


def test_a_key_of_another_camera_is_known(register: Register) -> None:
    register.add(record("lobby", "01"))
    register.add(record("gate", "02", key="ee" * 32))

    assert register.others_with_key("cd" * 32, "gate") == ("lobby",)
    assert register.others_with_key("cd" * 32, "lobby") == ()


@pytest.mark.parametrize("text", ["A1B", "0a1b", "0A:1B", "0x0a1b", " 000A1B "])
def test_serials_in_every_usual_spelling(text: str, register: Register) -> None:
    register.add(record())

    found = register.by_serial(text)

    assert found is not None
    assert found.camera == "lobby"


@pytest.mark.parametrize("text", ["", "xyz", "1" * 41, "-1"])
def test_what_is_no_serial_is_refused(text: str) -> None:
    if text == "":
        assert normalised_serial(text) == "00"
        return
    with pytest.raises(FileProblem):
        normalised_serial(text)


def test_a_register_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be opened"):
        Register(str(tmp_path)).add(record())


def test_who_holds_the_lock_too_long_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    other = os.open(path, os.O_RDWR | os.O_CREAT)
    fcntl.flock(other, fcntl.LOCK_EX)
    try:
        with pytest.raises(FileProblem, match="locked by another process"), locked(path, wait=0.05):
            pass
    finally:
        os.close(other)
    with locked(path, wait=0.05):
        pass


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(str(path), b"old", 0o600)

    with pytest.raises(FileProblem, match="exists already"):
        write_whole(str(path), b"new", 0o600, overwrite=False)
    with pytest.raises(FileProblem, match="cannot be written"):
        write_whole(str(tmp_path / "missing" / "file"), b"new", 0o600)

    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
