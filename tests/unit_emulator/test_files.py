# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Log, backup and restore, firmware, initialisation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from netcam_emulator.firmware import make


def upload(client: Any, page: str, path: Path, **fields: str) -> Any:
    """Send a file as the Setting Page does."""
    form = [part for name, value in fields.items() for part in ("-F", f"{name}={value}")]
    scheme = "--digest" if "Digest" in client.curl("/admin/").headers else "--basic"
    return client.curl(
        page, scheme, "-u", f"{client.user}:{client.password}", "-F", f"file=@{path}", *form
    )  # fmt: skip


def backup(client: Any, path: Path, password: str = "") -> bytes:
    """Fetch a backup."""
    client.get(f"/admin/-backup-?pw={password}", "-o", str(path))
    return path.read_bytes()


def test_the_log_is_in_camera_local_time(modern: Any) -> None:
    modern.camera.set({"date_time.time_zone": "Asia/Tokyo", "date_time.clock": "2030/01/01 09:00:00"})
    modern.curl("/admin/", "--digest", "-u", "admin:wrong")
    assert modern.get("/admin/-log-").body.splitlines()[-1].startswith("2030/01/01 09:00:")


def test_a_restart_wipes_the_log_but_2022_keeps_time_and_number_of_errors(modern: Any, old: Any) -> None:
    for camera in (modern, old):
        camera.camera.fault("disk_full", 1)
        camera.save()
        camera.camera.restart()
    kept, started = modern.camera.log()
    assert kept.endswith("[err] S302")
    assert started.endswith("[info] S001 System started")
    assert len(old.camera.log()) == 1


def test_an_encrypted_backup_hides_everything(modern: Any, tmp_path: Path) -> None:
    modern.camera.set({"snmp_server.contact": "Gate 4 Reception"})
    plain, sealed = backup(modern, tmp_path / "plain"), backup(modern, tmp_path / "sealed", "Box4Backup")
    assert plain.startswith(b"NETCAM-EMULATOR-BACKUP model=VB-H47 encrypted=0\n")
    assert sealed.startswith(b"NETCAM-EMULATOR-BACKUP model=VB-H47 encrypted=1\n")
    for secret in (b"Gate 4 Reception", modern.password.encode()):
        assert secret in plain
        assert secret not in sealed
    assert "Box4Backup" not in "\n".join(modern.camera.requests())


def test_restore_brings_settings_and_account_back(client: Any, modern: Any, tmp_path: Path) -> None:
    modern.camera.set({"snmp_server.contact": "Gate 4"})
    backup(modern, tmp_path / "file", "Box4Backup")
    modern.camera.set({"snmp_server.contact": "", "administrator.password": "Other4Admin99"})
    other = client("modern", password="Other4Admin99")
    assert upload(other, "/admin/-restore-", tmp_path / "file", password="wrong").error.startswith("E401")
    assert upload(other, "/admin/-restore-", tmp_path / "file", password="Box4Backup").ok
    modern.camera.wait_up()
    assert modern.shown("snmp_server.contact") == "Gate 4"


def test_restore_refuses_another_model_and_rubbish(modern: Any, old: Any, tmp_path: Path) -> None:
    backup(old, tmp_path / "file")
    assert upload(modern, "/admin/-restore-", tmp_path / "file").error.startswith("E402")
    (tmp_path / "file").write_bytes(b"rubbish")
    assert upload(modern, "/admin/-restore-", tmp_path / "file").error.startswith("E401")


def test_firmware(modern: Any, tmp_path: Path) -> None:
    file = tmp_path / "firmware"
    for wrong in (make("VB-R13VE", "2.0.0"), make("VB-H47", "2.0.0") + b"x", b"rubbish"):
        file.write_bytes(wrong)
        assert upload(modern, "/admin/-firm-", file).error.startswith("E301")
    file.write_bytes(make("VB-H47", "2.0.0", b"x" * 2_000_000))
    assert upload(modern, "/admin/-firm-", file).ok
    modern.camera.wait_up()
    assert "s.firmware:=2.0.0" in modern.curl("/-wvhttp-01-/info.cgi").body
    assert modern.camera.count("restarts") == 1


def test_initialise_everything(client: Any, modern: Any) -> None:
    modern.camera.set({"network.dns.host_name": "gate", "snmp_server.contact": "Gate 4"})
    assert modern.get("/admin/-set-?pt=7").error == "E002 keep"
    assert modern.get("/admin/-set-?pt=7&keep=0").ok
    modern.camera.wait_up()
    assert modern.curl("/admin/-init-").body.strip() == "account=0"
    assert modern.camera.settings()["network.dns.host_name"] == ""
    fixed = client("fixed", "root", "camera")
    fixed.camera.set({"administrator.password": "Other4Admin99"})
    assert client("fixed", "root", "Other4Admin99").get("/admin/-set-?pt=7&keep=0").ok
    fixed.camera.wait_up()
    assert fixed.get("/admin/").status == 200


def test_initialise_but_keep_network_and_on_2022_the_account(modern: Any, old: Any) -> None:
    for camera in (modern, old):
        camera.camera.set({"network.dns.host_name": "gate", "snmp_server.contact": "Gate 4"})
        assert camera.get("/admin/-set-?pt=7&keep=1").ok
        camera.camera.wait_up()
        assert camera.camera.settings()["network.dns.host_name"] == "gate"
        assert camera.camera.settings()["snmp_server.contact"] == ""
    assert modern.get("/admin/").status == 200
    assert old.curl("/admin/-init-").body.strip() == "account=0"
