# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The library cryptography, or what stands in for it where it is not installed.

Every file of this folder takes the library from here and uses it inside functions only, so that importing them always
succeeds; whoever calls them has looked at C(HAS_CRYPTOGRAPHY) first.
"""

from __future__ import annotations

import traceback
import warnings
from typing import Any

try:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, SignatureAlgorithmOID
except ImportError:
    HAS_CRYPTOGRAPHY = False
    CRYPTOGRAPHY_IMPORT_ERROR: str | None = traceback.format_exc()
    _absent: Any = None
    x509 = hashes = serialization = ec = padding = rsa = pkcs12 = _absent
    ExtendedKeyUsageOID = NameOID = SignatureAlgorithmOID = _absent  # type: ignore[misc]  # stand-in
    InvalidSignature = UnsupportedAlgorithm = _absent  # type: ignore[misc]  # stand-in
else:
    HAS_CRYPTOGRAPHY = True
    CRYPTOGRAPHY_IMPORT_ERROR = None

#: What the library raises for a certificate, request or list that is damaged or beyond it; not all of it is a ValueError.
UNREADABLE: tuple[type[Exception], ...] = (ValueError, TypeError)
if HAS_CRYPTOGRAPHY:
    UNREADABLE += (
        UnsupportedAlgorithm,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    )

# cameras make certificates with the serial number 0; that is for the person who reads the result, not for stderr
warnings.filterwarnings("ignore", message="Parsed a (negative )?serial number")

#: The kinds of keys that cameras, site authorities and TLS servers use.
PublicKey = Any
SigningKey = Any

__all__ = [
    "CRYPTOGRAPHY_IMPORT_ERROR",
    "HAS_CRYPTOGRAPHY",
    "UNREADABLE",
    "ExtendedKeyUsageOID",
    "InvalidSignature",
    "NameOID",
    "PublicKey",
    "SignatureAlgorithmOID",
    "SigningKey",
    "UnsupportedAlgorithm",
    "ec",
    "hashes",
    "padding",
    "pkcs12",
    "rsa",
    "serialization",
    "x509",
]
