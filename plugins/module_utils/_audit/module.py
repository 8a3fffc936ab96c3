# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The module C(audit): its options, and one look at one camera, from the inside and from outside. It never writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .._endpoint import Endpoint
from .._errors import AuthenticationFailed, CameraUnreachable, InvalidValue, NetcamError
from .._guards import parse_networks
from .._operations.certificate_trust import given
from .._operations.firmware import version_key
from .._probes.run import PROBES
from .._result import Result
from .controls import up_to
from .entry import entry
from .outlook import OPTIONS, observe
from .papers import ATTESTATIONS, WAIVERS, papers
from .reading import read
from .scene import Scene, Site
from .words import LEVELS

NAME = "audit"

SPEC: dict[str, dict[str, Any]] = {
    "level": {"type": "str", "choices": list(LEVELS), "default": "standard"},
    "fleet": {"type": "str"},
    "site": {"type": "str", "default": ""},
    "waivers": WAIVERS,
    "attestations": ATTESTATIONS,
    "attestation_days": {"type": "int", "default": 365},
    "read_settings": {"type": "bool", "default": True},
    "probes": {"type": "list", "elements": "str", "choices": list(PROBES)},
    "probe_options": {"type": "dict", "apply_defaults": True, "options": OPTIONS},
    "firmware_minimum_version": {"type": "str"},
    "accounts": {"type": "list", "elements": "str"},
    "allowed_hosts": {"type": "list", "elements": "str"},
    "expected_ports": {"type": "list", "elements": "int", "default": []},
    "rtp_required": {"type": "bool", "default": False},
    "max_drift": {"type": "float", "default": 5.0},
    "warn_days": {"type": "int", "default": 28},
    "ca_certificates": {"type": "list", "elements": "path"},
    "crls": {"type": "list", "elements": "path"},
}

_NO_LOGIN = "no user and password are given, so settings were not read"


def run(params: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """Look at one camera and judge it. Raises InvalidValue, ProfileError, CameraUnreachable.

    A camera that refuses the login, or asks for one that was not given, is judged by what can be seen from outside.
    """
    said = papers(params, datetime.now(UTC).date())
    scene = Scene(site=_site(params))
    controls = up_to(params["level"])
    probes = params["probes"]
    problem: NetcamError | None = None
    if params["read_settings"]:
        problem = read(endpoint, controls, scene)
    else:
        scene.why_unread = "settings were not asked for (option read_settings)"
    # one after the other: cameras have few connections to give, and the session has told where the services are
    if probes != []:
        observe(params["probe_options"], probes, endpoint, scene)
    _check_reached(problem, params["read_settings"], scene)
    message = _said(problem, endpoint, scene)
    result = Result()
    result.describe(scene.facts, None, scene.login)
    result.extra["audit"] = entry(
        scene, controls, said, name=endpoint.name, address=endpoint.host, site=params["site"], message=message
    )
    return result.as_dict()


def _check_reached(problem: NetcamError | None, read_settings: bool, scene: Scene) -> None:
    """A host that refuses everything is no camera that could be judged. Raises CameraUnreachable."""
    if any(scene.saw(probe) for probe in scene.probes):
        return
    if isinstance(problem, CameraUnreachable):
        raise problem
    if not read_settings:
        raise CameraUnreachable(
            "nothing that an audit looks for answers at this address",
            hint="Check that the camera is powered, and that the address and the ports are right.",
        )


def _said(problem: NetcamError | None, endpoint: Endpoint, scene: Scene) -> str:
    """Why settings were not read, or not all of them; empty when they were."""
    if problem is None:
        return "" if scene.inside else f"settings were not read: {scene.why_unread}"
    if isinstance(problem, AuthenticationFailed) and not endpoint.credentials():
        return _NO_LOGIN
    return f"settings were not read, or not all of them: {problem.message}"


def _site(params: Mapping[str, Any]) -> Site:
    """What the site has decided. Raises InvalidValue, CertificateProblem, FileProblem."""
    for option in ("max_drift", "warn_days"):
        # a comparison with NaN is never true
        if not params[option] >= 0:
            raise InvalidValue(f"{option} must be 0 or more, but is {params[option]}")
    minimum = params["firmware_minimum_version"]
    if minimum is not None:
        version_key(minimum)
    hosts = params["allowed_hosts"]
    authorities, lists = given(params)
    return Site(
        firmware_minimum_version=minimum,
        accounts=None if params["accounts"] is None else tuple(params["accounts"]),
        allowed_hosts=None if hosts is None else parse_networks(hosts, "allowed_hosts"),
        expected_ports=tuple(params["expected_ports"]),
        rtp_required=params["rtp_required"],
        max_drift=params["max_drift"],
        warn_days=params["warn_days"],
        ca_certificates=tuple(authorities),
        crls=tuple(lists),
    )
