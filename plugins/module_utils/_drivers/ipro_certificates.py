# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The HTTPS page of i-PRO cameras as a certificate store (i-PRO manual 16.2.5).

One key, at most one self-signed and one CA certificate, both for that key; the CA certificate wins. Key and CA certificate are
a pair: while a certificate is valid no new key is made, and a new key makes both certificates invalid (S5, S7, S11, W1).
Making a key, a self-signed certificate or a request has no public command: the user's profile supplies it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from .._catalog import FAMILY_IPRO, SETTINGS
from .._certificates.facts import common_name, key_fingerprint
from .._certificates.reading import read_certificates, read_request
from .._certificates.store import Held, PrivateKey, State, Wish
from .._errors import (
    CameraAnswer,
    CameraUnreachable,
    CertificateProblem,
    ConnectionLost,
    NotEffective,
    Refused,
    Unsupported,
)
from .._ipro.https_page import COMMANDS, NEVER, HttpsPage
from .._ipro.part_https import certificates
from .._ipro.transport import Cgi

SELF_SIGNED, SERVER = "self_signed", "ca"
#: A key takes about two minutes on the cameras whose manual says so; more is allowed before it counts as failed. Seconds.
KEY_PATIENCE = 600.0
#: A request that makes a key may be answered only when the key is there. Seconds.
_KEY_REQUEST = 180.0
_STEP_PATIENCE = 60.0
_REPORT_EVERY = 15.0
#: Generation A lets choose 1024 or 2048 bits, the others make 2048; more is nowhere documented.
KEY_SIZE = 2048
#: File names have up to 250 characters without space (W1).
FILE_NAME = "server.crt"

Progress = Callable[[str], None]


