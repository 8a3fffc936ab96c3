# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Judge a server certificate before any camera is touched: names, dates, key, signature, rights, chain.

A C(Limits) says how strict to be; each problem has an id, a sentence and what to do. C(check) raises the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .._errors import CertificateProblem
from .chain import Bundle
from .crypto import x509
from .facts import (
    BROKEN_HASHES,
    common_name,
    hash_of,
    is_authority,
    is_self_signed,
    issued_by,
    key_of,
    time_text,
    usages_of,
)
from .names import covers, names_in


@dataclass(frozen=True)
class Limits:
    """How strict to be. Sizes in bits, lengths in characters, C(max_days) from not before to not after."""

    name: str
    min_rsa: int = 2048
    min_ec: int = 256
    curves: tuple[str, ...] = ("secp256r1", "secp384r1", "secp521r1")
    usage: str | None = "server"
    #: ub-common-name of RFC 5280 appendix A.1; a camera may take fewer
    max_common_name: int = 64
    max_days: int | None = None
    max_chain: int | None = None
    self_signed: bool = False


#: What every TLS client insists on.
RFC5280 = Limits("RFC 5280")
#: What a server certificate of a public authority keeps to (CA/Browser Forum baseline requirements, 398 days).
SERVER = Limits("server profile", max_days=398, curves=("secp256r1", "secp384r1"))
#: ONVIF Security Baseline 26.06, tables Asymmetric Key Schemes and Signature Baseline.
ONVIF_BASELINE = Limits("ONVIF Security Baseline 26.06", min_rsa=3072, curves=("secp256r1", "secp384r1"))


@dataclass(frozen=True)
class Problem:
    """One reason not to use a certificate. C(id) is for playbooks: wrong_host, expired, weak_key, ..."""

    id: str
    says: str
    hint: str | None = None


def problems(
    bundle: Bundle,
    *,
    now: datetime,
    names: Sequence[str] = (),
    limits: Limits = RFC5280,
    anchors: Iterable[x509.Certificate] = (),
) -> list[Problem]:
    """Everything that speaks against a certificate, worst first; empty when it can be installed.

    C(now) is the clock to judge by, with a time zone. C(names) are the addresses and DNS names under which clients will
    reach the camera: all must be covered. With C(anchors) the chain must end at one of them. A self-signed certificate is a
    problem unless the limits allow it.
    """
    found: list[Problem] = []
    for check in _CHECKS:
        found.extend(check(bundle.leaf, now, limits))
    found.extend(_names(bundle.leaf, names))
    found.extend(_chain(bundle, now, limits, tuple(anchors)))
    return found


def check(
    bundle: Bundle,
    *,
    now: datetime,
    names: Sequence[str] = (),
    limits: Limits = RFC5280,
    anchors: Iterable[x509.Certificate] = (),
) -> None:
    """Raise the first of C(problems) as CertificateProblem; the others are counted in its text."""
    found = problems(bundle, now=now, names=names, limits=limits, anchors=anchors)
    if found:
        first = found[0]
        more = f" (also: {', '.join(problem.id for problem in found[1:])})" if found[1:] else ""
        raise CertificateProblem(f"{first.says}{more}", problem=first.id, hint=first.hint)


# -- the server certificate ----------------------------------------------------------------------------------------------


def _kind(leaf: x509.Certificate, _now: datetime, limits: Limits) -> Iterable[Problem]:
    if is_self_signed(leaf):
        if not limits.self_signed:
            yield Problem(
                "self_signed",
                f"{_called(leaf)} is self-signed: nobody can tell it from an impostor's",
                "Have it issued by an authority.",
            )
    elif is_authority(leaf):
        yield Problem(
            "authority",
            f"{_called(leaf)} is the certificate of an authority, not of a server",
            "Give the certificate that was issued to the camera; authorities go into the chain.",
        )


def _dates(leaf: x509.Certificate, now: datetime, limits: Limits) -> Iterable[Problem]:
    begin, end = leaf.not_valid_before_utc, leaf.not_valid_after_utc
    if now > end:
        yield Problem("expired", f"{_called(leaf)} expired at {time_text(end)}", "Have a new one issued.")
    if now < begin:
        yield Problem(
            "not_yet_valid",
            f"{_called(leaf)} is valid from {time_text(begin)}, and it is {time_text(now)}",
            "Compare the clocks of this host and of the issuer.",
        )
    if limits.max_days is not None and end - begin > timedelta(days=limits.max_days):
        yield Problem(
            "too_long", f"{_called(leaf)} is valid for {(end - begin).days} days, more than {limits.max_days}"
        )


def _key(leaf: x509.Certificate, _now: datetime, limits: Limits) -> Iterable[Problem]:
    says = weak_key(leaf, limits)
    if says is not None:
        yield Problem("weak_key", f"{_called(leaf)} {says}", f"{limits.name} sets this limit. Make a new key.")


def weak_key(holder: x509.Certificate | x509.CertificateSigningRequest, limits: Limits) -> str | None:
    """Why a public key is below the limits, as the end of a sentence; None when it is not."""
    kind, size, curve = key_of(holder)
    if kind == "rsa" and size < limits.min_rsa:
        return f"has an RSA key of {size} bits, fewer than {limits.min_rsa}"
    if kind == "ec" and (size < limits.min_ec or curve not in limits.curves):
        return (
            f"has a key on the curve {curve}; allowed are {', '.join(limits.curves)} of at least {limits.min_ec} bits"
        )
    if kind not in ("rsa", "ec"):
        return f"has a key of the kind {kind}, which cameras and their clients do not use"
    return None


