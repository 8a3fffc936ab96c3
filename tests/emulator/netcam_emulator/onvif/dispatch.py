# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Perform one operation: counters, faults and quirks around the function that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from aiohttp import web

from ..reply import Reply
from ..services import HTTP, HTTPS
from . import names
from .fault import Fault, receiver
from .registry import Call, Operation
from .xml import leaf

if TYPE_CHECKING:
    from .service import OnvifService


def perform(service: OnvifService, call: Call, operation: Operation, request: web.BaseRequest) -> Reply:
    """Return the inside of the response element as body, with what must follow the answer; raises Fault."""
    camera, quirks = service.camera, service.quirks
    camera.counters[f"onvif.{operation.name}"] += 1
    camera.counters["onvif_writes" if operation.access.writes else "onvif_reads"] += 1
    shape = quirks.shape("not_supported", operation.name)
    if shape == "empty_success":
        return Reply()
    if shape:
        raise _not_supported(shape)
    if not operation.access.writes:
        return Reply(operation.handler(call), after=_all(call.after))
    camera.counters["writes"] += 1
    if camera.faults.take("restart_mid_write"):
        return Reply(drop=True, after=lambda: camera.restart(hard=True))
    if camera.faults.take("disk_full"):
        raise receiver("ter:Action", reason="Cannot store")
    ignored = quirks.holds_for("ignore_write", operation.name) or camera.faults.ignores(f"onvif.{operation.name}")
    if operation.name not in _RESULTS and ignored:
        return Reply(_done(operation))
    if operation.name not in _RESULTS and quirks.holds_for("pending_until_reboot", operation.name):
        xml = ElementTree.tostring(call.body.element, encoding="unicode")
        service.state.pending.append([operation.namespace, operation.name, xml])
        return Reply(_done(operation))
    certificate = camera.certificate_number
    inside = operation.handler(call)
    if camera.certificate_number != certificate or _ends_this_connection(service, request):
        call.after.append(camera.services.sync if camera.ipro is None else camera.services.move)
    else:
        camera.services.sync()
    if quirks.holds_for("fault_but_does", operation.name):
        for each in call.after:
            each()
        raise receiver("ter:Action", reason="Action Failed")
    return Reply(inside, after=_all(call.after))


# Their answers hold something that only doing them can bring about.
_RESULTS = {
    "CreateRSAKeyPair", "CreateECCKeyPair", "CreateSelfSignedCertificate", "CreateCertificationPath",
    "CreateCertPathValidationPolicy", "UploadKeyPairInPKCS8", "UploadCertificate", "UploadPassphrase",
    "UploadCertificateWithPrivateKeyInPKCS12", "AddDot1XConfiguration", "StartFirmwareUpgrade", "StartSystemRestore",
    "UpgradeSystemFirmware", "RemoveScopes", "SystemReboot",
}  # fmt: skip
_SAY_REBOOT = {
    "SetNetworkInterfaces", "SetHostnameFromDHCP", "SetNetworkInterfaceDot1XConfiguration",
    "DeleteNetworkInterfaceDot1XConfiguration",
}  # fmt: skip


def _done(operation: Operation) -> str:
    """The inside of an answer that claims to have done it."""
    prefix = names.PREFIX_OF[operation.namespace]
    return leaf(f"{prefix}:RebootNeeded", True) if operation.name in _SAY_REBOOT else ""


def _not_supported(shape: str) -> Fault:
    """One of the shapes in which devices say so (reference notes, A4)."""
    if shape == "gsoap":
        return Fault("env:Sender", (), "Method not implemented: method name or namespace not recognized")
    if shape == "http_501":
        return Fault("env:Sender", (), "Not Implemented", 501)
    return receiver("ter:ActionNotSupported", reason="Optional Action Not Implemented")


def _all(after: list[Callable[[], None]]) -> Callable[[], None] | None:
    """One function for all that must follow."""
    if not after:
        return None

    def run() -> None:
        for each in after:
            each()

    return run


def _ends_this_connection(service: OnvifService, request: web.BaseRequest) -> bool:
    """Whether the listener the request came by closes, or its sender is no longer admitted."""
    camera, transport = service.camera, request.transport
    if transport is None:
        return True
    port = transport.get_extra_info("sockname")[1]
    kind = HTTPS if request.scheme == "https" else HTTP
    return camera.services.will_close((kind, port)) or not camera.admits(request.remote or "")
