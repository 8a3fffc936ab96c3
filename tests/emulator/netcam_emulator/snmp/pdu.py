# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answer a request PDU: GET, GETNEXT, GETBULK; SET is refused (RFC 1157 for v1, RFC 3416 for the others)."""

from __future__ import annotations

from .ber import NULL, SEQUENCE, BadBer, ObjectId, Reader, integer, oid, sequence, tlv

GET, GET_NEXT, RESPONSE, SET, GET_BULK, REPORT = 0xA0, 0xA1, 0xA2, 0xA3, 0xA5, 0xA8
_NO_SUCH_OBJECT, _END_OF_VIEW = tlv(0x80, b""), tlv(0x82, b"")
_NO_SUCH_NAME, _NOT_WRITABLE = 2, 17
_MOST_REPETITIONS = 50
Objects = list[tuple[ObjectId, bytes]]


def answer(reader: Reader, objects: Objects, version: int) -> bytes:
    """Return the response PDU to the PDU the reader stands at; `version` is 0 (v1), 1 (v2c) or 3. Raises BadBer."""
    kind = reader.tag
    if kind not in (GET, GET_NEXT, SET, GET_BULK) or (kind == GET_BULK and version == 0):
        raise BadBer(f"no request: {kind:#x}")
    pdu = reader.enter(kind)
    identity, first, second = pdu.integer(), pdu.integer(), pdu.integer()
    asked, listed = [], pdu.enter(SEQUENCE)
    while listed.more:
        asked.append(listed.enter(SEQUENCE).oid())
    if kind == SET:
        return response(identity, [(name, tlv(NULL, b"")) for name in asked], _no_such(version) or _NOT_WRITABLE, 1)
    if kind == GET:
        found = [_get(objects, name) for name in asked]
    elif kind == GET_NEXT:
        found = [_next(objects, name) for name in asked]
    else:
        found = _bulk(objects, asked, first, min(second, _MOST_REPETITIONS))
    for number, (_unused, value) in enumerate(found, start=1):
        if version == 0 and value in (_NO_SUCH_OBJECT, _END_OF_VIEW):
            return response(identity, [(name, tlv(NULL, b"")) for name in asked], _NO_SUCH_NAME, number)
    return response(identity, found)


def response(identity: int, bindings: Objects, error: int = 0, index: int = 0, kind: int = RESPONSE) -> bytes:
    """Encode a response or report PDU."""
    listed = sequence(*[sequence(oid(name), value) for name, value in bindings])
    return sequence(integer(identity), integer(error), integer(index), listed, tag=kind)


def _no_such(version: int) -> int:
    return _NO_SUCH_NAME if version == 0 else 0


def _get(objects: Objects, name: ObjectId) -> tuple[ObjectId, bytes]:
    return name, dict(objects).get(name, _NO_SUCH_OBJECT)


def _next(objects: Objects, name: ObjectId) -> tuple[ObjectId, bytes]:
    return next((entry for entry in objects if entry[0] > name), (name, _END_OF_VIEW))


def _bulk(objects: Objects, asked: list[ObjectId], once: int, repetitions: int) -> Objects:
    found = [_next(objects, name) for name in asked[:once]]
    names = asked[once:]
    for _unused in range(repetitions):
        row = [_next(objects, name) for name in names]
        found += row
        if all(value == _END_OF_VIEW for _unused, value in row):
            break
        names = [name for name, _unused in row]
    return found
