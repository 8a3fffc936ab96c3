# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Open the listener a service asks for: the one place that knows which server stands behind which kind."""

from __future__ import annotations

import errno
import ssl
from typing import TYPE_CHECKING

from . import services as kinds
from .ftp import FtpConnection
from .http_server import HttpServer
from .ipro.models import FAMILY_IPRO
from .listeners import Gate, Listener, TcpListener, UdpListener
from .mdns import MdnsResponder
from .models import FAMILY_PRE
from .onvif.discovery import DiscoveryResponder
from .rtsp import RtspConnection
from .snmp.agent import SnmpAgent

if TYPE_CHECKING:
    from .camera import Camera
    from .ipro.service import IproService


class Opener:
    """Makes listeners for one camera; the HTTP server is shared by all its HTTP and HTTPS listeners."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._http = HttpServer(camera)
        self._snmp = SnmpAgent(camera)
        self._mdns = MdnsResponder(camera)
        self._discovery = DiscoveryResponder(camera)
        self._gate = Gate(camera.admits, camera.counters, lambda: camera.delay)
        # Older and i-PRO cameras let a prohibited host connect to HTTP and answer 403; the newer ones reset.
        answers = camera.entry.family in (FAMILY_PRE, FAMILY_IPRO)
        self._http_gate = Gate(lambda peer: True, camera.counters, lambda: camera.delay) if answers else self._gate

    def open(self, service: kinds.Service) -> Listener:
        """Open a listener; raises OSError, which names the place when something else has it."""
        try:
            return self._opened(service)
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is taken: do emulated cameras run already?" if taken else f"cannot be opened: {error.strerror}"
            place = f"{service.address} port {service.port} ({service.kind})"
            raise OSError(error.errno, f"{place} {why}") from None

    def _opened(self, service: kinds.Service) -> Listener:
        camera = self._camera
        at = (service.address, service.port)
        if service.kind == kinds.HTTP:
            return TcpListener(*at, self._http.protocol, self._http_gate)
        if service.kind == kinds.HTTPS:
            return TcpListener(*at, self._http.protocol, self._http_gate, self._tls())
        if service.kind == kinds.RTSP:
            return TcpListener(*at, lambda: RtspConnection(camera), self._gate)
        if service.kind == kinds.FTP:
            return TcpListener(*at, lambda: FtpConnection(camera), self._gate)
        if service.kind == kinds.SNMP:
            return UdpListener(*at, self._snmp.answer, self._gate)
        if service.kind == kinds.DISCOVERY:
            return UdpListener(*at, self._discovery.answer, self._gate)
        return UdpListener(*at, self._mdns.answer, self._gate)

    def _tls(self) -> ssl.SSLContext:
        """What HTTPS shows: what was installed over one of the camera's interfaces, else the fleet's certificate."""
        camera, onvif = self._camera, self._camera.onvif
        if camera.ipro is not None:
            return self._tls_of_ipro(camera.ipro)
        installed = camera.shown_certificate
        if installed and not camera.faults.has("expired_certificate"):
            context = camera.ca.context_of(camera.name, installed.encode())
        else:
            context = camera.ca.server_context(
                camera.name,
                camera.own_addresses,
                self_signed=camera.entry.certificate == "self_signed",
                expired=camera.faults.has("expired_certificate"),
            )
        versions = onvif.keystore.versions() if onvif is not None else None
        if versions:
            context.minimum_version, context.maximum_version = _TLS[versions[0]], _TLS[versions[-1]]
        return context

    def _tls_of_ipro(self, ipro: IproService) -> ssl.SSLContext:
        """What is in force; the key may be one that today's clients find too short."""
        camera, pem = self._camera, ipro.certificates.serve()
        if camera.faults.has("expired_certificate"):
            context = camera.ca.server_context(camera.name, camera.own_addresses, self_signed=False, expired=True)
        elif pem is None:
            context = camera.ca.preinstalled_context(camera.name, camera.entry.model)
        else:
            context = camera.ca.context_of(camera.name, pem, any_key=True)
        lowest, highest = _TLS_MODE[camera.store["ssl_tls.tls_mode"]]
        context.minimum_version, context.maximum_version = lowest, highest
        return context


_TLS_MODE = {
    "0": (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2),
    "1": (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_3),
    "2": (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_3),
}
_TLS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