class IproStore:
    """The certificates of one camera. Every step is read back."""

    name = "ipro"

    def __init__(
        self,
        cgi: Cgi,
        progress: Progress,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cgi = cgi
        self._page = HttpsPage(cgi)
        self._progress = progress
        self._sleep = sleep
        self._clock = clock

    # -- what is there ---------------------------------------------------------------------------------------------

    def read(self) -> State:
        """State of key, request and certificates; the camera hands out no certificate, so there is no PEM."""
        self._cgi.forget()
        now = certificates(self._cgi)
        held = []
        if now.has_self_signed:
            used = now.in_force is not None and now.server_name is None
            held.append(Held(SELF_SIGNED, "server", None, now.self_signed_name, self_signed=True, in_use=used))
        if now.has_server:
            used = now.server_name is not None
            held.append(Held(SERVER, "server", None, now.server_name, self_signed=False, in_use=used))
        return State(self._page.has_key(), self._page.request(), tuple(held))

    # -- what is possible ------------------------------------------------------------------------------------------

    def why_not(self, ability: str) -> str | None:
        """What the camera, its state, or public knowledge has against it. The order of the page is in here: no key, no
        certificate; a valid certificate, no new key; HTTPS in use, no deletion."""
        return self._page.why_not(ability)

    def _require(self, ability: str) -> str:
        """Raises Unsupported; returns the label and menu path."""
        setting = SETTINGS[COMMANDS[ability][1]].where(FAMILY_IPRO)
        if (reason := self.why_not(ability)) is not None:
            raise Unsupported(reason, setting=setting, hint="Nothing was written.")
        return setting

    # -- key -------------------------------------------------------------------------------------------------------

    def create_key(self, wish: Wish) -> None:
        """Make a key. Takes minutes, in which the camera is slow; its state is asked for until the key has changed.

        Raises Unsupported, Refused, NotEffective.
        """
        setting = self._require("key")
        if wish.key_type != "rsa":
            raise Unsupported("the camera makes RSA keys only", setting=setting, hint="Ask for key_type rsa.")
        size = min(wish.key_size, KEY_SIZE)
        if size != wish.key_size:
            self._progress(f"the camera makes keys of {size} bits, not of {wish.key_size}")
        before = self._page.key_state()
        self._progress(f"making a key on the camera, {size} bits; this takes minutes")
        try:
            self._cgi.call("crt_key_generate", {"key_size": str(size)}, timeout=_KEY_REQUEST, resend=False)
        except (ConnectionLost, CameraUnreachable):
            # a camera that computes answers late or not at all; the state tells whether it does
            self._cgi.client.close()
        self._wait(lambda: self._page.key_state() != before and self._page.has_key(), KEY_PATIENCE, "the key", setting)
        if before[1] != "not_generated":
            self._progress("the camera keeps the key before as its previous one")

    def _wait(self, done: Callable[[], bool], patience: float, what: str, setting: str) -> None:
        """Ask until it is done. Raises NotEffective when the time is over."""
        started = said = self._clock()
        pause = 0.2
        trouble = "its state has not changed"
        while True:
            try:
                self._cgi.forget()
                if done():
                    return
                trouble = "its state has not changed"
            except (ConnectionLost, CameraUnreachable, CameraAnswer) as error:
                trouble = error.message
            now = self._clock()
            if now - started > patience:
                raise NotEffective(
                    f"{what} was asked for and is not there after {patience:g} s: {trouble}",
                    setting=setting,
                    hint="Look at the camera's own page; it may still be at work.",
                )
            if now - said >= _REPORT_EVERY:
                said = now
                self._progress(f"waiting for {what}, {now - started:.0f} s of at most {patience:g} s")
            self._sleep(pause)
            pause = min(pause * 1.5, 3.0)

    # -- certificates ----------------------------------------------------------------------------------------------

    def create_self_signed(self, wish: Wish) -> None:
        """Make a self-signed certificate, with a key where there is none. Raises Unsupported, NotEffective."""
        setting = self._require("self_signed")
        if not self._page.has_key():
            self.create_key(wish)
        self._call("self_signed_generate", wish)
        name = wish.subject.common_name
        self._wait(
            lambda: certificates(self._cgi).has_self_signed, _STEP_PATIENCE, "the self-signed certificate", setting
        )
        found = certificates(self._cgi)
        if found.self_signed_name not in (None, name):
            raise NotEffective(
                f"the camera's self-signed certificate is for {found.self_signed_name}, not for {name}", setting=setting
            )

    def create_request(self, wish: Wish) -> str:
        """A request with the camera's key; makes one where there is none. Raises Unsupported, NotEffective."""
        setting = self._require("request")
        if not self._page.has_key():
            self.create_key(wish)
        state = certificates(self._cgi)
        if state.server_name is not None:
            self._progress(
                f"a CA certificate for {state.server_name} is in force; a new request for the same key leaves it as it is"
            )
        before, name = self._page.requested(), wish.subject.common_name
        self._call("csr_generate", wish)
        # the time of a request is told in whole seconds, and the same request made again may be the same to the letter
        self._wait(
            lambda: self._page.requested() not in (None, before) or self._page.requests_for(name),
            _STEP_PATIENCE, "the request", setting,
        )  # fmt: skip
        if state.server_name is not None and certificates(self._cgi).server_name is None:
            raise NotEffective(
                "the new request made the camera's CA certificate invalid",
                setting=setting,
                hint="Install a certificate for the new request, or the old one again, before anything else.",
            )
        text = self._cgi.call("csr_fetch").text
        read_request(text, "the camera's request")
        return text

    def install(self, certificate: str, chain: Sequence[str], key: PrivateKey | None = None) -> Held:
        """Take the CA certificate that belongs to the request. Raises Unsupported, Refused, NotEffective, CertificateProblem."""
        setting = self._require("install")
        for given, ability in ((key, "install_key"), (chain, "chain")):
            if given:
                raise Unsupported(NEVER[ability], setting=setting, hint="Nothing was written.")
        if self._page.requested() is None:
            raise Refused(
                "the camera takes a certificate only after a request was made on it, and there is none",
                setting=setting,
                hint="Make the request first. Nothing was written.",
            )
        leaf = self._checked(certificate, setting)
        before = certificates(self._cgi)
        if before.live != "http":
            self._progress(
                "the certificate is installed while the camera serves HTTPS; the session goes on with the new one"
            )
        try:
            self._cgi.call(
                "https_install_signed",
                file=(FILE_NAME, certificate.encode("ascii")),
                resend=False,
                timeout=_STEP_PATIENCE,
            )
        except ConnectionLost:
            if before.live == "http":
                raise
            # the listener may have started anew with the other certificate
            self._cgi.client.close()
        self._wait(lambda: certificates(self._cgi).server_name is not None, _STEP_PATIENCE, "the certificate", setting)
        name = common_name(leaf.subject)
        if name is not None and certificates(self._cgi).server_name == before.server_name != name:
            raise NotEffective(
                f"the camera accepted the certificate for {name} and still has the one for {before.server_name}",
                setting=setting,
            )
        return next(held for held in self.read().held if held.id == SERVER)

    def _checked(self, certificate: str, setting: str) -> Any:
        """The certificate, which must be for the key of the request: the camera might take another and never serve it."""
        leaf = read_certificates(certificate, "the certificate")[0]
        request = self._page.request()
        if request is None:
            return leaf
        keys = [leaf.public_key(), read_request(request).public_key()]
        if key_fingerprint(keys[0]) != key_fingerprint(keys[1]):
            raise CertificateProblem(
                "the certificate is for another key than the camera's request",
                problem="key_mismatch",
                setting=setting,
                hint="Have the camera's present request signed. Nothing was written.",
            )
        return leaf

    def activate(self, held: Held) -> None:
        """Nothing to do: the camera chooses by itself."""

    def waits_for_restart(self) -> bool:
        """Everything is in force at once."""
        return False

    def delete(self, held: Held) -> None:
        """Remove a certificate; keep its file before. Raises Unsupported, Refused, NotEffective."""
        self._require("delete")
        state = certificates(self._cgi)
        own = held.id == SELF_SIGNED
        label = "certificate.delete_self_signed" if own else "certificate.delete_server"
        setting = SETTINGS[label].where(FAMILY_IPRO)
        if state.live != "http" and not (own and state.server_name is not None):
            raise Refused(
                "the camera serves HTTPS with this certificate, and deletes it only while [Connection] is HTTP",
                setting=setting,
                hint="Switch to HTTP first, or leave it. Nothing was written.",
            )
        self._cgi.call("self_signed_delete" if own else "certificate_delete")
        self._wait(
            lambda: not (certificates(self._cgi).has_self_signed if own else certificates(self._cgi).has_server),
            _STEP_PATIENCE, "the deletion", setting,
        )  # fmt: skip

    def install_trust(self, certificate: str) -> None:
        """There is no such place."""
        raise Unsupported(NEVER["trust"], setting=SETTINGS["certificate.install_server"].where(FAMILY_IPRO))

    def install_crl(self, crl: str) -> None:
        """There is no such place."""
        raise Unsupported(NEVER["crl"], setting=SETTINGS["certificate.install_server"].where(FAMILY_IPRO))

    def has_trust(self, certificate: str) -> bool:
        """Never."""
        return False

    def has_crl(self, crl: str) -> bool:
        """Never."""
        return False

    def _call(self, name: str, wish: Wish) -> None:
        subject = wish.subject
        self._cgi.call(
            name,
            {
                "common_name": subject.common_name,
                "country": subject.country or "",
                "state": subject.state or "",
                "locality": subject.locality or "",
                "organization": subject.organization or "",
                "organizational_unit": subject.organizational_unit or "",
            },
            resend=False,
        )
