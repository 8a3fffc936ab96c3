# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What surrounds the settings: login, an ended session, how success and a moment's trouble look, the log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .exchange import Exchange, Place
from .har import Notes
from .kinds import is_login, last_name
from .timeline import Timeline
from .tokens import cookies_of

_HASHED = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{128}|\$2[aby]\$.{50,}")
_HARMLESS = re.compile(r"[A-Za-z_.-]{0,16}|[0-9]{1,4}|true|false")
_ERROR_WORD = re.compile(r"^Error=([A-Za-z0-9_-]{1,32})", re.MULTILINE)
_TIME = re.compile(r"\d{4}[-/.]\d{2}[-/.]\d{2}[ T]\d{2}:\d{2}|\d{2}:\d{2}:\d{2}")
_SUCCESS_NAMES = ("status", "result", "success", "ok", "code", "error", "errorcode", "ret", "state")


@dataclass(frozen=True)
class Login:
    """How one logs in. C(user) and C(password) are places of the request; C(fixed) are its other fields."""

    kind: str
    exchange: Exchange | None = None
    user: Place | None = None
    password: Place | None = None
    header: str = ""
    prefix: str = ""
    pick: Place | None = None
    expired: tuple[int, str] | None = None


@dataclass(frozen=True)
class Success:
    """What every answer to a write had in common."""

    text: str = ""
    pointer: str = ""
    value: Any = None


def find_login(timeline: Timeline, notes: Notes) -> Login:
    """Basic and Digest by their headers, else the form or JSON that was sent before a session began."""
    for one in timeline.exchanges:
        word = (
            (one.entry.headers.get("authorization") or one.entry.answer_headers.get("www-authenticate", ""))
            .split(" ")[0]
            .lower()
        )
        if word in ("basic", "digest"):
            return Login(word)
    writes = {one.number for burst in timeline.bursts for one in burst}
    tried = [
        one
        for one in timeline.exchanges
        if one.number not in writes and one.method != "GET" and is_login(one) and 200 <= one.entry.status < 400
    ]
    for one in reversed(tried):
        user = next((p for p in one.fields if _is_user(p)), None)
        password = next((p for p in one.fields if _is_password(p)), None)
        if user is None or password is None or user.kind == "query" or password.kind == "query":
            continue
        if _HASHED.fullmatch(str(one.fields[password])):
            notes.add("The page hashes the password before it sends it; this login cannot be described.")
            return Login("none")
        header, prefix, pick = _session(timeline, one)
        if not header and not cookies_of(one):
            notes.add(
                "The session is taken for a cookie; the recording holds none, as browsers leave them out on wish."
            )
        kind = "json" if user.kind == "json" else "form"
        return Login(kind, one, user, password, header, prefix, pick, _expired(timeline, one))
    notes.add("No login was seen. Log in while the recording runs.")
    return Login("none")


def _is_user(place: Place) -> bool:
    name = last_name(place)
    return any(word in name for word in ("user", "login", "account", "name")) and not _is_password(place)


def _is_password(place: Place) -> bool:
    name = last_name(place)
    return "pass" in name or name in ("pwd", "pw", "secret")


def _session(timeline: Timeline, login: Exchange) -> tuple[str, str, Place | None]:
    """A header of later requests whose value the login's answer had shown."""
    shown = {value: place for place, value in login.shown[1].items() if isinstance(value, str) and len(value) >= 8}
    for one in timeline.exchanges:
        if one.number <= login.number:
            continue
        for name, header in one.entry.headers.items():
            for value, place in shown.items():
                if header.endswith(value) and name != "cookie" and " " not in value:
                    return name, header[: len(header) - len(value)], place
    return "", "", None


def _expired(timeline: Timeline, login: Exchange) -> tuple[int, str] | None:
    """What a request for settings got when its session was over. None when none was, or when it got the usual 401."""
    paths = {group.path for number, group in timeline.groups.items() if group.method != "GET"}
    paths |= {one.path for one in timeline.exchanges if one.good and one.shown[0] in ("json", "lines", "script")}
    for one in timeline.exchanges:
        if one.path == login.path or one.path not in paths:
            continue
        location = one.entry.answer_headers.get("location", "")
        if one.entry.status == 403:
            return 403, ""
        if one.entry.status in (301, 302, 303, 307) and ("login" in location.lower() or login.path in location):
            return one.entry.status, "login" if "login" in location.lower() else login.path
    return None


def harmless(value: Any) -> bool:
    """Whether a fixed value may stand in a profile: a word or a small number, nothing that could be a secret or an address."""
    return value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 10_000) or (
        isinstance(value, str) and bool(_HARMLESS.fullmatch(value))
    )  # fmt: skip


