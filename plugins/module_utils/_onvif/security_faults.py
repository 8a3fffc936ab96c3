# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Faults of the Security service in words for people, and taking back what a failed step had made."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from .._errors import CameraAnswer, InvalidValue, NetcamError, Refused
from .soap import FaultAnswer

_FULL = {
    "Keys": "key",
    "Certificates": "certificate",
    "CertificationPaths": "certificate chain",
    "TLSCertificationPaths": "certificate of the TLS server",
    "Passphrases": "passphrase",
    "CRLs": "revocation list",
    "CertificationPathValidationPolicies": "set of trusted CA certificates",
    "Dot1XConfigurations": "802.1X configuration",
}
_ROOM = "Delete certificates, keys or lists that are no longer in use, then run again."

#: What the wanted material or value has wrong: subcode, what it means, what to do.
_WRONG = {
    "NoMatchingPrivateKey": (
        "the certificate is for another key: its private key is not on this camera",
        "Have a new request of this camera signed, or install the certificate together with its key.",
    ),
    "NoPrivateKey": (
        "the private key of this certificate is not on the camera",
        "Have a new request of this camera signed, or install the certificate together with its key.",
    ),
    "BadCertificate": ("the camera cannot use this certificate", "Check its key type, size and signature."),
    "InvalidCertificateChain": ("the chain is broken: a certificate is not signed by the next one", "Check the chain."),
    "InvalidCertificationPath": (
        "the chain is broken: a certificate is not signed by the next one",
        "Check the chain.",
    ),
    "UnsupportedSignatureAlgorithm": ("the camera does not know this signature algorithm", "Choose another one."),
    "UnsupportedPublicKeyAlgorithm": ("the camera does not know this kind of key", "Choose RSA."),
    "KeySignatureAlgorithmMismatch": ("the camera finds key and signature algorithm unfit for each other", None),
    "KeyLength": ("the camera makes no keys of this length", "Choose another length."),
    "UnsupportedEllipticCurve": ("the camera does not have this elliptic curve", "Choose another key."),
    "EllipticCurve": ("the camera does not have this elliptic curve", "Choose another key."),
    "InvalidSubject": ("the camera does not take this subject", "Leave out what a subject need not have."),
    "InvalidDateTime": ("the camera does not take this validity", "Check its clock and the dates."),
    "BadPKCS12File": ("the camera cannot read the file of certificate and key (PKCS#12)", None),
    "DecryptionFailed": ("the camera cannot decrypt the file of certificate and key (PKCS#12)", None),
    "PublicPrivateKeyMismatch": ("the private key is not the certificate's", None),
    "BadPassphrase": ("the camera does not take this passphrase", "Use at most 40 ASCII characters."),
    "BadCRL": ("the camera cannot use this revocation list", None),
    "TLSVersion": ("the camera does not have this TLS version", None),
    "Dot1XMethod": ("the camera does not have this 802.1X method", None),
    "Dot1XMethodCombination": ("the camera cannot combine these 802.1X methods", None),
}


def explained(error: FaultAnswer, setting: str) -> NetcamError:
    """The error that says what a fault means; the fault itself where it says nothing more."""
    fault = error.fault
    for code in fault.codes[1:]:
        kind = code.removeprefix("MaximumNumberOf").removesuffix("Reached")
        if kind != code and code.endswith("Reached"):
            what = _FULL.get(kind, kind)
            return CameraAnswer(f"the camera has no room for another {what} ({fault})", setting=setting, hint=_ROOM)
        if code in _WRONG:
            words, hint = _WRONG[code]
            return InvalidValue(f"{words} ({fault})", setting=setting, hint=hint)
    if fault.says("ReferenceExists"):
        return Refused(
            f"the camera keeps it, because something on it still uses it ({fault})",
            setting=setting,
            hint="Look on the camera's own page what uses it.",
        )
    error.setting = setting
    return error


class Step:
    """One step of several requests: explains the camera's faults, and takes back what was made before one.

    What cannot be taken back (the camera is away) is recognised by its alias and removed by the next run.
    """

    def __init__(self, setting: str) -> None:
        self._setting = setting
        self._made: list[tuple[Callable[[str], None], str]] = []

    def made(self, delete: Callable[[str], None], id_: str) -> str:
        """Note how to take back what was just made; returns its id."""
        self._made.append((delete, id_))
        return id_

    def __enter__(self) -> Step:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None:
            return
        for delete, id_ in reversed(self._made):
            try:
                delete(id_)
            except NetcamError:
                continue
        if isinstance(error, FaultAnswer):
            raise explained(error, self._setting) from None
        if isinstance(error, NetcamError) and error.setting is None:
            error.setting = self._setting
