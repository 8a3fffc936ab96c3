# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""WS-Discovery (April 2005 draft, as ONVIF uses it): answers a Probe or Resolve that is sent to the camera's address."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from . import names
from .device_core import endpoint
from .device_discovery import fixed_scopes
from .fault import Fault
from .features import PATH_OF
from .xml import parse, split

if TYPE_CHECKING:
    from ..camera import Camera

WSD = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
NETWORK = "http://www.onvif.org/ver10/network/wsdl"
_TYPES = {(NETWORK, "NetworkVideoTransmitter"), (names.TDS, "Device")}


class DiscoveryResponder:
    """Answers for one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera

    def answer(self, data: bytes) -> bytes | None:
        """Return the match for a probe that fits this camera, None for silence."""
        onvif = self._camera.onvif
        if onvif is None or not onvif.discoverable or not self._camera.up:
            return None
        try:
            header, body = parse(data)
        except Fault:
            return None
        if header is None or split(body.tag)[0] != WSD:
            return None
        kind = split(body.tag)[1]
        fits = self._probe_fits(body) if kind == "Probe" else kind == "Resolve" and self._is_me(body)
        if not fits:
            return None
        self._camera.counters["ws_discovery_answers"] += 1
        return self._match(kind, header.findtext(f"{{{WSA}}}MessageID", "").strip()).encode()

    @property
    def _scopes(self) -> list[str]:
        camera = self._camera
        if camera.onvif is None:
            return []
        return [*fixed_scopes(camera.entry.model, camera.onvif.maker), *camera.onvif.state.scopes]

    def _probe_fits(self, probe: ElementTree.Element) -> bool:
        """Types: each must be ours (prefixes cannot be resolved after parsing, so names count). Scopes: by prefix."""
        types = probe.findtext(f"{{{WSD}}}Types", "").split()
        known = {name for _namespace, name in _TYPES}
        if any(word.rpartition(":")[2] not in known for word in types):
            return False
        scopes = probe.findtext(f"{{{WSD}}}Scopes", "").split()
        return all(any(_within(own, wanted) for own in self._scopes) for wanted in scopes)

    def _is_me(self, resolve: ElementTree.Element) -> bool:
        address = resolve.findtext(f"{{{WSA}}}EndpointReference/{{{WSA}}}Address", "")
        return address.strip() == endpoint(self._camera.name)

    def _match(self, kind: str, relates_to: str) -> str:
        match = (
            f"<a:EndpointReference><a:Address>{endpoint(self._camera.name)}</a:Address></a:EndpointReference>"
            "<d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>"
            f"<d:Scopes>{escape(' '.join(self._scopes))}</d:Scopes>"
            f"<d:XAddrs>{' '.join(self._addresses())}</d:XAddrs>"
            "<d:MetadataVersion>1</d:MetadataVersion>"
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<s:Envelope xmlns:s="{names.SOAP12}" xmlns:a="{WSA}" xmlns:d="{WSD}" xmlns:dn="{NETWORK}" '
            f'xmlns:tds="{names.TDS}"><s:Header><a:MessageID>urn:uuid:{uuid.uuid4()}</a:MessageID>'
            f"<a:RelatesTo>{escape(relates_to)}</a:RelatesTo>"
            "<a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>"
            f"<a:Action>{WSD}/{kind}Matches</a:Action></s:Header>"
            f"<s:Body><d:{kind}Matches><d:{kind}Match>{match}</d:{kind}Match></d:{kind}Matches></s:Body></s:Envelope>"
        )

    def _addresses(self) -> list[str]:
        """Where the service is, for each listener of HTTP and HTTPS."""
        camera = self._camera
        path = PATH_OF[names.TDS]
        wrong = camera.onvif.quirks.text("wrong_xaddr") if camera.onvif is not None else ""
        if wrong:
            return [wrong + path]
        found = []
        for kind, address, port, _unused in camera.services.open:
            if kind in ("http", "https"):
                host = f"[{address}]" if ":" in address else address
                shown = "" if port == {"http": 80, "https": 443}[kind] else f":{port}"
                found.append(f"{kind}://{host}{shown}{path}")
        return found


def _within(own: str, wanted: str) -> bool:
    """RFC 3986 matching: equal, or equal up to a path segment."""
    return own == wanted or own.startswith(wanted.rstrip("/") + "/")
