# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: which services there are, what they can, and what device this is."""

from __future__ import annotations

import hashlib
import uuid

from . import features, names
from .registry import Access, Call, device
from .xml import el, leaf


def serial_number(call: Call) -> str:
    """A serial number made from the camera's name."""
    return hashlib.sha256(call.camera.name.encode()).hexdigest()[:12].upper()


def endpoint(name: str) -> str:
    """The camera's stable address in WS-Discovery."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_DNS, f'{name}.netcam-emulator.invalid')}"


@device("GetServices", Access.PRE_AUTH)
def get_services(call: Call) -> str:
    """List the services, with their capabilities when asked for."""
    include = call.body.one("IncludeCapability").boolean
    call.body.end()
    found = []
    for path, namespace, (major, minor) in features.services(call.service):
        capabilities = ""
        if include:
            capabilities = el("tds:Capabilities", features.capabilities(call.service, namespace))
        version = el("tds:Version", leaf("tt:Major", major), leaf("tt:Minor", minor))
        found.append(
            el(
                "tds:Service",
                leaf("tds:Namespace", namespace),
                leaf("tds:XAddr", call.base + path),
                capabilities,
                version,
            )
        )
    return "".join(found)


@device("GetServiceCapabilities", Access.PRE_AUTH)
def get_service_capabilities(call: Call) -> str:
    """Capabilities of this service."""
    call.body.end()
    return features.capabilities(call.service, names.TDS)


@device("GetCapabilities", Access.PRE_AUTH)
def get_capabilities(call: Call) -> str:
    """The older way to ask."""
    categories = {
        category.word("All", "Analytics", "Device", "Events", "Imaging", "Media", "PTZ")
        for category in call.body.many("Category")
    }
    call.body.end()
    return features.old_capabilities(call.service, call.base, categories)


@device("GetDeviceInformation", Access.READ_SYSTEM)
def get_device_information(call: Call) -> str:
    """Maker, model, firmware, serial number."""
    call.body.end()
    entry = call.camera.entry
    return "".join(
        (
            leaf("tds:Manufacturer", call.service.maker),
            leaf("tds:Model", entry.model),
            leaf("tds:FirmwareVersion", call.camera.firmware),
            leaf("tds:SerialNumber", serial_number(call)),
            leaf("tds:HardwareId", "1.0"),
        )
    )


@device("GetEndpointReference", Access.PRE_AUTH)
def get_endpoint_reference(call: Call) -> str:
    """The address used in WS-Discovery."""
    call.body.end()
    return leaf("tds:GUID", endpoint(call.camera.name))


@device("GetWsdlUrl", Access.PRE_AUTH)
def get_wsdl_url(call: Call) -> str:
    """Where the WSDL is published."""
    call.body.end()
    return leaf("tds:WsdlUrl", "https://www.onvif.org/")
