# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""SNMP: does the camera answer to the given communities, is there a version 3 agent, and does the given user get in?

No community and no user is tried that was not given.
"""

from __future__ import annotations

import secrets
from typing import Any

from .ber import BadBer
from .finding import Finding, clean, not_seen, seen, unknown
from .snmp_messages import (
    AUTH,
    PRIV,
    SYS_DESCR,
    SYS_OBJECT_ID,
    V1,
    V2C,
    Answer,
    Engine,
    Secured,
    discovery,
    get_by_community,
    get_by_user,
    level_of,
    read_by_community,
    read_by_user,
)
from .usm import HAS_CIPHERS
from .visit import SnmpUser, Visit
from .wire import REFUSED, WireError

SNMP, SNMP_V3 = "snmp", "snmp_v3"
_PORT = 161
#: Each is two datagrams.
MAX_COMMUNITIES = 8
_VERSIONS = {V1: "v1", V2C: "v2c"}
_LEVELS = {0: "none", AUTH: "authentication", AUTH | PRIV: "authentication_and_encryption"}


def _identity() -> int:
    """A random request id: nobody off the way can answer in the camera's place."""
    return secrets.randbelow(0x7FFFFFF0) + 1


# -- versions 1 and 2c ---------------------------------------------------------------------------------------------------


def probe_snmp(visit: Visit) -> Finding:
    """Seen: a given community is answered. C(communities) in the facts counts them as they were given, from 1."""
    communities = visit.target.communities[:MAX_COMMUNITIES]
    if not communities:
        return unknown(SNMP, "no community is given (option communities), and none is guessed")
    asked: dict[int, tuple[int, int]] = {}
    datagrams = []
    for number, community in enumerate(communities, start=1):
        for version in _VERSIONS:
            identity = _identity()
            asked[identity] = (version, number)
            datagrams.append(get_by_community(version, community, identity))
    heard: dict[tuple[int, int], Answer] = {}

    def accept(data: bytes) -> bool:
        try:
            version, answer = read_by_community(data)
        except BadBer:
            return False
        if asked.get(answer.identity, (None, 0))[0] == version:
            heard[asked[answer.identity]] = answer
        return len(heard) == len(asked)

    try:
        visit.udp(_PORT, datagrams, accept)
    except WireError as error:
        if error.kind == REFUSED:
            return not_seen(SNMP, f"nothing listens on UDP port {_PORT}", answer=REFUSED, versions=[])
        return unknown(SNMP, str(error))
    if not heard:
        return not_seen(SNMP, f"no answer to {len(communities)} communities", answer="silent", versions=[])
    versions = sorted({_VERSIONS[version] for version, _number in heard})
    facts: dict[str, Any] = {
        "answer": "snmp",
        "versions": versions,
        "communities": sorted({number for _version, number in heard}),
        "description": _first(heard, SYS_DESCR),
        "object_id": _first(heard, SYS_OBJECT_ID),
    }
    return seen(SNMP, f"answers SNMP {' and '.join(versions)}: {facts['description'] or 'no description'}", **facts)


def _first(heard: dict[tuple[int, int], Answer], name: str) -> str | None:
    return next((clean(answer.values[name]) for answer in heard.values() if answer.values.get(name)), None)


# -- version 3 -----------------------------------------------------------------------------------------------------------


def probe_snmp_v3(visit: Visit) -> Finding:
    """Seen: a version 3 agent answers. C(login) says what became of the given user."""
    try:
        found = _ask(visit, discovery, None)
    except WireError as error:
        if error.kind == REFUSED:
            return not_seen(SNMP_V3, f"nothing listens on UDP port {_PORT}", answer=REFUSED)
        return unknown(SNMP_V3, str(error))
    if found is None:
        return not_seen(SNMP_V3, "no answer to the engine discovery", answer="silent")
    engine = found.engine
    facts: dict[str, Any] = {
        "answer": "snmp",
        "engine_id": engine.identity.hex(),
        "enterprise": engine.enterprise,
        "engine_boots": engine.boots,
        "login": "not_tried",
        "level": None,
    }
    user = visit.target.snmp_user
    if user is None:
        return seen(SNMP_V3, f"an SNMPv3 agent answers (engine {facts['engine_id']})", **facts)
    facts["level"] = _LEVELS[level_of(user)]
    if level_of(user) & PRIV and not HAS_CIPHERS:
        facts["login"] = "unknown"
        return seen(SNMP_V3, "an SNMPv3 agent answers; no login without the Python library cryptography", **facts)
    try:
        facts["login"] = _log_in(visit, user, engine)
    except WireError as error:
        facts["login"] = "unknown"
        return seen(SNMP_V3, f"an SNMPv3 agent answers, but not to the user: {error}", **facts)
    words = {"accepted": "accepts the given user", "silent": "is silent to the given user"}
    said = words.get(facts["login"], f"refuses the given user ({facts['login'].replace('_', ' ')})")
    return seen(SNMP_V3, f"an SNMPv3 agent answers, and {said}", **facts)


def _ask(visit: Visit, build: Any, user: SnmpUser | None) -> Secured | None:
    """One question, sent again with the same number while nothing comes."""
    identity = _identity()
    heard: list[Secured] = []

    def accept(data: bytes) -> bool:
        try:
            found = read_by_user(data, user)
        except BadBer:
            return False
        if found.message_id == identity:
            heard.append(found)
        return bool(heard)

    visit.udp(_PORT, [build(identity)], accept)
    return heard[0] if heard else None


def _log_in(visit: Visit, user: SnmpUser, engine: Engine) -> str:
    """What became of the user: accepted, silent, a report's word, or not_proven (an answer without a right code)."""
    for _unused in range(2):
        at = engine
        found = _ask(visit, lambda identity, at=at: get_by_user(user, at, identity), user)
        if found is None:
            return "silent"
        if found.answer.report == "not_in_time_window" and found.proven:
            # a clock is believed when it is authenticated (RFC 3414 section 3.2, 7)
            engine = found.engine
            continue
        if found.answer.report is not None:
            return found.answer.report
        if level_of(user) & AUTH and not found.proven:
            return "not_proven"
        # an object that is not there is an answer all the same; an error (16, authorizationError) is a refusal
        return "accepted" if found.answer.error == 0 else "refused"
    return "not_in_time_window"
