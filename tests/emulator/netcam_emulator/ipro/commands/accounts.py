# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users and how they log in: user.cgi and auth.cgi. Their answers are objects as JavaScript writes them, not lines."""

from __future__ import annotations

from ...reply import Reply
from .. import framing
from ..items import USERS
from ..registry import Call, Pairs, Refused, command
from ..users import ADMIN, LIVE, User

_SWITCH = {"0": "disable", "1": "enable"}
_AUTH_TYPE = {"0": "basic", "1": "digest"}


@command("auth.cgi")
async def auth(call: Call) -> Reply:
    """Whether users must log in, and how."""
    store = call.camera.store
    on = int(store["users.authentication"] == "enable")
    # The command has no value for either method; such a camera says Digest.
    kind = 0 if store["http_server.auth_method"] == "basic" else 1
    wait = store["users.wait_time"]
    return framing.text(call.service.quirks, f"{{defauth:0,userauth:{on},auth_type:{kind},auth_wait_time:{wait}}}")


@command("user.cgi", "GET", "POST", writes=lambda call: call.request.method == "POST")
async def user(call: Call) -> Pairs | Reply:
    """GET lists users; POST adds, changes or deletes one, or sets how people log in."""
    if call.request.method == "GET":
        return _listed(call)
    if "delname" in call.params:
        return _delete(call)
    if "name" in call.params:
        return _add(call)
    return _modes(call)


def _listed(call: Call) -> Reply:
    quote = "&quot;" if call.service.quirks["quoted_entities"] else '"'
    users = call.service.users.all()
    listed = ",".join(f"{quote}{user.name}{quote}:{user.level}" for user in users)
    return framing.text(call.service.quirks, f"{{usernum:{len(users)},userlist:{{{listed}}}}}")


def _add(call: Call) -> Pairs:
    users, name, password = call.service.users, call.params["name"], call.need("password")
    level = int(call.word("access_level", "1", "2", "3")) if "access_level" in call.params else LIVE
    if password != call.need("repassword"):
        raise Refused("repassword")
    if not (users.takes_name(name) and users.takes_password(password)):
        raise Refused("name or password")
    everybody = users.all()
    existing = next((user for user in everybody if user.name == name), None)
    if existing is None and len(everybody) >= USERS:
        raise Refused("no room")
    wanted = [user for user in everybody if user is not existing]
    wanted.insert(everybody.index(existing) if existing else len(wanted), User(name, password, level))
    return _store(call, wanted, [("name", name), ("access_level", level)])


def _delete(call: Call) -> Pairs:
    name, everybody = call.params["delname"], call.service.users.all()
    if not any(user.name == name for user in everybody):
        raise Refused(f"no user {name}")
    return _store(call, [user for user in everybody if user.name != name], [("delname", name)])


def _store(call: Call, users: list[User], shown: Pairs) -> Pairs:
    if not any(user.level == ADMIN for user in users):
        raise Refused("the last administrator stays")
    call.service.users.store(users)
    return shown


def _modes(call: Call) -> Pairs:
    cells = {}
    for name, id_, words in (
        ("user", "users.authentication", _SWITCH),
        ("auth_type", "http_server.auth_method", _AUTH_TYPE),
        ("auth_wait_time", "users.wait_time", {"0": "0", "1": "1"}),
    ):
        if name in call.params:
            cells[(id_, 0)] = words[call.word(name, *words)]
    if not cells:
        raise Refused("nothing to set")
    call.camera.keep(cells)
    return [(name, call.params[name]) for name in ("user", "auth_type", "auth_wait_time") if name in call.params]
