# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The 802.1X page as a store, as far as the profile describes its requests (guide p. A-19, B-18).

Models before 2022 take three files and show of each only whether it is installed. Later ones select one of the
certificates in [Certificate Management], and take CA certificates from there too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..._catalog import SETTINGS
from ..._certificates.facts import common_name
from ..._certificates.reading import read_certificates
from ..._certificates.store import Dot1xState, Dot1xStore, Held, PrivateKey
from ..._errors import NotEffective, Unsupported
from ..._values import normalise
from .listed import ListStore
from .pages import DOT1X, CertificatePages, Upload
from .shared import PageStore

_PASSWORD = "dot1x.key_password"
#: Status fields of the page, by what they tell of.
_STATUS = {"ca": "dot1x.ca_status", "client": "dot1x.client_status", "key": "dot1x.key_status"}
_PROGRESS = "dot1x.authentication_status"
_REQUESTS = ("install_ca", "install_client", "install_key", "delete", "select", "clear")
_INSTALLED = {"installed": True, "not_installed": False}

#: Reads settings anew; those that the profile does not have are left out.
Reader = Callable[[Iterable[str]], Mapping[str, Any]]


class _Page:
    """What both kinds share."""

    def __init__(self, pages: CertificatePages, read: Reader) -> None:
        self._pages = pages
        self.name = pages.name
        self._family = pages.family
        self._values = read

    def _missing(self, keys: Iterable[str], setting_id: str) -> str | None:
        for key in keys:
            if self._pages.described(DOT1X, key) is None:
                by_hand = SETTINGS[setting_id].where(self._family)
                return f"the profile of this camera does not describe interface.{DOT1X}.{key}; by hand: {by_hand}"
        return None

    def _change(self, key: str, what: str, fill: Mapping[str, str], *uploads: Upload) -> None:
        self._pages.change(DOT1X, key, what, fill, uploads)


class FileDot1x(_Page):
    """[Security] > [802.1X] of models before 2022: three files of its own."""

    def why_not(self) -> str | None:
        """All three uploads must be described: one without the others would be of no use."""
        return self._missing(("install_ca", "install_client", "install_key"), "dot1x.install_client")

    def read(self) -> Dot1xState:
        """The status fields; the page shows no file."""
        values = self._values([*_STATUS.values(), _PROGRESS])
        found = {part: _INSTALLED.get(str(values.get(setting_id))) for part, setting_id in _STATUS.items()}
        status = values.get(_PROGRESS)
        return Dot1xState(found["ca"], found["client"], found["key"], None if status is None else str(status))

    def install(self, ca: str, client: str, chain: Sequence[str], key: PrivateKey) -> None:
        """[Install CA Certificate], [Install Client Certificate], [Install Client Private Key].

        What is there is deleted first: a camera that compares a new certificate with the old key refuses it.
        Raises InvalidValue (password of the key), Refused (a key over plain HTTP), CameraAnswer, NotEffective.
        """
        reason = self.why_not()
        if reason is not None:
            raise Unsupported(reason)
        password = str(normalise(_PASSWORD, key.passphrase, None))
        self._pages.check_secret(SETTINGS["dot1x.install_key"].where(self._family))
        state = self.read()
        present = state.ca or state.client or state.key
        if present and self._pages.described(DOT1X, "delete") is not None:
            self.delete()
        chained = client + "".join(chain)
        self._change("install_ca", "the CA certificate for 802.1X", {}, _file("install_ca", ca))
        self._change("install_client", "the client certificate for 802.1X", {}, _file("install_client", chained))
        secret = _file("install_key", key.pem, "private_key")
        self._change("install_key", "the client private key for 802.1X", {"passphrase": password}, secret)
        self._check_all(True, "took the files for 802.1X", "not installed")

    def delete(self) -> None:
        """[Delete Certificate]. Raises NotEffective."""
        reason = self._missing(("delete",), "dot1x.delete")
        if reason is not None:
            raise Unsupported(reason)
        self._change("delete", "deleting the files for 802.1X", {})
        self._check_all(False, "accepted to delete the files for 802.1X", "still installed")

    def _check_all(self, wanted: bool, what: str, seen: str) -> None:
        state = self.read()
        for part, setting_id in _STATUS.items():
            if getattr(state, part) is (not wanted):
                raise NotEffective(
                    f"the camera {what}, but one is {seen}", setting=SETTINGS[setting_id].where(self._family)
                )


