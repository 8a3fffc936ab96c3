# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What surrounds the settings of a profile of version 2: login, tokens, save, restart, backup, log, success, pages."""

from __future__ import annotations

from typing import Any

from .act_profile import Acts
from .act_web import WebForm
from .exchange import Exchange, Place
from .expected import key_of
from .learner import Lesson
from .other_fields import is_secretive
from .requests import Requests, place_of
from .surroundings import (
    Login,
    Success,
    find_log,
    find_login,
    find_recognition,
    find_transient,
    fits,
    harmless,
)
from .verdict import BUTTONS


def interface_of(
    lesson: Lesson, requests: Requests, acts: Acts, model: str, firmware: str, restart: Exchange | None
) -> dict[str, Any]:
    """The part C(interface), after the settings: they have named the requests and pages that are needed."""
    return _Interface(lesson, requests, acts).describe(model, firmware, restart)


class _Interface:
    def __init__(self, lesson: Lesson, requests: Requests, acts: Acts) -> None:
        self._acts = acts
        self._lesson = lesson
        self._requests = requests

    def describe(self, model: str, firmware: str, restart: Exchange | None) -> dict[str, Any]:
        """All of it."""
        lesson, timeline = self._lesson, self._lesson.timeline
        login = find_login(timeline, lesson.notes)
        result: dict[str, Any] = {}
        success = self._requests.success
        seen = find_recognition(timeline, model, firmware)
        if seen is not None:
            exchange, place, version = seen
            request: dict[str, Any] = {"path": exchange.path}
            if exchange.query:
                request["query"] = dict(exchange.query)
            result["recognise"] = {"request": request, "model": place_of(place)}
            if version is not None:
                result["recognise"]["firmware"] = place_of(version)
        result["authentication"] = self._authentication(login)
        for name, found in (
            ("save", timeline.save),
            ("restart", restart),
            ("log", find_log(timeline)),
        ):
            made = self._requests.request_of(found) if found is not None else None
            if made is not None and found is not None:
                result[name] = {"request": _judged(made, success, found)}
        if (backup := self._backup(success)) is not None:
            result["backup"] = {"request": backup}
        result.update(self._acts.interface(WebForm(self._requests, success)))
        if success is not None:
            result["success"] = _success(success)
        words, statuses = find_transient(timeline, success)
        transient = [{"contains": word} for word in words] + ([{"status": statuses}] if statuses and not words else [])
        if transient:
            result["transient"] = transient
        if self._requests.tokens:
            result["tokens"] = self._requests.tokens
        result["requests"] = dict(sorted(self._requests.templates.items()))
        result["reads"] = self._requests.reads()
        return result

    def _authentication(self, login: Login) -> dict[str, Any]:
        if login.exchange is None or login.user is None or login.password is None:
            return {"kind": login.kind}
        one = login.exchange
        made: dict[str, Any] = {"method": one.method, "path": one.path}
        body: dict[str, Any] = {"kind": one.kind}
        for place, value in one.fields.items():
            if place == login.user:
                value = "{user}"
            elif place == login.password:
                value = "{password}"
            elif is_secretive(place) or not harmless(value):
                self._lesson.notes.add(
                    "The login has a field that was left out of the profile, because its value could be a secret."
                )
                continue
            # the two places of the login are put like any other constant
            self._requests.put(place, value, made, body)
        if len(body) > 1:
            made["body"] = body
        result: dict[str, Any] = {"kind": login.kind, "request": made}
        if login.header and login.pick is not None:
            result["session"] = {"header": login.header, "prefix": login.prefix, "pick": place_of(login.pick)}
        else:
            result["session"] = "cookie"
        if login.expired is not None:
            status, location = login.expired
            result["expired"] = {"status": [status], **({"location": location} if location else {})}
        return result

    def _backup(self, success: Success | None) -> dict[str, Any] | None:
        for one in self._lesson.expected.fields():
            if one.setting.id not in BUTTONS:
                continue
            for exchange in self._lesson.timeline.exchanges:
                carrying = [place for place, value in exchange.fields.items() if key_of(value) in one.markers]
                if (
                    exchange.good
                    and not exchange.files
                    and len(carrying) == 1
                    and (made := self._filled(exchange, carrying[0])) is not None
                ):
                    return _judged(made, success, exchange)
        return None

    def _filled(self, exchange: Exchange, secret: Place) -> dict[str, Any] | None:
        """A request with the place of the encryption password, when all else in it can be repeated."""
        made: dict[str, Any] = {"method": exchange.method, "path": exchange.path}
        if self._requests.headers([exchange], made) is not None:
            return None
        body: dict[str, Any] = {"kind": exchange.kind} if exchange.kind else {}
        for place, value in exchange.fields.items():
            if place != secret and (is_secretive(place) or not harmless(value)):
                return None
            self._requests.put(place, "{encryption_password}" if place == secret else value, made, body)
        if len(body) > 1:
            made["body"] = body
        return made


def _judged(made: dict[str, Any], success: Success | None, exchange: Exchange) -> dict[str, Any]:
    """A button whose answer is not like those of writes, such as a file, is judged by its status alone."""
    return made if fits(success, exchange) else {**made, "success": {"status": [exchange.entry.status]}}


def _success(success: Success) -> dict[str, Any]:
    if success.text:
        return {"contains": success.text}
    return {"at": {"in": "json", "pointer": success.pointer}, "equals": success.value}
