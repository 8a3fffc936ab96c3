# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Certificate pages as a store, as far as the profile describes their requests (guide p. A-17, B-17).

Two kinds of pages exist: [SSL/TLS] of models before 2022 holds one server certificate, one set of intermediates and one
request; [Certificate Management] of models of 2022 and later holds a list, of which one is selected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from ..._catalog import SETTINGS
from ..._certificates.facts import common_name
from ..._certificates.reading import read_certificates, read_request
from ..._certificates.store import Held, Store, Wish
from ..._errors import NotEffective, Unsupported
from ..._values import normalise
from .pages import CERTIFICATES, DATE, CertificatePages, Upload

_DEFAULT_LIFE = timedelta(days=397)

#: Ability -> requests that it takes, and the setting of the guide whose menu path leads there by hand.
_REQUESTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "key": (("create_request",), ("certificate.generate_csr", "certificate.install")),
    "self_signed": (("create_self_signed",), ("certificate.create_self_signed", "certificate.install")),
    "request": (("create_request",), ("certificate.generate_csr", "certificate.install")),
    "install": (("install_server",), ("certificate.install_server", "certificate.install")),
    "trust": (("install_ca",), ("certificate.ca_certificate",)),
    "crl": (("install_crl",), ("certificate.crl",)),
}


