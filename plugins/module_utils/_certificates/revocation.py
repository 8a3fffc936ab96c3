# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""CA certificates and revocation lists that a person hands over for the connections that a camera opens (RFC 5280)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

from .._errors import CertificateProblem
from .._files import read_whole
from .crypto import UNREADABLE, PublicKey, serialization, x509
from .facts import is_authority, time_text, to_pem
from .reading import MAX_SIZE, read_certificates

#: A list of a large authority; cameras have room for far less. Bytes.
MAX_CRL_SIZE = 1024 * 1024


@dataclass(frozen=True)
class Given:
    """One certificate or list: C(text) is PEM, C(says) tells people which one it is."""

    text: str
    says: str


def authorities(path: str, now: datetime) -> list[Given]:
    """Every CA certificate of a file, PEM or DER.

    Raises CertificateProblem (also expired, not_yet_valid, not_an_authority), FileProblem.
    """
    what = os.path.basename(path)
    found = []
    for certificate in read_certificates(read_whole(path, MAX_SIZE), what):
        name = certificate.subject.rfc4514_string()
        if not is_authority(certificate):
            raise CertificateProblem(
                f"the certificate {name} in {what} is not one of an authority",
                problem="not_an_authority",
                hint="Give the certificates of those who issue, not the servers' own. Nothing was written.",
            )
        _check_dates(
            f"the CA certificate {name} in {what}",
            certificate.not_valid_before_utc,
            certificate.not_valid_after_utc,
            now,
        )
        found.append(Given(to_pem(certificate), f"{name}, until {time_text(certificate.not_valid_after_utc)}"))
    return found


def revocation_list(path: str, now: datetime, issuers: list[x509.Certificate]) -> Given:
    """The revocation list of a file, PEM or DER. Raises CertificateProblem (not_a_list, expired, not_yet_valid, list_signature),
    FileProblem.

    Where one of C(issuers) has its issuer's name, the list must bear its signature.
    """
    what = os.path.basename(path)
    content = read_whole(path, MAX_CRL_SIZE)
    try:
        crl = x509.load_pem_x509_crl(content) if b"-----BEGIN X509 CRL" in content else x509.load_der_x509_crl(content)
        issuer, last, until = crl.issuer.rfc4514_string(), crl.last_update_utc, crl.next_update_utc
        keys: list[PublicKey] = [one.public_key() for one in issuers if one.subject == crl.issuer]
        signed = not keys or any(crl.is_signature_valid(key) for key in keys)
    except UNREADABLE:
        raise CertificateProblem(
            f"{what} is no revocation list",
            problem="not_a_list",
            hint="It is an X.509 CRL in PEM (BEGIN X509 CRL) or DER. Nothing was written.",
        ) from None
    if not signed:
        raise CertificateProblem(
            f"the revocation list in {what} says that it is of {issuer}, but does not bear its signature",
            problem="list_signature",
            hint="Fetch it again from the authority. Nothing was written.",
        )
    _check_dates(f"the revocation list of {issuer} in {what}", last, until, now)
    ends = f", until {time_text(until)}" if until else ""
    return Given(crl.public_bytes(serialization.Encoding.PEM).decode("ascii"), f"{issuer}, {len(crl)} revoked{ends}")


def _check_dates(what: str, start: datetime, end: datetime | None, now: datetime) -> None:
    if end is not None and end <= now:
        raise CertificateProblem(
            f"{what} ended at {time_text(end)}", problem="expired", hint="Give a newer one. Nothing was written."
        )
    if start > now:
        raise CertificateProblem(
            f"{what} is not valid before {time_text(start)}",
            problem="not_yet_valid",
            hint="Look at this controller's clock. Nothing was written.",
        )
