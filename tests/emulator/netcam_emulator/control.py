# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The control API: look into the cameras and change them behind everyone's back. Loopback, no login: a test tool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from . import dump
from .camera import Camera
from .faults import BadFault
from .inventory import codes_by_id, describe
from .store import BadSetting

Fleet = Mapping[str, Camera]
FLEET: web.AppKey[Fleet] = web.AppKey("fleet")
routes = web.RouteTableDef()


def application(cameras: Fleet) -> web.Application:
    """Return the control API over these cameras."""
    app = web.Application(client_max_size=256 * 1024 * 1024, middlewares=[_errors_as_json])
    app[FLEET] = cameras
    app.add_routes(routes)
    return app


@web.middleware
async def _errors_as_json(request: web.Request, handler: Any) -> web.StreamResponse:
    try:
        response: web.StreamResponse = await handler(request)
    except (BadSetting, BadFault, ValueError, KeyError, TypeError) as error:
        return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
    return response


def _camera(request: web.Request) -> Camera:
    name = request.match_info["name"]
    if name not in request.app[FLEET]:
        raise web.HTTPNotFound(text=f"no camera {name!r}\n")
    return request.app[FLEET][name]


async def _up_again(camera: Camera, request: web.Request) -> web.Response:
    """Answer when the camera is back, or at once with `?wait=0`."""
    if request.query.get("wait", "1") != "0":
        await camera.back.wait()
    return web.json_response({"up": camera.up})


@routes.get("/cameras")
async def list_cameras(request: web.Request) -> web.Response:
    """List all cameras."""
    return web.json_response([describe(camera) for camera in request.app[FLEET].values()])


@routes.get("/cameras/{name}")
async def show(request: web.Request) -> web.Response:
    """Show one camera."""
    return web.json_response(dump.state(_camera(request)))


@routes.get("/cameras/{name}/codes")
async def codes(request: web.Request) -> web.Response:
    """Show the codes of a camera by setting id (table columns as `<table>.<column>`)."""
    return web.json_response(codes_by_id(_camera(request).codes))


@routes.post("/cameras/{name}/settings")
async def set_settings(request: web.Request) -> web.Response:
    """Change settings: saved and in force at once."""
    _camera(request).force(await request.json())
    return web.json_response({})


@routes.post("/cameras/{name}/faults")
async def set_faults(request: web.Request) -> web.Response:
    """Switch faults on and off; answers with the active ones."""
    camera = _camera(request)
    camera.set_faults(await request.json())
    return web.json_response(camera.faults.as_dict())


@routes.post("/cameras/{name}/onvif_quirks")
async def set_onvif_quirks(request: web.Request) -> web.Response:
    """Switch ONVIF quirks on and off; answers with the active ones."""
    onvif = _camera(request).onvif
    if onvif is None:
        raise ValueError("this camera does not speak ONVIF")
    onvif.quirks.update(await request.json())
    return web.json_response(onvif.quirks.as_dict())


@routes.post("/cameras/{name}/ipro_quirks")
async def set_ipro_quirks(request: web.Request) -> web.Response:
    """Switch i-PRO quirks; answers with those that differ from the generation's."""
    ipro = _camera(request).ipro
    if ipro is None:
        raise ValueError("this camera is not of the i-PRO family")
    ipro.quirks.update(await request.json())
    return web.json_response(ipro.quirks.as_dict())


@routes.post("/cameras/{name}/power_loss")
async def power_loss(request: web.Request) -> web.Response:
    """Cut the power for a moment."""
    _camera(request).power_loss()
    return await _up_again(_camera(request), request)


@routes.post("/cameras/{name}/restart")
async def restart(request: web.Request) -> web.Response:
    """Restart in good order."""
    _camera(request).restart()
    return await _up_again(_camera(request), request)


@routes.post("/cameras/{name}/counters/reset")
async def reset_counters(request: web.Request) -> web.Response:
    """Set counters to zero and forget the listed requests."""
    _reset(_camera(request))
    return web.json_response({})


@routes.post("/counters/reset")
async def reset_all_counters(request: web.Request) -> web.Response:
    """The same for all cameras."""
    for camera in request.app[FLEET].values():
        _reset(camera)
    return web.json_response({})


@routes.post("/delay")
async def set_delay(request: web.Request) -> web.Response:
    """Set the delay of all cameras, in seconds."""
    seconds = float((await request.json())["seconds"])
    if not 0 <= seconds <= 60:
        raise ValueError("seconds is within 0 and 60")
    for camera in request.app[FLEET].values():
        camera.delay = seconds
    return web.json_response({})


@routes.get("/requests")
async def all_requests(request: web.Request) -> web.Response:
    """The last requests of all cameras by name, oldest first."""
    return web.json_response({name: list(camera.requests) for name, camera in request.app[FLEET].items()})


@routes.get("/counters")
async def all_counters(request: web.Request) -> web.Response:
    """Counters of all cameras by name."""
    return web.json_response({name: dict(camera.counters) for name, camera in request.app[FLEET].items()})


@routes.post("/cameras/{name}/login_check")
async def login_check(request: web.Request) -> web.Response:
    """Would this log the administrator in? Counts nothing."""
    body = await request.json()
    return web.json_response(_camera(request).is_administrator(body["user"], body["password"]))


@routes.get("/dump")
async def dump_all(request: web.Request) -> web.Response:
    """State of the whole fleet."""
    return web.json_response({name: dump.dump(camera) for name, camera in request.app[FLEET].items()})


@routes.post("/restore")
async def restore_all(request: web.Request) -> web.Response:
    """Put the fleet back to a dump; cameras that are restarting are waited for."""
    dumped = await request.json()
    for name, state in dumped.items():
        camera = request.app[FLEET][name]
        await camera.back.wait()
        dump.restore(camera, state)
    return web.json_response({})


def _reset(camera: Camera) -> None:
    camera.counters.clear()
    camera.requests.clear()
