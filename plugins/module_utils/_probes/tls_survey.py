# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Everything about a camera's TLS at one look: a few handshakes, the certificate's facts, and the grade."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .._certificates.chain import Bundle, arrange
from .._certificates.crypto import x509
from .._certificates.facts import days_left, describe
from .._certificates.reading import read_certificates
from .._errors import CertificateProblem
from .grade import Grade, grade
from .tls import BASELINE_1_2, BASELINE_1_3, VERSIONS, Handshake, Place, look, offers, outside_baseline, verify

#: All handshakes together take at most this many times the limit of one.
_PATIENCE = 4


@dataclass(frozen=True)
class Survey:
    """What was seen. C(versions) says for each version of TLS what C(tls.offers) says; C(untrusted) is None when the
    certificate verified, or else why it did not; C(unreadable) says what is wrong with a certificate or chain as served."""

    place: Place
    first: Handshake
    leaf: x509.Certificate | None
    bundle: Bundle | None
    unreadable: str | None
    untrusted: str | None
    versions: dict[str, str]
    handshakes: tuple[Handshake, ...]

    def suites(self) -> list[dict[str, Any]]:
        """The suites that were observed, each once, and whether the baseline names them."""
        seen = dict.fromkeys((one.version, one.suite, one.bits) for one in self.handshakes)
        return [
            {"version": version, "suite": suite, "bits": bits, "baseline": suite in (*BASELINE_1_2, *BASELINE_1_3)}
            for version, suite, bits in seen
        ]

    def as_dict(self, now: datetime, warn_days: int) -> dict[str, Any]:
        """For a result: plain data."""
        chain = self.bundle.chain if self.bundle else ()
        return {
            "host": self.place.host,
            "port": self.place.port,
            "version": self.first.version,
            "suite": self.first.suite,
            "versions": self.versions,
            "suites": self.suites(),
            "certificate": describe(self.leaf, now) if self.leaf else None,
            "chain": [describe(certificate, now) for certificate in chain],
            "served_certificates": len(self.first.chain),
            "verified": self.untrusted is None,
            "reason": self.untrusted,
            "days_left": days_left(self.leaf, now) if self.leaf else None,
            "grade": self.grade(now, warn_days).as_dict(),
        }

    def grade(self, now: datetime, warn_days: int) -> Grade:
        """The grade by the clock C(now)."""
        return grade(self, now, warn_days)


def survey(place: Place, ca_path: str, versions: bool = True) -> Survey:
    """At most seven handshakes; two without C(versions). Raises CameraUnreachable when there is no TLS server, FileProblem."""
    end = time.monotonic() + _PATIENCE * place.timeout
    first = look(place)
    handshakes = [first]
    seen = dict.fromkeys(VERSIONS, "not tried")
    seen[first.version] = "offered"
    leaf, bundle, unreadable = _read(first)
    untrusted = verify(place, ca_path)
    if versions:
        for version in VERSIONS:
            if version == first.version:
                continue
            if time.monotonic() > end:
                seen[version] = "unknown (time is up)"
                continue
            seen[version], found = offers(place, version)
            handshakes += [found] if found else []
        older = any(seen[version] == "offered" for version in VERSIONS[:3])
        if older and time.monotonic() < end:
            found = outside_baseline(place)[1]
            handshakes += [found] if found else []
    return Survey(place, first, leaf, bundle, unreadable, untrusted, seen, tuple(handshakes))


def _read(first: Handshake) -> tuple[x509.Certificate | None, Bundle | None, str | None]:
    if not first.chain:
        return None, None, "the camera served no certificate"
    try:
        leaf = read_certificates(first.chain[0], "the served certificate")[0]
    except CertificateProblem as error:
        return None, None, error.message
    try:
        rest = [read_certificates(one, "the served chain")[0] for one in first.chain[1:]]
        bundle = arrange([leaf, *rest], what="the served chain")
    except CertificateProblem as error:
        return leaf, Bundle(leaf), error.message
    return leaf, bundle, None
