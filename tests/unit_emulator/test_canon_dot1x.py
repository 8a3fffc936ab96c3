# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""[802.1X] of both generations: three files before 2022, a choice among the certificates from then on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from netcam_emulator.testing_ca import Authority, encrypted, new_key

PAGE, CERTIFICATES = "/admin/-dot1x-?op=", "/admin/-cert-?op="
PASSWORD = "Key4Dot1x"
ON = {"dot1x.enable": "enable", "dot1x.user_name": "gate-7"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The CA of the network."""
    return Authority(tmp_path_factory.mktemp("site"))


def send(client: Any, page: str, file: Path | None = None, name: str = "file", **fields: str) -> Any:
    """Press [Exec] beside a file and fields."""
    parts = [part for field, value in fields.items() for part in ("-F", f"{field}={value}")]
    parts += ["-F", f"{name}=@{file}"] if file else []
    return client.get(page, *(parts or ["-F", "nothing=1"]))


def installed(client: Any, site: Authority, name: str = "gate-7") -> tuple[Path, Path]:
    """Install all three files on a camera from before 2022."""
    certificate, key = site.issue(name)
    assert send(client, PAGE + "ca", site.pem).ok
    assert send(client, PAGE + "client", certificate).ok
    assert send(client, PAGE + "key", encrypted(key, PASSWORD), password=PASSWORD).ok
    return certificate, key


def status(client: Any) -> dict[str, str]:
    """The status fields."""
    return {part: client.shown(f"dot1x.{part}_status") for part in ("ca", "client", "key", "authentication")}


def test_before_2022_the_status_fields_show_what_is_installed(old: Any, site: Authority) -> None:
    nothing = {"ca": "not_installed", "client": "not_installed", "key": "not_installed", "authentication": "stop"}
    assert status(old) == nothing
    assert old.write(ON).error.startswith("E003")
    installed(old, site)
    assert status(old) == {"ca": "installed", "client": "installed", "key": "installed", "authentication": "stop"}
    assert old.write(ON).ok
    assert status(old)["authentication"] == "authenticating"
    assert old.write({"dot1x.enable": "disable"}).ok
    assert send(old, PAGE + "delete").ok
    assert status(old) == nothing


def test_it_is_not_enabled_without_a_user_name(old: Any, site: Authority) -> None:
    installed(old, site)
    assert old.write({"dot1x.enable": "enable"}).error.startswith("E003")
    assert old.write({"dot1x.user_name": "x" * 64}).error.startswith("E002")
    assert old.write({**ON, "dot1x.user_name": "x" * 63}).ok


def test_nothing_moves_while_it_is_enabled(old: Any, site: Authority) -> None:
    certificate, key = installed(old, site)
    assert old.write(ON).ok
    for op, file in {"ca": site.pem, "client": certificate, "key": encrypted(key, PASSWORD)}.items():
        assert send(old, PAGE + op, file, password=PASSWORD).error == "E506 802.1X"
    assert send(old, PAGE + "delete").error == "E506 802.1X"


def test_bad_files_are_refused(old: Any, site: Authority, tmp_path: Path) -> None:
    certificate, key = site.issue("gate-7")
    expired, _key = site.issue("expired", start="20200101000000Z", end="20210101000000Z")
    sealed = encrypted(key, PASSWORD)
    assert send(old, PAGE + "ca", certificate).error.startswith("E508")
    assert send(old, PAGE + "client", expired).error == "E503 expired"
    assert send(old, PAGE + "client", certificate).ok
    assert send(old, PAGE + "key", sealed, password="wrong").error.startswith("E507")
    assert send(old, PAGE + "key", sealed, password="").error == "E002 password"
    assert send(old, PAGE + "key", sealed, password="x" * 235).error == "E002 password"
    assert send(old, PAGE + "key", key, password=PASSWORD).error == "E501 key without a password"
    other = new_key(tmp_path / "other.key", password=PASSWORD)
    assert send(old, PAGE + "key", other, password=PASSWORD).error.startswith("E502")
    assert status(old)["key"] == "not_installed"


@pytest.mark.parametrize("length", [1, 234])
def test_the_password_of_a_key_has_1_to_234_characters(old: Any, tmp_path: Path, length: int) -> None:
    password = "p" * length
    key = new_key(tmp_path / "plain.key")
    sealed = encrypted(key, password) if length > 3 else _short(key, password)
    assert send(old, PAGE + "key", sealed, password=password).ok


def _short(key: Path, password: str) -> Path:
    """openssl asks for four characters at least; the library does not."""
    loaded = serialization.load_pem_private_key(key.read_bytes(), None)
    path = key.with_suffix(".short")
    path.write_bytes(
        loaded.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(password.encode()),
        )
    )
    return path


def test_material_survives_a_restart_and_its_faults_are_those_of_a_write(old: Any, site: Authority) -> None:
    installed(old, site)
    old.camera.restart()
    assert status(old)["key"] == "installed"
    old.camera.fault("ignore_write", ["dot1x.delete"])
    assert send(old, PAGE + "delete").ok
    assert status(old)["key"] == "installed"


def test_from_2022_on_a_certificate_is_selected(modern: Any, site: Authority) -> None:
    certificate, key = site.issue("gate-7")
    files = ["-F", f"cert=@{certificate}", "-F", f"key=@{encrypted(key, PASSWORD)}", "-F", f"password={PASSWORD}"]
    assert modern.get(CERTIFICATES + "upload", *files).ok
    assert send(modern, PAGE + "select", id="2").ok
    assert modern.write(ON).error.startswith("E003")  # nothing to judge the server by
    assert send(modern, CERTIFICATES + "ca", site.pem).ok
    assert modern.write(ON).ok
    assert "dot1x-1=1" in modern.get(CERTIFICATES + "list").body
    for op in ("select", "clear"):
        assert send(modern, PAGE + op, id="2").error == "E506 802.1X"
    for id_ in ("2", "3"):
        assert send(modern, CERTIFICATES + "delete", id=id_).error == "E506 802.1X"
    assert modern.write({"dot1x.enable": "disable"}).ok
    assert send(modern, PAGE + "clear").ok
    assert "dot1x-1=0" in modern.get(CERTIFICATES + "list").body


def test_the_control_api_shows_what_a_witness_needs(old: Any, site: Authority) -> None:
    certificate, _key = installed(old, site)
    held = old.camera.state()["certificates"]["dot1x"]
    assert held["client"].strip() == certificate.read_text().strip()
    assert held["key"].startswith("-----BEGIN PRIVATE KEY-----")
