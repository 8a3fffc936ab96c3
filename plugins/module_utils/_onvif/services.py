# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a camera offers: its services with their paths, and the capabilities it advertises.

C(GetServices) with capabilities tells all of it in one request and needs no login. C(GetCapabilities) is the fallback
of old cameras. Of each address only the path is taken: cameras behind a forwarded port, or with a wrong idea of
themselves, state hosts and ports that nobody can reach, and the session keeps to the place that answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .._errors import CameraAnswer
from .soap import DEVICE_PATH, FaultAnswer, OperationMissing, Soap
from .xml import NAMESPACES, Node, number, tag, truth

DEVICE, MEDIA, MEDIA2, SECURITY = (NAMESPACES[prefix] for prefix in ("tds", "trt", "tr2", "tas"))

#: Where GetCapabilities puts what GetServices has as attributes: path of the element by group and attribute.
_OLD = {
    ("Network", "IPFilter"): ("Device", "Network", "IPFilter"),
    ("Network", "ZeroConfiguration"): ("Device", "Network", "ZeroConfiguration"),
    ("System", "SystemBackup"): ("Device", "System", "SystemBackup"),
    ("System", "SystemLogging"): ("Device", "System", "SystemLogging"),
    ("System", "HttpFirmwareUpgrade"): ("Device", "System", "Extension", "HttpFirmwareUpgrade"),
    ("System", "HttpSystemBackup"): ("Device", "System", "Extension", "HttpSystemBackup"),
    ("System", "HttpSystemLogging"): ("Device", "System", "Extension", "HttpSystemLogging"),
}


@dataclass(frozen=True)
class Services:
    """Paths by namespace, and capability words by group and name. C(complete) is false for the fallback's short list."""

    paths: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    version: str | None = None
    complete: bool = True

    def path(self, namespace: str) -> str | None:
        """The path of a service, None when the camera does not have it."""
        return self.paths.get(namespace)

    def says(self, group: str, name: str) -> bool | None:
        """A capability; None when an old camera's list has no place for it."""
        word = self.words.get((group, name))
        if word is None:
            return None if not self.complete and (group, name) not in _OLD else False
        count = number(word)
        return count > 0 if count is not None else bool(truth(word))

    def limit(self, group: str, name: str) -> int | None:
        """A capability that is a number; None when it is not stated."""
        value = number(self.words.get((group, name)))
        return value if value and value > 0 else None


def path_of(address: str) -> str:
    """Path and query of an address, which may be a bare path. Raises CameraAnswer."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        raise CameraAnswer("the camera states an address that is none") from None
    path = "/" + parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
    if any(ord(char) <= 32 or ord(char) == 127 for char in path):
        raise CameraAnswer("the camera states an address with blanks or control characters")
    return path


def _words(capabilities: Node, into: dict[tuple[str, str], str]) -> None:
    for group in capabilities.children:
        for name, value in group.attributes.items():
            into[group.name, name] = value


def _from_services(response: Node) -> Services:
    paths: dict[str, str] = {}
    words: dict[tuple[str, str], str] = {}
    version = None
    for service in response.all("Service"):
        namespace = service.get("Namespace") or ""
        paths[namespace] = path_of(service.get("XAddr") or DEVICE_PATH)
        holder = service.find("Capabilities")
        if namespace == DEVICE:
            major, minor = service.get("Version", "Major"), service.get("Version", "Minor")
            version = f"{major}.{minor}" if major and minor else None
        if holder is None or namespace not in (DEVICE, MEDIA, MEDIA2):
            continue
        # the service's own element is inside; some cameras leave out one of the two layers
        inner = holder.find("Capabilities") or holder.find("DeviceServiceCapabilities") or holder
        found: dict[tuple[str, str], str] = {}
        _words(inner, found)
        for (group, name), value in found.items():
            words[_group(namespace, group), name] = value
    paths.setdefault(DEVICE, DEVICE_PATH)
    return Services(paths, words, version)


def _group(namespace: str, group: str) -> str:
    """Both media services have a group of the same name."""
    return group if namespace == DEVICE else f"{'Media2' if namespace == MEDIA2 else 'Media'}.{group}"


def _from_capabilities(response: Node) -> Services:
    found = response.find("Capabilities")
    if found is None:
        return Services({DEVICE: DEVICE_PATH}, {}, None, complete=False)
    words = {key: text for key, path in _OLD.items() if (text := found.get(*path)) is not None}
    multicast = found.get("Media", "StreamingCapabilities", "RTPMulticast")
    if multicast is not None:
        words["Media.StreamingCapabilities", "RTPMulticast"] = multicast
    paths = {DEVICE: DEVICE_PATH}
    address = found.get("Media", "XAddr")
    if address:
        paths[MEDIA] = path_of(address)
    return Services(paths, words, None, complete=False)


def discover(soap: Soap) -> Services:
    """What the camera offers: one request, two where it has to be asked for its capabilities apart."""
    try:
        response = soap.call(tag("tds:GetServices", tag("tds:IncludeCapability", True))).node
    except (OperationMissing, FaultAnswer):
        response = Node("")
    if not response.all("Service"):
        return _from_capabilities(soap.call(tag("tds:GetCapabilities", tag("tds:Category", "All"))).node)
    services = _from_services(response)
    if any(group == "Network" for group, _name in services.words):
        return services
    # capabilities may be left out of GetServices by cameras that take the option for optional
    words = dict(services.words)
    try:
        answer = soap.call(tag("tds:GetServiceCapabilities"), services.paths[DEVICE]).node
    except (OperationMissing, FaultAnswer):
        return Services(services.paths, words, services.version, complete=False)
    capabilities = answer.find("Capabilities")
    if capabilities is None:
        return Services(services.paths, words, services.version, complete=False)
    _words(capabilities, words)
    return Services(services.paths, words, services.version)
