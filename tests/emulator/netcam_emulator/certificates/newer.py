# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""2022 and later: [Certificate Management] with several certificates, and a selection in [SSL/TLS] and in [802.1X].

Keys come with their certificates, as PEM pair or PKCS#12. What is selected is what HTTPS shows, at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cryptography import x509

from ..profile_certificates import CERTIFICATES, DOT1X
from ..reply import Reply
from ..rules import BAD_STATE, BAD_VALUE, Refused
from . import material as m
from .holder import Change, Data, Files, Form, Holder

if TYPE_CHECKING:
    from ..camera import Camera

SERVER, CA, CRL = "server", "ca", "crl"
MOST = {SERVER: 6, CA: 8, CRL: 4}
EAP_TLS = "EAP-TLS"


class NewerHolder(Holder):
    """The pages of a camera of 2022 or later."""

    def __init__(self, camera: Camera) -> None:
        super().__init__(camera)
        self.changes = {
            (CERTIFICATES, "upload"): Change("certificate.install", self._upload),
            (CERTIFICATES, "ca"): Change("certificate.ca_certificate", self._upload_ca),
            (CERTIFICATES, "crl"): Change("certificate.crl", self._upload_crl),
            (CERTIFICATES, "select"): Change("certificate.select", self._select),
            (CERTIFICATES, "delete"): Change("certificate.delete", self._delete),
            (DOT1X, "select"): Change("dot1x.select", self._select_dot1x),
            (DOT1X, "clear"): Change("dot1x.select", self._clear_dot1x),
        }
        self.reads = {(CERTIFICATES, "list"): self._list}

    # State

    def factory(self) -> Data:
        """What the fleet file says; the page in the guide shows one entry, in use."""
        data: Data = {"entries": [], "selected": "", "dot1x": "", "last": 0}
        camera = self.camera
        if camera.entry.certificate != "none":
            own = camera.entry.certificate == "self_signed"
            both = camera.ca.pem(camera.name, camera.own_addresses, self_signed=own).decode()
            certificate, begin, key = both.partition("-----BEGIN PRIVATE KEY-----")
            data["selected"] = _add(data, SERVER, certificate, begin + key)
        return data

    def serving(self) -> str:
        """The selected certificate with its chain and key."""
        entry = _entry(self.data, self.data["selected"])
        return "" if entry is None else entry["pem"] + entry["key"]

    def usable(self) -> bool:
        """Whether one is selected."""
        return bool(self.data["selected"])

    def status_fields(self) -> Mapping[str, str]:
        """[Certificate Validity Period] of the selected one."""
        entry = _entry(self.data, self.data["selected"])
        return {"certificate.validity_period": "" if entry is None else " - ".join(m.dates(_leaf(entry)))}

    def ready_for_dot1x(self, method: str) -> bool:
        """EAP-TLS needs a selected certificate and something to judge the server by."""
        kinds = {entry["kind"] for entry in self.data["entries"]}
        return method != EAP_TLS or (bool(self.data["dot1x"]) and CA in kinds)

    # [Certificate Management]

    def entries(self) -> list[dict[str, str]]:
        """The rows of the list; a revocation list has no name and no dates."""
        rows = []
        for entry in self.data["entries"]:
            shown = {"id": entry["id"], "kind": entry["kind"], "cn": "", "from": "", "to": ""}
            if entry["kind"] != CRL:
                certificate = _leaf(entry)
                shown["cn"] = m.common_name(certificate)
                shown["from"], shown["to"] = m.dates(certificate)
            shown["https"] = str(int(entry["id"] == self.data["selected"]))
            shown["dot1x"] = str(int(entry["id"] == self.data["dot1x"]))
            rows.append(shown)
        return rows

    def _list(self) -> Reply:
        rows = enumerate(self.entries())
        return Reply("".join(f"{name}-{row}={value}\n" for row, shown in rows for name, value in shown.items()))

    async def _upload(self, data: Data, form: Form, files: Files) -> None:
        """A PEM pair (`cert` with its chain, `key`), or one PKCS#12 file (`cert`)."""
        file, password = files.get("cert", b""), form.get("password", "")
        if file.startswith(b"\x30"):
            key, chain = m.bundle(file, password)
        else:
            chain = m.certificates_of(file)
            key = m.private_key(files.get("key", b""), password)
        m.check_validity(chain[0], self.camera.now())
        m.check_pair(chain[0], key)
        _add(data, SERVER, "".join(m.pem(certificate) for certificate in chain), m.key_pem(key))

    async def _upload_ca(self, data: Data, _form: Form, files: Files) -> None:
        for certificate in m.authorities_of(files.get("file", b""), self.camera.now()):
            _add(data, CA, m.pem(certificate), "")

    async def _upload_crl(self, data: Data, _form: Form, files: Files) -> None:
        authorities = [_leaf(entry) for entry in data["entries"] if entry["kind"] == CA]
        _add(data, CRL, m.pem(m.revocation_list(files.get("file", b""), authorities)), "")

    async def _delete(self, data: Data, form: Form, _files: Files) -> None:
        entry = _existing(data, form)
        if entry["id"] == data["selected"]:
            if self.in_use():
                raise Refused(m.IN_USE, "HTTPS")
            data["selected"] = ""
        if self.dot1x_enabled() and (entry["id"] == data["dot1x"] or entry["kind"] == CA):
            raise Refused(m.IN_USE, "802.1X")
        if entry["id"] == data["dot1x"]:
            data["dot1x"] = ""
        data["entries"].remove(entry)

    # [SSL/TLS] and [802.1X]

    async def _select(self, data: Data, form: Form, _files: Files) -> None:
        data["selected"] = self._with_key(data, form)

    async def _select_dot1x(self, data: Data, form: Form, _files: Files) -> None:
        if self.dot1x_enabled():
            raise Refused(m.IN_USE, "802.1X")
        data["dot1x"] = self._with_key(data, form)

    async def _clear_dot1x(self, data: Data, _form: Form, _files: Files) -> None:
        if self.dot1x_enabled():
            raise Refused(m.IN_USE, "802.1X")
        data["dot1x"] = ""

    def _with_key(self, data: Data, form: Form) -> str:
        entry = _existing(data, form)
        if entry["kind"] != SERVER:
            raise Refused(BAD_STATE, "id")
        m.check_validity(_leaf(entry), self.camera.now())
        return str(entry["id"])


def _add(data: Data, kind: str, text: str, key: str) -> str:
    """Add an entry and return its id; raises Refused when there is no room."""
    if sum(entry["kind"] == kind for entry in data["entries"]) >= MOST[kind]:
        raise Refused(m.FULL, kind)
    data["last"] += 1
    data["entries"].append({"id": str(data["last"]), "kind": kind, "pem": text, "key": key})
    return str(data["last"])


def _entry(data: Data, id_: str) -> dict[str, Any] | None:
    return next((entry for entry in data["entries"] if entry["id"] == id_), None)


def _existing(data: Data, form: Form) -> dict[str, Any]:
    entry = _entry(data, form.get("id", ""))
    if entry is None:
        raise Refused(BAD_VALUE, "id")
    return entry


def _leaf(entry: dict[str, Any]) -> x509.Certificate:
    return x509.load_pem_x509_certificate(entry["pem"].encode())
