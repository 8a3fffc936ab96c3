# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Camera title, system log, restart."""

from __future__ import annotations

from ...reply import Reply
from .. import framing
from ..registry import Call, Pairs, Refused, command

_TITLE = "camera.title"


@command("get_basic")
async def get_basic(call: Call) -> Pairs:
    """The camera's title, which may hold an equals sign."""
    return [("cam_title", call.camera.store[_TITLE])]


@command("set_basic", "GET", "POST", writes=lambda call: "cam_title" in call.params)
async def set_basic(call: Call) -> Pairs:
    """Set the title."""
    title = call.need("cam_title")
    if not call.camera.store.items[_TITLE].check(title):
        raise Refused("cam_title")
    call.camera.keep({(_TITLE, 0): title})
    return [("cam_title", title)]


@command("get_systemlog")
async def get_systemlog(call: Call) -> Reply:
    """The newest lines of the log, `num` of them."""
    number = call.params.get("num", "100")
    if not number.isdecimal() or not 1 <= int(number) <= 100:
        raise Refused(f"num={number}")
    return framing.text(call.service.quirks, "".join(f"{line}\r\n" for line in call.camera.log.lines[-int(number) :]))


@command("initial", writes=True)
async def initial(call: Call) -> Reply:
    """Restart; only with the random number."""
    call.word("cmd", "reset")
    if not call.service.right_randomnum(call):
        raise Refused("Randomnum")
    return Reply("OK\r\n", after=call.camera.restart)
