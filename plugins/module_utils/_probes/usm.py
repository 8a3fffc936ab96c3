# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""SNMPv3's user-based security: keys, authentication, encryption (RFC 3414, RFC 3826, RFC 7860)."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from .ber import BadBer

try:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    try:
        # where the library has moved what is old; DES and CFB are what SNMP has
        from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
    except ImportError:
        from cryptography.hazmat.primitives.ciphers.algorithms import TripleDES
except ImportError:
    HAS_CIPHERS = False
else:
    HAS_CIPHERS = True

#: Protocol -> hash, and the bytes of a message's authentication code.
AUTHENTICATION = {
    "md5": ("md5", 12),
    "sha": ("sha1", 12),
    "sha224": ("sha224", 16),
    "sha256": ("sha256", 24),
    "sha384": ("sha384", 32),
    "sha512": ("sha512", 48),
}
PRIVACY = ("des", "aes")
_PASSWORD_STREAM = 1024 * 1024
_BLOCK = {"des": 8, "aes": 16}


def localized_key(protocol: str, password: str, engine_id: bytes) -> bytes:
    """The key of a password at one engine (RFC 3414 section 2.6, A.2)."""
    name = AUTHENTICATION[protocol][0]
    raw = password.encode()
    stream = (raw * (_PASSWORD_STREAM // len(raw) + 1))[:_PASSWORD_STREAM]
    key = hashlib.new(name, stream, usedforsecurity=False).digest()
    return hashlib.new(name, key + engine_id + key, usedforsecurity=False).digest()


def code_size(protocol: str) -> int:
    """Bytes of an authentication code."""
    return AUTHENTICATION[protocol][1]


def code(protocol: str, key: bytes, message: bytes) -> bytes:
    """The authentication code of a message whose own code is zero."""
    name, size = AUTHENTICATION[protocol]
    return hmac.new(key, message, name).digest()[:size]


def encrypt(protocol: str, key: bytes, boots: int, seconds: int, plain: bytes) -> tuple[bytes, bytes]:
    """Sealed data and the privacy parameters that go with it."""
    if protocol == "des":
        # the salt must not repeat under one key: boots of ours, and a random number in place of a kept counter
        salt = (boots & 0xFFFFFFFF).to_bytes(4, "big") + secrets.token_bytes(4)
        padded = plain + bytes(-len(plain) % 8)
        return _des(key, salt).encryptor().update(padded), salt
    salt = secrets.token_bytes(8)
    return _cfb(key, boots, seconds, salt, plain, decrypting=False), salt


def decrypt(protocol: str, key: bytes, boots: int, seconds: int, salt: bytes, sealed: bytes) -> bytes:
    """Plain data, perhaps with padding. A wrong key gives rubbish. Raises BadBer for impossible sizes."""
    if len(salt) != 8 or (protocol == "des" and len(sealed) % 8):
        raise BadBer("encrypted data of an impossible size")
    if protocol == "des":
        return _des(key, salt).decryptor().update(sealed)
    return _cfb(key, boots, seconds, salt, sealed, decrypting=True)


def _des(key: bytes, salt: bytes) -> Cipher[modes.CBC]:
    """Single DES is triple DES with one key three times."""
    start = bytes(left ^ right for left, right in zip(key[8:16], salt, strict=True))
    return Cipher(TripleDES(key[:8] * 3), modes.CBC(start))


def _cfb(key: bytes, boots: int, seconds: int, salt: bytes, data: bytes, *, decrypting: bool) -> bytes:
    """AES-128 in CFB-128, built on the block itself: the library keeps the mode in different places by version."""
    feedback = (boots & 0xFFFFFFFF).to_bytes(4, "big") + (seconds & 0xFFFFFFFF).to_bytes(4, "big") + salt
    block = Cipher(algorithms.AES(key[:16]), modes.ECB()).encryptor()
    result = bytearray()
    for at in range(0, len(data), _BLOCK["aes"]):
        part = data[at : at + _BLOCK["aes"]]
        out = bytes(left ^ right for left, right in zip(part, block.update(feedback), strict=False))
        feedback = part if decrypting else out
        result += out
    return bytes(result)
