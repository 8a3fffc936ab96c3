# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The life of a server certificate, in the same words for every interface.

Look at what is served and installed; decide whether it is due; on the camera make a key and a request; issue; install with
the chain; choose; prove by a handshake and an authenticated read; remove what was replaced. A key made on the camera never
leaves it. Nothing is written before the new certificate was judged with the eyes of the clients to come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from .._catalog import SETTINGS
from .._errors import InvalidValue, Refused, Unsupported
from .._result import Result
from .._session import Session
from .chain import Bundle
from .crypto import x509
from .due import why_due
from .eyes import Eyes, Seen
from .issuers import SiteCaIssuer, authorities_in, given_bundle, issuer_of, same_certificate
from .keeping import Keeping
from .key import make_key, make_request, sealed
from .material import check
from .notes import SELF_SIGNED, notes
from .order import Order
from .proof import Proof
from .reading import read_certificates
from .store import Held, PrivateKey, Store, Wish
from .words import held_text, short

#: A certificate is neither issued to nor judged on a camera whose clock is further off. Seconds.
MAX_DRIFT = 300.0


class LifeCycle:
    """One order on one open camera."""

    def __init__(self, session: Session, store: Store, order: Order, params: Any, result: Result) -> None:
        self._session = session
        self._store = store
        self._order = order
        self._result = result
        self._wish = order.wish(session.endpoint)
        self._issuer = issuer_of(order)
        self._params = params
        self._now = datetime.now(UTC)
        self._eyes = Eyes(session, store)
        folder = params.get("backup_dir")
        self._keeping = Keeping(folder, session.endpoint.name) if folder else None

    def run(self, check_mode: bool) -> None:
        """Carry out the order; in check mode only record what would be done. Raises NetcamError."""
        if self._order.source == "request":
            self._request_only(check_mode)
            return
        given = given_bundle(self._params) if self._order.source == "files" else None
        seen = self._eyes.look()
        reason: str | None = "force is set"
        if not self._params["force"]:
            reason = why_due(seen, given, self._order, self._wish, self._issuer, self._now)
        self._tell(seen, reason)
        if reason is None:
            if seen.certificate is not None and not check_mode:
                self._keep(Bundle(seen.certificate))
            return
        self._check_clock(check_mode)
        self._check_trust()
        if given is not None:
            self._judge(given)
        way = self._way(given)
        before = short(seen.certificate) if seen.certificate is not None else held_text(seen.state.server)
        if check_mode:
            after = (
                short(given.leaf) if given is not None else f"a new certificate for {self._wish.subject.common_name}"
            )
            self._result.add_operation(self._setting(), before, after, self._store.name)
            return
        self._session.progress(f"the certificate is due: {reason}")
        held, leaf = way(given)
        Proof(self._session, self._store, self._order, self._eyes, self._result, self._setting()).use(seen, held, leaf)
        self._result.add_operation(self._setting(), before, short(leaf) if leaf else held_text(held), self._store.name)
        self._clear_away(seen, held, leaf)
        self._tell(self._eyes.look(), None)
        self._result.extra["certificate"]["tls"] = self._eyes.grade(self._now, int(self._params["renew_before"]))

    def _tell(self, seen: Seen, reason: str | None) -> None:
        self._result.extra["certificate"] = {"due": reason, "driver": self._store.name, **seen.facts(self._now)}

    # -- guards ----------------------------------------------------------------------------------------------------

    def _check_clock(self, check_mode: bool) -> None:
        """Validity is a matter of time: the camera's clock first, then its certificate."""
        facts = self._session.look()
        drift = facts.drift if facts is not None else None
        if drift is None:
            self._result.warnings.append(
                "the camera does not tell its clock, so nobody knows whether the certificate is valid for it"
            )
        elif abs(drift) > MAX_DRIFT:
            text = f"the camera's clock is {drift:+.0f} s off, and a certificate is a matter of time"
            if check_mode:
                self._result.warnings.append(f"{text}: set the clock first")
                return
            raise Refused(
                text,
                setting=SETTINGS["date_time.clock"].where(self._session.facts.family),
                hint="Set the clock first (module netcam.hardening.date_time). No certificate was issued.",
            )

    def _check_trust(self) -> None:
        """Whoever switches a camera over to a certificate must be able to trust it in the next run."""
        endpoint = self._session.endpoint
        if endpoint.tls_fingerprint:
            raise Refused(
                "this inventory trusts exactly one certificate, the present one: the next run would not trust its successor",
                setting=self._where(),
                hint="Remove ansible_netcam_tls_fingerprint, and set ansible_netcam_ca_path or ansible_netcam_known_certificates. "
                "Nothing was written.",
            )
        if not endpoint.validate_certs:
            return
        if self._order.source == "self_signed":
            if not endpoint.known_certificates:
                raise Refused(
                    "a self-signed certificate can only be trusted by its fingerprint, and this inventory remembers none",
                    setting=self._where(),
                    hint="Set ansible_netcam_known_certificates to a file. Nothing was written.",
                )
        elif isinstance(self._issuer, SiteCaIssuer) and not endpoint.ca_path:
            raise Refused(
                "this inventory would not trust the certificate, and the next run would not reach the camera by HTTPS",
                setting=self._where(),
                hint=f"Set ansible_netcam_ca_path to {self._issuer.trust}. Nothing was written.",
            )

    def _judge(self, bundle: Bundle) -> None:
        """With the eyes of the clients to come, before the camera sees it. Raises CertificateProblem."""
        endpoint = self._session.endpoint
        anchors: list[x509.Certificate] = []
        if endpoint.validate_certs and endpoint.ca_path:
            anchors = authorities_in(endpoint.ca_path)
        check(bundle, now=datetime.now(UTC), names=[self._session.client.host], anchors=anchors)
        self._result.warnings.extend(bundle.notes)

    # -- doing -----------------------------------------------------------------------------------------------------

    def _way(self, given: Bundle | None) -> Callable[[Bundle | None], tuple[Held | None, x509.Certificate | None]]:
        """How this camera comes to the certificate. Raises Unsupported, Refused."""
        if self._order.source == "self_signed":
            self._need("self_signed")
            return self._self_signed
        if given is not None:
            self._need("install" if given.key is None else "install_key")
            return self._install_given
        reason = self._store.why_not("request")
        if reason is None:
            self._need("install")
            return self._sign_request
        if self._store.why_not("install_key") is None:
            if not self._params["key_on_controller"]:
                raise Refused(
                    f"no key can be made on this camera ({reason}), and a key that is made elsewhere has been elsewhere",
                    setting=self._where(),
                    hint="As a last resort, key_on_controller makes it on this controller, sends it encrypted, and forgets it.",
                )
            return self._bring_key
        raise self._unsupported(reason)

    def _unsupported(self, reason: str) -> Unsupported:
        error = Unsupported(reason, setting=self._where(), hint="Do it on the camera's own page.")
        error.key = self._setting()
        return error

    def _need(self, ability: str) -> None:
        reason = self._store.why_not(ability)
        if reason is not None:
            raise self._unsupported(reason)

    def _self_signed(self, _given: Bundle | None) -> tuple[Held | None, x509.Certificate | None]:
        wish = self._dated()
        if self._store.read().has_key is False and self._store.why_not("key") is None:
            self._store.create_key(wish)
        self._store.create_self_signed(wish)
        self._result.warnings.extend(notes(SELF_SIGNED))
        state = self._store.read()
        made = [held for held in state.held if held.self_signed and held.kind == "server"]
        held = state.server if state.server in made else made[-1] if made else state.server
        leaf = read_certificates(held.pem, "the camera's certificate")[0] if held and held.pem else None
        if leaf is not None:
            self._keep(Bundle(leaf))
        return held, leaf

    def _install_given(self, given: Bundle | None) -> tuple[Held | None, x509.Certificate | None]:
        bundle = _certainly(given)
        self._keep(bundle)
        if bundle.key is None:
            return self._store.install(bundle.leaf_pem, bundle.chain_pem), bundle.leaf
        return self._install(bundle, sealed(bundle.key)), bundle.leaf

    def _keep(self, bundle: Bundle) -> None:
        """A copy of the certificate on the controller, before the camera gets it."""
        if self._keeping is not None and self._keeping.keep(bundle):
            self._result.add_evidence(self._setting(), f"a copy of the certificate is in {self._keeping.path}")

    def _sign_request(self, _given: Bundle | None) -> tuple[Held | None, x509.Certificate | None]:
        csr = self._request()
        bundle = _certainly(self._issuer).issue(csr, self._wish, self._session.endpoint.name, self._now)
        self._judge(bundle)
        return self._install(bundle, None), bundle.leaf

    def _bring_key(self, _given: Bundle | None) -> tuple[Held | None, x509.Certificate | None]:
        key = make_key(self._wish)
        csr = make_request(key, self._wish)
        bundle = _certainly(self._issuer).issue(csr, self._wish, self._session.endpoint.name, self._now)
        self._judge(bundle)
        held = self._install(bundle, sealed(key))
        self._result.warnings.append(
            "the private key was made on the controller, because this camera takes it no other way"
        )
        return held, bundle.leaf

    def _install(self, bundle: Bundle, sealed: PrivateKey | None) -> Held:
        self._keep(bundle)
        chain = bundle.chain_pem
        if chain and (reason := self._store.why_not("chain")) is not None:
            self._result.warnings.append(
                f"the intermediate certificates go to the clients, not to the camera: {reason}"
            )
            chain = ()
        return self._store.install(bundle.leaf_pem, chain, sealed)

    def _request(self) -> str:
        self._need("request")
        if self._store.read().has_key is False and self._store.why_not("key") is None:
            self._store.create_key(self._wish)
        return self._store.create_request(self._wish)

    def _request_only(self, check_mode: bool) -> None:
        """A request for somebody else to sign; the pending one again, unless force is set."""
        state = self._store.read()
        csr = state.request
        if csr is None or self._params["force"]:
            self._need("request")
            self._check_clock(check_mode)
            if not check_mode:
                csr = self._request()
            self._result.add_operation(
                self._setting(), None, f"a request for {self._wish.subject.common_name}", self._store.name
            )
        self._result.extra["csr"] = csr

    # -- after ----------------------------------------------------------------------------------------------------

    def _clear_away(self, seen: Seen, held: Held | None, leaf: x509.Certificate | None) -> None:
        """What was replaced is revoked, and removed where the camera still holds it."""
        old = seen.certificate
        if not seen.served or not self._params["remove_replaced"] or same_certificate(old, leaf):
            # what is not proven yet replaces nothing
            return
        if old is not None and self._issuer is not None and (text := self._issuer.replaced(old, self._now)) is not None:
            self._result.add_evidence(self._setting(), text)
        former = seen.state.server
        if former is None or held is None or former.id == held.id or self._store.why_not("several") is not None:
            return
        if any(present.id == former.id for present in self._store.read().held):
            try:
                self._store.delete(former)
            except Refused as error:
                # something else uses it, such as 802.1X; the new one is proven all the same
                self._result.warnings.append(f"the replaced certificate stays on the camera: {error.message}")
                return
            self._result.add_evidence(
                self._setting(), f"the replaced certificate {former.id} was removed from the camera"
            )

    # -- words -----------------------------------------------------------------------------------------------------

    def _dated(self) -> Wish:
        end = self._now + timedelta(days=int(self._params["days"]))
        return replace(self._wish, not_before=self._now - timedelta(minutes=5), not_after=end)

    def _setting(self) -> str:
        if self._order.source == "self_signed":
            return "certificate.create_self_signed"
        family = self._session.facts.family
        for setting_id in ("certificate.install", "certificate.install_server"):
            if family in SETTINGS[setting_id].limits:
                return setting_id
        return "certificate.install"

    def _where(self) -> str:
        return SETTINGS[self._setting()].where(self._session.facts.family)


def _certainly(value: Any) -> Any:
    """A value that the checks before have made sure of."""
    if value is None:
        raise InvalidValue("the order has no issuer", setting="certificate")
    return value