class PageStore(Store):
    """What both kinds of pages share: keys, requests and self-signed certificates made on the camera; CA certificates."""

    def __init__(self, pages: CertificatePages) -> None:
        self._pages = pages
        self.name = pages.name
        self._family = pages.family
        self._changed = False

    # -- what it can do --------------------------------------------------------------------------------------------

    def why_not(self, ability: str) -> str | None:
        """An ability is there when the profile describes its requests. The reason names the menu path to do it by hand."""
        if ability == "fresh_key":
            return self.why_not("request") or self._why_no_fresh_key()
        return self._undescribed(*_REQUESTS[ability])

    def _why_no_fresh_key(self) -> str | None:
        if self._pages.described(CERTIFICATES, "request_keeps_key"):
            return None
        return (
            "the profile of this camera does not say that a new request leaves the key in use alone (request_keeps_key)"
        )

    def _undescribed(self, keys: Sequence[str], settings: Sequence[str]) -> str | None:
        missing = [key for key in keys if self._pages.described(CERTIFICATES, key) is None]
        if not missing:
            return None
        by_hand = [SETTINGS[name].where(self._family) for name in settings if self._family in SETTINGS[name].limits]
        if not by_hand:
            return "this camera generation has no such page"
        return (
            f"the profile of this camera does not describe interface.{CERTIFICATES}.{missing[0]}; by hand: {by_hand[0]}"
        )

    def waits_for_restart(self) -> bool:
        """As the profile says, once something was installed or chosen."""
        return self._changed and bool(self._pages.described(CERTIFICATES, "restart"))

    def restarted(self) -> None:
        """The camera was told to restart: nothing waits any more."""
        self._changed = False

    # -- on the camera ---------------------------------------------------------------------------------------------

    def create_key(self, wish: Wish) -> None:
        """Nothing: the page makes a key together with a request or a self-signed certificate."""
        self._need("key")

    def create_self_signed(self, wish: Wish) -> None:
        """[Create Self-Signed Certificate]. Raises InvalidValue for a field over the generation's limit."""
        self._need("self_signed")
        start = wish.not_before or datetime.now(UTC)
        end = wish.not_after or start + _DEFAULT_LIFE
        fill = {**self._subject(wish), **self._dates(start, end)}
        before = {held.pem for held in self.read().held}
        self._progress("the camera makes a key and a self-signed certificate")
        self._change("create_self_signed", "making a self-signed certificate", fill)
        if not any(self._is_made(held, before, wish) for held in self.read().held):
            raise NotEffective(
                "the camera accepted to make a self-signed certificate, but does not show it",
                setting=self._where("certificate.create_self_signed"),
            )

    def _is_made(self, held: Held, before: set[str | None], wish: Wish) -> bool:
        named = held.common_name == wish.subject.common_name
        return (
            held.kind == "server"
            and named
            and (held.pem is None or (held.pem not in before and bool(held.self_signed)))
        )

    def create_request(self, wish: Wish) -> str:
        """[Generate Certificate Signing Request] and [Display ...]. The page has no field for further names.

        Raises InvalidValue for a field over the generation's limit, NotEffective when an earlier request is still shown.
        """
        self._need("request")
        fill = self._subject(wish)
        before = self._pending()
        self._progress("the camera makes a key and a certificate signing request")
        self._change("create_request", "making a certificate signing request", fill)
        made = self._pending()
        where = self._where("certificate.generate_csr")
        if made is None or made == before:
            seen = "shows none" if made is None else "still shows the one before"
            raise NotEffective(f"the camera accepted to make a certificate signing request, but {seen}", setting=where)
        seen_name = common_name(read_request(made, "the camera's request").subject)
        if seen_name != wish.subject.common_name:
            raise NotEffective(
                f"the camera's request is for {seen_name!r}, not for {wish.subject.common_name!r}", setting=where
            )
        return made

    def _pending(self) -> str | None:
        """The request that the camera shows, PEM; None when it shows none."""
        if self._pages.described(CERTIFICATES, "show_request") is None:
            return None
        return self._pages.look("show_request", "reading the request").pem("REQUEST")

    # -- trust -----------------------------------------------------------------------------------------------------

    def install_trust(self, certificate: str) -> None:
        """[Certificate Management], CA certificate: for servers that the camera uploads to (guide p. A-17)."""
        self._need("trust")
        wanted = common_name(read_certificates(certificate, "the CA certificate")[0].subject)
        before = self._count("ca")
        self._upload("install_ca", "the CA certificate", certificate)
        self._check_count("ca", before, f"CA certificate {wanted!r}", "certificate.ca_certificate")

    def install_crl(self, crl: str) -> None:
        """[Certificate Management], CRL: judges only servers that the camera uploads to (guide p. A-17)."""
        self._need("crl")
        before = self._count("crl")
        self._upload("install_crl", "the revocation list", crl, "crl")
        self._check_count("crl", before, "revocation list", "certificate.crl")

    def has_trust(self, certificate: str) -> bool:
        """Pages without a list show none."""
        return False

    def has_crl(self, crl: str) -> bool | None:
        """Pages without a list show none."""
        return False

    def _count(self, kind: str) -> int | None:
        """How many entries of a kind the camera shows; None when it shows none of them ever."""
        return None

    def _check_count(self, kind: str, before: int | None, what: str, setting_id: str) -> None:
        after = self._count(kind)
        if before is not None and after is not None and after <= before:
            raise NotEffective(f"the camera took the {what}, but does not list it", setting=self._where(setting_id))

    # -- requests --------------------------------------------------------------------------------------------------

    def _need(self, ability: str) -> None:
        reason = self.why_not(ability)
        if reason is not None:
            raise Unsupported(reason, hint="Do it on the camera's own page, or add the request to the profile.")

    def _where(self, setting_id: str) -> str:
        return SETTINGS[setting_id].where(self._family)

    def _progress(self, text: str) -> None:
        self._pages.progress(text)

    def _change(self, key: str, what: str, fill: Mapping[str, str], uploads: Sequence[Upload] = ()) -> None:
        self._pages.change(CERTIFICATES, key, what, fill, uploads)
        self._changed = True

    def _upload(self, key: str, what: str, content: str, slot: str = "certificate") -> None:
        self._change(key, what, {}, [Upload(slot, f"{key}.pem", content.encode())])

    def _subject(self, wish: Wish) -> dict[str, str]:
        subject = wish.subject
        given = {
            "country": subject.country,
            "state": subject.state,
            "locality": subject.locality,
            "organization": subject.organization,
            "organizational_unit": subject.organizational_unit,
            "common_name": subject.common_name,
        }
        return {name: self._field(name, value) if value else "" for name, value in given.items()}

    def _field(self, name: str, value: str) -> str:
        setting_id = f"certificate.{name}"
        known = self._family if self._family in SETTINGS[setting_id].limits else None
        return str(normalise(setting_id, value, known))

    def _dates(self, start: datetime, end: datetime) -> dict[str, str]:
        """In the form of the page, once the guide's limits are kept."""
        form = str((self._pages.described(CERTIFICATES, "create_self_signed") or {}).get("date_format", DATE))
        moments = {"start_date": start, "end_date": end}
        for name, moment in moments.items():
            self._field(name, moment.strftime(DATE))
        return {name: moment.strftime(form) for name, moment in moments.items()}
