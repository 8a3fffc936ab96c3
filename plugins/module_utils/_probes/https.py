# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""HTTPS as a finding: what the survey of a TLS server says, with its grade, among the other probes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .._certificates.crypto import HAS_CRYPTOGRAPHY
from .._errors import CameraUnreachable, FileProblem
from .finding import Finding, not_seen, seen, unknown
from .grade import WARN_DAYS
from .tls import NoTls, Place
from .tls_survey import survey
from .visit import Visit
from .wire import REFUSED, SILENT, WireError

try:
    from requests.utils import DEFAULT_CA_BUNDLE_PATH
except ImportError:
    # whoever has no authorities verifies nothing
    DEFAULT_CA_BUNDLE_PATH = ""

TLS = "tls"


def probe_tls(visit: Visit) -> Finding:
    """Seen: something speaks TLS at the HTTPS port. Facts are those of the module C(tls_info)."""
    target = visit.target
    port = target.https_port
    if not HAS_CRYPTOGRAPHY:
        return unknown(TLS, "the Python library cryptography is missing")
    try:
        # whether there is anybody at all is found out first: the survey takes its time for each handshake
        visit.tcp(port).close()
    except WireError as error:
        if error.kind in (REFUSED, SILENT):
            return not_seen(TLS, f"port {port}: {error}", port=port, answer=error.kind)
        return unknown(TLS, f"port {port}: {error}", port=port)
    place = Place(target.host, visit.port(port), target.source_address, max(visit.deadline.left() / 4, 0.001))
    try:
        shown = survey(place, target.ca_path or DEFAULT_CA_BUNDLE_PATH)
    except NoTls as error:
        # a certificate that this host refuses is seen as well: what is here serves no TLS to anybody
        return not_seen(TLS, f"port {port} is open, but serves no TLS: {error.message}", port=port, answer="open")
    except (CameraUnreachable, FileProblem) as error:
        return unknown(TLS, f"port {port}: {error.message}", port=port, answer="open")
    facts: dict[str, Any] = {**shown.as_dict(datetime.now(UTC), WARN_DAYS), "port": port, "answer": "tls"}
    trust = "verified" if facts["verified"] else f"not verified ({facts['reason']})"
    said = f"port {port}: TLS {facts['version']}, certificate {trust}, grade {facts['grade']['status']}"
    return seen(TLS, said, **facts)
