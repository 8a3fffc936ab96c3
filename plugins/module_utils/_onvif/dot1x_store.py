# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""802.1X material over ONVIF: CA certificates as a validation policy, certificate and key as one PKCS#12 file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .._certificates.store import Dot1xState, PrivateKey
from .._client import Client
from .._errors import NotEffective, Refused, Unsupported
from .._guards import check_clear_text
from .dot1x import EAP_TLS, Supplicant, with_material
from .keystore_changes import Remover, Uploader, gone
from .keystore_view import DOT1X, View, look
from .security_dot1x import Stage
from .x509 import certificate_der, certificate_pem, certificates_in, fingerprint

_CLIENT = "dot1x.install_client"


class OnvifDot1x:
    """CA certificates, client certificate and key of one camera's 802.1X."""

    name = "onvif"

    def __init__(self, client: Client, supplicant: Supplicant, waits: Callable[[], None]) -> None:
        self._client = client
        self._supplicant = supplicant
        self._waits = waits

    def why_not(self) -> str | None:
        """EAP-TLS, a file with the key, and trust must all be there: one without the others would be of no use."""
        reason = self._supplicant.why_not()
        if reason is not None:
            return reason
        capabilities = self._supplicant.capabilities
        if capabilities.dot1x_method(EAP_TLS) is None:
            return f"the camera has no EAP-TLS, only {', '.join(capabilities.dot1x_methods)}"
        if not capabilities.has("PKCS12", "PKCS12CertificateWithRSAPrivateKeyUpload"):
            return "the camera does not advertise private keys from outside to ONVIF clients"
        if not capabilities.most("MaximumNumberOfCertificationPathValidationPolicies"):
            return "the camera does not advertise trusted CA certificates to ONVIF clients"
        return None

    def _view(self) -> View:
        return look(self._supplicant.service, self._supplicant.capabilities)

    # -- reading ---------------------------------------------------------------------------------------------------

    def _selected(self, view: View) -> tuple[str, str]:
        """Ids of the path and the policy in use, else of those that were installed for it; empty for none."""
        configuration, _in_use = self._supplicant.read()
        stages = list(configuration.outer.walk()) if configuration is not None else []
        path = next((stage.path for stage in stages if stage.path in view.paths), "")
        policy = next((stage.policy for stage in stages if stage.policy in view.policies), "")
        path = path or next((one.id for one in view.paths.values() if one.alias.startswith(DOT1X)), "")
        policy = policy or next((one.id for one in view.policies.values() if one.alias.startswith(DOT1X)), "")
        return path, policy

    def read(self) -> Dot1xState:
        """What is there. Whether the network lets the camera in is nothing that ONVIF tells."""
        view = self._view()
        path, policy = self._selected(view)
        leaf = (
            view.certificates.get(view.paths[path].certificates[0]) if path and view.paths[path].certificates else None
        )
        anchors = (
            [view.certificates[one] for one in view.policies[policy].anchors if one in view.certificates]
            if policy
            else []
        )
        return Dot1xState(
            ca=bool(anchors),
            client=leaf is not None,
            key=leaf is not None and view.private(leaf),
            ca_pem="".join(certificate_pem(one.der) for one in anchors) or None,
            client_pem=certificate_pem(leaf.der) if leaf is not None else None,
        )

    # -- writing ---------------------------------------------------------------------------------------------------

    def install(self, ca: str, client: str, chain: Sequence[str], key: PrivateKey) -> None:
        """CA certificates and policy, certificate with chain and key, then a configuration that has both.

        What was there before goes when nothing uses it any more. 802.1X stays enabled or not, as it was.
        Raises InvalidValue, Refused (a key over plain HTTP), CameraAnswer, NotEffective, Unsupported.
        """
        self._check()
        check_clear_text(
            ["the client private key for 802.1X"], self._client.clear_text, self._client.endpoint.allow_clear_text
        )
        anchors = [certificate_der(one, "the CA certificate") for one in certificates_in(ca, "the CA certificate")]
        leaf = certificate_der(client, "the client certificate")
        others = [certificate_der(one, f"certificate {number} of the chain") for number, one in enumerate(chain, 1)]
        service = self._supplicant.service
        upload = Uploader(service, self._supplicant.capabilities)
        view = self._view()
        before = self._selected(view)
        path = upload.with_key(view, leaf, others, key, f"{DOT1X}-{fingerprint(leaf)[:16]}")
        policy = upload.trust(self._view(), anchors, f"{DOT1X}-trust")
        self._use(path, policy)
        self._remove_unused(before, keep=(path, policy))
        state = self.read()
        if state.client_pem != certificate_pem(leaf) or not state.key or not state.ca:
            raise NotEffective(
                "the camera accepted the certificates for 802.1X, but does not have them", setting=_CLIENT
            )

    def _use(self, path: str, policy: str) -> None:
        """A configuration with this path and policy, in use where one is in use now."""
        configuration, in_use = self._supplicant.read()
        outer = configuration.outer if configuration is not None else Stage(EAP_TLS)
        self._supplicant.waits = False
        self._supplicant.put(with_material(outer, path, policy), in_use)
        if self._supplicant.waits:
            self._waits()

    def delete(self) -> None:
        """Path, certificates, key, policy. Refused while 802.1X is enabled: the camera would be cut off."""
        self._check()
        view = self._view()
        before = self._selected(view)
        configuration, in_use = self._supplicant.read()
        if in_use and any(before):
            raise Refused("802.1X is enabled with these certificates", setting=_CLIENT, hint="Disable it first.")
        if configuration is not None:
            self._supplicant.put(with_material(configuration.outer, "", ""), enabled=False)
        self._remove_unused(before, keep=())
        state = self.read()
        if state.client or state.ca:
            raise NotEffective(
                "the camera accepted to delete the certificates for 802.1X, but has them", setting=_CLIENT
            )

    def _remove_unused(self, old: tuple[str, str], keep: Sequence[str]) -> None:
        """Ours of before, from the top down. What others made, or something else uses, stays."""
        remover = Remover(self._supplicant.service)
        view = self._view()
        policy = view.policies.get(old[1])
        if policy is not None and policy.id not in keep and policy.alias.startswith(DOT1X):
            gone(self._supplicant.service.delete_policy, policy.id)
        path = view.paths.get(old[0])
        if path is not None and path.id not in keep and path.alias.startswith(DOT1X) and path.certificates:
            view = self._view()
            gone(lambda certificate: remover.certificate(view, certificate), path.certificates[0])
        remover.leftovers(self._view())

    def _check(self) -> None:
        reason = self.why_not()
        if reason is not None:
            raise Unsupported(reason, setting=_CLIENT, hint="Do it on the camera's own page.")
