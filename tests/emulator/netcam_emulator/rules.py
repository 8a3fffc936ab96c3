# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Judge a write request before anything of it is applied: known codes, values in range, and what must fit together.

A request is all or nothing. Rules that span settings look at the state as it would be after the request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .codes import CodeMap, UnknownCode
from .items import Cell, Item
from .profile import MAX_PARAMETERS
from .store import Values

UNKNOWN_CODE, BAD_VALUE, BAD_STATE = "E001", "E002", "E003"
CLOCK: Cell = ("date_time.clock", 0)
_PORTS = ("http_server.http_port", "http_server.https_port", "rtp_server.rtsp_port")
# Each authority needs the ones before it; audio stands alone.
_CASCADES = (
    ("user_authority.authorized", ("video", "camera_control", "privileged_camera_control")),
    ("user_authority.guest", ("video", "camera_control")),
)


class Refused(Exception):
    """The camera refuses a request; `word` is the error word of the answer, `detail` usually the code it is about."""

    def __init__(self, word: str, detail: str = "") -> None:
        super().__init__(f"{word} {detail}".strip())


@dataclass(frozen=True)
class Situation:
    """What the rules need to know of the camera besides its values."""

    codes: CodeMap
    written: Values
    name_is_fixed: bool
    has_certificate: bool
    ready_for_dot1x: Callable[[str], bool]
    most: int = MAX_PARAMETERS


def judge(situation: Situation, parameters: Iterable[tuple[str, str]]) -> Values:
    """Return the cells to write, with everything that follows from them; raises Refused."""
    codes = situation.codes
    changes: Values = {}
    for count, (parameter, wire) in enumerate(parameters, start=1):
        if count > situation.most:
            raise Refused(BAD_VALUE, f"{parameter} (more than {situation.most} items)")
        try:
            item, row = codes.cell(parameter)
        except UnknownCode:
            raise Refused(UNKNOWN_CODE, parameter) from None
        changes[(item.id, row)] = _value(situation, item, row, parameter, wire)
    _cascade(situation, changes)
    _clear_rows(situation, changes)
    merged = {**situation.written, **changes}
    _check_names(situation, changes, merged)
    _check_state(situation, changes, merged)
    return changes


def _value(situation: Situation, item: Item, row: int, parameter: str, wire: str) -> str:
    if item.read_only:
        raise Refused(BAD_STATE, parameter)
    word = situation.codes.from_wire(item, wire)
    # What is there already is fine, as the four letters of a factory `root` are.
    if word is None or not (item.check(word) or word == situation.written[(item.id, row)]):
        raise Refused(BAD_VALUE, parameter)
    return word


def _cascade(situation: Situation, changes: Values) -> None:
    """Switching an authority off takes along those that need it; switching one on without its base is refused."""
    for group, chain in _CASCADES:
        base_on = True
        for authority in chain:
            cell = (f"{group}.{authority}", 0)
            if not base_on and changes.get(cell) != "enable" and situation.written[cell] == "enable":
                changes[cell] = "disable"
            on = changes.get(cell, situation.written[cell]) == "enable"
            if on and not base_on:
                raise Refused(BAD_STATE, situation.codes.parameter(cell))
            base_on = on


def _clear_rows(situation: Situation, changes: Values) -> None:
    """A user without a name is no user: the row loses its password too."""
    for cell, value in list(changes.items()):
        if cell[0] == "users.accounts.name" and not value:
            changes.setdefault(("users.accounts.password", cell[1]), "")


def _check_names(situation: Situation, changes: Values, merged: Values) -> None:
    """No two accounts with one name, no user without a password, no password without a user."""
    rows = range(situation.codes.items["users.accounts.name"].count)
    names = [merged[("users.accounts.name", row)] for row in rows] + [merged[("administrator.name", 0)]]
    for cell, value in changes.items():
        if cell[0] in ("users.accounts.name", "administrator.name") and value and names.count(value) > 1:
            raise Refused(BAD_VALUE, situation.codes.parameter(cell))
        if cell[0] in ("users.accounts.name", "users.accounts.password"):
            name, password = (merged[(f"users.accounts.{column}", cell[1])] for column in ("name", "password"))
            if bool(name) != bool(password):
                raise Refused(BAD_VALUE, situation.codes.parameter(("users.accounts.password", cell[1])))


def _check_state(situation: Situation, changes: Values, merged: Values) -> None:
    parameter = situation.codes.parameter
    name: Cell = ("administrator.name", 0)
    if situation.name_is_fixed and changes.get(name, situation.written[name]) != situation.written[name]:
        raise Refused(BAD_STATE, parameter(name))
    policy: Cell = ("ssl_tls.https_policy", 0)
    if changes.get(policy, "http") != "http" and not situation.has_certificate:
        raise Refused(BAD_STATE, parameter(policy))
    dot1x: Cell = ("dot1x.enable", 0)
    if any(cell[0].startswith("dot1x.") for cell in changes) and merged[dot1x] == "enable":
        method = merged[("dot1x.method", 0)]
        if not merged[("dot1x.user_name", 0)] or not situation.ready_for_dot1x(method):
            raise Refused(BAD_STATE, parameter(dot1x))
    if CLOCK in changes and merged[("date_time.method", 0)] == "ntp":
        raise Refused(BAD_STATE, parameter(CLOCK))
    ports = [merged[(id_, 0)] for id_ in _PORTS]
    for id_ in _PORTS:
        if (id_, 0) in changes and ports.count(changes[(id_, 0)]) > 1:
            raise Refused(BAD_VALUE, parameter((id_, 0)))
