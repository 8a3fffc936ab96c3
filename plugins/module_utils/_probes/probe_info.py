# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The module C(probe_info): its options, and how they become a look at a camera. It has no session and needs no login."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .._endpoint import DEFAULT_PORTS, Endpoint
from .._errors import CameraUnreachable, InvalidValue
from .._facts import Facts
from .._result import Result
from .paths import CANON, IPRO, ONVIF
from .ports import MAX_PORTS
from .run import PROBES, look
from .snmp import MAX_COMMUNITIES
from .usm import AUTHENTICATION, PRIVACY
from .visit import USUAL_PORTS, SnmpUser, Target

NAME = "probe_info"

SPEC: dict[str, dict[str, Any]] = {
    "probes": {"type": "list", "elements": "str", "choices": list(PROBES)},
    "http_port": {"type": "int"},
    "https_port": {"type": "int"},
    "rtsp_port": {"type": "int", "default": 554},
    "paths": {"type": "list", "elements": "str"},
    "rtsp_paths": {"type": "list", "elements": "str"},
    "ports": {"type": "list", "elements": "int", "default": list(USUAL_PORTS)},
    "communities": {"type": "list", "elements": "str", "no_log": True},
    "snmp_v3": {
        "type": "dict",
        "options": {
            "user_name": {"type": "str", "required": True},
            "auth_protocol": {"type": "str", "choices": list(AUTHENTICATION), "default": "sha"},
            "auth_password": {"type": "str", "no_log": True},
            "privacy_protocol": {"type": "str", "choices": list(PRIVACY), "default": "aes"},
            "privacy_password": {"type": "str", "no_log": True},
        },
    },
    "second_source_address": {"type": "str"},
    "mdns_services": {"type": "bool", "default": False},
    "try_factory_account": {"type": "bool", "default": False},
    "time_limit": {"type": "float", "default": 15.0},
    "silence_after": {"type": "float", "default": 2.0},
}

#: A path as it goes into a request: nothing that ends the line.
_PATH = re.compile(r"/[!-~]*")
_MAX_SECONDS = 600.0
#: A password of SNMPv3 has at least so many characters (RFC 3414 section 11.2).
_MIN_SNMP_PASSWORD = 8


def run(params: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """Look, and return the documented result. Raises InvalidValue, CameraUnreachable."""
    target = target_of(params, endpoint)
    sight = look(target, params["probes"] or PROBES)
    result = Result()
    result.describe(Facts(), None, None)
    result.extra["probes"] = {name: finding.as_dict() for name, finding in sight.findings.items()}
    if not sight.alive:
        reasons = {finding.reason for finding in sight.findings.values() if finding.reason}
        named = next(
            (reason for reason in reasons if "host name" in reason), "nothing at this address answers in any way"
        )
        error = CameraUnreachable(
            named,
            hint="Check that the camera is powered, that the address is right, and that no host access restriction or firewall "
            "drops what this host sends.",
        )
        error.partial = result.as_dict()
        raise error
    return result.as_dict()


def target_of(params: Mapping[str, Any], endpoint: Endpoint) -> Target:
    """What to look at, out of validated options. Raises InvalidValue."""
    _check_times(params)
    _check_ports(params)
    for option in ("paths", "rtsp_paths"):
        for path in params[option] or ():
            if not _PATH.fullmatch(path):
                raise InvalidValue(
                    f"{option}: {path!r} is no path: it begins with / and has printable ASCII characters only"
                )
    return Target(
        host=endpoint.host,
        http_port=params["http_port"] or _port(endpoint, "http"),
        https_port=params["https_port"] or _port(endpoint, "https"),
        rtsp_port=params["rtsp_port"],
        port_map=endpoint.port_map,
        source_address=endpoint.source_address,
        second_source_address=_second(params["second_source_address"]),
        time_limit=params["time_limit"],
        connect_limit=min(endpoint.timeout, params["time_limit"], Target.connect_limit),
        silence=params["silence_after"],
        families=_makers(endpoint),
        paths=tuple(params["paths"] or ()),
        rtsp_paths=tuple(params["rtsp_paths"] or ()),
        ports=tuple(params["ports"]),
        communities=_communities(params["communities"] or ()),
        snmp_user=_snmp_user(params["snmp_v3"]),
        mdns_services=params["mdns_services"],
        ca_path=endpoint.ca_path,
        try_factory_account=params["try_factory_account"],
    )


def _check_times(params: Mapping[str, Any]) -> None:
    for option in ("time_limit", "silence_after"):
        value = params[option]
        if not (math.isfinite(value) and 0 < value <= _MAX_SECONDS):
            raise InvalidValue(f"{option} must be more than 0 and at most {_MAX_SECONDS:g} seconds, but is {value:g}")


def _check_ports(params: Mapping[str, Any]) -> None:
    single = {name: params[name] for name in ("http_port", "https_port", "rtsp_port") if params[name] is not None}
    for name, port in [*single.items(), *(("ports", port) for port in params["ports"])]:
        if not 1 <= port <= 65535:
            raise InvalidValue(f"{name} must be within 1-65535, but is {port}")
    if len(set(params["ports"])) > MAX_PORTS:
        raise InvalidValue(f"ports takes at most {MAX_PORTS} ports: this looks at a camera, it does not scan it")


def _port(endpoint: Endpoint, scheme: str) -> int:
    return endpoint.port if endpoint.scheme == scheme else DEFAULT_PORTS[scheme]


def _makers(endpoint: Endpoint) -> tuple[str, ...]:
    """Makers whose pages are worth asking for, when the inventory leaves no doubt. ONVIF is worth it everywhere."""
    words = {endpoint.driver, *(str(profile.get("family", "")) for profile in endpoint.profiles)}
    found = [maker for maker in (CANON, IPRO) if any(word.startswith(maker) for word in words)]
    if len(found) > 1 or not (found or endpoint.driver == ONVIF):
        return ()
    return (*found, ONVIF)


def _second(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise InvalidValue(f"second_source_address must be an IP address of this host, but is {text!r}") from None


def _communities(given: Iterable[str]) -> tuple[str, ...]:
    communities = tuple(dict.fromkeys(given))
    if len(communities) > MAX_COMMUNITIES:
        raise InvalidValue(f"communities takes at most {MAX_COMMUNITIES}: passwords are not guessed")
    if not all(communities):
        raise InvalidValue("communities has an empty one")
    return communities


def _snmp_user(given: Mapping[str, Any] | None) -> SnmpUser | None:
    if given is None:
        return None
    auth, privacy = given["auth_password"], given["privacy_password"]
    if privacy is not None and auth is None:
        raise InvalidValue(
            "snmp_v3: privacy_password needs auth_password (RFC 3414 has no encryption without authentication)"
        )
    for option, password in (("auth_password", auth), ("privacy_password", privacy)):
        if password is not None and len(password) < _MIN_SNMP_PASSWORD:
            raise InvalidValue(f"snmp_v3: {option} must have at least {_MIN_SNMP_PASSWORD} characters (RFC 3414)")
    return SnmpUser(given["user_name"], auth, given["auth_protocol"], privacy, given["privacy_protocol"])
