# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One look from outside, at the ports that the camera has said its services are at; and what is told of its certificate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._endpoint import Endpoint
from .._probes.https import TLS
from .._probes.probe_info import SPEC as PROBE_SPEC
from .._probes.probe_info import target_of
from .._probes.run import PROBES, look
from .scene import Scene

#: Options of the module probe_info that an audit takes as well. Ports of services come from the camera's settings.
OPTIONS = {name: entry for name, entry in PROBE_SPEC.items() if name != "probes"}
_PORTS = {
    "http_port": "http_server.http_port",
    "https_port": "http_server.https_port",
    "rtsp_port": "rtp_server.rtsp_port",
}


def observe(params: Mapping[str, Any], probes: list[str] | None, endpoint: Endpoint, scene: Scene) -> None:
    """Look, and put the findings into the scene. Raises InvalidValue."""
    known = {option: scene.values[key] for option, key in _PORTS.items() if isinstance(scene.values.get(key), int)}
    target = target_of({**params, **known}, endpoint)
    sight = look(target, PROBES if probes is None else probes)
    scene.probes = {name: finding.as_dict() for name, finding in sight.findings.items()}


def certificate(scene: Scene) -> dict[str, Any] | None:
    """The certificate that HTTPS serves, for the result; None where none was seen."""
    facts = scene.facts_of(TLS)
    found = facts.get("certificate")
    if not found:
        return None
    left = facts["days_left"]
    if left < 0:
        status = "expired"
    elif found["self_signed"]:
        status = "self_signed"
    elif not facts["verified"]:
        status = "untrusted"
    else:
        status = "expiring" if left < scene.site.warn_days else "ok"
    return {
        "names": list(found["names"]) or [name for name in (found["common_name"],) if name],
        "issuer": str(found["issuer"]),
        "not_after": str(found["not_after"]),
        "days_left": left,
        "status": status,
        "grade": str(facts["grade"]["status"]),
    }
