# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""RTSP and FTP answer or fall silent as set."""

from __future__ import annotations

import base64
import ftplib
import hashlib
import re
import socket
from typing import Any

import pytest

from .conftest import can_connect


def rtsp(client: Any, method: str, *headers: str) -> str:
    """Send one RTSP request and return the answer."""
    port = client.port("rtsp")
    request = [f"{method} {target(client)} RTSP/1.0", "CSeq: 7", *headers, "", ""]
    with socket.create_connection((client.address, port), timeout=60) as connection:
        connection.sendall("\r\n".join(request).encode())
        connection.settimeout(60)
        return connection.recv(4096).decode()


def target(client: Any) -> str:
    """URL of the stream."""
    return f"rtsp://{client.address}:{client.port('rtsp')}/stream1"


def test_options_need_no_login(modern: Any) -> None:
    answer = rtsp(modern, "OPTIONS")
    assert answer.startswith("RTSP/1.0 200 OK\r\nCSeq: 7\r\n")
    assert "Public: OPTIONS, DESCRIBE" in answer


def test_describe_with_basic(old: Any) -> None:
    assert "WWW-Authenticate: Basic" in rtsp(old, "DESCRIBE")
    token = base64.b64encode(f"{old.user}:{old.password}".encode()).decode()
    answer = rtsp(old, "DESCRIBE", f"Authorization: Basic {token}")
    assert answer.startswith("RTSP/1.0 200 OK")
    assert "m=video" in answer.partition("\r\n\r\n")[2]


def test_describe_with_digest(modern: Any) -> None:
    challenge = rtsp(modern, "DESCRIBE")
    assert challenge.startswith("RTSP/1.0 401")
    nonce = re.findall(r'nonce="(\w+)"', challenge)[0]

    def login(password: str) -> str:
        def h(text: str) -> str:
            return hashlib.md5(text.encode()).hexdigest()

        secret, request = h(f"{modern.user}:VB-H47:{password}"), h(f"DESCRIBE:{target(modern)}")
        return rtsp(
            modern,
            "DESCRIBE",
            f'Authorization: Digest username="{modern.user}", realm="VB-H47", nonce="{nonce}", '
            f'uri="{target(modern)}", response="{h(f"{secret}:{nonce}:{request}")}"',
        )

    assert login("wrong").startswith("RTSP/1.0 401")
    assert modern.camera.count("logins_failed") == 1
    assert login(modern.password).startswith("RTSP/1.0 200 OK")


def test_rtsp_method_and_port_are_set_apart_from_http(old: Any) -> None:
    before = old.port("rtsp")
    assert old.write({"rtp_server.rtsp_auth_method": "digest", "rtp_server.rtsp_port": "8554"}).ok
    assert "WWW-Authenticate: Digest" in rtsp(old, "DESCRIBE")
    assert "WWW-Authenticate: Basic" in old.curl("/admin/").headers
    assert not can_connect(old.address, before)


def test_rtp_off_closes_rtsp(old: Any) -> None:
    port = old.port("rtsp")
    assert old.write({"rtp_server.rtp": "disable"}).ok
    assert not can_connect(old.address, port)


def test_rubbish_is_refused(modern: Any) -> None:
    with socket.create_connection((modern.address, modern.port("rtsp")), timeout=60) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert connection.recv(100).startswith(b"RTSP/1.0 400")
        assert connection.recv(100) == b""


def test_ftp_is_off_until_enabled_and_takes_the_administrator(old: Any) -> None:
    assert "ftp" not in {service[0] for service in old.camera.state()["listeners"]}
    assert old.write({"ftp_server.ftp": "enable"}).ok
    with ftplib.FTP() as ftp:
        ftp.connect(old.address, old.port("ftp"), timeout=60)
        assert ftp.getwelcome().startswith("220 Canon VB-R13VE")
        with pytest.raises(ftplib.error_perm, match="530"):
            ftp.login(old.user, "wrong")
        assert ftp.login(old.user, old.password).startswith("230")
        assert ftp.quit().startswith("221")
    assert old.camera.count("logins_failed") == 1
