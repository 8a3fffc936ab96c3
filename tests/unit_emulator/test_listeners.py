# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ports open, close and move with the settings, at once or at the restart as the generation has it."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from typing import Any

import pytest
from netcam_emulator.testing import EmulatorError

from .conftest import NETWORK, can_connect


def test_http_port_moves_at_once_on_2022(modern: Any) -> None:
    before = modern.port("http")
    answer = modern.write({"http_server.http_port": "8080"})
    assert answer.ok
    assert "Connection: close" in answer.headers
    assert not can_connect(modern.address, before)
    assert modern.save(base=f"http://{modern.address}:8080").ok


def test_a_write_that_moves_nothing_keeps_the_connection(modern: Any) -> None:
    assert "Connection: close" not in modern.write({"snmp_server.contact": "x"}).headers


def test_before_2022_port_and_policy_wait_for_the_restart(old: Any) -> None:
    before = old.port("http")
    assert old.write({"http_server.http_port": "8080", "ssl_tls.https_policy": "http_and_https"}).ok
    assert old.shown("http_server.http_port") == "8080"  # the page shows what was entered
    assert old.camera.settings()["http_server.http_port"] == 80  # the camera still acts on the old one
    assert can_connect(old.address, before)
    assert old.save().ok
    old.camera.restart()
    assert old.port("http") == 8080
    assert old.curl("/", "-k", base=old.url("https")).status == 200


def test_https_policy_opens_and_closes(modern: Any) -> None:
    http = modern.port("http")
    assert modern.write({"ssl_tls.https_policy": "https"}).ok
    assert not can_connect(modern.address, http)
    assert modern.write({"ssl_tls.https_policy": "http"}, "-k", base=modern.url("https")).ok
    assert can_connect(modern.address, http)


def test_https_without_a_certificate_is_refused(client: Any) -> None:
    assert client("no-certificate").write({"ssl_tls.https_policy": "https"}).error.startswith("E003")


def test_the_fleet_ca_vouches_for_the_certificate(fleet: Any, client: Any) -> None:
    tls = client("tls")
    assert tls.curl("/", "--cacert", str(fleet.ca_path), base=tls.url("https")).status == 200
    shown = openssl(tls, fleet)
    assert f"IP Address:{tls.address}" in shown
    assert "Verify return code: 0 (ok)" in shown


def test_a_self_signed_certificate_is_not_vouched_for(fleet: Any, client: Any) -> None:
    own = client("self-signed")
    assert own.write({"ssl_tls.https_policy": "http_and_https"}).ok
    assert own.curl("/", "--cacert", str(fleet.ca_path), base=own.url("https")).exit == 60
    assert own.curl("/", "-k", base=own.url("https")).status == 200


def openssl(client: Any, fleet: Any) -> str:
    """What openssl says of the certificate the camera serves."""
    command = ["openssl", "s_client", "-connect", f"{client.address}:{client.port('https')}", "-CAfile", fleet.ca_path]
    session = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=60)
    text = subprocess.run(
        ["openssl", "x509", "-noout", "-text"], input=session.stdout, capture_output=True, check=True, timeout=60
    )
    return (session.stdout + text.stdout).decode()


def test_urllib_reaches_a_camera_with_keep_alive_and_basic(old: Any) -> None:
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, old.url(), old.user, old.password)
    proxies = urllib.request.ProxyHandler({})
    opener = urllib.request.build_opener(proxies, urllib.request.HTTPBasicAuthHandler(passwords))
    with opener.open(old.url() + "/admin/-get-?pg=server", timeout=60) as answer:
        assert answer.status == 200


def test_network_settings_wait_for_the_restart_except_mdns_on_2022(modern: Any) -> None:
    assert modern.write({"network.ipv4.auto_ip": "disable", "network.mdns": "disable"}).ok
    assert modern.camera.settings()["network.ipv4.auto_ip"] == "enable"
    assert modern.camera.settings()["network.mdns"] == "disable"
    assert modern.save().ok
    modern.camera.restart()
    assert modern.camera.settings()["network.ipv4.auto_ip"] == "disable"
    assert modern.shown("network.ipv4.auto_ip_address") == ""


def test_a_manual_loopback_address_moves_the_camera_at_the_restart(modern: Any) -> None:
    assert modern.write({"network.ipv4.method": "manual", "network.ipv4.address": f"{NETWORK}.9.9"}).ok
    assert modern.save().ok
    modern.camera.restart()
    assert modern.address == f"{NETWORK}.9.9"


def test_a_manual_address_elsewhere_is_stored_and_the_camera_stays_reachable(modern: Any) -> None:
    here = modern.address
    assert modern.write({"network.ipv4.method": "manual", "network.ipv4.address": "192.0.2.7"}).ok
    assert modern.save().ok
    modern.camera.restart()
    assert modern.address == here
    assert modern.shown("network.ipv4.address") == "192.0.2.7"


@pytest.mark.parametrize("kind", ["http", "rtsp", "mdns"])
def test_what_listens_from_the_factory(client: Any, kind: str) -> None:
    listeners = {service[0] for service in client("fresh").camera.state()["listeners"]}
    assert listeners == {"http", "rtsp", "mdns"}
    assert kind in listeners


def test_the_list_of_cameras_names_listeners(fleet: Any) -> None:
    listed = json.loads((fleet.run_dir / "cameras.json").read_text(encoding="utf-8"))
    assert [camera["name"] for camera in listed] == [camera["name"] for camera in fleet.cameras()]


def test_a_delay_holds_every_answer_back_and_can_be_changed(fleet: Any, client: Any) -> None:
    tls = client("tls")
    fleet.delay(0.3)
    try:
        start = time.monotonic()
        assert tls.curl("/", "-k", base=tls.url("https")).status == 200
        # the connection, and the request on it
        assert time.monotonic() - start >= 0.6
    finally:
        fleet.delay(0.0)
    assert tls.camera.count("tls_handshakes") == 1
    with pytest.raises(EmulatorError, match="0 and 60"):
        fleet.delay(-1)
