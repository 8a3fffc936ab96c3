# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The throwaway files of a checklist: certificates, keys and a revocation list that are worth nothing, made anew for each checklist.

Nobody trusts their authorities, whose keys are forgotten at once; their names are the markers that are looked for in a recording.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from .._certificates.crypto import SigningKey, rsa, x509
from .._certificates.facts import to_pem
from .._certificates.issuing import authority_certificate, leaf_certificate, revocation_list
from .._certificates.key import as_pkcs12, make_request
from .._certificates.reading import read_request
from .._certificates.sealing import ROUNDS_IN_TRANSIT, seal
from .._certificates.signing_request import Request
from .._certificates.store import Subject, Wish

_DATE = "%Y/%m/%d"
#: A name of a server that is nobody's (RFC 6761).
_NAME = "camera.example"
#: Certificates begin and end at noon, so that every time zone prints the same days.
_NOON = timedelta(hours=12)
_BITS = 2048
_Signer: TypeAlias = "tuple[x509.Certificate, SigningKey]"


def marker_files(materials: Sequence[Mapping[str, Any]], today: datetime, signing_request: str) -> dict[str, bytes]:
    """Files by name. C(today) is the day of the checklist, C(signing_request) that of the camera where it is to be answered.

    Raises CertificateProblem where the request cannot be read.
    """
    found: dict[str, bytes] = {}
    authority: _Signer | None = None
    for material in materials:
        if material["kind"] in ("ca", "intermediate"):
            authority = _authority(material)
        elif "files" in material and authority is None:
            authority = _authority({**material, "common_name": f"{material['common_name']}-ca"})
        if authority is not None:
            found.update(_files(material, authority, today, signing_request))
    return found


def _files(
    material: Mapping[str, Any], authority: _Signer, today: datetime, signing_request: str
) -> Iterator[tuple[str, bytes]]:
    names: Mapping[str, str] = material.get("files", {})
    kind = material["kind"]
    if kind in ("ca", "intermediate"):
        yield names["certificate"], to_pem(authority[0]).encode()
    elif kind == "crl":
        begin = (today - timedelta(days=1)).replace(tzinfo=UTC)
        yield names["crl"], revocation_list(authority[0], authority[1], (), 1, begin, 365).encode()
    elif kind == "answer":
        yield names["certificate"], to_pem(_leaf(material, read_request(signing_request), authority, "server")).encode()
    elif kind in ("server", "client"):
        yield from _pair(material, names, authority)


def _pair(material: Mapping[str, Any], names: Mapping[str, str], authority: _Signer) -> Iterator[tuple[str, bytes]]:
    key = _new_key()
    wish = Wish(Subject(material["common_name"]), (_NAME,))
    leaf = _leaf(material, read_request(make_request(key, wish)), authority, material["kind"])
    certificate, passphrase = to_pem(leaf), material["passphrase"]
    sealed = seal(key, passphrase, rounds=ROUNDS_IN_TRANSIT)
    contents = {
        "certificate": certificate.encode(),
        "key": sealed.encode(),
        "pem": (certificate + sealed).encode(),
        "pkcs12": as_pkcs12(key, leaf, (), passphrase),
    }
    yield from ((name, contents[role]) for role, name in names.items())


def _new_key() -> SigningKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=_BITS)


def _authority(material: Mapping[str, Any]) -> _Signer:
    key = _new_key()
    begin, days = _period(material)
    return authority_certificate(material["common_name"], None, key, begin, days, depth=0), key


def _leaf(
    material: Mapping[str, Any], request: x509.CertificateSigningRequest, authority: _Signer, usage: str
) -> x509.Certificate:
    begin, days = _period(material)
    judged = Request(request, (_NAME,), "")
    return leaf_certificate(judged, *authority, begin, begin + timedelta(days=days), (usage,))


def _period(material: Mapping[str, Any]) -> tuple[datetime, int]:
    begin, end = (
        datetime.strptime(material[name], _DATE).replace(tzinfo=UTC) + _NOON for name in ("start_date", "end_date")
    )
    return begin, (end - begin).days
