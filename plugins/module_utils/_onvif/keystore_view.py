# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What is in a camera's keystore at one moment, and who uses what."""

from __future__ import annotations

from dataclasses import dataclass

from .._certificates.store import Held
from .security import SecurityService
from .security_capabilities import SecurityCapabilities
from .security_dot1x import Configuration, configurations
from .security_model import OK, Certificate, Key, Path, Policy
from .x509 import Facts, certificate_pem

#: Everything that this collection makes in a keystore has an alias that begins so.
OURS = "netcam-hardening"
#: Keys of ours for HTTPS; the rest of the alias says what kind of key it is, which no operation tells.
HTTPS_KEY = f"{OURS}-https"
CHAIN = f"{OURS}-chain"
TRUST = f"{OURS}-trust"
#: What belongs to 802.1X: its configuration, its path, its policy, its password.
DOT1X = f"{OURS}-dot1x"

SERVER, INTERMEDIATE, CA = "server", "intermediate", "ca"


@dataclass(frozen=True)
class View:
    """Keys, certificates, paths and policies by id; ids of the paths that the TLS server shows; 802.1X configurations."""

    keys: dict[str, Key]
    certificates: dict[str, Certificate]
    paths: dict[str, Path]
    policies: dict[str, Policy]
    assigned: tuple[str, ...]
    dot1x: tuple[Configuration, ...]

    # -- who uses what ---------------------------------------------------------------------------------------------

    def private(self, certificate: Certificate) -> bool:
        """Whether its private key is on the camera."""
        if certificate.private is not None:
            return certificate.private
        key = self.keys.get(certificate.key)
        return key is not None and key.private is True

    def leads(self, certificate: str) -> list[Path]:
        """Paths that this certificate is the first of."""
        return [path for path in self.paths.values() if path.certificates[:1] == (certificate,)]

    def follows(self, certificate: str) -> list[Path]:
        """Paths that have this certificate behind the first."""
        return [path for path in self.paths.values() if certificate in path.certificates[1:]]

    def trusts(self, certificate: str) -> list[Policy]:
        """Policies that trust this certificate."""
        return [policy for policy in self.policies.values() if certificate in policy.anchors]

    def of_dot1x(self, path: str) -> bool:
        """Whether 802.1X uses this path, or is meant to."""
        known = self.paths.get(path)
        if known is not None and known.alias.startswith(DOT1X):
            return True
        return any(path in configuration.paths() for configuration in self.dot1x)

    def used(self, certificate: str) -> bool:
        """Whether a path or a policy refers to this certificate."""
        return bool(self.leads(certificate) or self.follows(certificate) or self.trusts(certificate))

    def key_used(self, key: str) -> bool:
        """Whether a certificate is for this key."""
        return any(certificate.key == key for certificate in self.certificates.values())

    def served(self, certificate: str) -> bool:
        """Whether the TLS server shows this certificate."""
        return any(path.id in self.assigned for path in self.leads(certificate))

    def path_of(self, certificate: str) -> Path | None:
        """The path to serve this certificate with: the one in use, else the longest that 802.1X does not use."""
        paths = [path for path in self.leads(certificate) if not self.of_dot1x(path.id) or path.id in self.assigned]
        served = [path for path in paths if path.id in self.assigned]
        return next(iter(served), None) or max(paths, key=lambda path: len(path.certificates), default=None)

    def same(self, der: bytes) -> Certificate | None:
        """The certificate with this very content."""
        return next((one for one in self.certificates.values() if one.der == der), None)

    # -- as the life cycle sees it ---------------------------------------------------------------------------------

    def kind(self, certificate: Certificate, facts: Facts) -> str | None:
        """What a certificate is for; None for one that serves another end than HTTPS (802.1X, signing of media)."""
        if self.served(certificate.id):
            return SERVER
        leads = self.leads(certificate.id)
        if leads and all(self.of_dot1x(path.id) for path in leads):
            return None
        if self.private(certificate):
            return SERVER if facts.serves else None
        if self.follows(certificate.id):
            return INTERMEDIATE
        return CA if self.trusts(certificate.id) or facts.self_signed else INTERMEDIATE

    def held(self) -> tuple[Held, ...]:
        """All certificates of the camera's server, its chains and its trust."""
        found = []
        for certificate in self.certificates.values():
            facts = Facts(certificate.der)
            kind = self.kind(certificate, facts)
            if kind is None:
                continue
            in_use = self.served(certificate.id) if kind == SERVER else self.used(certificate.id)
            found.append(
                Held(
                    certificate.id,
                    kind,
                    certificate_pem(certificate.der),
                    facts.common_name,
                    facts.not_before,
                    facts.not_after,
                    facts.self_signed,
                    in_use,
                )
            )
        return tuple(found)

    # -- ours ------------------------------------------------------------------------------------------------------

    def waiting_keys(self) -> list[Key]:
        """Keys of ours for HTTPS that no certificate is for yet."""
        return [key for key in self.keys.values() if key.alias.startswith(HTTPS_KEY) and not self.key_used(key.id)]

    def private_keys(self) -> int:
        """How many keys with a private half there are: those are what the camera's limit counts."""
        return sum(key.private is not False for key in self.keys.values())


def look(service: SecurityService, capabilities: SecurityCapabilities) -> View:
    """Ask for everything that the camera has operations for."""
    keys = {key.id: key for key in service.all_keys()}
    certificates = {certificate.id: certificate for certificate in service.certificates()}
    paths = {path.id: path for path in service.paths()} if capabilities.has_paths else {}
    trust = capabilities.most("MaximumNumberOfCertificationPathValidationPolicies")
    policies = {policy.id: policy for policy in service.policies()} if trust else {}
    assigned = service.assigned() if capabilities.tls_versions else ()
    dot1x = configurations(service) if capabilities.has_dot1x else ()
    return View(keys, certificates, paths, policies, assigned, dot1x)


def usable(key: Key) -> bool:
    """Whether a key is ready."""
    return key.status == OK and key.private is not False
