# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The module tls_info: what a camera, or any other TLS server, serves. No login, no request, handshakes only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ansible.module_utils.basic import missing_required_lib

from .._certificates.crypto import HAS_CRYPTOGRAPHY
from .._endpoint import DEFAULT_PORTS, Endpoint
from .._errors import InvalidValue, Unsupported
from .._result import Result
from .._trust import KnownCertificates
from .grade import WARN_DAYS
from .tls import NoTls, Place
from .tls_survey import survey

try:
    from requests.utils import DEFAULT_CA_BUNDLE_PATH
except ImportError:
    # the caller has told that requests is missing
    DEFAULT_CA_BUNDLE_PATH = ""

NAME = "tls_info"
SPEC: dict[str, dict[str, Any]] = {
    "port": {"type": "int"},
    "versions": {"type": "bool", "default": True},
    "warn_days": {"type": "int", "default": WARN_DAYS},
}


def run(params: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """Look at one server. A port where nothing speaks TLS is a result; a host that does not answer is CameraUnreachable.

    Raises CameraUnreachable, InvalidValue, FileProblem, Unsupported.
    """
    if not HAS_CRYPTOGRAPHY:
        raise Unsupported(missing_required_lib("cryptography"))
    port = params["port"]
    if port is None:
        port = endpoint.port if endpoint.scheme == "https" else DEFAULT_PORTS["https"]
    for label, value, high in (("port", port, 65535), ("warn_days", params["warn_days"], 3650)):
        if not 1 <= value <= high:
            raise InvalidValue(f"{label} must be within 1-{high}, but is {value}")
    place = Place(endpoint.host, endpoint.reachable_port(port), endpoint.source_address, endpoint.timeout)
    result = Result()
    now = datetime.now(UTC)
    try:
        # without a file of its own a session trusts the authorities that requests brings along
        seen = survey(place, endpoint.ca_path or DEFAULT_CA_BUNDLE_PATH, params["versions"])
    except NoTls as error:
        result.extra["tls"] = {"host": place.host, "port": place.port, "served": False, "reason": error.message}
        return result.as_dict()
    facts = seen.as_dict(now, params["warn_days"])
    fingerprint = (facts["certificate"] or {}).get("fingerprint")
    pinned = fingerprint is not None and fingerprint in _pins(endpoint)
    result.extra["tls"] = {"served": True, **facts, "pinned": pinned}
    left = facts["days_left"]
    if left is not None and left < params["warn_days"]:
        result.warnings.append(
            f"the certificate at {place} {f'ends in {left} days' if left >= 0 else 'has expired'} "
            f"({facts['certificate']['not_after']})"
        )
    return result.as_dict()


def _pins(endpoint: Endpoint) -> set[str]:
    """Fingerprints that our own sessions trust in place of the authorities."""
    given = (endpoint.tls_fingerprint or "").replace(":", "").lower()
    known = KnownCertificates(endpoint.known_certificates).find(endpoint.name)
    return {pin for pin in (given, known) if pin}
