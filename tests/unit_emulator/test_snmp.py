# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SNMP, with Net-SNMP's own tools as the witness."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(shutil.which("snmpget") is None, reason="needs snmpget (Debian package snmp)")

CONTACT, SYSTEM = "1.3.6.1.2.1.1.4.0", "1.3.6.1.2.1.1"
USER, AUTH, PRIV = "monitor", "Auth4Monitor", "Priv4Monitor"
V3 = {
    "snmp_server.v3": "enable", "snmp_server.contact": "Gate 4", "snmp_server.location": "Hall",
    "snmp_server.v3_user_name": USER, "snmp_server.auth_password": AUTH, "snmp_server.encryption_password": PRIV,
}  # fmt: skip
BOTH = "authentication_and_encryption"


def snmp(tool: str, client: Any, oid: str, *options: str) -> str:
    """Output of a Net-SNMP tool, complaints included."""
    command = [tool, "-r", "0", "-t", "1", "-On", *options, f"udp:{client.address}:{client.port('snmp')}", oid]
    run = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return (run.stdout + run.stderr).decode()


def v3(level: str, auth: str = "", cipher: str = "", user: str = USER) -> list[str]:
    """Options of an SNMPv3 request."""
    options = ["-v3", "-u", user, "-l", level]
    options += ["-a", auth, "-A", AUTH] if auth else []
    return options + (["-x", cipher, "-X", PRIV] if cipher else [])


@pytest.mark.parametrize("version", ["-v1", "-v2c"])
def test_system_group_with_community_public(modern: Any, version: str) -> None:
    modern.camera.set({"snmp_server.v1_v2c": "enable", "snmp_server.contact": "Gate 4", "snmp_server.location": "Hall"})
    for part, value in ((1, "Canon Network Camera VB-H47"), (4, "Gate 4"), (5, "VB-H47"), (6, "Hall")):
        assert f'"{value}"' in snmp("snmpget", modern, f"{SYSTEM}.{part}.0", version, "-c", "public")
    assert f'.{CONTACT} = STRING: "Gate 4"' in snmp(
        "snmpgetnext", modern, "1.3.6.1.2.1.1.3.0", version, "-c", "public"
    )  # fmt: skip


def test_walk_ends_at_the_end(modern: Any) -> None:
    modern.camera.set({"snmp_server.v1_v2c": "enable"})
    assert snmp("snmpwalk", modern, "1.3.6.1.2.1", "-v1", "-c", "public").count(" = ") == 6
    assert "No more variables left" in snmp("snmpbulkwalk", modern, "1.3.6.1.2.1", "-v2c", "-c", "public")


def test_what_is_not_there(modern: Any) -> None:
    modern.camera.set({"snmp_server.v1_v2c": "enable"})
    assert "noSuchName" in snmp("snmpget", modern, "1.3.6.1.2.1.1.99.0", "-v1", "-c", "public")
    assert "No Such Object" in snmp("snmpget", modern, "1.3.6.1.2.1.1.99.0", "-v2c", "-c", "public")


def test_another_community_gets_silence(modern: Any) -> None:
    modern.camera.set({"snmp_server.v1_v2c": "enable"})
    assert "Timeout" in snmp("snmpget", modern, CONTACT, "-v2c", "-c", "private")


def test_versions_are_switched_apart(modern: Any) -> None:
    modern.camera.set(V3)
    assert "Timeout" in snmp("snmpget", modern, CONTACT, "-v2c", "-c", "public")
    modern.camera.set({"snmp_server.v3": "disable", "snmp_server.v1_v2c": "enable"})
    assert "Timeout" in snmp("snmpget", modern, CONTACT, *v3("noAuthNoPriv"))
    modern.camera.set({"snmp_server.v1_v2c": "disable"})
    assert "snmp" not in {service[0] for service in modern.camera.state()["listeners"]}


@pytest.mark.parametrize(("auth", "auth_option"), [("md5", "MD5"), ("sha1", "SHA")])
@pytest.mark.parametrize(("cipher", "cipher_option"), [("des", "DES"), ("aes", "AES")])
def test_authenticated_and_encrypted(modern: Any, auth: str, auth_option: str, cipher: str, cipher_option: str) -> None:
    algorithms = {"snmp_server.auth_algorithm": auth, "snmp_server.encryption_algorithm": cipher}
    modern.camera.set({**V3, **algorithms, "snmp_server.security_level": BOTH})
    assert '"Gate 4"' in snmp("snmpget", modern, CONTACT, *v3("authPriv", auth_option, cipher_option))


def test_lower_levels(modern: Any) -> None:
    modern.camera.set({**V3, "snmp_server.security_level": "none"})
    assert '"Gate 4"' in snmp("snmpget", modern, CONTACT, *v3("noAuthNoPriv"))
    modern.camera.set({"snmp_server.security_level": "authentication", "snmp_server.auth_algorithm": "sha1"})
    assert '"Gate 4"' in snmp("snmpget", modern, CONTACT, *v3("authNoPriv", "SHA"))


def test_less_than_the_level_set_is_refused(modern: Any) -> None:
    modern.camera.set({**V3, "snmp_server.security_level": BOTH})
    for options in (v3("noAuthNoPriv"), v3("authNoPriv", "MD5")):
        answer = snmp("snmpget", modern, CONTACT, *options)
        assert "Gate 4" not in answer
        assert "security level" in answer.lower()


def test_wrong_user_password_and_algorithm(modern: Any) -> None:
    modern.camera.set({**V3, "snmp_server.security_level": BOTH})
    assert "Unknown user name" in snmp("snmpget", modern, CONTACT, *v3("authPriv", "MD5", "DES", user="nobody"))
    assert "Authentication failure" in snmp("snmpget", modern, CONTACT, *v3("authPriv", "SHA", "DES"))
    modern.camera.set({"snmp_server.encryption_password": "Other4Monitor"})
    assert "Decryption error" in snmp("snmpget", modern, CONTACT, *v3("authPriv", "MD5", "DES"))


def test_set_is_refused(modern: Any) -> None:
    modern.camera.set({"snmp_server.v1_v2c": "enable"})
    command = ["snmpset", "-r", "0", "-t", "1", "-v2c", "-c", "public", f"{modern.address}:{modern.port('snmp')}"]
    run = subprocess.run([*command, CONTACT, "s", "x"], capture_output=True, check=False, timeout=60)
    assert b"notWritable" in run.stderr
    assert modern.camera.settings()["snmp_server.contact"] == ""


def test_prohibited_hosts_get_silence(modern: Any) -> None:
    prohibited = {"host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "prohibit"}
    modern.camera.set({"snmp_server.v1_v2c": "enable", **prohibited})
    assert "Timeout" in snmp("snmpget", modern, CONTACT, "-v2c", "-c", "public")
