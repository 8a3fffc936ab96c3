# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`/admin/-set-`: write settings, and the commands `pt=4` save, `pt=7` initialise, `pt=9` restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from . import logbook
from .reply import SAVE_FAILED, TRANSIENT, Reply, failure, success
from .rules import BAD_VALUE, UNKNOWN_CODE, Refused
from .services import HTTP, HTTPS

if TYPE_CHECKING:
    from .camera import Camera

SAVE, INITIALISE, RESTART = "4", "7", "9"


def set_page(camera: Camera, parameters: list[tuple[str, str]], request: web.BaseRequest) -> Reply:
    """Carry out a `-set-` request; raises Refused."""
    command = dict(parameters).get("pt")
    if command is None:
        return _write(camera, parameters, request)
    if command == SAVE:
        return _save(camera)
    if command == RESTART:
        return success(after=camera.restart)
    if command == INITIALISE:
        keep = dict(parameters).get("keep", "")
        if keep not in ("0", "1"):
            raise Refused(BAD_VALUE, "keep")
        camera.counters["initialisations"] += 1
        camera.initialise(keep == "1")
        return success(after=camera.restart)
    raise Refused(UNKNOWN_CODE, "pt")


def _write(camera: Camera, parameters: list[tuple[str, str]], request: web.BaseRequest) -> Reply:
    if not parameters:
        raise Refused(UNKNOWN_CODE)
    camera.counters["writes"] += 1
    camera.counters["written_items"] += len(parameters)
    if camera.faults.take("restart_mid_write"):
        return Reply(drop=True, after=lambda: camera.restart(hard=True))
    camera.write(parameters)
    if camera.faults.take("power_loss_before_save"):
        return success(after=camera.power_loss)
    if _ends_this_connection(camera, request):
        return success(after=camera.services.sync)
    camera.services.sync()
    return success()


def _ends_this_connection(camera: Camera, request: web.BaseRequest) -> bool:
    """Whether the listener the request came by closes, or its sender is no longer admitted."""
    transport = request.transport
    if transport is None:
        return True
    port = transport.get_extra_info("sockname")[1]
    kind = HTTPS if request.scheme == "https" else HTTP
    return camera.services.will_close((kind, port)) or not camera.admits(request.remote or "")


def _save(camera: Camera) -> Reply:
    camera.counters["saves"] += 1
    if camera.faults.take("transient_save"):
        return failure(TRANSIENT)
    if camera.faults.take("disk_full"):
        camera.note(logbook.SAVE_FAILED, "Error on saving settings")
        return failure(SAVE_FAILED)
    camera.store.save()
    return success()
