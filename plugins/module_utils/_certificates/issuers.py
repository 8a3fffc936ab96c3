# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Who signs: the site's authority, an external command, or nobody because the certificate is given."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from .._errors import CertificateProblem, FileProblem
from . import external
from .authority import SiteCa
from .chain import Bundle, read_bundle
from .crypto import x509
from .facts import fingerprint, issued_by, key_of, serial_text
from .order import Order
from .reading import read_certificates, read_key, read_request
from .signing_request import Request, judge
from .store import Wish


class Issuer(Protocol):
    """Turns a camera's request into a certificate, and knows its own."""

    def issue(self, csr: str, wish: Wish, camera: str, now: datetime) -> Bundle:
        """Judge the request and sign it. Raises CertificateProblem, FileProblem."""

    def why_not_ours(self, certificate: x509.Certificate) -> str | None:
        """Why a certificate on a camera is not one of this issuer, in words; None when it is, or when nobody can tell."""

    def replaced(self, certificate: x509.Certificate, now: datetime) -> str | None:
        """A certificate of ours is no longer used. Returns what was done about it, in words."""


class SiteCaIssuer:
    """The authority in files (module site_ca)."""

    def __init__(self, order: Order) -> None:
        self._ca = SiteCa(order.params["ca_dir"], order.params["ca_passphrase"])
        self._days = int(order.params["days"])
        self._order = order

    @property
    def trust(self) -> str:
        """The file that clients trust."""
        return self._ca.certificate_path

    def issue(self, csr: str, wish: Wish, camera: str, now: datetime) -> Bundle:
        """Sign with the names that were asked for, whether the camera's request has them or not."""
        return self._ca.issue(judged(csr, wish, self._order), camera, now, days=self._days)

    def why_not_ours(self, certificate: x509.Certificate) -> str | None:
        """By its signature; and a revoked one must go."""
        if not any(issued_by(certificate, issuer) for issuer in (self._ca.issuing, self._ca.certificate)):
            return f"it was not issued by the authority in {self._ca.folder}"
        if serial_text(certificate) in self._ca.register.revoked():
            return "it was revoked"
        return None

    def replaced(self, certificate: x509.Certificate, now: datetime) -> str | None:
        """Revoked as superseded, so that a copy of it is worth nothing."""
        if self.why_not_ours(certificate) is not None or certificate.not_valid_after_utc < now:
            return None
        self._ca.revoke(serial_text(certificate), "superseded", now)
        return f"certificate {serial_text(certificate)} was revoked as superseded"

    def removed(self, certificate: x509.Certificate, now: datetime) -> str | None:
        """One of ours has left its camera, and no other has come: revoked as cessationOfOperation (RFC 5280 section 5.3.1)."""
        if self.why_not_ours(certificate) is not None or certificate.not_valid_after_utc < now:
            return None
        self._ca.revoke(serial_text(certificate), "cessation_of_operation", now)
        return f"certificate {serial_text(certificate)} was revoked, because it is no longer in use"


class CommandIssuer:
    """Any program that reads a request and prints a certificate with its chain."""

    def __init__(self, order: Order) -> None:
        self._command = list(order.params["command"])
        self._order = order

    def issue(self, csr: str, wish: Wish, camera: str, now: datetime) -> Bundle:
        """The request goes in as PEM; what comes out is judged like a certificate that a person hands over."""
        return external.issue(external.Command(tuple(self._command)), judged(csr, wish, self._order), camera)

    def why_not_ours(self, certificate: x509.Certificate) -> str | None:
        """Only the authorities that the connection trusts can tell."""
        return None

    def replaced(self, certificate: x509.Certificate, now: datetime) -> str | None:
        """Revoking is the program's own business."""
        return None


def judged(csr: str, wish: Wish, order: Order) -> Request:
    """The camera's request beside what was asked for. A camera that makes one kind of key only is taken at that, unless the
    task insists on a size; a weak key is refused in any case. Raises CertificateProblem."""
    if order.params.get("key_size"):
        return judge(csr, wish)
    kind, size, _curve = key_of(read_request(csr, "the camera's request"))
    request = judge(csr, replace(wish, key_type=kind, key_size=size))
    if (kind, size) == (wish.key_type, wish.key_size):
        return request
    note = f"the camera's key is {kind} of {size} bits; asked for was {wish.key_type} of {wish.key_size}"
    return replace(request, notes=(*request.notes, note))


def given_bundle(params: Mapping[str, Any]) -> Bundle:
    """The certificate that the task hands over, with its key where there is one. Raises CertificateProblem, FileProblem."""
    passphrase = params.get("passphrase")
    key = None
    if params.get("private_key"):
        key = read_key(_content(params["private_key"]), passphrase, what=os.path.basename(params["private_key"]))
    if params.get("src"):
        return read_bundle(_content(params["src"]), passphrase, key=key, what=os.path.basename(params["src"]))
    return read_bundle(str(params["content"]), passphrase, key=key, what="the option content")


def authorities_in(path: str) -> list[x509.Certificate]:
    """The certificates of a ca_path file. Raises CertificateProblem, FileProblem."""
    return read_certificates(_content(path), what=os.path.basename(path))


def issuer_of(order: Order) -> Issuer | None:
    """The issuer of an order; None where nothing is signed. Raises CertificateProblem, FileProblem."""
    if order.source == "site_ca":
        return SiteCaIssuer(order)
    return CommandIssuer(order) if order.source == "command" else None


def same_certificate(one: x509.Certificate | None, other: x509.Certificate | None) -> bool:
    """Whether both are the same certificate."""
    return one is not None and other is not None and fingerprint(one) == fingerprint(other)


def _content(path: str) -> bytes:
    try:
        if os.path.getsize(path) > 1024 * 1024:
            raise CertificateProblem(f"{path} is too large for a certificate", problem="too_large")
        with open(path, "rb") as handle:
            return handle.read()
    except OSError as error:
        raise FileProblem(f"{path} cannot be read: {error.strerror}", setting="certificate") from None