def _signature(leaf: x509.Certificate, _now: datetime, _limits: Limits) -> Iterable[Problem]:
    name = hash_of(leaf)
    if name in BROKEN_HASHES or name == "unknown":
        yield Problem(
            "weak_signature",
            f"{_called(leaf)} is signed with {name}",
            "Have it issued again, signed with SHA-256 or better.",
        )


def _usage(leaf: x509.Certificate, _now: datetime, limits: Limits) -> Iterable[Problem]:
    usages = usages_of(leaf)
    if limits.usage is not None and usages is not None and not {limits.usage, "any"} & set(usages):
        yield Problem(
            "usage",
            f"{_called(leaf)} may not be used for TLS {limits.usage} authentication, only for: {', '.join(usages) or 'nothing'}",
            "Ask the issuer for extendedKeyUsage " + ("serverAuth." if limits.usage == "server" else "clientAuth."),
        )
    try:
        allowed = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (allowed.digital_signature or allowed.key_encipherment or allowed.key_agreement):
        yield Problem(
            "usage", f"the keyUsage of {_called(leaf)} does not allow TLS", "Ask the issuer for digitalSignature."
        )


def _common_name(leaf: x509.Certificate, _now: datetime, limits: Limits) -> Iterable[Problem]:
    name = common_name(leaf.subject) or ""
    if len(name) > limits.max_common_name:
        yield Problem(
            "common_name_length",
            f"the common name of {_called(leaf)} has {len(name)} characters, more than {limits.max_common_name}",
            "A long DNS name fits into subjectAltName; give the camera a shorter common name.",
        )


_CHECKS: tuple[Callable[[x509.Certificate, datetime, Limits], Iterable[Problem]], ...] = (
    _kind, _dates, _key, _signature, _usage, _common_name,
)  # fmt: skip


def _names(leaf: x509.Certificate, names: Sequence[str]) -> Iterable[Problem]:
    present = names_in(leaf.extensions)
    missing = [name for name in names if not covers(present, name)]
    if missing and not present:
        yield Problem(
            "no_names",
            f"{_called(leaf)} has no subjectAltName; TLS clients do not look at the common name (RFC 9525)",
            "Ask the issuer for subjectAltName with the camera's address and names.",
        )
    elif missing:
        yield Problem(
            "wrong_host",
            f"{_called(leaf)} is for {', '.join(present)}, not for {', '.join(missing)}",
            "Compare the inventory's address and names with the request.",
        )


# -- the chain -----------------------------------------------------------------------------------------------------------


def _chain(bundle: Bundle, now: datetime, limits: Limits, anchors: Sequence[x509.Certificate]) -> Iterable[Problem]:
    if limits.max_chain is not None and len(bundle.chain) > limits.max_chain:
        yield Problem("chain_length", f"the chain has {len(bundle.chain)} intermediates, more than {limits.max_chain}")
    above = [*bundle.chain, *([bundle.root] if bundle.root is not None else [])]
    for depth, issuer in enumerate(above):
        yield from _issuer(issuer, depth, now)
    if not anchors:
        return
    last = above[-1] if above else bundle.leaf
    if last not in anchors and not any(_signs(anchor, last, len(above)) for anchor in anchors):
        missing = common_name(last.issuer) or last.issuer.rfc4514_string()
        yield Problem(
            "untrusted",
            f"the chain of {_called(bundle.leaf)} ends at {_called(last)}, whose issuer {missing} is not among the trusted authorities",
            "Add the missing intermediate to the chain, or give the authority's certificate as the trusted one.",
        )


def _issuer(issuer: x509.Certificate, depth: int, now: datetime) -> Iterable[Problem]:
    """C(depth) is the number of intermediates below this one."""
    if not may_sign(issuer, depth):
        yield Problem("chain", f"{_called(issuer)} in the chain is not allowed to issue certificates here")
    if not issuer.not_valid_before_utc <= now <= issuer.not_valid_after_utc:
        yield Problem(
            "chain_expired",
            f"{_called(issuer)} in the chain is valid from {time_text(issuer.not_valid_before_utc)} to "
            f"{time_text(issuer.not_valid_after_utc)} only",
        )
    if not is_self_signed(issuer) and hash_of(issuer) in BROKEN_HASHES:
        yield Problem("weak_signature", f"{_called(issuer)} in the chain is signed with {hash_of(issuer)}")


def may_sign(issuer: x509.Certificate, depth: int = 0) -> bool:
    """Whether basicConstraints and keyUsage let it issue, with C(depth) intermediates below it (RFC 5280 section 4.2.1.9)."""
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return False
    try:
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        usage = True
    long_enough = constraints.path_length is None or depth <= constraints.path_length
    return bool(constraints.ca and usage and long_enough)


def _signs(anchor: x509.Certificate, last: x509.Certificate, depth: int) -> bool:
    return issued_by(last, anchor) and may_sign(anchor, depth)


def _called(certificate: x509.Certificate) -> str:
    name = common_name(certificate.subject)
    return f"the certificate of {name}" if name else "the certificate"
