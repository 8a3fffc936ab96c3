# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A site's own authority in files: made once, opened by as many workers as there are, signing for cameras.

The folder holds C(ca.pem) (what everybody trusts), C(ca.key), with an intermediate C(issuing.pem) and C(issuing.key) (then
C(ca.key) may be kept elsewhere), C(issued.jsonl) (the register), C(crl.pem) and C(lock). Keys are encrypted.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .._errors import CertificateProblem, FileProblem
from .._files import PRIVATE, PUBLIC, locked, read_whole, sync_folder, write_whole
from .chain import Bundle
from .crypto import UNREADABLE, SigningKey, x509
from .facts import common_name, days_left, issued_by, key_fingerprint, time_text, to_pem
from .issuing import authority_certificate, leaf_certificate, new_key, revocation_list
from .material import may_sign
from .reading import MAX_SIZE, read_certificates, read_key
from .register import Register, Revoked, normalised_serial, record_of
from .sealing import check_passphrase, seal
from .signing_request import Request

CERTIFICATE, KEY = "ca.pem", "ca.key"
ISSUING, ISSUING_KEY = "issuing.pem", "issuing.key"
REGISTER, CRL, LOCK = "issued.jsonl", "crl.pem", "lock"

#: Days. Browsers and TLS libraries stop at 398 for certificates of public authorities; renewing yearly is a habit worth having.
MAX_DAYS = 397
#: Words of RFC 5280 section 5.3.1 that fit a camera's certificate.
REASONS = ("unspecified", "key_compromise", "superseded", "cessation_of_operation", "affiliation_changed")


@dataclass(frozen=True)
class Plan:
    """What authority to make. C(days) of validity, C(key_type) ec (P-256) or rsa (3072 bits)."""

    common_name: str
    organization: str | None = None
    days: int = 3650
    key_type: str = "ec"
    intermediate: bool = False


def exists(folder: str) -> bool:
    """Whether there is an authority in this folder."""
    return os.path.lexists(os.path.join(folder, CERTIFICATE))


def create(folder: str, passphrase: str | None, plan: Plan, now: datetime) -> SiteCa:
    """Make an authority in a folder that does not exist yet, or is empty: all files appear at once, or none.

    Raises CertificateProblem (passphrase, limits) and FileProblem, also when there is an authority already: nothing is ever
    overwritten.
    """
    secret = check_plan(folder, passphrase, plan)
    folder = os.path.abspath(folder)
    root_key = new_key(plan.key_type)
    root = authority_certificate(
        plan.common_name, plan.organization, root_key, now, plan.days, depth=int(plan.intermediate)
    )
    contents = [(KEY, seal(root_key, secret), PRIVATE), (CERTIFICATE, to_pem(root), PUBLIC)]
    if plan.intermediate:
        key = new_key(plan.key_type)
        issuing = authority_certificate(
            f"{plan.common_name[:56]} issuing", plan.organization, key, now, plan.days, depth=0, issuer=(root, root_key)
        )
        contents += [(ISSUING_KEY, seal(key, secret), PRIVATE), (ISSUING, to_pem(issuing), PUBLIC)]
    temporary = f"{folder}.{os.urandom(8).hex()}.part"
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        os.mkdir(temporary)
        # whoever verifies cameras reads ca.pem, whatever umask this process has
        os.chmod(temporary, 0o755)
        for name, text, mode in contents:
            write_whole(os.path.join(temporary, name), text.encode("ascii"), mode, overwrite=False)
        os.rename(temporary, folder)
        sync_folder(os.path.dirname(folder))
    except OSError as error:
        _check_place(folder)
        raise FileProblem(f"{folder} cannot be made: {error.strerror}") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return SiteCa(folder, secret)


def check_plan(folder: str, passphrase: str | None, plan: Plan) -> str:
    """Everything that can be known before; returns the passphrase. Raises as C(create) does."""
    secret = check_passphrase(passphrase, "the key of the authority")
    if not plan.common_name or len(plan.common_name) > 64:
        raise CertificateProblem("the common name of an authority has 1 to 64 characters", problem="limits")
    if not 1 <= plan.days <= 9131:
        raise CertificateProblem(
            f"an authority is valid for 1 to 9131 days (25 years), not {plan.days}", problem="limits"
        )
    _check_place(os.path.abspath(folder))
    return secret