class SelectedDot1x(_Page):
    """[Security] > [802.1X] of models of 2022 and later: a choice among the certificates that are there."""

    def __init__(self, pages: CertificatePages, certificates: ListStore, read: Reader) -> None:
        super().__init__(pages, read)
        self._certificates = certificates

    def why_not(self) -> str | None:
        """Uploads of [Certificate Management], then the selection."""
        return (
            self._certificates.why_not("install_key")
            or self._certificates.why_not("trust")
            or self._missing(("select",), "dot1x.select")
        )

    def read(self) -> Dot1xState:
        """What the list tells: the selected certificate, whose key came with it, and whether there is a CA certificate."""
        rows = self._certificates.rows()
        chosen = [dot1x for _held, dot1x in rows]
        selected = None if all(dot1x is None for dot1x in chosen) else any(chosen)
        shown = next((held for held, dot1x in rows if dot1x), None)
        authority = any(held.kind == "ca" for held, _dot1x in rows)
        return Dot1xState(ca=authority, client=selected, key=selected, client_shown=shown)

    def selected(self) -> Held | None:
        """The certificate that is selected, as far as the list tells."""
        return next((held for held, dot1x in self._certificates.rows() if dot1x), None)

    def install(self, ca: str, client: str, chain: Sequence[str], key: PrivateKey) -> None:
        """Upload what is not there yet, select the new certificate, remove the one that was selected before.

        Raises Refused (a key over plain HTTP), CameraAnswer, NotEffective.
        """
        reason = self.why_not()
        if reason is not None:
            raise Unsupported(reason)
        self._pages.check_secret(f"the client private key of {SETTINGS['dot1x.select'].where(self._family)}")
        before = self.selected()
        for text in _each(ca):
            if not self._has_authority(text):
                self._certificates.install_trust(text)
        held = self._certificates.install(client, chain, key)
        self._change("select", "selecting the certificate for 802.1X", {"id": held.id})
        chosen = self.selected()
        if chosen is None or chosen.id != held.id:
            raise NotEffective(
                "the camera accepted the certificate for 802.1X, but does not show it as selected",
                setting=SETTINGS["dot1x.select"].where(self._family),
            )
        if before is not None and not before.in_use and self._certificates.why_not("delete") is None:
            self._certificates.delete(before)

    def _has_authority(self, pem: str) -> bool:
        wanted = read_certificates(pem, "the CA certificate")[0]
        end = wanted.not_valid_after_utc
        return any(
            held.kind == "ca"
            and held.common_name == common_name(wanted.subject)
            and held.not_after is not None
            and held.not_after.date() == end.date()
            for held, _dot1x in self._certificates.rows()
        )

    def delete(self) -> None:
        """[Clear], then remove the certificate; CA certificates stay, as uploads may need them. Raises NotEffective."""
        reason = self._missing(("clear",), "dot1x.select")
        if reason is not None:
            raise Unsupported(reason)
        before = self.selected()
        if before is None:
            return
        self._change("clear", "clearing the certificate for 802.1X", {})
        if self.selected() is not None:
            raise NotEffective(
                "the camera accepted to clear the certificate for 802.1X, but one is still selected",
                setting=SETTINGS["dot1x.select"].where(self._family),
            )
        if not before.in_use and self._certificates.why_not("delete") is None:
            self._certificates.delete(before)


def _each(pem: str) -> list[str]:
    """The certificates of a file one by one."""
    end = "-----END CERTIFICATE-----"
    return [part[part.index("-----BEGIN") :] + end + "\n" for part in pem.split(end) if "-----BEGIN" in part]


def _file(key: str, text: str, slot: str = "certificate") -> Upload:
    return Upload(slot, f"{key}.pem", text.encode())


def dot1x_store_of(pages: CertificatePages, certificates: PageStore | None, read: Reader) -> Dot1xStore | None:
    """The store for a profile's 802.1X requests; None where it describes none."""
    if pages.described(DOT1X, "select") is not None and isinstance(certificates, ListStore):
        return SelectedDot1x(pages, certificates, read)
    return FileDot1x(pages, read) if any(pages.described(DOT1X, key) is not None for key in _REQUESTS) else None
