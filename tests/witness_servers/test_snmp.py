# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Net-SNMP's agent: communities of v1 and v2c, engine discovery, and users of SNMPv3 with every protocol it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._probes.finding import Finding
from ansible_collections.netcam.hardening.plugins.module_utils._probes.run import look
from ansible_collections.netcam.hardening.plugins.module_utils._probes.visit import SnmpUser, Target
from ansible_collections.netcam.hardening.plugins.module_utils._probes.wire import Deadline, ask

from .servers import free_udp_port, fresh_address, program, running

AUTH, PRIV = "Auth4Monitor", "Priv4Monitor"
#: Name, words of snmpd's createUser, ours.
USERS: dict[str, tuple[str, SnmpUser]] = {
    f"{auth}-{priv}": (
        f"{auth_word} {AUTH} {priv_word} {PRIV}",
        SnmpUser(f"{auth}-{priv}", AUTH, auth, PRIV, priv),
    )
    for auth, auth_word in (
        ("md5", "MD5"), ("sha", "SHA"), ("sha224", "SHA-224"), ("sha256", "SHA-256"), ("sha384", "SHA-384"),
        ("sha512", "SHA-512"),
    )
    for priv, priv_word in (("des", "DES"), ("aes", "AES"))
}  # fmt: skip
USERS["auth-only"] = (f"SHA {AUTH}", SnmpUser("auth-only", AUTH, "sha"))
USERS["open"] = ("", SnmpUser("open"))


@dataclass(frozen=True)
class Agent:
    """An agent, and what probes say of it."""

    target: Target

    def probe(self, name: str, **more: Any) -> Finding:
        """Look at it."""
        return look(replace(self.target, **more), (name,)).findings[name]


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    """snmpd with two communities, one of them for version 2c only, and all users."""
    folder = tmp_path_factory.mktemp("snmpd")
    address = fresh_address()
    port = free_udp_port(address)
    lines = ["engineID witness", "sysDescr Witness of the probes", f"agentAddress udp:{address}:{port}"]
    lines += ["rocommunity Co4Munity", "com2sec second default Second4", "group onlyv2 v2c second"]
    lines += ["view all included .1", 'access onlyv2 "" v2c noauth exact all none none']
    lines += [f"createUser {name} {words}" for name, (words, _user) in USERS.items()]
    levels = {"auth-only": "auth", "open": "noauth"}
    lines += [f"rouser {name} {levels.get(name, 'priv')}" for name in USERS]
    (folder / "snmpd.conf").write_text("\n".join(lines) + "\n")
    (folder / "state").mkdir()

    def ready() -> bool:
        from ansible_collections.netcam.hardening.plugins.module_utils._probes.snmp_messages import discovery
        from ansible_collections.netcam.hardening.plugins.module_utils._probes.wire import WireError

        try:
            return bool(ask(address, port, [discovery(1)], lambda _data: True, Deadline(1)))
        except WireError:
            return False

    command = [program("snmpd", "snmpd"), "-f", "-Lo", "-C", "-c", str(folder / "snmpd.conf")]
    with running(command, ready, folder, SNMP_PERSISTENT_DIR=str(folder / "state")):
        # patient where an answer is expected
        yield Agent(Target(address, port_map={161: port}, time_limit=60, silence=30))


def test_both_versions_by_a_given_community(agent: Agent) -> None:
    found = agent.probe("snmp", communities=("Co4Munity",))
    assert found.facts == {
        "answer": "snmp", "versions": ["v1", "v2c"], "communities": [1],
        "description": "Witness of the probes", "object_id": found.facts["object_id"],
    }  # fmt: skip
    assert found.facts["object_id"].startswith("1.3.6.1.4.1.8072.")


def test_one_version_only_and_which_of_the_communities(agent: Agent) -> None:
    found = agent.probe("snmp", communities=("Wrong4", "Second4"), silence=3)
    assert (found.facts["versions"], found.facts["communities"]) == (["v2c"], [2])


def test_a_wrong_community_is_silence(agent: Agent) -> None:
    found = agent.probe("snmp", communities=("Wrong4",), silence=1)
    assert (found.state, found.facts["answer"]) == ("not_seen", "silent")


def test_no_community_no_question(agent: Agent) -> None:
    assert agent.probe("snmp").state == "unknown"


def test_no_community_is_in_a_finding(agent: Agent) -> None:
    found = agent.probe("snmp", communities=("Co4Munity", "Wrong4"), silence=3)
    assert "Co4Munity" not in str(found)
    assert "Wrong4" not in str(found)


def test_the_engine_says_who_it_is(agent: Agent) -> None:
    found = agent.probe("snmp_v3")
    assert found.facts["engine_id"] == "80001f8804" + b"witness".hex()
    assert (found.facts["enterprise"], found.facts["login"], found.facts["level"]) == (8072, "not_tried", None)


@pytest.mark.parametrize("name", USERS)
def test_a_user_gets_in_by_every_protocol(agent: Agent, name: str) -> None:
    found = agent.probe("snmp_v3", snmp_user=USERS[name][1])
    assert found.facts["login"] == "accepted", found


@pytest.mark.parametrize(
    ("user", "login"),
    [
        (SnmpUser("nobody", AUTH, "sha", PRIV, "aes"), "unknown_user"),
        (SnmpUser("sha-aes", "Other4Monitor", "sha", PRIV, "aes"), "wrong_digest"),
        (SnmpUser("sha-aes", AUTH, "md5", PRIV, "aes"), "wrong_digest"),
        (SnmpUser("auth-only", AUTH, "sha", PRIV, "aes"), "unsupported_level"),
    ],
)
def test_a_user_who_does_not_get_in(agent: Agent, user: SnmpUser, login: str) -> None:
    found = agent.probe("snmp_v3", snmp_user=user)
    assert (found.state, found.facts["login"]) == ("seen", login)


@pytest.mark.parametrize("cipher", ["aes", "des"])
def test_a_wrong_encryption_password_gets_nothing(agent: Agent, cipher: str) -> None:
    found = agent.probe("snmp_v3", snmp_user=SnmpUser(f"sha-{cipher}", AUTH, "sha", "Other4Monitor", cipher), silence=3)
    assert found.facts["login"] in ("cannot_decrypt", "silent")
    assert "4Monitor" not in str(found)


def test_a_level_below_the_wanted_one_gets_nothing(agent: Agent) -> None:
    found = agent.probe("snmp_v3", snmp_user=SnmpUser("sha-aes", AUTH, "sha"), silence=3)
    assert found.facts["login"] in ("refused", "unsupported_level")
