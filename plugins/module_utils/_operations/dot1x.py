# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The files of 802.1X: what is handed over is judged, compared with what the camera shows, installed, and never while
802.1X is enabled (guide p. A-19, B-18). The switch, the method and the user name are the area C(dot1x)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .._areas.dot1x import AREA, ENABLE, METHOD
from .._catalog import SETTINGS
from .._certificates.chain import Bundle, read_bundle
from .._certificates.crypto import HAS_CRYPTOGRAPHY, x509
from .._certificates.facts import fingerprint, is_authority, time_text, to_pem
from .._certificates.key import sealed
from .._certificates.material import Limits, check
from .._certificates.notes import DOT1X, notes
from .._certificates.reading import read_certificates, read_key
from .._certificates.shown import shows
from .._certificates.store import Dot1xState, Dot1xStore, PrivateKey
from .._drivers.base import Assignment
from .._errors import CertificateProblem, InvalidValue, NetcamError, Refused, Unsupported
from .._guards import check_clear_text, check_dot1x
from .._result import Result
from .._session import Session
from .._values import normalise
from .base import Params, read_file

_LIMITS = Limits("802.1X client", usage="client")
_MATERIAL = ("ca_certificate", "client_certificate", "private_key")
_INSTALL = ("dot1x.install_client", "dot1x.select")
_EAP_TLS = "EAP-TLS"


@dataclass(frozen=True)
class Material:
    """What a task hands over, judged: the authorities of the network, the camera's certificate with chain and key."""

    authorities: tuple[x509.Certificate, ...]
    bundle: Bundle
    key: PrivateKey = field(repr=False)

    @property
    def ca_pem(self) -> str:
        """All authorities in one text."""
        return "".join(to_pem(certificate) for certificate in self.authorities)


