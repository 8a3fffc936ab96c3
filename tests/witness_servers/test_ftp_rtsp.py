# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""vsftpd's greeting, and GStreamer's RTSP server with no login, Basic and Digest."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._probes.finding import Finding
from ansible_collections.netcam.hardening.plugins.module_utils._probes.run import look
from ansible_collections.netcam.hardening.plugins.module_utils._probes.visit import Target

from .servers import accepts, free_port, fresh_address, program, running

SYSTEM_PYTHON = "/usr/bin/python3"
GSTREAMER = Path(__file__).with_name("gstreamer_rtsp.py")


def test_the_greeting_of_vsftpd(tmp_path: Path) -> None:
    address = fresh_address()
    port = free_port(address)
    (tmp_path / "empty").mkdir()
    (tmp_path / "vsftpd.conf").write_text(
        f"listen=YES\nlisten_address={address}\nlisten_port={port}\nbackground=NO\nrun_as_launching_user=YES\n"
        f"secure_chroot_dir={tmp_path}/empty\nftpd_banner=Network camera FTP\nseccomp_sandbox=NO\n"
    )
    with running([program("vsftpd", "vsftpd"), str(tmp_path / "vsftpd.conf")], accepts(address, port), tmp_path):
        found = look(Target(address, port_map={21: port}, time_limit=60, connect_limit=60), ("ftp",)).findings["ftp"]
    assert found.facts == {"port": 21, "code": 220, "banner": "Network camera FTP", "answer": "ftp"}


@contextmanager
def gstreamer(folder: Path, login: str) -> Iterator[Target]:
    """GStreamer's RTSP server with one stream, /live, that asks for a login as told."""
    check = [SYSTEM_PYTHON, str(GSTREAMER), "check"]
    if subprocess.run(check, capture_output=True, check=False).returncode != 0:
        pytest.skip("needs GStreamer's RTSP server for Python (Debian packages gir1.2-gst-rtsp-server-1.0, python3-gi)")
    address = fresh_address()
    port = free_port(address)
    with running([SYSTEM_PYTHON, str(GSTREAMER), login, address, str(port)], accepts(address, port), folder):
        yield Target(address, port_map={554: port}, time_limit=60, connect_limit=60, rtsp_paths=("/live",))


def rtsp(target: Target) -> Finding:
    return look(target, ("rtsp",)).findings["rtsp"]


def test_a_stream_that_anybody_gets(tmp_path: Path) -> None:
    with gstreamer(tmp_path, "none") as target:
        found = rtsp(target)
    assert (found.facts["open"], found.facts["schemes"]) == (["/live"], [])
    assert "DESCRIBE" in found.facts["methods"]
    assert "GStreamer" in found.facts["server"]


@pytest.mark.parametrize("login", ["basic", "digest"])
def test_a_stream_that_wants_a_login(tmp_path: Path, login: str) -> None:
    with gstreamer(tmp_path, login) as target:
        found = rtsp(target)
    assert (found.facts["open"], found.facts["schemes"]) == ([], [login])
    assert found.facts["challenges"][0]["realm"] == "camera"