def find_success(timeline: Timeline) -> Success | None:
    """What all answers to writes share, and those to refused ones do not."""
    good = [one for burst in timeline.bursts for one in burst if one.entry.status and not one.sent_back]
    good = [one for one in good if one.entry.answer]
    bad = [one for one in timeline.refused if one.entry.answer]
    if not good:
        return None
    documents = [one for one in good if one.shown[0] == "json"]
    if len(documents) * 2 > len(good):
        return _json_success(list(documents), bad)
    lines = [line.strip() for line in good[0].entry.answer.splitlines()[:20] if 0 < len(line.strip()) <= 40]
    for line in lines:
        everywhere = sum(line in one.entry.answer for one in good) >= 0.9 * len(good)
        if everywhere and not any(line in one.entry.answer for one in bad) and harmless_text(line):
            return Success(text=line)
    return None


def harmless_text(text: str) -> bool:
    """A short marker such as C(Status=0)."""
    return re.fullmatch(r"[A-Za-z ]{1,20}([=:] ?[A-Za-z0-9 ]{1,8})?", text) is not None


def _json_success(good: Sequence[Exchange], bad: Sequence[Exchange]) -> Success | None:
    counted: dict[tuple[str, str], tuple[int, Any]] = {}
    for one in good:
        for place, value in one.shown[1].items():
            if harmless(value) and value is not None and place.name.count("/") <= 2:
                count, _value = counted.get((place.name, repr(value)), (0, None))
                counted[place.name, repr(value)] = (count + 1, value)
    options = []
    for (name, text), (count, value) in counted.items():
        others = any(repr(one.shown[1].get(Place("json", name))) == text for one in bad)
        if count >= 0.9 * len(good) and not others:
            known = name.rpartition("/")[2].lower()
            options.append((_SUCCESS_NAMES.index(known) if known in _SUCCESS_NAMES else 99, name, value))
    if not options:
        return None
    rank, name, value = min(options, key=lambda option: option[:2])
    return Success(pointer=name, value=value) if rank < 99 or bad else None


def fits(success: Success | None, one: Exchange) -> bool:
    """Whether the answer of a button has the marker of writes."""
    if success is None:
        return True
    if success.text:
        return success.text in one.entry.answer
    return one.shown[0] == "json" and repr(one.shown[1].get(Place("json", success.pointer))) == repr(success.value)


def find_transient(timeline: Timeline, success: Success | None = None) -> tuple[list[str], list[int]]:
    """Words and statuses of answers after which the same request was sent again, and taken.

    The word in the place of the success marker says of every refusal that it is one, whatever its reason.
    """
    general = Place("json", success.pointer) if success is not None and success.pointer else None
    words: set[str] = set()
    statuses: set[int] = set()
    usual = {
        value for burst in timeline.bursts for one in burst for value in one.shown[1].values() if isinstance(value, str)
    }
    for one in timeline.refused:
        if one.entry.status in (0, 301, 302, 303, 307, 308, 401, 403):
            # a connection that broke, or a session that was over
            continue
        words.update(_ERROR_WORD.findall(one.entry.answer))
        if one.shown[0] == "json":
            words.update(
                value for place, value in one.shown[1].items()
                if place != general and isinstance(value, str) and value not in usual and harmless(value) and len(value) > 2
            )  # fmt: skip
        if one.entry.status >= 500:
            statuses.add(one.entry.status)
    return sorted(words), sorted(statuses)


def find_log(timeline: Timeline) -> Exchange | None:
    """A plain answer with a time in most of its lines."""
    for one in reversed(timeline.exchanges):
        lines = [line for line in one.entry.answer.splitlines()[:200] if line.strip()]
        plain = one.good and one.method == "GET" and len(lines) >= 1 and one.shown[0] not in ("json", "html")
        if plain and sum(bool(_TIME.search(line)) for line in lines) >= 0.8 * len(lines):
            return one
    return None


def find_recognition(timeline: Timeline, model: str, firmware: str) -> tuple[Exchange, Place, Place | None] | None:
    """An answer that shows the model as the user wrote it, and the firmware beside it."""
    if not model:
        return None
    options = []
    for one in timeline.exchanges:
        if not one.good or one.method != "GET" or one.shown[0] not in ("json", "lines"):
            continue
        names = [place for place, value in one.shown[1].items() if isinstance(value, str) and value.strip() == model]
        versions = [place for place, value in one.shown[1].items() if firmware and str(value).strip() == firmware]
        if len(names) == 1:
            options.append(
                (
                    not versions,
                    len(one.shown[1]),
                    one.number,
                    one,
                    names[0],
                    versions[0] if len(versions) == 1 else None,
                )
            )
    if not options:
        return None
    best = min(options, key=lambda option: option[:3])
    return best[3], best[4], best[5]
