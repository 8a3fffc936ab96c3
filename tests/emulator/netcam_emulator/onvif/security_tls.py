# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Security service: which certificate the HTTPS server shows, and which TLS versions it speaks."""

from __future__ import annotations

from .fault import bad_value, prohibited, receiver
from .keystore import CERTIFICATES, KEYS, PATHS
from .registry import Access, Call
from .security_keys import security
from .xml import leaf

_VERSIONS = ("1.2", "1.3")


def _usable(call: Call, path_id: str, unknown: str = "") -> str:
    """Return the id of a path that can be shown; raises Fault."""
    keystore = call.service.keystore
    path = keystore.get(PATHS, path_id, unknown)
    certificate = keystore.get(CERTIFICATES, path["certificates"][0])
    if not keystore.get(KEYS, certificate["key"])["private"]:
        raise bad_value("ter:NoPrivateKey", f"No private key for {path_id}")
    return path_id


@security("AddServerCertificateAssignment", Access.WRITE_SYSTEM)
def add_server_certificate_assignment(call: Call) -> str:
    """Assign a path where there is none."""
    path_id = call.body.text("CertificationPathID")
    call.body.end()
    keystore = call.service.keystore
    _usable(call, path_id)
    if keystore.assigned:
        raise receiver("ter:Action", "ter:MaximumNumberOfTLSCertificationPathsReached")
    keystore.assigned.append(path_id)
    keystore.changed()
    return ""


@security("ReplaceServerCertificateAssignment", Access.WRITE_SYSTEM)
def replace_server_certificate_assignment(call: Call) -> str:
    """Assign another path instead."""
    old, new = call.body.text("OldCertificationPathID"), call.body.text("NewCertificationPathID")
    call.body.end()
    keystore = call.service.keystore
    if old not in keystore.assigned:
        raise bad_value("ter:OldCertificationPathID", f"{old} is not assigned")
    _usable(call, new, "ter:NewCertificationPathID")
    keystore.assigned[:] = [new]
    keystore.changed()
    return ""


@security("RemoveServerCertificateAssignment", Access.WRITE_SYSTEM)
def remove_server_certificate_assignment(call: Call) -> str:
    """Take the assignment away, only while HTTPS is off."""
    path_id = call.body.text("CertificationPathID")
    call.body.end()
    keystore = call.service.keystore
    if path_id not in keystore.assigned:
        raise bad_value("ter:CertificationPathID", f"{path_id} is not assigned")
    if call.service.written("ssl_tls.https_policy") != "http":
        raise prohibited("ter:ReferenceExists", "HTTPS is on")
    keystore.assigned.remove(path_id)
    keystore.changed()
    return ""


@security("GetAssignedServerCertificates", Access.READ_SYSTEM_SECRET)
def get_assigned_server_certificates(call: Call) -> str:
    """The assigned path."""
    call.body.end()
    return "".join(leaf("tas:CertificationPathID", path_id) for path_id in call.service.keystore.assigned)


@security("GetEnabledTLSVersions", Access.READ_SYSTEM_SECRET)
def get_enabled_tls_versions(call: Call) -> str:
    """TLS versions, as a list in one element."""
    call.body.end()
    return leaf("tas:Versions", " ".join(call.service.keystore.data["versions"]))


@security("SetEnabledTLSVersions", Access.WRITE_SYSTEM)
def set_enabled_tls_versions(call: Call) -> str:
    """Choose TLS versions."""
    versions = call.body.text("Versions").split()
    call.body.end()
    if not versions:
        raise bad_value("ter:EmptyList", "At least one version")
    if any(version not in _VERSIONS for version in versions):
        raise bad_value("ter:TLSVersion", f"Only {' and '.join(_VERSIONS)}")
    call.service.keystore.data["versions"] = sorted(set(versions))
    call.service.keystore.changed()
    return ""


@security("GetClientAuthenticationRequired", Access.READ_SYSTEM_SECRET)
def get_client_authentication_required(call: Call) -> str:
    """Never: this server does not ask for client certificates."""
    call.body.end()
    return leaf("tas:clientAuthenticationRequired", False)
