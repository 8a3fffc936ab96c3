# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""TLS handshakes with a camera from outside: what it serves, whether that verifies, which versions and suites it takes.

Nothing is sent but handshakes. Each has a time limit for all of it, connection included.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
import time
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Any

from .._authorities import trusting
from .._errors import CameraUnreachable, FileProblem

_SILENCE = threading.Lock()

#: In the order in which they were published; the words are those of RFC 5246 and RFC 8446.
VERSIONS = ("1.0", "1.1", "1.2", "1.3")
#: Certificates of a served chain that are looked at.
MAX_CHAIN = 10

_ENUM = {"1.0": "TLSv1", "1.1": "TLSv1_1", "1.2": "TLSv1_2", "1.3": "TLSv1_3"}
_WORD = {"TLSv1": "1.0", "TLSv1.1": "1.1", "TLSv1.2": "1.2", "TLSv1.3": "1.3"}
#: Everything that proves who the server is. Without a security level, because what is too weak for us is to be seen, too.
ANY = "ALL:!aNULL:!eNULL"
#: Suites of TLS 1.2 that ONVIF's Security Baseline 26.06 names (table TLS 1.3 / 1.2 Cipher list), as OpenSSL calls them.
BASELINE_1_2 = (
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
)  # fmt: skip
#: The same for TLS 1.3
BASELINE_1_3 = ("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")
_OUTSIDE_BASELINE = "ALL:COMPLEMENTOFALL" + "".join(f":!{suite}" for suite in BASELINE_1_2)


@dataclass(frozen=True)
class Place:
    """Where to look. C(timeout) in seconds is for one handshake, connection included."""

    host: str
    port: int = 443
    source_address: str | None = None
    timeout: float = 10.0

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Handshake:
    """One finished handshake: version (1.0 to 1.3), suite as OpenSSL calls it, bits of its cipher, chain as served (DER)."""

    version: str
    suite: str
    bits: int
    chain: tuple[bytes, ...]

    @property
    def fingerprint(self) -> str | None:
        """SHA-256 of the served certificate, 64 hexadecimal digits in lower case."""
        return hashlib.sha256(self.chain[0]).hexdigest() if self.chain else None


class NoTls(CameraUnreachable):
    """Somebody answers there, but does not serve TLS to us: a closed port, another protocol, a refused handshake."""


class HandshakeFailed(Exception):
    """C(kind) is one of connection, closed (nothing listens), time, not_tls, refused (by the camera), untrusted, local (this
    host cannot)."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


def look(place: Place) -> Handshake:
    """What is served there, trusted or not. Raises CameraUnreachable; NoTls where the host answers without TLS."""
    try:
        return _shake(place, open_context("1.0", "1.3", ANY))
    except HandshakeFailed as error:
        raise (CameraUnreachable if error.kind in ("connection", "time") else NoTls)(
            f"no TLS handshake with {place}: {error.reason}",
            hint="Check address and port, and whether HTTPS is switched on.",
        ) from None


def verify(place: Place, ca_path: str) -> str | None:
    """Why the certificate that is served does not verify against these authorities, for this host name or address, as
    a session of ours would do it; None when it does. Raises CameraUnreachable, FileProblem."""
    try:
        _shake(place, _strict_context(ca_path))
    except HandshakeFailed as error:
        if error.kind in ("connection", "closed", "time", "not_tls"):
            raise CameraUnreachable(f"no TLS handshake with {place}: {error.reason}") from None
        return error.reason
    return None


def prove(place: Place, ca_path: str, fingerprint: str) -> str | None:
    """Why this is not yet the server we want; None when one handshake shows exactly the certificate with this SHA-256
    fingerprint, and it verifies for the host. Raises FileProblem; an unreachable camera is an answer, too."""
    try:
        seen = _shake(place, _strict_context(ca_path)).fingerprint
    except HandshakeFailed as error:
        return error.reason
    if seen != fingerprint.replace(":", "").lower():
        return f"the camera serves another certificate (SHA-256 {seen})"
    return None


def offers(place: Place, version: str) -> tuple[str, Handshake | None]:
    """Whether a version of TLS is accepted there: C(offered) with the handshake, C(refused), C(not testable here) where this
    host's own library cannot speak it, or C(unknown) with the reason in brackets."""
    if not testable(version):
        return "not testable here", None
    try:
        return "offered", _shake(place, open_context(version, version, ANY))
    except HandshakeFailed as error:
        return _word(error), None


def outside_baseline(place: Place) -> tuple[str, Handshake | None]:
    """As C(offers), for any suite of TLS 1.2 and older that the baseline does not name."""
    try:
        return "offered", _shake(place, open_context("1.0", "1.2", _OUTSIDE_BASELINE))
    except HandshakeFailed as error:
        return _word(error), None


def testable(version: str) -> bool:
    """Whether this host's library is able to say hello in that version; policies of the system may forbid old ones."""
    if not getattr(ssl, f"HAS_{_ENUM[version]}"):
        return False
    hello = ssl.MemoryBIO()
    try:
        open_context(version, version, ANY).wrap_bio(ssl.MemoryBIO(), hello).do_handshake()
    except ssl.SSLWantReadError:
        return hello.pending > 0
    except (ssl.SSLError, ValueError):
        return False
    return False


# -- contexts ------------------------------------------------------------------------------------------------------------


