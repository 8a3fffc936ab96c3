# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""USM's cryptography: keys from passwords, HMAC-96, DES-CBC and AES-128-CFB (RFC 3414, RFC 3826).

CFB is built on the block cipher itself, because libraries are moving the mode to places that differ by version.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_HASHES = {"md5": hashlib.md5, "sha1": hashlib.sha1}
MAC_SIZE = 12
_PASSWORD_STREAM = 1024 * 1024


@lru_cache(maxsize=256)
def localized_key(algorithm: str, password: str, engine_id: bytes) -> bytes:
    """Return the key of a password on this engine (RFC 3414, A.2)."""
    raw = password.encode()
    stream = (raw * (_PASSWORD_STREAM // len(raw) + 1))[:_PASSWORD_STREAM]
    key = _HASHES[algorithm](stream).digest()
    return _HASHES[algorithm](key + engine_id + key).digest()


def mac(algorithm: str, key: bytes, message: bytes) -> bytes:
    """Return the 12 octets that authenticate a message."""
    return hmac.new(key, message, _HASHES[algorithm]).digest()[:MAC_SIZE]


def encrypt(algorithm: str, key: bytes, boots: int, seconds: int, plain: bytes) -> tuple[bytes, bytes]:
    """Return (ciphertext, privacy parameters)."""
    if algorithm == "des":
        salt = boots.to_bytes(4, "big") + secrets.token_bytes(4)
        padded = plain + bytes(-len(plain) % 8)
        return _des(key, salt).encryptor().update(padded), salt
    salt = secrets.token_bytes(8)
    return _aes_cfb(key, _aes_start(boots, seconds, salt), plain, decrypting=False), salt


def decrypt(algorithm: str, key: bytes, boots: int, seconds: int, salt: bytes, sealed: bytes) -> bytes:
    """Return the plain text; raises ValueError when the sizes are wrong (a wrong key gives rubbish)."""
    if len(salt) != 8 or (algorithm == "des" and len(sealed) % 8):
        raise ValueError("wrong size")
    if algorithm == "des":
        return _des(key, salt).decryptor().update(sealed)
    return _aes_cfb(key, _aes_start(boots, seconds, salt), sealed, decrypting=True)


def _des(key: bytes, salt: bytes) -> Cipher[modes.CBC]:
    """Single DES is triple DES with one key three times."""
    start = bytes(a ^ b for a, b in zip(key[8:16], salt, strict=True))
    return Cipher(TripleDES(key[:8] * 3), modes.CBC(start))


def _aes_start(boots: int, seconds: int, salt: bytes) -> bytes:
    return boots.to_bytes(4, "big") + seconds.to_bytes(4, "big") + salt


def _aes_cfb(key: bytes, feedback: bytes, data: bytes, *, decrypting: bool) -> bytes:
    block_cipher = Cipher(algorithms.AES(key[:16]), modes.ECB()).encryptor()
    result = b""
    for at in range(0, len(data), 16):
        block = data[at : at + 16]
        pad = block_cipher.update(feedback)
        out = bytes(a ^ b for a, b in zip(block, pad, strict=False))
        feedback = block if decrypting else out
        result += out
    return result
