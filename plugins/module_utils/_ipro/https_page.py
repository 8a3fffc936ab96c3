# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""State of the HTTPS page, and what it allows in that state: the order of its steps (i-PRO manual 16.2.5; S5, S7, S10, S11, W1)."""

from __future__ import annotations

from typing import Any

from .._certificates.facts import common_name
from .._certificates.reading import read_request
from .._errors import CertificateProblem
from .part_https import Certificates, certificates
from .transport import Cgi

#: Ability: its commands, and the setting that names its place on the page.
COMMANDS = {
    "key": (("crt_key_generate", "get_crt_key"), "certificate.create_key"),
    "self_signed": (("self_signed_generate", "get_crt_key"), "certificate.create_self_signed"),
    "request": (("csr_generate", "csr_fetch", "get_crt_key"), "certificate.generate_csr"),
    "install": (("https_install_signed", "csr_state"), "certificate.install_server"),
    "delete": (("certificate_delete", "self_signed_delete"), "certificate.delete_server"),
}
NEVER = {
    "fresh_key": "the camera has one key; a new one would make both its certificates invalid",
    "install_key": "the camera takes no private key: its key is made on the camera and stays there",
    "chain": "the camera takes the server certificate alone; intermediate certificates go to the clients",
    "several": "the camera has one CA certificate",
    "activate": "the camera chooses by itself: a valid CA certificate wins over the self-signed one",
    "trust": "the camera has no list of authorities for connections that it opens",
    "crl": "the camera takes no revocation lists",
}


class HttpsPage:
    """What is on the page now. Nothing is written here."""

    def __init__(self, cgi: Cgi) -> None:
        self._cgi = cgi

    def has_key(self) -> bool:
        """Whether a key was made."""
        return str(self.key_state()[1]).lower() not in ("not_generated", "")

    def key_state(self) -> tuple[Any, ...]:
        """Size and time of the present key, then of the one before: the camera keeps one step of history."""
        page = self._cgi.page("get_crt_key")
        return tuple(
            page.get(f"{key}_{part}", "") for key in ("cur_key", "pre_key") for part in ("size", "last_modified")
        )

    def requested(self) -> str | None:
        """When the request was made; None when there is none."""
        made = str(self._cgi.page("csr_state")["last_modified"])
        return None if made.lower() in ("not_generated", "") else made

    def request(self) -> str | None:
        """The request, PEM; None when there is none, or when the camera hands out none."""
        if self.requested() is None or self._cgi.why_not("csr_fetch") is not None:
            return None
        text = self._cgi.call("csr_fetch").text
        try:
            read_request(text, "the camera's request")
        except CertificateProblem:
            return None
        return text

    def requests_for(self, name: str) -> bool:
        """Whether the request is for this common name."""
        request = self.request()
        return request is not None and common_name(read_request(request).subject) == name

    # -- what is possible ------------------------------------------------------------------------------------------

    def why_not(self, ability: str) -> str | None:
        """What the camera, its state, or public knowledge has against an ability of the store."""
        if ability in NEVER:
            return NEVER[ability]
        names, _setting = COMMANDS[ability]
        if (reason := self._cgi.why_not(*names)) is not None:
            return reason
        self._cgi.forget()
        state = certificates(self._cgi)
        if ability == "key":
            return self._why_no_key(state)
        if ability == "self_signed":
            return self._why_not_over_https(state, "a self-signed certificate is made") or self._why_keyless(state)
        if ability == "request":
            return self._why_keyless(state)
        return None

    def _why_no_key(self, state: Certificates) -> str | None:
        if state.server_name is not None:
            return (
                f"the CA certificate for {state.server_name} is valid, and the camera makes no new key as long as it is: "
                "keep its file, switch to HTTP and delete it first"
            )
        if state.self_signed_name is not None:
            return (
                f"the self-signed certificate for {state.self_signed_name} is valid, and the camera makes no new key as long "
                "as it is: switch to HTTP and delete it first"
            )
        return self._why_not_over_https(state, "a key is made")

    def _why_keyless(self, state: Certificates) -> str | None:
        """Without a key there is no certificate; a key that can be made now is as good as one."""
        if self.has_key():
            return None
        reason = self._cgi.why_not(*COMMANDS["key"][0]) or self._why_no_key(state)
        return None if reason is None else f"the camera has no key, and {reason}"

    @staticmethod
    def _why_not_over_https(state: Certificates, what: str) -> str | None:
        if state.live == "http":
            return None
        return (
            f"{what} only while [Connection] is HTTP, and it is {state.live.upper().replace('DUAL', 'HTTP and HTTPS')}"
        )
