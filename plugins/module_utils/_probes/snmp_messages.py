# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""SNMP messages: a GET in versions 1, 2c and 3, and what comes back (RFC 1157, RFC 3416, RFC 3412, RFC 3414)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from . import usm
from .ber import NULL, OCTETS, SEQUENCE, BadBer, Reader, integer, octets, oid, sequence, tlv
from .visit import SnmpUser

V1, V2C, V3 = 0, 1, 3
GET, RESPONSE, REPORT = 0xA0, 0xA2, 0xA8
SYS_DESCR, SYS_OBJECT_ID = "1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.2.0"
AUTH, PRIV, REPORTABLE = 1, 2, 4
_USM, _LARGEST = 3, 65507
#: What a report counts is what is wrong (RFC 3414 section 5, usmStats).
_STATS = "1.3.6.1.6.3.15.1.1."
REPORTS = {
    "1": "unsupported_level",
    "2": "not_in_time_window",
    "3": "unknown_user",
    "4": "unknown_engine",
    "5": "wrong_digest",
    "6": "cannot_decrypt",
}


@dataclass(frozen=True)
class Answer:
    """A response or report: request id, values as text by object, the report's word where it is one, C(error) status."""

    identity: int
    values: dict[str, str] = field(default_factory=dict)
    report: str | None = None
    error: int = 0


@dataclass(frozen=True)
class Engine:
    """Who an SNMPv3 agent is, and its clock."""

    identity: bytes
    boots: int
    time: int

    @property
    def enterprise(self) -> int | None:
        """The maker's number (IANA), where the identity is built after RFC 3411."""
        if len(self.identity) < 5 or not self.identity[0] & 0x80:
            return None
        return int.from_bytes(self.identity[:4], "big") & 0x7FFFFFFF


@dataclass(frozen=True)
class Secured:
    """A version 3 answer: whose engine, which answer, and whether its authentication code was proven."""

    message_id: int
    engine: Engine
    answer: Answer
    proven: bool


# -- out -----------------------------------------------------------------------------------------------------------------


def _get(identity: int, objects: tuple[str, ...]) -> bytes:
    names = [sequence(oid(name), tlv(NULL, b"")) for name in objects]
    return sequence(integer(identity), integer(0), integer(0), sequence(*names), tag=GET)


def get_by_community(version: int, community: str, identity: int) -> bytes:
    """A GET of what the device is, in version 1 or 2c."""
    return sequence(integer(version), octets(community.encode()), _get(identity, (SYS_DESCR, SYS_OBJECT_ID)))


def discovery(identity: int) -> bytes:
    """A question without engine and user, which an agent answers with a report that names its engine (RFC 3414 section 4)."""
    scoped = sequence(octets(b""), octets(b""), _get(identity, ()))
    return _message(identity, REPORTABLE, _security(Engine(b"", 0, 0), b"", b"", b""), scoped)


def get_by_user(user: SnmpUser, engine: Engine, identity: int) -> bytes:
    """A GET of what the device is, by a user, at the level that his passwords allow."""
    flags = level_of(user)
    scoped = sequence(octets(engine.identity), octets(b""), _get(identity, (SYS_DESCR,)))
    name, salt = user.name.encode(), b""
    if flags & PRIV:
        key = _key(user, user.privacy_password or "", engine)
        sealed, salt = usm.encrypt(user.privacy_protocol, key, engine.boots, engine.time, scoped)
        scoped = octets(sealed)
    blank = bytes(usm.code_size(user.auth_protocol)) if flags & AUTH else b""
    whole = _message(identity, flags | REPORTABLE, _security(engine, name, blank, salt), scoped)
    if not flags & AUTH:
        return whole
    code = usm.code(user.auth_protocol, _key(user, user.auth_password or "", engine), whole)
    return _message(identity, flags | REPORTABLE, _security(engine, name, code, salt), scoped)


def level_of(user: SnmpUser) -> int:
    """Flags of the level that the passwords allow."""
    if user.auth_password is None:
        return 0
    return AUTH if user.privacy_password is None else AUTH | PRIV


def _key(user: SnmpUser, password: str, engine: Engine) -> bytes:
    return usm.localized_key(user.auth_protocol, password, engine.identity)


