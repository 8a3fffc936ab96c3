# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the camera says it can: capabilities follow from the features the fleet file leaves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import names
from .options import DIGEST, TOKEN
from .xml import Scalar, el, leaf

if TYPE_CHECKING:
    from .service import OnvifService

# Path, namespace, version, and the feature that makes the service exist (none: always).
SERVICES: tuple[tuple[str, str, tuple[int, int], str], ...] = (
    ("/onvif/device_service", names.TDS, (24, 12), ""),
    ("/onvif/media_service", names.TRT, (2, 6), "media"),
    ("/onvif/media2_service", names.TR2, (20, 12), "media2"),
    ("/onvif/security_service", names.TAS, (24, 12), "security"),
)
PATH_OF = {namespace: path for path, namespace, _unused, _unused2 in SERVICES}
NAMESPACE_OF = {path: namespace for path, namespace, _unused, _unused2 in SERVICES}


def services(service: OnvifService) -> list[tuple[str, str, tuple[int, int]]]:
    """Path, namespace and version of each service this camera has."""
    return [(path, name, version) for path, name, version, feature in SERVICES if service.has(feature)]


def device_capabilities(service: OnvifService) -> str:
    """`tds:Capabilities`."""
    network: dict[str, Scalar] = {
        "IPFilter": service.has("ip_filter"),
        "ZeroConfiguration": service.has("zero_configuration"),
        "IPVersion6": True,
        "DynDNS": False,
        "Dot11Configuration": False,
        "Dot1XConfigurations": 0,
        "HostnameFromDHCP": service.has("hostname_dhcp"),
        "NTP": service.ntp_servers if service.has("ntp") else 0,
        "DHCPv6": True,
    }
    system: dict[str, Scalar] = {
        "DiscoveryResolve": True,
        "DiscoveryBye": False,
        "RemoteDiscovery": False,
        "SystemBackup": service.has("system_backup"),
        "SystemLogging": service.has("system_logging"),
        "FirmwareUpgrade": service.has("system_backup"),
        "HttpFirmwareUpgrade": service.has("http_firmware"),
        "HttpSystemBackup": service.has("http_backup"),
        "HttpSystemLogging": service.has("http_logging"),
        "HttpSupportInformation": False,
        "DiscoveryNotSupported": not service.has("discovery"),
        "NetworkConfigNotSupported": False,
        "UserConfigNotSupported": False,
    }
    return el(
        "tds:Capabilities",
        el("tds:Network", attributes=network),
        el("tds:Security", attributes=_security(service)),
        el("tds:System", attributes=system),
    )


def _security(service: OnvifService) -> dict[str, Scalar]:
    policies = [
        word
        for feature, word in (
            ("password_complexity", "PasswordComplexity"),
            ("password_history", "PasswordHistory"),
            ("auth_failure_warnings", "AuthFailureWarnings"),
        )
        if service.has(feature)
    ]
    limits = service.limits
    found: dict[str, Scalar] = {
        "TLS1.0": False,
        "TLS1.1": False,
        "TLS1.2": True,
        "OnboardKeyGeneration": service.has("security"),
        "AccessPolicyConfig": False,
        "DefaultAccessPolicy": True,
        "Dot1X": service.has("dot1x") and service.has("security"),
        "RemoteUserHandling": False,
        "X.509Token": False,
        "SAMLToken": False,
        "KerberosToken": False,
        "UsernameToken": TOKEN in service.options.auth,
        "HttpDigest": DIGEST in service.options.auth,
        "RELToken": False,
        "MaxUsers": limits.users,
        "MaxUserNameLength": limits.longest_name,
        "MaxPasswordLength": limits.longest_password,
        "SecurityPolicies": " ".join(policies),
    }
    if service.has("password_history"):
        found["MaxPasswordHistory"] = 10
    if service.has("hashing"):
        found["HashingAlgorithms"] = "MD5 SHA-256"
    return found


def old_capabilities(service: OnvifService, base: str, categories: set[str]) -> str:
    """`tds:Capabilities` of GetCapabilities, the older operation, in the schema's order."""
    every = "All" in categories or not categories
    parts = []
    if every or "Device" in categories:
        parts.append(_old_device(service, base))
    if service.has("media") and (every or "Media" in categories):
        streaming = el("tt:StreamingCapabilities", leaf("tt:RTPMulticast", True), leaf("tt:RTP_TCP", True))
        parts.append(el("tt:Media", leaf("tt:XAddr", base + PATH_OF[names.TRT]), streaming))
    return el("tds:Capabilities", *parts)


def _old_device(service: OnvifService, base: str) -> str:
    network = el(
        "tt:Network",
        leaf("tt:IPFilter", service.has("ip_filter")),
        leaf("tt:ZeroConfiguration", service.has("zero_configuration")),
        leaf("tt:IPVersion6", True),
        leaf("tt:DynDNS", False),
    )
    system = el(
        "tt:System",
        leaf("tt:DiscoveryResolve", True),
        leaf("tt:DiscoveryBye", False),
        leaf("tt:RemoteDiscovery", False),
        leaf("tt:SystemBackup", service.has("system_backup")),
        leaf("tt:SystemLogging", service.has("system_logging")),
        leaf("tt:FirmwareUpgrade", service.has("system_backup")),
        el("tt:SupportedVersions", leaf("tt:Major", 2), leaf("tt:Minor", 60)),
        el(
            "tt:Extension",
            leaf("tt:HttpFirmwareUpgrade", service.has("http_firmware")),
            leaf("tt:HttpSystemBackup", service.has("http_backup")),
            leaf("tt:HttpSystemLogging", service.has("http_logging")),
            leaf("tt:HttpSupportInformation", False),
        ),
    )
    security = el(
        "tt:Security",
        leaf("tt:TLS1.1", False),
        leaf("tt:TLS1.2", True),
        leaf("tt:OnboardKeyGeneration", service.has("security")),
        leaf("tt:AccessPolicyConfig", False),
        leaf("tt:X.509Token", False),
        leaf("tt:SAMLToken", False),
        leaf("tt:KerberosToken", False),
        leaf("tt:RELToken", False),
    )
    return el("tt:Device", leaf("tt:XAddr", base + PATH_OF[names.TDS]), network, system, security)


def capabilities(service: OnvifService, namespace: str) -> str:
    """The capabilities of one service."""
    return _OF_SERVICE[namespace](service) if namespace in _OF_SERVICE else ""


# Filled by the files of the other services, which import this one.
_OF_SERVICE: dict[str, Callable[[OnvifService], str]] = {names.TDS: device_capabilities}


def register(namespace: str, function: Callable[[OnvifService], str]) -> None:
    """Say what a service can."""
    _OF_SERVICE[namespace] = function
