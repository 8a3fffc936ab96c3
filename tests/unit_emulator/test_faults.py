# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every fault, as a client meets it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from netcam_emulator.testing import EmulatorError

from .conftest import can_connect
from .test_listeners import openssl

PAGE = "/admin/-get-?pg=server"
WRITE = {"snmp_server.contact": "Gate 4"}


def test_slow(modern: Any) -> None:
    modern.camera.fault("slow", seconds=0.5, count=1)
    start = time.monotonic()
    modern.curl("/")
    assert time.monotonic() - start >= 0.5
    assert modern.camera.state()["faults"] == {}


def test_reset(modern: Any) -> None:
    modern.camera.fault("reset", 2)
    assert modern.curl("/").cut_off
    assert modern.curl("/").cut_off
    assert modern.curl("/").status == 200
    assert modern.camera.count("resets") == 2
    assert modern.camera.requests()[0].endswith("dropped")


def test_http_500(modern: Any) -> None:
    modern.camera.fault("http_500")
    assert modern.curl("/").status == 500
    assert modern.curl("/").status == 200


def test_restart_mid_write(modern: Any) -> None:
    modern.camera.fault("restart_mid_write")
    assert modern.write(WRITE).cut_off
    modern.camera.wait_up()
    assert modern.shown("snmp_server.contact") == ""
    assert modern.camera.count("restarts") == 1


def test_power_loss_before_save(modern: Any) -> None:
    modern.camera.fault("power_loss_before_save")
    assert modern.write(WRITE).ok
    modern.camera.wait_up()
    assert modern.shown("snmp_server.contact") == ""
    assert modern.camera.count("power_losses") == 1


def test_ignore_write_of_some_settings(modern: Any) -> None:
    modern.camera.fault("ignore_write", ["snmp_server.contact", "host_access.ipv4.rows"])
    others = {"snmp_server.location": "Hall", "host_access.ipv4.rows[1].address": "192.0.2.1"}
    assert modern.write({**WRITE, **others}).ok
    assert modern.shown("snmp_server.contact") == ""
    assert modern.shown("snmp_server.location") == "Hall"
    assert modern.camera.settings()["host_access.ipv4.rows"] == []


def test_ignore_write_of_all(modern: Any) -> None:
    modern.camera.fault("ignore_write")
    assert modern.write(WRITE).ok
    assert modern.shown("snmp_server.contact") == ""


def test_transient_save(modern: Any) -> None:
    modern.camera.fault("transient_save", 2)
    assert modern.save().error == modern.save().error == "C006"
    assert modern.save().ok


def test_disk_full(modern: Any) -> None:
    modern.camera.fault("disk_full")
    assert modern.save().error == modern.save().error == "E302"
    assert modern.camera.log()[-1].endswith("[err] S302 Error on saving settings")


def test_one_administrator(modern: Any) -> None:
    modern.camera.fault("one_administrator", seconds=600)
    assert modern.get(PAGE).status == 200
    assert modern.get(PAGE, "--interface", "127.0.0.9").error == "C010"
    assert modern.get(PAGE).error == ""
    modern.camera.fault("one_administrator", seconds=0.1)
    time.sleep(0.2)
    assert modern.get(PAGE, "--interface", "127.0.0.9").error == ""


def test_one_administrator_who_leaves_after_some_refusals(modern: Any) -> None:
    modern.camera.fault("one_administrator", seconds=600, count=2)
    assert modern.get(PAGE).error == ""
    assert [modern.get(PAGE, "--interface", "127.0.0.9").error for _time in range(3)] == ["C010", "C010", ""]


def test_clock_off_until_somebody_sets_it(modern: Any) -> None:
    modern.camera.set({"date_time.method": "ntp", "date_time.ntp_server": "ntp.example"})
    modern.camera.fault("clock_off", seconds=7200)
    assert modern.camera.state()["clock"] - time.time() > 7000
    modern.camera.set({"date_time.method": "manual"})
    assert modern.write({"date_time.clock": time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime())}).ok
    assert abs(modern.camera.state()["clock"] - time.time()) < 3


def test_dead(modern: Any) -> None:
    address, port = modern.address, modern.port("http")
    modern.camera.fault("dead")
    assert not can_connect(address, port)
    modern.camera.clear_faults()
    assert can_connect(address, port)


def test_expired_certificate(fleet: Any, client: Any) -> None:
    tls = client("tls")
    tls.camera.fault("expired_certificate")
    assert "certificate has expired" in openssl(tls, fleet)
    tls.camera.clear_faults()
    assert "Verify return code: 0 (ok)" in openssl(tls, fleet)


def test_hang_after_restart(modern: Any) -> None:
    address, port = modern.address, modern.port("http")
    modern.camera.fault("hang_after_restart", seconds=0.6)
    modern.camera.restart(wait=False)
    time.sleep(0.3)  # back by now without the fault
    assert not can_connect(address, port)
    modern.camera.wait_up()
    assert can_connect(address, port)


def test_reset_after_restart(modern: Any) -> None:
    modern.camera.fault("reset_after_restart", 2)
    modern.camera.restart()
    assert [modern.curl("/").cut_off for _count in range(3)] == [True, True, False]


def test_unknown_faults_are_named(modern: Any) -> None:
    with pytest.raises(EmulatorError, match="unknown fault 'gremlin'"):
        modern.camera.fault("gremlin")
