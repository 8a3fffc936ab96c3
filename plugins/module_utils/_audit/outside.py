# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Judging by probes: what was seen from outside, without a login. Each function looks at one control.

Silence is no proof: a service on UDP may be there and not talk to this host, a firewall may drop what was sent. A port that
refuses is one.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from .._probes.account import FACTORY_ACCOUNT
from .._probes.clock import CLOCK
from .._probes.finding import UNKNOWN as NOT_FOUND_OUT
from .._probes.ftp import FTP
from .._probes.hosts import HOST_RESTRICTION
from .._probes.http import ANONYMOUS, HTTP, HTTP_AUTH
from .._probes.https import TLS
from .._probes.mdns import MDNS
from .._probes.ports import PORTS
from .._probes.rtsp import RTSP
from .._probes.snmp import SNMP
from .._probes.wire import REFUSED
from .._probes.ws_discovery import WS_DISCOVERY
from .control import BASELINE, Look
from .observation import Observation
from .scene import Scene
from .words import FAIL, NOT_APPLICABLE, PASS, PROBE, UNKNOWN

#: Findings of the TLS grade (grade.py) that speak of names and dates, and of the authority.
_DATES = ("certificate.expired", "certificate.not_yet_valid", "certificate.ends_soon")
_NAMES = ("certificate.wrong_host", "certificate.no_names")
_TRUST = "certificate.trust"
_OLD = ("tls.old_versions", "tls.no_modern_version")
_MAX_SHOWN = 8


def _one(verdict: str, seen: str, wanted: str) -> list[Observation]:
    return [Observation(PROBE, verdict, seen, wanted)]


def _unknown(scene: Scene, probe: str, wanted: str) -> list[Observation]:
    return _one(UNKNOWN, scene.evidence_of(probe), wanted)


def _closed(probe: str, wanted: str) -> Look:
    """A service that should not be there: seen fails, a refusal passes, silence proves nothing."""

    def look(scene: Scene) -> list[Observation]:
        if scene.saw(probe):
            return _one(FAIL, scene.evidence_of(probe), wanted)
        if scene.saw_nothing(probe):
            refused = scene.facts_of(probe).get("answer") == REFUSED
            return _one(PASS if refused else UNKNOWN, scene.evidence_of(probe), wanted)
        return _unknown(scene, probe, wanted)

    return look


no_ftp = _closed(FTP, "no FTP server")
no_mdns = _closed(MDNS, "no answer to mDNS")
no_ws_discovery = _closed(WS_DISCOVERY, "no answer to WS-Discovery")
no_snmp = _closed(SNMP, "no answer to SNMP v1 and v2c")


def factory_account(scene: Scene) -> list[Observation]:
    """One login with the pair of the manual, where that was asked for."""
    wanted = "the manual's account is refused"
    if scene.state(FACTORY_ACCOUNT) == NOT_FOUND_OUT or FACTORY_ACCOUNT not in scene.probes:
        return []
    return _one(FAIL if scene.saw(FACTORY_ACCOUNT) else PASS, scene.evidence_of(FACTORY_ACCOUNT), wanted)


def clock(scene: Scene) -> list[Observation]:
    """The clock as strangers are told it, in whole seconds: where the session has not read it, more exactly."""
    if scene.facts.drift is not None:
        return []
    wanted = f"at most {scene.site.max_drift:g} s off"
    if not scene.saw(CLOCK):
        return _unknown(scene, CLOCK, wanted)
    right = abs(scene.facts_of(CLOCK)["drift"]) <= scene.site.max_drift + 1
    return _one(PASS if right else FAIL, scene.evidence_of(CLOCK), wanted)