@cache
def open_context(low: str, high: str, suites: str) -> ssl.SSLContext:
    """TLS for looking only, from one version to another: whoever the certificate is from. No secret may go over it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # cameras older than RFC 5746; the name came with Python 3.12, the bit is OpenSSL's
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    # what catch_warnings changes belongs to the whole process, and fleets are looked at in many threads
    with _SILENCE, warnings.catch_warnings():
        # Python warns of TLS 1.0 and 1.1, which are what is looked for
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = getattr(ssl.TLSVersion, _ENUM[low])
        context.maximum_version = getattr(ssl.TLSVersion, _ENUM[high])
    try:
        context.set_ciphers(f"{suites}:@SECLEVEL=0")
    except ssl.SSLError:
        # a library without security levels has nothing to switch off
        context.set_ciphers(suites)
    return context


def _strict_context(ca_path: str) -> ssl.SSLContext:
    try:
        return trusting(ca_path, _strict)
    except FileNotFoundError:
        raise FileProblem(f"{ca_path} with the trusted authorities does not exist") from None
    except OSError as error:
        raise FileProblem(f"{ca_path} holds no certificates of authorities: {type(error).__name__}") from None


def _strict() -> ssl.SSLContext:
    """Verifies chain and host name; it trusts nobody yet."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


# -- one handshake -------------------------------------------------------------------------------------------------------


def _shake(place: Place, context: ssl.SSLContext) -> Handshake:
    end = time.monotonic() + place.timeout
    connection = _connect(place, end)
    try:
        connection.settimeout(max(end - time.monotonic(), 0.001))
        with context.wrap_socket(connection, server_hostname=place.host.partition("%")[0]) as tls:
            suite = tls.cipher() or ("", "", 0)
            version = _WORD.get(tls.version() or "", tls.version() or "unknown")
            return Handshake(version, suite[0], suite[2], _chain(tls))
    except ssl.SSLCertVerificationError as error:
        raise HandshakeFailed("untrusted", _sentence(error.verify_message)) from None
    except (ssl.SSLError, OSError, ValueError) as error:
        raise _translated(error, place) from None
    finally:
        connection.close()


def _connect(place: Place, end: float) -> socket.socket:
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise HandshakeFailed("connection", "the host name cannot be resolved") from None
    kind_of_failure, reason = "connection", "it has no address"
    for family, kind, proto, _name, address in found[:4]:
        left = end - time.monotonic()
        if left <= 0:
            break
        connection = socket.socket(family, kind, proto)
        try:
            connection.settimeout(left)
            if place.source_address:
                connection.bind((place.source_address, 0))
            connection.connect(address)
        except TimeoutError:
            connection.close()
            raise HandshakeFailed("time", f"no connection within {place.timeout:g} s") from None
        except OSError as error:
            connection.close()
            reason = (error.strerror or type(error).__name__).lower()
            kind_of_failure = "closed" if isinstance(error, ConnectionRefusedError) else "connection"
            continue
        return connection
    raise HandshakeFailed(kind_of_failure, reason)


def _chain(tls: ssl.SSLSocket) -> tuple[bytes, ...]:
    """As served, leaf first. Python has it for everybody since 3.13, and for itself since 3.10."""
    inner: Any = tls if hasattr(tls, "get_unverified_chain") else getattr(tls, "_sslobj", None)
    served = inner.get_unverified_chain() if hasattr(inner, "get_unverified_chain") else None
    if not served:
        leaf = tls.getpeercert(binary_form=True)
        return (leaf,) if leaf else ()
    # 2 is DER (X509_FILETYPE_ASN1 of OpenSSL)
    return tuple(one if isinstance(one, bytes) else bytes(one.public_bytes(2)) for one in served[:MAX_CHAIN])


def _translated(error: Exception, place: Place) -> HandshakeFailed:
    if isinstance(error, TimeoutError):
        return HandshakeFailed("time", f"the handshake was not finished within {place.timeout:g} s")
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionError)):
        return HandshakeFailed("refused", "the camera closed the connection during the handshake")
    reason = str(getattr(error, "reason", None) or type(error).__name__)
    words = reason.lower().replace("_", " ")
    if "ALERT" in reason or reason == "UNSUPPORTED_PROTOCOL":
        return HandshakeFailed("refused", f"the camera refused the handshake ({words})")
    if reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"):
        return HandshakeFailed("not_tls", "this port does not speak TLS, or not this version")
    return HandshakeFailed("local", f"this host did not go on with the handshake ({words})")


def _word(error: HandshakeFailed) -> str:
    # a server that answers another version than the only one offered has refused that one
    return "refused" if error.kind in ("refused", "not_tls") else f"unknown ({error.reason})"


def _sentence(message: str) -> str:
    """OpenSSL's words for people, with ours where they are known to be misread."""
    if "self-signed certificate in certificate chain" in message:
        return "the certificate's issuer is not among the trusted authorities"
    if "unable to verify the first certificate" in message or "unable to get local issuer" in message:
        return "the certificate's issuer is neither served with it nor among the trusted authorities"
    if "self-signed certificate" in message or "self signed certificate" in message:
        return "the certificate is self-signed"
    if "mismatch" in message:
        return "the certificate is for another name or address"
    return message.rstrip(".").lower() if message else "the certificate does not verify"
