# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Judging by settings where a recommended value is not the whole rule. Each function looks at one control's settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._catalog import FAMILY_IPRO, PORTS_IN_USE, SETTINGS
from .._errors import InvalidValue
from .._guards import network_of
from .._operations.firmware import behind
from .._values import check_ports
from .compare import as_recommended, equal, judge, missing, named, note
from .observation import Observation
from .scene import Scene
from .words import FAIL, MANUAL, NOT_APPLICABLE, PASS, SETTING, UNKNOWN

#: The guide: "at least 10 characters" (p. A-7, B-7).
_MIN_LENGTH = 10
_MAX_ROWS = 10


# -- chapter 1 -----------------------------------------------------------------------------------------------------------


def own_account(scene: Scene) -> list[Observation]:
    """An administrator account that somebody has set."""
    wanted = "an administrator account that the site has set"
    if scene.delivered:
        return note(SETTING, FAIL, "the camera has no administrator account yet", wanted)
    if scene.factory_account is None:
        return note(SETTING, UNKNOWN, scene.why_unread or "nobody has logged in as administrator", wanted)
    if scene.factory_account:
        return note(SETTING, FAIL, "the account that the manual prints is in force", wanted)
    words = "account of the inventory" if scene.login == "wanted" else "initial account of the inventory"
    return note(SETTING, PASS, f"the {words} is in force", wanted)


def strong_account(scene: Scene) -> list[Observation]:
    """The name and password that log in, by the guide's advice. Neither is shown."""
    wanted = "10 characters or more, upper and lower case, letters with digits or symbols, no common words"
    if scene.delivered:
        return note(SETTING, FAIL, "the camera has no administrator account yet", wanted)
    if scene.weaknesses is None:
        return note(SETTING, UNKNOWN, scene.why_unread or "nobody has logged in as administrator", wanted)
    if scene.weaknesses:
        return note(SETTING, FAIL, "; ".join(scene.weaknesses), wanted)
    return note(SETTING, PASS, "the account that logs in follows the guide's advice", wanted)


def different_account(scene: Scene) -> list[Observation]:
    """Only a comparison of all cameras shows it: the end of a run judges again (fleet.py)."""
    wanted = "another account on each camera"
    if scene.delivered:
        return note(SETTING, NOT_APPLICABLE, "the camera has no administrator account yet", wanted)
    return note(SETTING, MANUAL, "one camera alone does not show it", wanted)


def firmware(scene: Scene) -> list[Observation]:
    """The version against what the site calls the latest, because no camera knows that."""
    minimum, found = scene.site.firmware_minimum_version, scene.facts.firmware
    if minimum is None:
        seen = f"firmware {found or 'unknown'}; the site has not said which version is the latest"
        return note(SETTING, MANUAL, seen, "the latest firmware of the model")
    wanted = f"{minimum} or newer"
    if found is None:
        return note(SETTING, UNKNOWN, scene.why_unread or "the camera did not state its firmware", wanted)
    return note(SETTING, FAIL if behind(found, minimum) else PASS, f"firmware {found}", wanted)


def clock(scene: Scene) -> list[Observation]:
    """The clock as the camera states it to the session."""
    wanted = f"at most {scene.site.max_drift:g} s off"
    drift = scene.facts.drift
    if drift is None:
        return note(SETTING, UNKNOWN, scene.why_unread or "the camera did not state its time", wanted)
    verdict = PASS if abs(drift) <= scene.site.max_drift else FAIL
    return note(SETTING, verdict, f"{abs(drift):.0f} s {'behind' if drift < 0 else 'ahead'}", wanted)


# -- chapter 2, access ---------------------------------------------------------------------------------------------------


def accounts(scene: Scene) -> list[Observation]:
    """The authorized users are those that the site has listed."""
    wanted = scene.site.accounts
    gone = missing(scene, "users.accounts")
    if gone is not None:
        return [gone]
    found = sorted(str(row["name"]) for row in scene.values["users.accounts"])
    shown = ", ".join(found[:_MAX_ROWS]) + (" ..." if len(found) > _MAX_ROWS else "") if found else "none"
    if wanted is None:
        return note(
            SETTING, MANUAL, f"authorized users: {shown}; the site has not listed its own", "the site's own users"
        )
    more = sorted(set(found) - set(wanted))
    if more:
        return note(
            SETTING, FAIL, f"authorized users: {shown}; not listed: {', '.join(more[:_MAX_ROWS])}", _list(wanted)
        )
    return note(SETTING, PASS, f"authorized users: {shown}", _list(wanted))


def authority(scene: Scene) -> list[Observation]:
    """What authorized users may do: a person judges whether it is the least."""
    rows = [key for key in SETTINGS if key.startswith("user_authority.authorized.")]
    there = [named(scene, SETTINGS[key], scene.values[key]) for key in rows if scene.values.get(key) is not None]
    return note(SETTING, MANUAL, "; ".join(there) or "not read", "the least authority that their work needs")


def hosts(version: int) -> Any:
    """The host list of one IP version is in force and prohibits the rest."""

    def look(scene: Scene) -> list[Observation]:
        return as_recommended(scene, (f"host_access.ipv{version}.apply", f"host_access.ipv{version}.default_policy"))

    return look