def _check_place(folder: str) -> None:
    if exists(folder):
        raise FileProblem(
            f"{folder} holds an authority already", hint="It is never overwritten. Choose another folder."
        )
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise FileProblem(f"{folder} exists and is not empty", hint="An authority needs a folder of its own.")


class SiteCa:
    """An authority in its folder. Without a passphrase it can be looked at, but it does not sign."""

    def __init__(self, folder: str, passphrase: str | None = None) -> None:
        """Raises FileProblem when a file is missing, CertificateProblem when one is damaged or the passphrase is wrong."""
        self.folder = os.path.abspath(folder)
        self.certificate = self._read(CERTIFICATE)
        with_intermediate = os.path.lexists(self._path(ISSUING))
        self.issuing = self._read(ISSUING) if with_intermediate else self.certificate
        if with_intermediate and not issued_by(self.issuing, self.certificate):
            raise CertificateProblem(
                f"{self._path(ISSUING)} was not issued by {self._path(CERTIFICATE)}", problem="chain"
            )
        self._key_path = self._path(ISSUING_KEY if with_intermediate else KEY)
        self._key: SigningKey | None = None
        self.register = Register(self._path(REGISTER))
        if passphrase is not None:
            self._key = self._read_key(passphrase)

    def __repr__(self) -> str:
        return f"SiteCa({self.folder!r})"

    # -- looking -------------------------------------------------------------------------------------------------------

    @property
    def certificate_path(self) -> str:
        """The file for ca_path: the one certificate that everybody trusts."""
        return self._path(CERTIFICATE)

    @property
    def crl_path(self) -> str:
        """The revocation list; it exists once something was revoked or one was asked for."""
        return self._path(CRL)

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """Intermediates that go to a camera with its certificate, leaf's issuer first."""
        return () if self.issuing is self.certificate else (self.issuing,)

    def warnings(self, now: datetime) -> list[str]:
        """What a person should look after: rights of the key files, the authority's own end."""
        found = []
        for name in (KEY, ISSUING_KEY):
            path = self._path(name)
            if os.path.lexists(path) and stat.S_IMODE(os.stat(path).st_mode) & 0o077:
                found.append(f"{path} can be read by others; only its passphrase protects it (chmod 600)")
        left = min(days_left(certificate, now) for certificate in (self.certificate, self.issuing))
        if left < MAX_DAYS:
            found.append(f"the authority in {self.folder} ends in {left} days, and no certificate of it lasts longer")
        return found

    # -- signing -------------------------------------------------------------------------------------------------------

    def issue(
        self,
        request: Request,
        camera: str,
        now: datetime,
        *,
        days: int = MAX_DAYS,
        max_days: int = MAX_DAYS,
        usages: tuple[str, ...] = ("server",),
    ) -> Bundle:
        """Sign a judged request: leaf with the request's names, and the chain; recorded before it is handed out.

        C(camera) is the inventory name, C(usages) of server and client (802.1X). The certificate is valid from five minutes
        ago, for clocks that are a little behind, and never outlasts the authority; a shorter life is noted.

        Raises CertificateProblem: passphrase, limits, authority_expired, shared_key, name. FileProblem.
        """
        key = self._signing_key()
        if not 1 <= days <= max_days:
            raise CertificateProblem(f"a certificate is issued for 1 to {max_days} days, not {days}", problem="limits")
        if not usages or not set(usages) <= {"server", "client"}:
            raise CertificateProblem("usages are server and client", problem="limits")
        self._check_alive(now)
        end = now + timedelta(days=days)
        notes = list(request.notes)
        if end > self._end():
            end = self._end()
            notes.append(f"the certificate ends with its authority, at {time_text(end)}")
        with locked(self._path(LOCK)):
            others = self.register.others_with_key(request.key, camera)
            if others:
                raise CertificateProblem(
                    f"the request has the same key as {', '.join(others)}: one of them could pass for the other",
                    problem="shared_key",
                    hint="Make a new key on this camera. If it was renamed in the inventory, use its former name once, or a new key.",
                )
            leaf = leaf_certificate(request, self.issuing, key, now, end, usages)
            self.register.add(record_of(leaf, camera, now, "+".join(usages)))
        return Bundle(leaf, self.chain, self.certificate, None, tuple(notes))

    def revoke(self, serial: str, reason: str, now: datetime, *, crl_days: int = 30) -> bool:
        """Revoke a certificate of the register and write a new list; False when it was revoked before.

        Raises CertificateProblem (unknown_serial, passphrase, limits), FileProblem.
        """
        if reason not in REASONS:
            raise CertificateProblem(f"the reason is one of {', '.join(REASONS)}", problem="limits")
        key = self._signing_key()
        wanted = normalised_serial(serial)
        with locked(self._path(LOCK)):
            if self.register.by_serial(wanted) is None:
                raise CertificateProblem(
                    f"the register of {self.folder} has no certificate with the serial number {wanted}",
                    problem="unknown_serial",
                )
            if wanted in self.register.revoked():
                return False
            self.register.add(Revoked(time_text(now), wanted, reason))
            self._write_crl(key, now, crl_days)
        return True

    def write_crl(self, now: datetime, *, days: int = 30) -> str:
        """A new revocation list, valid for C(days); returns it as PEM. Raises CertificateProblem, FileProblem."""
        key = self._signing_key()
        with locked(self._path(LOCK)):
            return self._write_crl(key, now, days)

    def crl(self) -> x509.CertificateRevocationList | None:
        """The present list; None where there is none. Raises FileProblem, CertificateProblem when it is damaged."""
        if not os.path.lexists(self.crl_path):
            return None
        try:
            return x509.load_pem_x509_crl(read_whole(self.crl_path, 64 * 1024 * 1024))
        except UNREADABLE:
            raise CertificateProblem(f"{self.crl_path} is damaged", problem="malformed") from None

    def _write_crl(self, key: SigningKey, now: datetime, days: int) -> str:
        if not 1 <= days <= 366:
            raise CertificateProblem(f"a revocation list is valid for 1 to 366 days, not {days}", problem="limits")
        present = self.crl()
        number = 1
        if present is not None:
            number = present.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number + 1
        text = revocation_list(self.issuing, key, self.register.revoked().values(), number, now, days)
        write_whole(self.crl_path, text.encode("ascii"), PUBLIC)
        return text

    # -- inside --------------------------------------------------------------------------------------------------------

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def _read(self, name: str) -> x509.Certificate:
        path = self._path(name)
        found = read_certificates(read_whole(path, MAX_SIZE), path)
        if len(found) != 1 or not may_sign(found[0]):
            raise CertificateProblem(f"{path} is not the certificate of an authority", problem="authority")
        return found[0]

    def _read_key(self, passphrase: str) -> SigningKey:
        key = read_key(read_whole(self._key_path, MAX_SIZE), passphrase, self._key_path)
        if key_fingerprint(key.public_key()) != key_fingerprint(self.issuing.public_key()):
            raise CertificateProblem(f"{self._key_path} does not belong to its certificate", problem="wrong_key")
        return key

    def _signing_key(self) -> SigningKey:
        if self._key is None:
            raise CertificateProblem(
                f"the authority in {self.folder} was opened without its passphrase", problem="passphrase"
            )
        return self._key

    def _end(self) -> datetime:
        return min(self.issuing.not_valid_after_utc, self.certificate.not_valid_after_utc)

    def _check_alive(self, now: datetime) -> None:
        begins = _latest((self.issuing, self.certificate))
        if not begins <= now < self._end():
            raise CertificateProblem(
                f"the authority {common_name(self.issuing.subject)} is valid from {time_text(begins)} to "
                f"{time_text(self._end())}, and it is {time_text(now)}",
                problem="authority_expired",
                hint="Check this host's clock. Make a new authority in another folder, in time.",
            )


def _latest(certificates: Iterable[x509.Certificate]) -> datetime:
    return max(certificate.not_valid_before_utc for certificate in certificates)
