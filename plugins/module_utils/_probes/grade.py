# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Grade what a handshake showed against the ONVIF Security Baseline 26.06, and against what every TLS client insists on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from .._certificates.facts import days_left, hash_of, key_of, scheme_of
from .._certificates.material import RFC5280, Limits, problems
from .tls import BASELINE_1_2, BASELINE_1_3

if TYPE_CHECKING:
    from .tls_survey import Survey

BASELINE = "ONVIF Security Baseline 26.06"
CLIENTS = "RFC 5280, RFC 9525"
PRACTICE = "CA/Browser Forum baseline requirements"

#: A certificate that ends within so many days is warned of.
WARN_DAYS = 28
_SUITE_WORDS = ("NULL", "ADH", "AECDH", "EXP", "RC4", "DES", "MD5", "IDEA", "SEED")
#: Everything that is judged; a finding has one of these ids, or certificate. with an id of material.Problem.
CHECKED = (
    "tls.old_versions", "tls.no_modern_version", "tls.version_1_3", "tls.suite", "key.size", "key.curve", "signature.hash",
    "signature.scheme", "certificate", "certificate.trust", "certificate.chain", "certificate.ends_soon", "certificate.lifetime",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One deviation. C(severity) is fail, warning or note (allowed, but not recommended)."""

    id: str
    severity: str
    seen: str
    wanted: str
    source: str


@dataclass(frozen=True)
class Grade:
    """All deviations. C(status) is the worst severity, or ok."""

    findings: tuple[Finding, ...]

    @property
    def status(self) -> str:
        """fail, warning, note or ok."""
        present = {finding.severity for finding in self.findings}
        return next((word for word in ("fail", "warning", "note") if word in present), "ok")

    @property
    def meets_baseline(self) -> bool:
        """Whether nothing contradicts the ONVIF Security Baseline; its recommendations may."""
        return not any(finding.source == BASELINE and finding.severity != "note" for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """For a result: plain data."""
        return {
            "status": self.status,
            "meets_baseline": self.meets_baseline,
            "baseline": BASELINE,
            "findings": [asdict(finding) for finding in self.findings],
            "checked": list(CHECKED),
        }


def grade(survey: Survey, now: datetime, warn_days: int = WARN_DAYS) -> Grade:
    """Judge what was seen. C(now) is the clock for the dates."""
    found = [*_versions(survey.versions), *_suites(survey)]
    if survey.leaf is not None:
        found += [*_strength(survey), *_certificate(survey, now), *_life(survey, now, warn_days)]
    if survey.unreadable is not None:
        found.append(
            Finding("certificate.chain", "fail", survey.unreadable, "leaf first, each followed by its issuer", CLIENTS)
        )
    return Grade(tuple(found))


# -- protocol ------------------------------------------------------------------------------------------------------------


def _versions(versions: dict[str, str]) -> Iterable[Finding]:
    offered = [version for version, word in versions.items() if word == "offered"]
    old = [version for version in offered if version in ("1.0", "1.1")]
    if old:
        yield Finding("tls.old_versions", "fail", f"TLS {', '.join(old)} offered", "TLS 1.2 and 1.3 only", BASELINE)
    if not {"1.2", "1.3"} & set(offered):
        yield Finding("tls.no_modern_version", "fail", f"TLS {', '.join(offered)} at most", "TLS 1.2 or 1.3", BASELINE)
    if versions["1.3"] == "refused":
        yield Finding("tls.version_1_3", "note", "TLS 1.3 refused", "TLS 1.3 preferred", BASELINE)


def _suites(survey: Survey) -> Iterable[Finding]:
    for suite in dict.fromkeys(handshake.suite for handshake in survey.handshakes):
        if suite not in (*BASELINE_1_2, *BASELINE_1_3):
            yield Finding(
                "tls.suite", suite_severity(suite), f"{suite} accepted", "one of the eight named suites", BASELINE
            )


def suite_severity(suite: str) -> str:
    """How bad a suite is that the baseline does not name: broken, without forward secrecy or AEAD, or merely not in the list."""
    if any(word in suite for word in _SUITE_WORDS):
        return "fail"
    modern = any(word in suite for word in ("GCM", "CCM", "CHACHA20"))
    secret = suite.startswith(("TLS_", "ECDHE-", "DHE-"))
    return "note" if modern and secret else "warning"


# -- certificate ---------------------------------------------------------------------------------------------------------


def _strength(survey: Survey) -> Iterable[Finding]:
    leaf = survey.leaf
    if leaf is None:
        return
    kind, size, curve = key_of(leaf)
    if kind == "rsa" and size < 3072:
        severity = "fail" if size < 2048 else "warning"
        yield Finding("key.size", severity, f"RSA {size} bits", "RSA 3072 bits or more, or P-256, P-384", BASELINE)
    elif kind == "ec" and curve not in ("secp256r1", "secp384r1"):
        yield Finding("key.curve", "warning", str(curve), "secp256r1 (P-256) or secp384r1 (P-384)", BASELINE)
    elif kind not in ("rsa", "ec"):
        yield Finding("key.curve", "warning", kind, "RSA 3072 bits or more, or P-256, P-384", BASELINE)
    if hash_of(leaf) not in ("sha256", "sha384", "sha512"):
        yield Finding("signature.hash", "fail", hash_of(leaf), "SHA-256, SHA-384 or SHA-512", BASELINE)
    if scheme_of(leaf) == "rsa-pkcs1":
        yield Finding("signature.scheme", "note", "RSA PKCS#1 v1.5", "RSASSA-PSS or ECDSA recommended", BASELINE)


def _certificate(survey: Survey, now: datetime) -> Iterable[Finding]:
    if survey.bundle is None:
        return
    limits = Limits(RFC5280.name, min_rsa=0, min_ec=0, curves=(), self_signed=True)
    for problem in problems(survey.bundle, now=now, names=(survey.place.host,), limits=limits):
        if problem.id not in ("weak_key", "weak_signature"):
            yield Finding(f"certificate.{problem.id}", "fail", problem.says, problem.hint or "", CLIENTS)
    if survey.untrusted is not None:
        yield Finding(
            "certificate.trust", "fail", survey.untrusted, "a chain to a trusted authority, for this host", CLIENTS
        )
    for note in survey.bundle.notes:
        if "another order" in note:
            yield Finding(
                "certificate.chain",
                "warning",
                "served in another order",
                "leaf first, each followed by its issuer",
                CLIENTS,
            )


def _life(survey: Survey, now: datetime, warn_days: int) -> Iterable[Finding]:
    leaf = survey.leaf
    if leaf is None:
        return
    left = days_left(leaf, now)
    if 0 <= left < warn_days:
        yield Finding("certificate.ends_soon", "warning", f"{left} days left", f"{warn_days} days or more", CLIENTS)
    life = leaf.not_valid_after_utc - leaf.not_valid_before_utc
    if life > timedelta(days=398):
        yield Finding("certificate.lifetime", "note", f"valid for {life.days} days", "398 days or less", PRACTICE)