def host_rows(scene: Scene) -> list[Observation]:
    """No row lets everybody in, and none lets in more than the site has listed."""
    return [found for version in (4, 6) for found in _rows(scene, f"host_access.ipv{version}.rows")]


def _rows(scene: Scene, key: str) -> list[Observation]:
    allowed = scene.site.allowed_hosts
    apply = key.replace(".rows", ".apply")
    if scene.values.get(apply) is False:
        return note(SETTING, NOT_APPLICABLE, named(scene, SETTINGS[apply], False))
    wanted = "no row for everybody" if allowed is None else f"only {_list([str(network) for network in allowed])}"
    gone = missing(scene, key, wanted)
    if gone is not None:
        return [gone]
    wrong = []
    for row in scene.values[key]:
        network = network_of(row)
        if row.get("action", "authorize") != "authorize" or network is None:
            continue
        inside = allowed is None or any(
            network.version == other.version and network.subnet_of(other)  # type: ignore[arg-type]  # same version
            for other in allowed
        )
        if network.prefixlen == 0 or not inside:
            wrong.append(str(network))
    label = f"[{SETTINGS[key].label_for(scene.family)}]"
    if wrong:
        return note(SETTING, FAIL, f"{label} lets in {_list(wrong)}", wanted)
    return note(SETTING, PASS, f"{label} {len(scene.values[key])} rows", wanted)


# -- chapter 2, services -------------------------------------------------------------------------------------------------


def distinct_ports(scene: Scene) -> list[Observation]:
    """No two services share a port number, and none has one that the maker's page calls in use."""
    values = {key: scene.values[key] for key in PORTS_IN_USE if scene.values.get(key) is not None}
    if not values:
        found = missing(scene, "http_server.http_port")
        return [found] if found else []
    seen = ", ".join(named(scene, SETTINGS[key], value) for key, value in values.items())
    try:
        check_ports(values, scene.family)
    except InvalidValue as error:
        return note(SETTING, FAIL, f"{seen}: {error.message}", "a port of its own for each service")
    clash = _reserved(values)
    if clash and scene.family == FAMILY_IPRO:
        return note(SETTING, FAIL, f"{seen}: {clash}", "none of the ports that the camera uses itself")
    return note(SETTING, PASS, seen, "a port of its own for each service")


def _reserved(values: Mapping[str, Any]) -> str:
    for key, value in values.items():
        limit = SETTINGS[key].limits.get(FAMILY_IPRO)
        if limit and value != limit.default and any(low <= value <= high for low, high in limit.reserved):
            return f"{value} is in use by the camera itself"
    return ""


def rtp(scene: Scene) -> list[Observation]:
    """RTP is off, where the recorder and the viewer do not need it."""
    if scene.site.rtp_required and scene.exists("rtp_server.rtp"):
        return note(SETTING, NOT_APPLICABLE, "the site's recorder or viewer requires RTP (harden_rtp: true)", "")
    return as_recommended(scene, ("rtp_server.rtp",))


def _of_snmp3(scene: Scene, *keys: str) -> list[Observation]:
    """Only where SNMPv3 is in use."""
    gone = missing(scene, "snmp_server.v3")
    if gone is not None:
        return [gone]
    if not scene.values["snmp_server.v3"]:
        return note(SETTING, NOT_APPLICABLE, named(scene, SETTINGS["snmp_server.v3"], False), "")
    return as_recommended(scene, keys)


def snmp3_level(scene: Scene) -> list[Observation]:
    """SNMPv3 authenticates and encrypts."""
    return _of_snmp3(scene, "snmp_server.security_level")


def snmp3_algorithms(scene: Scene) -> list[Observation]:
    """SNMPv3 does it with the better ones of the algorithms that the camera has."""
    return _of_snmp3(scene, "snmp_server.auth_algorithm", "snmp_server.encryption_algorithm")


def dot1x(scene: Scene) -> list[Observation]:
    """802.1X is on. It needs a network that is made for it, so the catalog recommends nothing."""
    return [equal(scene, "dot1x.enable", True)]


# -- beyond the guides ---------------------------------------------------------------------------------------------------


def password_rules(scene: Scene) -> list[Observation]:
    """The camera itself asks for what the guide asks for."""
    return [
        judge(scene, "account_policy.complexity.min_length", f"{_MIN_LENGTH} or more", lambda n: int(n) >= _MIN_LENGTH),
        judge(scene, "account_policy.complexity.uppercase", "1 or more", lambda n: int(n) >= 1),
    ]


def failed_logins(scene: Scene) -> list[Observation]:
    """The camera sends an event about failed logins."""
    return [equal(scene, "account_policy.failed_logins.enable", True)]


def ws_discovery(scene: Scene) -> list[Observation]:
    """The camera is not found by everybody who asks."""
    return [equal(scene, "network.ws_discovery", False)]


def tls_versions(scene: Scene) -> list[Observation]:
    """Nothing older than TLS 1.2."""
    return [judge(scene, "ssl_tls.minimum_tls_version", "1.2 or 1.3", lambda version: version in ("1.2", "1.3"))]


def _list(items: Any) -> str:
    texts = [str(item) for item in items]
    return (", ".join(texts[:_MAX_ROWS]) + (" ..." if len(texts) > _MAX_ROWS else "")) or "none"
