# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which certificate is the server's, and in which order the others lead to its authority (RFC 5280 section 6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .._errors import CertificateProblem
from .crypto import SigningKey, x509
from .facts import common_name, fingerprint, is_authority, is_self_signed, key_fingerprint, seems_issued_by, to_pem
from .reading import read


@dataclass(frozen=True)
class Bundle:
    """A server certificate with what belongs to it. C(chain) starts with the leaf's issuer and never holds the root.

    C(notes) say what was put right: another order, a certificate twice, a root left out.
    """

    leaf: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()
    root: x509.Certificate | None = None
    key: SigningKey | None = field(default=None, repr=False)
    notes: tuple[str, ...] = ()

    @property
    def leaf_pem(self) -> str:
        """The server certificate."""
        return to_pem(self.leaf)

    @property
    def chain_pem(self) -> tuple[str, ...]:
        """The intermediates, leaf's issuer first."""
        return tuple(to_pem(certificate) for certificate in self.chain)

    @property
    def pem(self) -> str:
        """Leaf and intermediates in one text, as TLS servers take it (RFC 8446 section 4.4.2)."""
        return "".join((self.leaf_pem, *self.chain_pem))


def read_bundle(
    data: bytes | str, passphrase: str | None = None, *, key: SigningKey | None = None, what: str = "the file"
) -> Bundle:
    """Read PEM, DER or PKCS#12 and put it in order. A key given apart goes before one in the file.

    Raises CertificateProblem: what C(reading.read) and C(arrange) raise.
    """
    found = read(data, passphrase, what)
    if not found.certificates:
        raise CertificateProblem(f"{what} holds a private key, but no certificate", problem="not_a_certificate")
    return arrange(found.certificates, key=key or found.key, what=what)


def arrange(
    certificates: Sequence[x509.Certificate], *, key: SigningKey | None = None, what: str = "the file"
) -> Bundle:
    """Find the server certificate and order the rest by who signed whom.

    Raises CertificateProblem: wrong_key (none of them belongs to C(key)), no_leaf, several_leaves, chain (one that belongs
    to no other).
    """
    notes: list[str] = []
    unique = list(dict.fromkeys(certificates))
    if len(unique) < len(certificates):
        notes.append(f"{what} holds a certificate twice")
    leaf = _leaf(unique, key, what)
    rest = [certificate for certificate in unique if certificate != leaf]
    chain: list[x509.Certificate] = []
    current = leaf
    while not is_self_signed(current):
        issuer = next((candidate for candidate in rest if seems_issued_by(current, candidate)), None)
        if issuer is None:
            break
        rest.remove(issuer)
        chain.append(issuer)
        current = issuer
    if rest:
        raise _broken(current, rest, what)
    if [leaf, *chain] != unique:
        notes.append(f"{what} was in another order than leaf first, each followed by its issuer; it was put in order")
    root = chain.pop() if chain and is_self_signed(chain[-1]) else None
    if root is not None:
        notes.append("the root certificate is left out of the chain: who trusts it has it already")
    return Bundle(leaf, tuple(chain), root, key, tuple(notes))


def _leaf(certificates: Sequence[x509.Certificate], key: SigningKey | None, what: str) -> x509.Certificate:
    if key is not None:
        wanted = key_fingerprint(key.public_key())
        for certificate in certificates:
            if _key_fingerprint(certificate) == wanted:
                return certificate
        raise CertificateProblem(
            f"the private key does not belong to {'the certificate' if len(certificates) == 1 else 'any certificate'} of {what}",
            problem="wrong_key",
            hint="The key must be the one that the certificate's request was made with.",
        )
    signers = {
        fingerprint(issuer)
        for issuer in certificates
        for certificate in certificates
        if certificate != issuer and seems_issued_by(certificate, issuer)
    }
    leaves = [certificate for certificate in certificates if fingerprint(certificate) not in signers]
    servers = [certificate for certificate in leaves if not is_authority(certificate)]
    if len(leaves) > 1 and len(servers) == 1:
        # the others are authorities that do not belong here, which is what the caller is told
        return servers[0]
    if len(leaves) > 1:
        raise CertificateProblem(
            f"{what} holds {len(leaves)} certificates that signed no other ({_listed(leaves)}); one camera has one",
            problem="several_leaves",
        )
    if not leaves:
        raise CertificateProblem(f"{what} holds no certificate of a server, only authorities", problem="no_leaf")
    return leaves[0]


def _broken(last: x509.Certificate, rest: Sequence[x509.Certificate], what: str) -> CertificateProblem:
    end = "is self-signed" if is_self_signed(last) else f"names {common_name(last.issuer) or 'another'} as its issuer"
    return CertificateProblem(
        f"the chain of {what} is broken: {common_name(last.subject) or 'the certificate'} {end}, "
        f"and {_listed(rest)} did not sign it",
        problem="chain",
        hint="Put in each intermediate between the server certificate and the root, and nothing else.",
    )


def _listed(certificates: Iterable[x509.Certificate]) -> str:
    return ", ".join(
        common_name(certificate.subject) or certificate.subject.rfc4514_string() for certificate in certificates
    )


def _key_fingerprint(certificate: x509.Certificate) -> str | None:
    try:
        return key_fingerprint(certificate.public_key())
    except Exception:  # a kind of key that the library does not know belongs to nobody here
        return None