class Dot1x:
    """The part of the module dot1x that installs files."""

    name = "dot1x"
    needs_account = "to write"
    spec: dict[str, dict[str, Any]] = {
        **AREA.spec,
        "ca_certificate": {"type": "str"},
        "client_certificate": {"type": "str"},
        # a path, or the key itself
        "private_key": {"type": "str", "no_log": True},
        "private_key_passphrase": {"type": "str", "no_log": True},
        "update_material": {"type": "str", "choices": ["always", "on_create"], "default": "on_create"},
        "confirm_network_ready": {"type": "bool", "default": False},
    }

    def static(self, params: Params) -> None:
        """All files or none; readable, belonging together, valid now. Raises InvalidValue, CertificateProblem, FileProblem."""
        given = [name for name in _MATERIAL if params.get(name)]
        if given and not {"ca_certificate", "client_certificate"} <= set(given):
            missing = next(name for name in _MATERIAL if name not in given)
            raise InvalidValue(
                f"{', '.join(given)} without {missing} is of no use",
                setting=self.name,
                hint="802.1X takes a CA certificate, a client certificate and its private key.",
            )
        if params.get("private_key_passphrase"):
            normalise("dot1x.key_password", params["private_key_passphrase"], None)
        if given:
            material_of(params)

    def secrets(self, params: Params) -> list[str]:
        """The private key, when it is sent in any case; otherwise C(unsupported) looks whether it has to be."""
        return (
            ["the client private key"] if params.get("ca_certificate") and params["update_material"] == "always" else []
        )

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """No way to the page; also every proof that must hold before the first write. Raises Refused."""
        if not params.get("ca_certificate"):
            self._check_in_place(session, params)
            return []
        setting_id = _setting(session)
        store = session.driver.dot1x_store() if session.driver is not None else None
        if store is None:
            return [(setting_id, "no interface of this camera reaches its 802.1X certificates")]
        reason = store.why_not()
        if reason is not None:
            return [(setting_id, reason)]
        if session.facts.account == "present" and self._due(store, params) is not None:
            client, endpoint = session.client, session.endpoint
            if endpoint.scheme == "http":
                check_clear_text(["the client private key"], client.clear_text, endpoint.allow_clear_text)
            if _enabled(session):
                self._check_confirmed(session, params, "802.1X would be disabled while its files are replaced")
        return []

    def _check_in_place(self, session: Session, params: Params) -> None:
        """802.1X is not enabled on a camera that has nothing to authenticate with. Raises Refused."""
        if params.get("enable") is not True or session.facts.account != "present" or _enabled(session):
            return
        if (params.get("method") or _value(session, METHOD) or _EAP_TLS) != _EAP_TLS:
            return
        store = session.driver.dot1x_store() if session.driver is not None else None
        state = store.read() if store is not None else Dot1xState()
        lacking = [part for part in ("ca", "client", "key") if getattr(state, part) is False]
        if lacking:
            raise Refused(
                f"802.1X would be enabled without {', '.join(_WORDS[part] for part in lacking)}",
                setting=SETTINGS[_setting(session)].where(session.facts.family),
                hint="Set ca_certificate, client_certificate and private_key. Nothing was written.",
            )

    @staticmethod
    def _check_confirmed(session: Session, params: Params, what: str) -> None:
        check_dot1x(what, params["confirm_network_ready"], SETTINGS[ENABLE].where(session.facts.family))

    # -- whether ---------------------------------------------------------------------------------------------------

    def _due(self, store: Dot1xStore, params: Params) -> str | None:
        """Why the files have to be installed; None when the camera has them, as far as it shows."""
        if params["update_material"] == "always":
            return "update_material is always"
        return why_due(store.read(), material_of(params))

    # -- doing -----------------------------------------------------------------------------------------------------

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Install what is handed over, before the settings are written. Raises NetcamError."""
        store = session.require_driver().dot1x_store()
        if params.get("enable") is True:
            result.warnings.extend(notes(DOT1X))
        if not params.get("ca_certificate") or store is None or store.why_not() is not None:
            return
        material = material_of(params)
        after = _text(material.bundle.leaf)
        if session.facts.account == "none":
            result.add_operation(_setting(session), None, after, store.name)
            return
        state = store.read()
        reason = "update_material is always" if params["update_material"] == "always" else why_due(state, material)
        if reason is None:
            return
        result.add_evidence(_setting(session), reason)
        if not check:
            session.progress(f"installing the files of 802.1X: {reason}")
            self._install(session, store, material, params)
        result.add_operation(_setting(session), _before(state), after, store.name)

    @staticmethod
    def _install(session: Session, store: Dot1xStore, material: Material, params: Params) -> None:
        """Files are replaced while 802.1X is disabled, and it is enabled again over a connection that is proven."""
        enabled = _enabled(session)
        if enabled:
            _switch(session, False)
        error: NetcamError | None = None
        try:
            store.install(material.ca_pem, material.bundle.leaf_pem, material.bundle.chain_pem, material.key)
        except NetcamError as found:
            error = found
        if enabled and params.get("enable") is not False:
            try:
                _switch(session, True)
            except NetcamError as found:
                hint = "802.1X was disabled to replace its files, and could not be enabled again."
                (error or found).hint = f"{(error or found).hint or ''} {hint}".strip()
                error = error or found
        if error is not None:
            raise error


_WORDS = {"ca": "a CA certificate", "client": "a client certificate", "key": "a private key"}


def material_of(params: Params) -> Material:
    """Read and judge the files of a task. Raises CertificateProblem, FileProblem, Unsupported."""
    if not HAS_CRYPTOGRAPHY:
        raise Unsupported(
            "the Python library cryptography is needed to read certificates", hint="pip install cryptography"
        )
    passphrase = params.get("private_key_passphrase")
    given = params.get("private_key")
    key_content = _content(given, "private_key") if given else None
    key = None if key_content is None else read_key(key_content, passphrase, what="private_key")
    bundle = read_bundle(
        _content(params["client_certificate"], "client_certificate"), passphrase, key=key, what="client_certificate"
    )
    if bundle.key is None:
        raise CertificateProblem(
            "client_certificate comes without its private key",
            problem="not_a_key",
            hint="Set private_key, or give a file that holds both.",
        )
    now = datetime.now(UTC)
    check(bundle, now=now, limits=_LIMITS)
    authorities = tuple(read_certificates(_content(params["ca_certificate"], "ca_certificate"), what="ca_certificate"))
    for authority in authorities:
        _check_authority(authority, now)
    return Material(authorities, bundle, _sealed(key_content, passphrase, bundle))


def _check_authority(certificate: x509.Certificate, now: datetime) -> None:
    if not is_authority(certificate):
        raise CertificateProblem(
            f"ca_certificate holds {certificate.subject.rfc4514_string()}, which is not the certificate of an authority",
            problem="not_an_authority",
        )
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise CertificateProblem(
            f"ca_certificate holds {certificate.subject.rfc4514_string()}, valid from "
            f"{time_text(certificate.not_valid_before_utc)} to {time_text(certificate.not_valid_after_utc)}",
            problem="expired",
        )


def _sealed(content: bytes | None, passphrase: str | None, bundle: Bundle) -> PrivateKey:
    """An encrypted PEM key as it is, because its owner may know what the camera can open; any other one sealed anew."""
    if content is not None and passphrase and b"ENCRYPTED" in content:
        return PrivateKey(content.decode("ascii", "replace"), passphrase)
    return sealed(bundle.key)


def _content(value: str, option: str) -> bytes:
    """What an option holds: PEM itself, or the path of a file. Raises FileProblem."""
    return value.encode() if "-----BEGIN" in value else read_file(value, option)


def why_due(state: Dot1xState, material: Material) -> str | None:
    """Compare what the camera shows with what it is to have; what it does not show counts as the same."""
    for part, words in _WORDS.items():
        if getattr(state, part) is False:
            return f"the camera has not got {words}"
    leaf = material.bundle.leaf
    if state.client_pem is not None:
        if fingerprint(read_certificates(state.client_pem, "the camera's certificate")[0]) != fingerprint(leaf):
            return "the camera has another client certificate"
    elif state.client_shown is not None and not shows(state.client_shown, leaf):
        return "the camera shows another client certificate"
    if state.ca_pem is not None:
        present = {fingerprint(found) for found in read_certificates(state.ca_pem, "the camera's CA certificate")}
        if not {fingerprint(authority) for authority in material.authorities} <= present:
            return "the camera has another CA certificate"
    return None


def _value(session: Session, setting_id: str) -> Any:
    driver = session.driver
    if driver is None or driver.why_not(setting_id) is not None:
        return None
    return driver.read([setting_id]).values.get(setting_id)


def _enabled(session: Session) -> bool:
    return _value(session, ENABLE) is True


def _switch(session: Session, enable: bool) -> None:
    """Switch 802.1X, prove that the camera still answers over a new connection, and only then save."""
    driver = session.require_driver()
    driver.write([Assignment(ENABLE, enable)])
    session.renew()
    driver.save()
    driver.forget()


def _setting(session: Session) -> str:
    family = session.facts.family
    return next((key for key in _INSTALL if family in SETTINGS[key].limits), _INSTALL[0])


def _text(leaf: x509.Certificate) -> str:
    return f"{leaf.subject.rfc4514_string()}, until {time_text(leaf.not_valid_after_utc)}, SHA-256 {fingerprint(leaf)[:16]}..."


def _before(state: Dot1xState) -> str | None:
    if state.client_shown is not None:
        return state.client_shown.common_name
    return "installed" if state.client else None
