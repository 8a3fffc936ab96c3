# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers that no client should choke on, as they really go over the wire."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from netcam_emulator.testing import Fleet

from .test_onvif_support import ONVIF, Soap, envelope, fleet_of


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """One camera."""
    with fleet_of(70, plain=ONVIF) as fleet:
        yield fleet


@pytest.fixture
def plain(fleet: Fleet) -> Soap:
    """The camera."""
    return Soap(fleet.camera("plain"))


def curl(soap: Soap, *options: str) -> tuple[int, bytes]:
    """Ask for the time with curl; returns curl's status and what came."""
    address, port = soap.listener()
    command = ["curl", "-q", "-s", "-m", "10", "--noproxy", "*", *options]
    command += ["-d", envelope("<tds:GetSystemDateAndTime/>"), f"http://{address}:{port}/onvif/device_service"]
    run = subprocess.run(command, capture_output=True, check=False)
    return run.returncode, run.stdout


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("entities", b"<!ENTITY z"),
        ("dtd", b'SYSTEM "file:///etc/passwd"'),
        ("deep", b"<a><a><a>"),
        ("malformed", b"<a></b>"),
        ("binary", bytes(range(256))),
    ],
)
def test_bombs_and_rubbish(plain: Soap, kind: str, sign: bytes) -> None:
    plain.camera.quirk("hostile_xml", {"GetSystemDateAndTime": kind})
    status, data = curl(plain)
    assert (status, sign in data) == (0, True)
    assert plain.call("tds:GetUsers").ok  # the other operations are as ever


def test_an_answer_that_stops_too_early(plain: Soap) -> None:
    plain.camera.quirk("hostile_xml", {"all": "truncated"})
    status, data = curl(plain)
    assert status == 18  # curl: partial file
    assert b"GetSystemDateAndTimeResponse>" in data


def test_a_huge_answer(plain: Soap) -> None:
    plain.camera.quirk("hostile_xml", {"all": "huge"})
    status, data = curl(plain)
    assert status == 0
    assert len(data) > 60 * 1024 * 1024
    assert data.endswith(b"</env:Envelope>")


def test_an_answer_without_end(plain: Soap) -> None:
    plain.camera.quirk("hostile_xml", {"all": "endless"})
    status, data = curl(plain, "--max-time", "1")
    assert status == 28  # curl: timeout, it was still coming
    assert len(data) > 100_000
    plain.camera.quirk("hostile_xml", None)
    assert plain.call("tds:GetUsers").ok  # the camera lives
