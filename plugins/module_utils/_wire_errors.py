# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Our errors for those of the HTTP library, without their text: that holds the request's URL, and Canon's setting protocol
carries passwords in the URL."""

from __future__ import annotations

from ._errors import CameraUnreachable, ConnectionLost
from ._wire import SLOW, requests, urllib3

_RESET = "the camera reset the connection"
_CLOSED = "the camera closed the connection without an answer"
_CUT = "the answer broke off before its end"
_REACH = "Check that the camera is powered, that address and port are right, and that no host access restriction blocks this host."


def translated(
    error: Exception, url: str, seconds: tuple[float, float], opened: bool
) -> CameraUnreachable | ConnectionLost:
    """Our error for one of the library. C(seconds) are those for a connection and for a whole answer; C(opened) says whether
    the camera has answered in this session before."""
    lost: type[ConnectionLost] | type[CameraUnreachable] = ConnectionLost if opened else CameraUnreachable
    if isinstance(error, requests.exceptions.SSLError):
        reason = _tls_reason(error)
        failed = lost(
            f"TLS to {url} failed: {reason}",
            hint="Check ansible_netcam_ca_path or ansible_netcam_tls_fingerprint, and the camera's certificate.",
        )
        failed.untrusted = reason != _NO_TLS
        return failed
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return lost(f"no connection to {url} within {seconds[0]:g} s", hint=_REACH)
    if isinstance(error, (requests.exceptions.Timeout, urllib3.exceptions.ReadTimeoutError)):
        return lost(f"{url} did not answer within {seconds[1]:g} s", hint=SLOW)
    reason = _network_reason(error)
    found = lost(f"{url}: {reason}", hint=_REACH)
    found.broken = reason in (_RESET, _CLOSED)
    return found


def _network_reason(error: BaseException) -> str:
    text = repr(error)
    for mark, reason in (
        ("Connection refused", "the connection is refused (nothing listens on this port)"),
        ("No route to host", "there is no route to this address"),
        ("Network is unreachable", "the network is unreachable"),
        ("Name or service not known", "the host name is not known"),
        ("NameResolutionError", "the host name cannot be resolved"),
        ("Cannot assign requested address", "the source address is not one of this host"),
        ("reset by peer", _RESET),
        ("IncompleteRead", _CUT),
        ("InvalidChunkLength", _CUT),
        ("ended prematurely", _CUT),
        ("RemoteDisconnected", _CLOSED),
        ("timed out", "the connection timed out"),
    ):
        if mark in text:
            return reason
    return f"the connection failed ({type(error).__name__})"


_NO_TLS = "this port does not speak TLS"


def _tls_reason(error: BaseException) -> str:
    text = repr(error)
    for mark, reason in (
        ("Fingerprints did not match", "the certificate's fingerprint is not the pinned one"),
        ("certificate has expired", "the certificate has expired"),
        ("not yet valid", "the certificate is not yet valid"),
        ("self-signed", "the certificate is self-signed and not trusted"),
        ("self signed", "the certificate is self-signed and not trusted"),
        ("unable to get local issuer", "the certificate's issuer is not trusted"),
        ("IP address mismatch", "the certificate is for another address"),
        ("doesn't match", "the certificate is for another name or address"),
        ("Hostname mismatch", "the certificate is for another name"),
        ("WRONG_VERSION_NUMBER", _NO_TLS),
    ):
        if mark in text:
            return reason
    return "the handshake failed"