def _security(engine: Engine, name: bytes, code: bytes, salt: bytes) -> bytes:
    return octets(
        sequence(
            octets(engine.identity),
            integer(engine.boots),
            integer(engine.time),
            octets(name),
            octets(code),
            octets(salt),
        )
    )


def _message(identity: int, flags: int, security: bytes, scoped: bytes) -> bytes:
    header = sequence(integer(identity), integer(_LARGEST), octets(bytes([flags])), integer(_USM))
    return sequence(integer(V3), header, security, scoped)


# -- in ------------------------------------------------------------------------------------------------------------------


def read_by_community(data: bytes) -> tuple[int, Answer]:
    """Version and answer of a version 1 or 2c message. Raises BadBer."""
    message = Reader(data).enter()
    version = message.integer()
    if version not in (V1, V2C):
        raise BadBer("another version")
    message.take(OCTETS)
    return version, _pdu(message)


def read_by_user(data: bytes, user: SnmpUser | None = None) -> Secured:
    """A version 3 message. With C(user) its code is proven and its content opened, where it has them. Raises BadBer."""
    message = Reader(data).enter()
    if message.integer() != V3:
        raise BadBer("another version")
    header = message.enter()
    message_id, _largest, flags, model = header.integer(), header.integer(), header.take(OCTETS), header.integer()
    if len(flags) != 1 or model != _USM:
        raise BadBer("another security model")
    outer = message.take(OCTETS)
    security = Reader(outer).enter()
    engine = Engine(security.take(OCTETS), security.integer(), security.integer())
    security.take(OCTETS)
    code, salt = security.take(OCTETS), security.take(OCTETS)
    if not 0 <= engine.boots < 1 << 31 or not 0 <= engine.time < 1 << 31 or len(engine.identity) > 32:
        raise BadBer("an impossible engine")
    proven = bool(user and flags[0] & AUTH and user.auth_password) and _proven(data, outer, code, user, engine)
    if not flags[0] & PRIV:
        return Secured(message_id, engine, _scoped(message.enter()), proven)
    if user is None or user.privacy_password is None or not proven:
        raise BadBer("encrypted, and not for us")
    sealed = message.take(OCTETS)
    key = _key(user, user.privacy_password, engine)
    plain = usm.decrypt(user.privacy_protocol, key, engine.boots, engine.time, salt, sealed)
    return Secured(message_id, engine, _scoped(Reader(plain).enter()), proven)


def _proven(data: bytes, outer: bytes, code: bytes, user: SnmpUser | None, engine: Engine) -> bool:
    if user is None or user.auth_password is None or len(code) != usm.code_size(user.auth_protocol):
        return False
    # the code lies in the security parameters, and is zero where it is computed
    start = data.find(outer)
    at = data.find(code, start, start + len(outer))
    if start < 0 or at < 0:
        return False
    blank = data[:at] + bytes(len(code)) + data[at + len(code) :]
    wanted = usm.code(user.auth_protocol, _key(user, user.auth_password, engine), blank)
    return hmac.compare_digest(wanted, code)


def _scoped(scoped: Reader) -> Answer:
    scoped.take(OCTETS)
    scoped.take(OCTETS)
    return _pdu(scoped)


def _pdu(reader: Reader) -> Answer:
    kind = reader.tag
    if kind not in (RESPONSE, REPORT):
        raise BadBer("neither response nor report")
    pdu = reader.enter(kind)
    identity, error, _index = pdu.integer(), pdu.integer(), pdu.integer()
    values: dict[str, str] = {}
    listed = pdu.enter(SEQUENCE)
    while listed.more and len(values) < 16:
        binding = listed.enter()
        name = binding.oid()
        values[name] = _text(binding)
    report = None
    if kind == REPORT:
        report = next(
            (word for number, word in REPORTS.items() for name in values if name.startswith(f"{_STATS}{number}.")),
            "other",
        )
    return Answer(identity, values, report, error)


def _text(binding: Reader) -> str:
    if binding.tag == 0x06:
        return binding.oid()
    tag = binding.tag
    content = binding.take()
    if tag == OCTETS:
        return content.decode("utf-8", errors="replace")
    # numbers of all kinds; what is absent (noSuchObject, NULL) is empty
    return str(int.from_bytes(content[:9], "big")) if tag in (0x02, 0x41, 0x42, 0x43, 0x46) and content else ""
