# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""[Security] > [SSL/TLS] of models before 2022 as a store (guide p. B-17): one certificate, one set of intermediates."""

from __future__ import annotations

from collections.abc import Sequence

from ..._certificates.facts import common_name, is_self_signed, key_fingerprint
from ..._certificates.reading import read_certificates
from ..._certificates.shown import day, shows
from ..._certificates.store import Held, PrivateKey, State
from ..._errors import CameraAnswer, NotEffective
from .pages import CERTIFICATES, DATE, Upload
from .shared import PageStore


class SingleStore(PageStore):
    """[Security] > [SSL/TLS] of models before 2022: one certificate at a time."""

    def why_not(self, ability: str) -> str | None:
        """The page takes no private key, and what it holds is what it serves."""
        if ability == "install_key":
            return "the page [SSL/TLS] of this camera generation takes no private key: the camera makes it with the request"
        if ability in ("several", "activate"):
            return "this camera holds one server certificate, and serves it"
        if ability == "chain":
            return self._undescribed(("install_intermediate",), ("certificate.install_intermediate",))
        if ability == "delete":
            # what is not shown cannot be seen to be gone
            return self._undescribed(("delete_server", "show_server"), ("certificate.delete_server",))
        return super().why_not(ability)

    def read(self) -> State:
        """The certificate in the details, what vouches for a self-signed one, and a pending request.

        Intermediates and keys are shown nowhere.
        """
        server = self._server()
        vouching = self._self_ca() if server is not None and server.self_signed is not False else None
        held = tuple(one for one in (server, vouching) if one is not None)
        return State(has_key=None, request=self._pending(), held=held)

    def _self_ca(self) -> Held | None:
        """[Display Self CA Certificate]."""
        if self._pages.described(CERTIFICATES, "show_self_ca") is None:
            return None
        pem = self._pages.look("show_self_ca", "reading the self CA certificate").pem("CERTIFICATE")
        return _held_of(pem, "ca") if pem is not None else None

    def _server(self) -> Held | None:
        described = self._pages.described(CERTIFICATES, "show_server")
        if described is None:
            return None
        seen = self._pages.look("show_server", "reading the server certificate")
        pem = seen.pem("CERTIFICATE")
        if pem is not None:
            return _held_of(pem)
        found, form = seen.fields, str(described.get("date_format", DATE))
        if not any(found.values()):
            return None
        return Held(
            id="server",
            kind="server",
            common_name=found.get("common_name") or None,
            not_before=day(found.get("start_date"), form),
            not_after=day(found.get("end_date"), form),
        )

    def install(self, certificate: str, chain: Sequence[str], key: PrivateKey | None = None) -> Held:
        """[Install Server Certificate], then [Install Intermediate Certificate], which no page shows afterwards.

        Raises CameraAnswer with the camera's word, NotEffective.
        """
        self._need("install" if key is None else "install_key")
        if chain:
            self._need("chain")
        wanted = read_certificates(certificate, "the server certificate")[0]
        # an upload is sent once only: reading first renews a connection that the camera has closed
        self._server()
        self._upload("install_server", "the server certificate", certificate)
        held = self._server()
        if held is None or not shows(held, wanted):
            seen = "shows none" if held is None else f"shows {held.common_name or 'another one'}"
            raise NotEffective(
                f"the camera took the server certificate, but {seen}", setting=self._where("certificate.install_server")
            )
        if chain:
            self._upload("install_intermediate", "the intermediate certificates", "".join(chain))
        return held

    def activate(self, held: Held) -> None:
        """Nothing: what is installed is served."""

    def delete(self, held: Held) -> None:
        """[Delete Server Certificate]; [Delete Intermediate Certificate] where there is one."""
        self._need("delete")
        if self._server() is None:
            return
        self._change("delete_server", "deleting the server certificate", {})
        if self._server() is not None:
            raise NotEffective(
                "the camera accepted to delete the server certificate, but still shows it",
                setting=self._where("certificate.delete_server"),
            )
        if self._pages.described(CERTIFICATES, "delete_intermediate") is not None:
            try:
                self._change("delete_intermediate", "deleting the intermediate certificates", {})
            except CameraAnswer:
                # no page shows whether there are any; a camera without them refuses
                return

    # -- certificate backup ----------------------------------------------------------------------------------------

    def why_no_archive(self, direction: str) -> str | None:
        """The request must be described, and have a place for the password: the file holds the private key."""
        reason = self._undescribed((direction,), (f"certificate.{direction}",))
        if reason is None and not self._pages.has_place(CERTIFICATES, direction, "encryption_password"):
            return f"the request interface.{CERTIFICATES}.{direction} of the profile has no place for the encryption password"
        return reason

    def download_archive(self, encryption_password: str) -> bytes:
        """[Backup]. Raises CameraAnswer."""
        fill = {"encryption_password": encryption_password}
        return self._pages.download("backup", "the certificate backup", fill)

    def restore_archive(self, content: bytes, encryption_password: str) -> None:
        """[Restore]. Raises CameraAnswer with the camera's word, NotEffective when no certificate is there afterwards."""
        self._server()
        fill = {"encryption_password": encryption_password}
        self._change("restore", "the certificate restore", fill, [Upload("archive", "backup", content)])
        if self._server() is None:
            raise NotEffective(
                "the camera took the certificate backup, but shows no certificate",
                setting=self._where("certificate.restore"),
            )


def _held_of(pem: str, kind: str = "server") -> Held:
    certificate = read_certificates(pem, "the camera's certificate")[0]
    return Held(
        id=key_fingerprint(certificate.public_key())[:16],
        kind=kind,
        pem=pem,
        common_name=common_name(certificate.subject),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        self_signed=is_self_signed(certificate),
    )
