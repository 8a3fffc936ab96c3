# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A private key as an encrypted PKCS#8 file: PBES2 with PBKDF2-HMAC-SHA256 and AES-CBC (RFC 8018, RFC 5958).

The library encrypts with 2048 rounds of PBKDF2 and offers no other number, which a stolen file of an authority's key does
not withstand long. The container is small enough to be written here; OpenSSL and the library read it.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import textwrap

from .._errors import CertificateProblem
from .crypto import SigningKey, serialization

#: Rounds for a key that stays on a disk: a few hundredths of a second for us, years of work for a dictionary.
ROUNDS_AT_REST = 200_000
#: Rounds for a key on its way to a camera, whose processor is slow; its passphrase is random and used once.
ROUNDS_IN_TRANSIT = 2048
#: Characters. Whoever steals the file can try passphrases as fast as they like.
MIN_PASSPHRASE = 12

_OID_PBES2 = bytes.fromhex("06092a864886f70d01050d")
_OID_PBKDF2 = bytes.fromhex("06092a864886f70d01050c")
_OID_HMAC_SHA256 = bytes.fromhex("06082a864886f70d0209")
_OID_AES_128_CBC = bytes.fromhex("0609608648016503040102")
_OID_AES_256_CBC = bytes.fromhex("060960864801650304012a")
_NULL = b"\x05\x00"


def seal(key: SigningKey, passphrase: str, *, rounds: int = ROUNDS_AT_REST, bits: int = 256) -> str:
    """PEM (BEGIN ENCRYPTED PRIVATE KEY). C(bits) of AES is 256, or 128 for a camera that takes no more."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    salt, vector = secrets.token_bytes(16), secrets.token_bytes(16)
    secret = hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt, rounds, bits // 8)
    padder = PKCS7(128).padder()
    padded = padder.update(plain) + padder.finalize()
    encryptor = Cipher(algorithms.AES(secret), modes.CBC(vector)).encryptor()
    encrypted = encryptor.update(padded) + encryptor.finalize()
    derivation = _sequence(
        _OID_PBKDF2, _sequence(_tlv(0x04, salt), _integer(rounds), _sequence(_OID_HMAC_SHA256, _NULL))
    )
    cipher = _sequence(_OID_AES_128_CBC if bits == 128 else _OID_AES_256_CBC, _tlv(0x04, vector))
    der = _sequence(_sequence(_OID_PBES2, _sequence(derivation, cipher)), _tlv(0x04, encrypted))
    body = "\n".join(textwrap.wrap(base64.b64encode(der).decode("ascii"), 64))
    return f"-----BEGIN ENCRYPTED PRIVATE KEY-----\n{body}\n-----END ENCRYPTED PRIVATE KEY-----\n"


def check_passphrase(passphrase: str | None, what: str) -> str:
    """The passphrase, when it can protect a key at rest. Raises CertificateProblem."""
    if not passphrase or len(passphrase) < MIN_PASSPHRASE:
        seen = "none is given" if not passphrase else f"this one has {len(passphrase)} characters"
        raise CertificateProblem(
            f"{what} is kept encrypted only: a passphrase of at least {MIN_PASSPHRASE} characters is needed, but {seen}",
            problem="passphrase",
            hint="Keep it in the vault.",
        )
    return passphrase


def _tlv(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _sequence(*parts: bytes) -> bytes:
    return _tlv(0x30, b"".join(parts))


def _integer(value: int) -> bytes:
    return _tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))