def no_strangers(scene: Scene) -> list[Observation]:
    """Pages, pictures and streams without a login."""
    wanted = "pages and pictures are closed to strangers"
    if scene.saw(ANONYMOUS):
        web = _one(FAIL, scene.evidence_of(ANONYMOUS), wanted)
    elif scene.saw_nothing(ANONYMOUS):
        web = _one(PASS, scene.evidence_of(ANONYMOUS), wanted)
    else:
        web = _unknown(scene, ANONYMOUS, wanted)
    facts = scene.facts_of(RTSP)
    if facts.get("open"):
        web += _one(FAIL, scene.evidence_of(RTSP), "streams are closed to strangers")
    elif facts.get("schemes"):
        web += _one(PASS, scene.evidence_of(RTSP), "streams are closed to strangers")
    return web


def _digest(scene: Scene, probe: str) -> list[Observation]:
    wanted = "a login by digest, and by nothing else"
    schemes = scene.facts_of(probe).get("schemes") or []
    if not schemes:
        return _unknown(scene, probe, wanted)
    return _one(FAIL if "basic" in schemes else PASS, scene.evidence_of(probe), wanted)


def http_digest(scene: Scene) -> list[Observation]:
    """The login that the web server asks for."""
    return _digest(scene, HTTP_AUTH)


def rtsp_digest(scene: Scene) -> list[Observation]:
    """The login that the RTSP server asks for."""
    return _digest(scene, RTSP)


def hosts(version: int) -> Look:
    """What a second address of this host gets, where one is given."""

    def look(scene: Scene) -> list[Observation]:
        wanted = "an address that is not listed is refused"
        second = scene.facts_of(HOST_RESTRICTION).get("second_source_address")
        if second is None or ipaddress.ip_address(second).version != version:
            return []
        if scene.state(HOST_RESTRICTION) == NOT_FOUND_OUT:
            return _unknown(scene, HOST_RESTRICTION, wanted)
        return _one(PASS if scene.saw(HOST_RESTRICTION) else FAIL, scene.evidence_of(HOST_RESTRICTION), wanted)

    return look


def https_only(scene: Scene) -> list[Observation]:
    """HTTPS answers, and plain HTTP does not, or leads there."""
    wanted = "HTTPS only"
    answer = scene.facts_of(HTTP).get("answer")
    seen = f"{scene.evidence_of(HTTP)}; {scene.evidence_of(TLS)}"
    if answer == "open":
        return _one(FAIL, seen, wanted)
    if answer in ("redirect", REFUSED) and scene.saw(TLS):
        return _one(PASS, seen, wanted)
    if answer == "prohibited" or not scene.saw_nothing(TLS):
        return _one(UNKNOWN, seen, wanted)
    return _one(FAIL if answer == "redirect" else UNKNOWN, seen, wanted)


def own_certificate(scene: Scene) -> list[Observation]:
    """A certificate that an authority has issued, which this host trusts."""
    wanted = "a server certificate of a trusted authority"
    if scene.saw_nothing(TLS):
        return _one(FAIL, f"HTTPS is not served: {scene.evidence_of(TLS)}", wanted)
    facts = scene.facts_of(TLS)
    certificate = facts.get("certificate")
    if not certificate:
        return _unknown(scene, TLS, wanted)
    if certificate["self_signed"]:
        return _one(FAIL, f"the certificate for {certificate['common_name']} is signed by itself", wanted)
    if facts["verified"]:
        return _one(PASS, f"issued by {certificate['issuer']}, and trusted by this host", wanted)
    others = _findings(scene, (*_DATES[:2], *_NAMES))
    if others:
        # it did not verify for another reason, which has its own control
        return _one(UNKNOWN, f"issued by {certificate['issuer']}; {facts['reason']}", wanted)
    return _one(FAIL, f"issued by {certificate['issuer']}; {facts['reason']}", wanted)


