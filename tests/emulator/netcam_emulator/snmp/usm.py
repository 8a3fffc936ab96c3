# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SNMPv3 messages: engine discovery, then the one user of the camera at exactly the security level that is set."""

from __future__ import annotations

import hmac
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import keys
from .ber import COUNTER, OCTETS, SEQUENCE, BadBer, Reader, integer, octets, sequence
from .mib import CANON, objects
from .pdu import REPORT, answer, response

if TYPE_CHECKING:
    from ..camera import Camera

_AUTH, _PRIV, _REPORTABLE = 1, 2, 4
_USM, _LARGEST, _TIME_WINDOW = 3, 65507, 150
# usmStats: what a report says (RFC 3414, 5).
_STATS = (1, 3, 6, 1, 6, 3, 15, 1, 1)
_UNSUPPORTED_LEVEL, _NOT_IN_WINDOW, _UNKNOWN_USER, _UNKNOWN_ENGINE, _WRONG_DIGEST, _CANNOT_DECRYPT = 1, 2, 3, 4, 5, 6
_LEVEL_FLAGS = {"none": 0, "authentication": _AUTH, "authentication_and_encryption": _AUTH | _PRIV}


@dataclass(frozen=True)
class _Message:
    identity: int
    flags: int
    engine_id: bytes
    boots: int
    time: int
    user: str
    mac: bytes
    mac_at: int
    salt: bytes
    data: Reader
    whole: bytes

    @property
    def level(self) -> int:
        return self.flags & (_AUTH | _PRIV)


class Usm:
    """SNMPv3 of one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        number = CANON[-1] | 0x80000000
        self.engine_id = number.to_bytes(4, "big") + b"\x04" + camera.name.encode()[:27]

    def answer(self, data: bytes) -> bytes | None:
        """Return the response or report, None for silence; raises BadBer."""
        message = _parse(data)
        problem = self._problem(message)
        if problem:
            if not message.flags & _REPORTABLE:
                return None
            return self._report(message, problem)
        try:
            scoped = self._open(message)
            scoped.octets()  # context engine
            context = scoped.octets()
            reply = answer(scoped, objects(self._camera), version=3)
        except BadBer:
            if message.level & _PRIV:
                return self._report(message, _CANNOT_DECRYPT)
            raise
        return self._message(message, message.level, self._scoped(context, reply))

    def _problem(self, message: _Message) -> int:
        """Number of the usmStats counter that says what is wrong, 0 when nothing is."""
        store = self._camera.store
        if message.engine_id != self.engine_id:
            return _UNKNOWN_ENGINE
        if not message.user or message.user != store["snmp_server.v3_user_name"]:
            return _UNKNOWN_USER
        if message.level != _LEVEL_FLAGS[store["snmp_server.security_level"]] or not self._has_passwords(message.level):
            return _UNSUPPORTED_LEVEL
        if not message.level & _AUTH:
            return 0
        blank = bytes(len(message.mac))
        unsigned = message.whole[: message.mac_at] + blank + message.whole[message.mac_at + len(blank) :]
        if not hmac.compare_digest(self._mac(unsigned), message.mac):
            return _WRONG_DIGEST
        if message.boots != self._camera.boots or abs(message.time - self._time) > _TIME_WINDOW:
            return _NOT_IN_WINDOW
        return 0

    def _has_passwords(self, level: int) -> bool:
        store = self._camera.store
        return (not level & _AUTH or bool(store["snmp_server.auth_password"])) and (
            not level & _PRIV or bool(store["snmp_server.encryption_password"])
        )

    def _open(self, message: _Message) -> Reader:
        """Return a reader for the content of the scoped PDU."""
        if not message.level & _PRIV:
            return message.data.enter(SEQUENCE)
        sealed = message.data.content(OCTETS)
        try:
            plain = keys.decrypt(
                self._cipher, self._key("encryption_password"), message.boots, message.time, message.salt, sealed
            )
        except ValueError as error:
            raise BadBer(str(error)) from error
        return Reader(plain).enter(SEQUENCE)

    def _report(self, message: _Message, problem: int) -> bytes:
        level = _AUTH if problem == _NOT_IN_WINDOW else 0  # the client believes a clock only if it is authenticated
        pdu = response(0, [((*_STATS, problem, 0), integer(1, COUNTER))], kind=REPORT)
        return self._message(message, level, self._scoped(b"", pdu))

    def _scoped(self, context: bytes, pdu: bytes) -> bytes:
        return sequence(octets(self.engine_id), octets(context), pdu)

    def _message(self, request: _Message, level: int, scoped: bytes) -> bytes:
        boots, seconds, salt = self._camera.boots, self._time, b""
        if level & _PRIV:
            sealed, salt = keys.encrypt(self._cipher, self._key("encryption_password"), boots, seconds, scoped)
            scoped = octets(sealed)
        blank = bytes(keys.MAC_SIZE) if level & _AUTH else b""

        def build(mac: bytes) -> bytes:
            security = sequence(
                octets(self.engine_id), integer(boots), integer(seconds), octets(request.user.encode()),
                octets(mac), octets(salt),
            )  # fmt: skip
            header = sequence(integer(request.identity), integer(_LARGEST), octets(bytes([level])), integer(_USM))
            return sequence(integer(3), header, octets(security), scoped)

        return build(self._mac(build(blank)) if level & _AUTH else b"")

    @property
    def _time(self) -> int:
        return int(time.monotonic() - self._camera.started)

    @property
    def _cipher(self) -> str:
        return self._camera.store["snmp_server.encryption_algorithm"]

    def _key(self, secret: str) -> bytes:
        store = self._camera.store
        algorithm = store["snmp_server.auth_algorithm"]
        return keys.localized_key(algorithm, store[f"snmp_server.{secret}"], self.engine_id)

    def _mac(self, message: bytes) -> bytes:
        algorithm = self._camera.store["snmp_server.auth_algorithm"]
        return keys.mac(algorithm, self._key("auth_password"), message)


def _parse(data: bytes) -> _Message:
    """Parse a version 3 message; raises BadBer."""
    body = Reader(data).enter(SEQUENCE)
    body.integer()  # the version, known already
    header = body.enter(SEQUENCE)
    identity, _unused, flags, model = header.integer(), header.integer(), header.octets(), header.integer()
    if len(flags) != 1 or model != _USM:
        raise BadBer("not USM")
    security = body.enter(OCTETS).enter(SEQUENCE)
    engine_id, boots, seconds = security.octets(), security.integer(), security.integer()
    user = security.octets().decode("utf-8", "replace")
    mac = security.octets()
    mac_at = security.at - len(mac)
    return _Message(
        identity, flags[0], engine_id, boots, seconds, user, mac, mac_at, security.octets(), body, data
    )  # fmt: skip
