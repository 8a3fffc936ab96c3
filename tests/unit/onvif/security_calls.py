# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every call of the Security service that the collection makes, for the test against the official schema."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Subject
from ansible_collections.netcam.hardening.plugins.module_utils._onvif import security_dot1x as dot1x
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.security import SecurityService
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.security_capabilities import read_capabilities
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.security_model import Extension
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.xml import Markup, tag

WHOLE = Subject("cam<1>", "CH", "Zürich", "Kloten", "Airport & Co", "Security")
SHORT = Subject("cam-1")
RSA_SHA256 = "1.2.840.113549.1.1.11"
NAMES = [Extension("2.5.29.17", b"\x30\x00"), Extension("2.5.29.37", b"\x30\x00", critical=True)]
VALIDITY = ("2026-11-22T12:00:00Z", "2027-11-22T12:00:00Z")
IDS = Markup(tag("tas:IntegrityPassphraseID", "P1") + tag("tas:EncryptionPassphraseID", "P1"))
PEAP = dot1x.Stage("EAP-PEAP", "outside", policy="POL1", inner=dot1x.Stage("MSCHAPv2", "cam", passphrase="P1"))

CALLS: dict[str, Callable[[SecurityService], object]] = {
    "GetServiceCapabilities, security": read_capabilities,
    "CreateRSAKeyPair": lambda service: service.create_rsa_key(3072, "ours"),
    "CreateECCKeyPair": lambda service: service.create_ec_key("secp256r1", "ours"),
    "GetKeyStatus": lambda service: service.key_status("K1"),
    "GetAllKeys": lambda service: service.all_keys(),
    "DeleteKey": lambda service: service.delete_key("K1"),
    "CreatePKCS10CSR": lambda service: service.create_request("K1", WHOLE, RSA_SHA256, NAMES),
    "CreatePKCS10CSR, no names": lambda service: service.create_request("K1", SHORT, RSA_SHA256, []),
    "CreateSelfSignedCertificate": lambda service: service.create_self_signed(
        "K1", WHOLE, "ours", VALIDITY, RSA_SHA256, NAMES
    ),
    "UploadCertificate": lambda service: service.upload_certificate(b"der", "ours", "ours", True),
    "UploadCertificateWithPrivateKeyInPKCS12": lambda service: service.upload_pkcs12(b"p12", "ours", "ours", IDS),
    "UploadCertificateWithPrivateKeyInPKCS12, passphrase": lambda service: service.upload_pkcs12(
        b"p12", "ours", "ours", tag("tas:Passphrase", "a<b")
    ),
    "GetAllCertificates": lambda service: service.certificates(),
    "DeleteCertificate": lambda service: service.delete_certificate("C1"),
    "CreateCertificationPath": lambda service: service.create_path(["C1", "C2"], "ours"),
    "GetAllCertificationPaths": lambda service: service.paths(),
    "DeleteCertificationPath": lambda service: service.delete_path("P1"),
    "UploadPassphrase": lambda service: service.upload_passphrase("a<b", "ours"),
    "GetAllPassphrases": lambda service: service.passphrases(),
    "DeletePassphrase": lambda service: service.delete_passphrase("P1"),
    "CreateCertPathValidationPolicy": lambda service: service.create_policy(["C1", "C2"], "ours"),
    "GetAllCertPathValidationPolicies": lambda service: service.policies(),
    "DeleteCertPathValidationPolicy": lambda service: service.delete_policy("POL1"),
    "UploadCRL": lambda service: service.upload_crl(b"crl", "ours"),
    "GetAllCRLs": lambda service: service.crls(),
    "DeleteCRL": lambda service: service.delete_crl("R1"),
    "GetAssignedServerCertificates": lambda service: service.assigned(),
    "AddServerCertificateAssignment": lambda service: service.assign("P1"),
    "ReplaceServerCertificateAssignment": lambda service: service.replace_assigned("P1", "P2"),
    "RemoveServerCertificateAssignment": lambda service: service.unassign("P1"),
    "GetEnabledTLSVersions": lambda service: service.tls_versions(),
    "SetEnabledTLSVersions": lambda service: service.set_tls_versions(["1.2", "1.3"]),
    "GetAllDot1XConfigurations": dot1x.configurations,
    "AddDot1XConfiguration": lambda service: dot1x.add_configuration(service, "ours", PEAP),
    "DeleteDot1XConfiguration": lambda service: dot1x.delete_configuration(service, "D1"),
    "GetNetworkInterfaceDot1XConfiguration": lambda service: dot1x.bound(service, "eth0"),
    "SetNetworkInterfaceDot1XConfiguration": lambda service: dot1x.bind(service, "eth0", "D1"),
    "DeleteNetworkInterfaceDot1XConfiguration": lambda service: dot1x.unbind(service, "eth0"),
}
