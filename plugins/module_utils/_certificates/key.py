# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A key made on the controller: the last resort, for cameras that cannot make one or take a certificate only with its key.

It is made in memory and leaves it encrypted only, under a random passphrase that is used once.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Sequence

from .._errors import CertificateProblem
from .crypto import SigningKey, ec, hashes, pkcs12, rsa, serialization, x509
from .names import alternative_names
from .sealing import ROUNDS_IN_TRANSIT, seal
from .signing_request import name_of
from .store import PrivateKey, Wish

RSA_SIZES = (2048, 3072, 4096)
_PBES_OLDER = "PBESv1SHA1And3KeyTripleDESCBC"
_PBES = "PBESv2SHA256AndAES256CBC"


def make_key(wish: Wish) -> SigningKey:
    """RSA of 2048, 3072 or 4096 bits, or a key on P-256 or P-384. Raises CertificateProblem for anything else."""
    if wish.key_type == "rsa" and wish.key_size in RSA_SIZES:
        return rsa.generate_private_key(public_exponent=65537, key_size=wish.key_size)
    curves = {256: "SECP256R1", 384: "SECP384R1"}
    if wish.key_type == "ec" and wish.key_size in curves:
        return ec.generate_private_key(getattr(ec, curves[wish.key_size])())
    raise CertificateProblem(
        f"no key {wish.key_type} of {wish.key_size} bits is made",
        problem="limits",
        hint="RSA with 2048, 3072 or 4096 bits; ec with 256 or 384.",
    )


def make_request(key: SigningKey, wish: Wish) -> str:
    """A signing request (PEM) for a key made here, as a camera would have made it. Raises CertificateProblem."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(name_of(wish.subject))
    if wish.names:
        builder = builder.add_extension(alternative_names(wish.names), critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode("ascii")


def random_passphrase(length: int = 32) -> str:
    """Letters and digits, which every camera's form takes; 32 of them hold 190 bits. At least 8."""
    if length < 8:
        raise CertificateProblem(f"a passphrase of {length} characters protects nothing", problem="passphrase")
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _position in range(length))


def sealed(key: SigningKey, *, bits: int = 256, passphrase_length: int = 32) -> PrivateKey:
    """The key for a camera: PKCS#8, encrypted (PBES2, AES of 256 or 128 C(bits)) with a new random passphrase."""
    passphrase = random_passphrase(passphrase_length)
    return PrivateKey(seal(key, passphrase, rounds=ROUNDS_IN_TRANSIT, bits=bits), passphrase)


def as_pkcs12(
    key: SigningKey,
    leaf: x509.Certificate,
    chain: Sequence[x509.Certificate],
    passphrase: str,
    *,
    name: str = "camera",
    older: bool = False,
) -> bytes:
    """Key, certificate and chain as one PKCS#12 file (RFC 7292), encrypted with AES-256 and SHA-256.

    C(older): with triple DES and SHA-1, for cameras that know nothing else; send it over TLS only.
    """
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .key_cert_algorithm(getattr(pkcs12.PBES, _PBES_OLDER if older else _PBES))
        .hmac_hash(hashes.SHA1() if older else hashes.SHA256())
        .build(passphrase.encode())
    )
    return bytes(pkcs12.serialize_key_and_certificates(name.encode(), key, leaf, list(chain) or None, encryption))
