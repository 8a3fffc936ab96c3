# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""[Security] > [Certificate Management] of models of 2022 and later as a store (guide p. A-17): a list, one selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..._certificates.crypto import x509
from ..._certificates.key import as_pkcs12
from ..._certificates.reading import read_certificates, read_key
from ..._certificates.shown import day, shows
from ..._certificates.store import Held, PrivateKey, State
from ..._errors import CameraAnswer, NotEffective, Refused
from .pages import CERTIFICATES, DATE, Upload
from .shared import PageStore


class ListStore(PageStore):
    """[Security] > [Certificate Management] of models of 2022 and later: a list, of which one is selected."""

    def why_not(self, ability: str) -> str | None:
        """A list holds several; a certificate comes with its chain and its key in one upload."""
        if ability == "several":
            return None
        if ability in ("install_key", "chain"):
            return self._undescribed(("install",), ("certificate.install",))
        if ability == "activate":
            return self._undescribed(("select",), ("certificate.select",))
        if ability == "delete":
            return self._undescribed(("delete",), ("certificate.install",))
        return super().why_not(ability)

    def read(self) -> State:
        """The rows of the list. It shows names and dates only, no certificate."""
        # one that only 802.1X uses serves no HTTPS, and is the business of [802.1X]
        held = tuple(
            replace(row, kind="client") if dot1x and row.kind == "server" and not row.in_use else row
            for row, dot1x in self.rows()
            if row.kind != "crl"
        )
        return State(has_key=None, request=self._pending(), held=held)

    def rows(self) -> list[tuple[Held, bool | None]]:
        """Every row, with whether it is selected for 802.1X (None where the list does not tell). Always asked anew."""
        form = str(self._described("list").get("date_format", DATE))
        rows = []
        for words in self._pages.rows():
            held = Held(
                id=words["id"],
                kind=words.get("kind", "server"),
                common_name=words.get("common_name") or None,
                not_before=day(words.get("start_date"), form),
                not_after=day(words.get("end_date"), form),
                in_use=_yes(words.get("in_use")),
            )
            rows.append((held, _yes(words.get("in_use_dot1x"))))
        return rows

    def _described(self, key: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._pages.described(CERTIFICATES, key)
        return found

    def install(self, certificate: str, chain: Sequence[str], key: PrivateKey | None = None) -> Held:
        """Upload a certificate with its chain and its key; without a key, one for a request of the camera.

        Raises Refused (a key over plain HTTP), CameraAnswer with the camera's word, NotEffective.
        """
        self._need("install" if key is None else "install_key")
        wanted = read_certificates(certificate, "the server certificate")[0]
        if key is not None:
            self._pages.check_secret("the private key of the server certificate")
        before = [held for held, _dot1x in self.rows()]
        if key is None:
            self._upload("install_server", "the server certificate", certificate + "".join(chain))
        else:
            uploads = self._bundle(wanted, certificate, chain, key)
            self._change("install", "the certificate with its private key", {"passphrase": key.passphrase}, uploads)
        return self._appeared(before, wanted, certificate)

    def _bundle(
        self, wanted: x509.Certificate, certificate: str, chain: Sequence[str], key: PrivateKey
    ) -> list[Upload]:
        described = self._described("install")
        if described.get("container") == "pkcs12":
            return [Upload("certificate", "certificate.p12", pkcs12_of(wanted, chain, key))]
        whole = certificate + "".join(chain)
        if "key_file" not in described and not self._pages.has_place(CERTIFICATES, "install", "private_key"):
            return [Upload("certificate", "certificate.pem", (whole + key.pem).encode())]
        return [
            Upload("certificate", "certificate.pem", whole.encode()),
            Upload("private_key", "key.pem", key.pem.encode()),
        ]

    def _appeared(self, before: Sequence[Held], wanted: x509.Certificate, pem: str) -> Held:
        """The row that is new and fits."""
        after = [held for held, _dot1x in self.rows()]
        known = {held.id for held in before}
        new = [held for held in after if held.id not in known and held.kind == "server" and shows(held, wanted)]
        if not new or len(after) <= len(before):
            raise NotEffective(
                "the camera took the certificate, but does not list it", setting=self._where("certificate.install")
            )
        found = new[-1]
        return Held(
            found.id, found.kind, pem, found.common_name, found.not_before, found.not_after, False, found.in_use
        )

    def activate(self, held: Held) -> None:
        """[Server Certificates] > [Select]. Raises NotEffective."""
        self._need("activate")
        if self.present(held).in_use:
            return
        self._change("select", "selecting the server certificate", {"id": held.id})
        if self.present(held).in_use is False:
            raise NotEffective(
                "the camera accepted to serve the certificate, but another one is selected",
                setting=self._where("certificate.select"),
            )

    def delete(self, held: Held) -> None:
        """Remove a row. Raises Refused for one that 802.1X uses, NotEffective."""
        self._need("delete")
        count = len(self.rows())
        found = self.present(held)
        if any(dot1x and row.id == found.id for row, dot1x in self.rows()):
            raise Refused(
                "this certificate is selected for 802.1X, and without it the camera may lose its network",
                setting=self._where("certificate.install"),
                hint="Choose another one at [802.1X] first. Nothing was written.",
            )
        self._change("delete", "deleting a certificate", {"id": found.id})
        if len(self.rows()) >= count:
            raise NotEffective(
                "the camera accepted to delete the certificate, but still lists it",
                setting=self._where("certificate.install"),
            )

    def present(self, held: Held) -> Held:
        """The row as it is now: where the camera has no ids of its own, another one may have moved to its place.

        Raises CameraAnswer.
        """
        for row, _dot1x in self.rows():
            same = (row.id, row.kind, row.common_name) == (held.id, held.kind, held.common_name)
            if same and row.not_after == held.not_after:
                return row
        raise CameraAnswer(
            f"the certificate {held.common_name or held.id} is no longer where the camera listed it",
            setting=self._where("certificate.install"),
            hint="Somebody else may be working on this camera; run again.",
        )

    def has_trust(self, certificate: str) -> bool:
        """By name and dates, which is what the list shows."""
        wanted = read_certificates(certificate, "the CA certificate")[0]
        return any(held.kind == "ca" and shows(held, wanted) for held, _dot1x in self.rows())

    def has_crl(self, crl: str) -> bool | None:
        """The list does not tell whose revocation lists it holds."""
        return None if any(held.kind == "crl" for held, _dot1x in self.rows()) else False

    def _count(self, kind: str) -> int | None:
        if "kind" not in self._described("list")["columns"]:
            return len(self.rows())
        return sum(held.kind == kind for held, _dot1x in self.rows())


def _yes(word: str | None) -> bool | None:
    return None if word is None else word == "yes"


def pkcs12_of(leaf: x509.Certificate, chain: Sequence[str], key: PrivateKey) -> bytes:
    """Key, certificate and chain as one PKCS#12 file under the key's own passphrase (RFC 7292)."""
    secret = read_key(key.pem, key.passphrase, "the private key")
    others = [read_certificates(pem, "an intermediate certificate")[0] for pem in chain]
    return as_pkcs12(secret, leaf, others, key.passphrase)
