# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Before 2022, [Security] > [SSL/TLS] and [802.1X]: one certificate, one intermediate, one request.

The key of a request lies beside the key in use until its certificate is installed. No key that was made here leaves the
camera, except in a certificate backup. HTTPS shows after a restart what is installed (the page has that button).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cryptography import x509

from .. import backup
from ..profile_certificates import CERTIFICATES, DOT1X
from ..reply import OTHER_MODEL, WRONG_BACKUP_PASSWORD, Reply
from ..rules import BAD_STATE, BAD_VALUE, Refused
from . import material as m
from .holder import Change, Data, Files, Form, Holder

if TYPE_CHECKING:
    from ..camera import Camera

EAP_TLS = "EAP-TLS"
NOT_INSTALLED, SELF_SIGNED, INSTALLED = "not_installed", "self_signed", "installed"
_NO_DOT1X = {"ca": "", "client": "", "key": ""}


class OlderHolder(Holder):
    """The pages of a camera from before 2022."""

    def __init__(self, camera: Camera) -> None:
        super().__init__(camera)
        #: what HTTPS shows since the last start; None is what the camera was delivered with
        self._served: str | None = None
        self.changes = {
            (CERTIFICATES, "selfsigned"): Change("certificate.create_self_signed", self._create_self_signed),
            (CERTIFICATES, "request"): Change("certificate.generate_csr", self._create_request),
            (CERTIFICATES, "server"): Change("certificate.install_server", self._install_server),
            (CERTIFICATES, "intermediate"): Change("certificate.install_intermediate", self._install_intermediate),
            (CERTIFICATES, "delserver"): Change("certificate.delete_server", self._delete_server),
            (CERTIFICATES, "delintermediate"): Change("certificate.delete_intermediate", self._delete_intermediate),
            (CERTIFICATES, "restore"): Change("certificate.restore", self._restore),
            (DOT1X, "ca"): Change("dot1x.install_ca", self._install_dot1x_ca),
            (DOT1X, "client"): Change("dot1x.install_client", self._install_dot1x_client),
            (DOT1X, "key"): Change("dot1x.install_key", self._install_dot1x_key),
            (DOT1X, "delete"): Change("dot1x.delete", self._delete_dot1x),
        }
        self.reads = {
            (CERTIFICATES, "showrequest"): self._show_request,
            (CERTIFICATES, "details"): self._show_server,
            (CERTIFICATES, "detailsonly"): lambda: self._show_server(pem=False),
            (CERTIFICATES, "selfca"): self._show_self_ca,
        }
        self.downloads = {(CERTIFICATES, "backup"): self._backup}

    # State

    def factory(self) -> Data:
        """Nothing, or what the fleet file says."""
        data: Data = {"server": None, "intermediate": "", "request": None, "dot1x": dict(_NO_DOT1X)}
        camera = self.camera
        if camera.entry.certificate != "none":
            own = camera.entry.certificate == "self_signed"
            both = camera.ca.pem(camera.name, camera.own_addresses, self_signed=own).decode()
            certificate, begin, key = both.partition("-----BEGIN PRIVATE KEY-----")
            data["server"] = {"certificate": certificate, "key": begin + key, "self_signed": own}
        return data

    def _installed(self) -> str:
        return _whole(self.data)

    def serving(self) -> str:
        """What was installed at the last start."""
        return _whole(self.factory()) if self._served is None else self._served

    def starting(self) -> None:
        """The server reads its certificate when it starts."""
        if self._data is not None:
            self.chosen = self.chosen or self._installed() != self.serving()
            self._served = self._installed()

    def initialise(self) -> None:
        """Back to the state as delivered."""
        super().initialise()
        self._served = None

    def dump(self) -> Data:
        """Everything `restore` needs."""
        return {**super().dump(), "served": self._served}

    def restore(self, dumped: Data) -> None:
        """Put back."""
        if self._served != dumped["served"]:
            self._served = dumped["served"]
            self.camera.certificate_number += 1
        super().restore(dumped)

    def usable(self) -> bool:
        """Whether something is installed."""
        return self.data["server"] is not None

    def status_fields(self) -> Mapping[str, str]:
        """[Certificate Status], and the status fields of [802.1X]."""
        server, dot1x = self.data["server"], self.data["dot1x"]
        status = NOT_INSTALLED if server is None else SELF_SIGNED if server["self_signed"] else INSTALLED
        parts = {
            f"dot1x.{part}_status": INSTALLED if dot1x[part] else NOT_INSTALLED for part in ("ca", "client", "key")
        }
        # nothing answers on a loopback address, so it never gets further than asking
        progress = "authenticating" if self.dot1x_enabled() else "stop"
        return {"certificate.status": status, "dot1x.authentication_status": progress, **parts}

    # [Certificates]

    async def _create_self_signed(self, data: Data, form: Form, _files: Files) -> None:
        if data["server"] is not None and not data["server"]["self_signed"]:
            raise Refused(m.IN_USE, "server certificate")
        name, period = m.name_of(form), m.period_of(form)
        key = await asyncio.get_running_loop().run_in_executor(None, m.new_key)
        certificate = m.pem(m.self_signed(name, period, key))
        data["server"] = {"certificate": certificate, "key": m.key_pem(key), "self_signed": True}

    # [Certificate Management]

    async def _create_request(self, data: Data, form: Form, _files: Files) -> None:
        name = m.name_of(form)
        key = await asyncio.get_running_loop().run_in_executor(None, m.new_key)
        data["request"] = {"key": m.key_pem(key), "pem": m.request(name, key)}

    async def _install_server(self, data: Data, _form: Form, files: Files) -> None:
        certificate = m.one_certificate(files.get("file", b""), self.camera.now())
        kept = [entry for entry in (data["request"], data["server"]) if entry is not None]
        if not kept:
            raise Refused(m.NO_REQUEST)
        for entry in kept:
            try:
                m.check_pair(certificate, m.private_key(entry["key"].encode(), ""))
            except Refused:
                continue
            data["server"] = {"certificate": m.pem(certificate), "key": entry["key"], "self_signed": False}
            if entry is data["request"]:
                data["request"] = None
            return
        raise Refused(m.WRONG_KEY, "certificate")

    async def _install_intermediate(self, data: Data, _form: Form, files: Files) -> None:
        # the order is not looked at: what is installed is what is sent
        found = m.authorities_of(files.get("file", b""), self.camera.now())
        data["intermediate"] = "".join(m.pem(certificate) for certificate in found)

    async def _delete_server(self, data: Data, _form: Form, _files: Files) -> None:
        if data["server"] is None:
            raise Refused(BAD_STATE, "server certificate")
        if self.in_use():
            raise Refused(m.IN_USE, "server certificate")
        data["server"] = None

    async def _delete_intermediate(self, data: Data, _form: Form, _files: Files) -> None:
        if not data["intermediate"]:
            raise Refused(BAD_STATE, "intermediate certificate")
        data["intermediate"] = ""

    def _show_request(self) -> Reply:
        if self.data["request"] is None:
            raise Refused(m.NO_REQUEST)
        return Reply(self.data["request"]["pem"])

    def _show_server(self, pem: bool = True) -> Reply:
        """Details as text, then the certificate itself, which not every firmware need show; intermediates are not shown."""
        if self.data["server"] is None:
            raise Refused(BAD_STATE, "server certificate")
        certificate = x509.load_pem_x509_certificate(self.data["server"]["certificate"].encode())
        start, end = m.dates(certificate)
        lines = {
            "cn": m.common_name(certificate),
            "issuer": certificate.issuer.rfc4514_string(),
            "serial": f"{certificate.serial_number:x}",
            "from": start,
            "to": end,
            "intermediate": str(self.data["intermediate"].count("-----BEGIN CERTIFICATE-----")),
        }
        return Reply(
            "".join(f"{name}={value}\n" for name, value in lines.items()) + (m.pem(certificate) if pem else "")
        )

    def _show_self_ca(self) -> Reply:
        """What browsers are to trust while the certificate is self-signed: the certificate itself."""
        server = self.data["server"]
        if server is None or not server["self_signed"]:
            raise Refused(BAD_STATE, "self-signed certificate")
        return Reply(server["certificate"])

    def _backup(self, form: Form) -> Reply:
        """Certificates and keys as one file, sealed with the password where one is given."""
        self.camera.counters["certificate_backups"] += 1
        kept = {part: self.data[part] for part in ("server", "intermediate", "request")}
        file = backup.seal_certificates(self.camera.entry.model, kept, form.get("password", ""))
        return Reply(file, content_type="application/octet-stream")

    async def _restore(self, data: Data, form: Form, files: Files) -> None:
        try:
            found = backup.open_certificates(self.camera.entry.model, files.get("file", b""), form.get("password", ""))
        except backup.OtherModel as error:
            raise Refused(OTHER_MODEL, str(error)) from None
        except backup.Unreadable as error:
            raise Refused(WRONG_BACKUP_PASSWORD, str(error)) from None
        data.update(found)

    # [802.1X]

    def ready_for_dot1x(self, method: str) -> bool:
        """EAP-TLS needs all three files; the others can do with less."""
        return method != EAP_TLS or all(self.data["dot1x"].values())

    def _check_dot1x_is_off(self) -> None:
        if self.dot1x_enabled():
            raise Refused(m.IN_USE, "802.1X")

    async def _install_dot1x_ca(self, data: Data, _form: Form, files: Files) -> None:
        self._check_dot1x_is_off()
        found = m.authorities_of(files.get("file", b""), self.camera.now())
        data["dot1x"]["ca"] = "".join(m.pem(certificate) for certificate in found)

    async def _install_dot1x_client(self, data: Data, _form: Form, files: Files) -> None:
        self._check_dot1x_is_off()
        found = m.certificates_of(files.get("file", b""))
        m.check_validity(found[0], self.camera.now())
        if data["dot1x"]["key"]:
            m.check_pair(found[0], m.private_key(data["dot1x"]["key"].encode(), ""))
        data["dot1x"]["client"] = "".join(m.pem(certificate) for certificate in found)

    async def _install_dot1x_key(self, data: Data, form: Form, files: Files) -> None:
        self._check_dot1x_is_off()
        password = form.get("password", "")
        if not 1 <= len(password) <= 234:
            raise Refused(BAD_VALUE, "password")
        key = m.private_key(files.get("file", b""), password, encrypted=True)
        if data["dot1x"]["client"]:
            m.check_pair(m.certificates_of(data["dot1x"]["client"].encode())[0], key)
        data["dot1x"]["key"] = m.key_pem(key)

    async def _delete_dot1x(self, data: Data, _form: Form, _files: Files) -> None:
        self._check_dot1x_is_off()
        data["dot1x"] = dict(_NO_DOT1X)


def _whole(data: Data) -> str:
    """Chain and key in one text, as a server reads them."""
    server = data["server"]
    return "" if server is None else f"{server['certificate']}{data['intermediate']}{server['key']}"