def valid_certificate(scene: Scene) -> list[Observation]:
    """Names and dates of the certificate."""
    wanted = f"for this address, and valid for {scene.site.warn_days} days or more"
    if scene.saw_nothing(TLS):
        return _one(NOT_APPLICABLE, "HTTPS is not served", wanted)
    facts = scene.facts_of(TLS)
    if not facts.get("certificate"):
        return _unknown(scene, TLS, wanted)
    wrong = [found for found in _findings(scene, (*_DATES, *_NAMES)) if found["id"] != "certificate.ends_soon"]
    left = facts["days_left"]
    seen = "; ".join(found["seen"] for found in wrong) or f"ends in {left} days ({facts['certificate']['not_after']})"
    return _one(FAIL if wrong or left < scene.site.warn_days else PASS, seen, wanted)


def tls_versions(scene: Scene) -> list[Observation]:
    """The versions that were offered."""
    wanted = "TLS 1.2 and 1.3 only"
    if scene.saw_nothing(TLS):
        return _one(NOT_APPLICABLE, "HTTPS is not served", wanted)
    versions = scene.facts_of(TLS).get("versions")
    if not versions:
        return _unknown(scene, TLS, wanted)
    offered = [version for version, word in versions.items() if word == "offered"]
    return _one(FAIL if _findings(scene, _OLD) else PASS, f"TLS {', '.join(offered)}", wanted)


def tls_strength(scene: Scene) -> list[Observation]:
    """Key, signature and suites against the baseline."""
    wanted = f"the {BASELINE}"
    if scene.saw_nothing(TLS):
        return _one(NOT_APPLICABLE, "HTTPS is not served", wanted)
    if not scene.facts_of(TLS).get("grade"):
        return _unknown(scene, TLS, wanted)
    wrong = [
        found
        for found in scene.facts_of(TLS)["grade"]["findings"]
        if found["source"] == BASELINE and found["severity"] != "note" and found["id"] not in _OLD
    ]
    if wrong:
        return _one(FAIL, "; ".join(f"{found['seen']} ({found['wanted']})" for found in wrong[:_MAX_SHOWN]), wanted)
    return _one(PASS, f"TLS {scene.facts_of(TLS)['version']}, {scene.facts_of(TLS)['suite']}", wanted)


def no_auto_ip(scene: Scene) -> list[Observation]:
    """A link-local address that the camera gives out itself. That it gives out none is no proof that it has none."""
    wanted = "no 169.254 address"
    addresses = set(scene.facts_of(WS_DISCOVERY).get("link_local") or ())
    addresses |= {text for text in scene.facts_of(MDNS).get("addresses") or () if _is_link_local(text)}
    if not addresses:
        return []
    return _one(FAIL, f"the camera gives out {', '.join(sorted(addresses))}", wanted)


def _is_link_local(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return address.version == 4 and address.is_link_local


def other_ports(scene: Scene) -> list[Observation]:
    """TCP ports that are open beside those of the web and RTSP servers."""
    if not scene.saw(PORTS) and not scene.saw_nothing(PORTS):
        return _unknown(scene, PORTS, "no other port is open")
    known = {*scene.site.expected_ports, *_service_ports(scene)}
    wanted = f"no other open port than {', '.join(str(port) for port in sorted(known))}"
    more = [port for port in scene.facts_of(PORTS)["open"] if port not in known]
    if more:
        return _one(FAIL, f"open: {', '.join(str(port) for port in more)}", wanted)
    found = ", ".join(str(port) for port in scene.facts_of(PORTS)["open"]) or "none"
    return _one(PASS, f"open: {found}", wanted)


def _service_ports(scene: Scene) -> Iterable[int]:
    for key, default in (("http_server.http_port", 80), ("http_server.https_port", 443), ("rtp_server.rtsp_port", 554)):
        value = scene.values.get(key)
        yield value if isinstance(value, int) else default


def _findings(scene: Scene, ids: Iterable[str]) -> list[dict[str, str]]:
    grade = scene.facts_of(TLS).get("grade") or {"findings": []}
    return [found for found in grade["findings"] if found["id"] in tuple(ids)]
