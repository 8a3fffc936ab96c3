# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The requests of a profile of version 2: what stands in them beside settings is a token, passed on as read, or a harmless constant.

What is none of these makes a request that nobody can repeat: its settings are then not part of the profile.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .exchange import Exchange, Place, units_of
from .forms import WHOLE, share_restated
from .other_fields import Carried, Constant, OtherFields
from .reading import Page, Reader
from .surroundings import Success, find_success, fits, harmless
from .timeline import Group, Timeline
from .tokens import Source, Token, find_token, header_names

_XHR = "x-requested-with"


@dataclass
class Requests:
    """All requests of one profile. C(names) are those of groups that can be repeated."""

    timeline: Timeline
    reader: Reader
    names: dict[Group, str] = field(default_factory=dict)
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[Page, str] = field(default_factory=dict)
    problems: dict[Group, str] = field(default_factory=dict)
    #: places that a page leaves out of a request in which nobody has touched them
    untouched: frozenset[tuple[Group, Place]] = frozenset()
    _sources: dict[Source, str] = field(default_factory=dict)

    def describe(self, group: Group, settings: set[Place]) -> str | None:
        """Describe a group of writes; C(settings) are the places that values of settings go to. None, or why not."""
        if group in self.names or group in self.problems:
            return self.problems.get(group)
        members = [one for burst in self.timeline.bursts for one in burst if self.timeline.groups[one.number] == group]
        made: dict[str, Any] = {"method": group.method, "path": group.path}
        untouched = {place for other, place in self.untouched if other == group}
        problem = self.headers(members, made) or self._fields(members, settings, made, untouched)
        if problem is not None:
            self.problems[group] = problem
            return problem
        if (marker := self._own_success(members)) is not None:
            made["success"] = marker
        name = _free_name(group.path, self.templates)
        self.names[group] = name
        self.templates[name] = made
        return None

    @cached_property
    def success(self) -> Success | None:
        """What the answers to most writes have in common."""
        return find_success(self.timeline)

    def _own_success(self, members: list[Exchange]) -> dict[str, Any] | None:
        """The marker of a form that is answered otherwise than most: with a redirect to its page, or with the page."""
        if all(fits(self.success, one) and not one.sent_back for one in members):
            return None
        marker: dict[str, Any] = {"status": sorted({one.entry.status for one in members})}
        if len(paths := {one.sent_back for one in members}) == 1 and (path := paths.pop()):
            marker["location"] = path
        return marker

    def page_name(self, page: Page) -> str:
        """The name of a page, which is given when it is first asked for."""
        if page not in self.pages:
            taken = dict.fromkeys(self.pages.values())
            values = "_".join(value for _name, value in page.query if re.fullmatch(r"[A-Za-z][\w-]{0,30}", value))
            self.pages[page] = _free_name(page.path + ("/" + values if values else ""), taken)
        return self.pages[page]

    def reads(self) -> dict[str, Any]:
        """Pages that were asked for."""
        found = {}
        for page, name in self.pages.items():
            request: dict[str, Any] = {"path": page.path}
            if page.query:
                request["query"] = dict(page.query)
            found[name] = {"request": request, "kind": self.reader.pages[page][-1].shown[0]}
        return dict(sorted(found.items()))

    def token(self, token: Token) -> str:
        """The placeholder of a token."""
        if token.source not in self._sources:
            name = f"token{len(self._sources) + 1}" if self._sources else "token"
            source = token.source
            request: dict[str, Any] = {"path": source.path}
            if source.method != "GET":
                request["method"] = source.method
            if source.query:
                request["query"] = dict(source.query)
            self._sources[token.source] = name
            self.tokens[name] = {"request": request, "pick": place_of(source.place), "lifetime": token.lifetime}
        name = self._sources[token.source]
        if token.lifetime == "request":
            self.tokens[name]["lifetime"] = "request"
        return f"{{token:{name}}}"

    def request_of(self, exchange: Exchange) -> dict[str, Any] | None:
        """A request of a button with all that stands in it, None where something in it cannot be repeated."""
        made: dict[str, Any] = {"method": exchange.method, "path": exchange.path}
        if self.headers([exchange], made) or self._fields([exchange], set(), made, set()):
            return None
        # what is passed on as read goes with requests for settings only
        return None if "carry" in made else made

    # -- parts -----------------------------------------------------------------------------------------------------

    def headers(self, members: list[Exchange], made: dict[str, Any]) -> str | None:
        """Describe the headers that scripts have set. None, or why not."""
        headers: dict[str, str] = {}
        for name in sorted({name for one in members for name in header_names(one)}):
            if not all(name in one.entry.headers for one in members):
                continue
            values = {one.entry.headers[name] for one in members}
            token = find_token(self.timeline, members, Place("header", name))
            if token is not None:
                headers[name] = self.token(token)
            elif len(values) == 1 and harmless(next(iter(values))):
                headers[name] = next(iter(values))
            elif any(len(value) >= 8 for value in values):
                return f"the header {name} holds something that no answer had shown"
        if all(_XHR in one.entry.headers for one in members):
            headers["X-Requested-With"] = "XMLHttpRequest"
        if headers:
            made["headers"] = headers
        return None

    def _fields(
        self, members: list[Exchange], settings: set[Place], made: dict[str, Any], untouched: set[Place]
    ) -> str | None:
        # a form of boxes alone has no body while all of them are off
        kinds = {one.kind for one in members if one.kind} or {""}
        if len(kinds) > 1:
            return "its requests have bodies of several kinds"
        kind = kinds.pop()
        if kind == "other":
            return "its body is of a kind that is not known"
        boxes = self._others.boxes(members[-1])
        # a button is no form, whatever it shares its address with
        fixed = bool(settings) and (bool(boxes) or _is_whole(self.timeline, members, untouched))
        others = sorted({place for one in members for place in one.fields} - settings)
        if fixed:
            made["whole"] = True
        body: dict[str, Any] = {"kind": kind} if kind in ("json", "form", "multipart") else {}
        page = None
        if kind == "json" and all(place in one.fields for place in untouched for one in members):
            # what the page shows in the place of a password must not come back where the page itself leaves it out
            page = self._base(members, settings)
        if page is not None and fixed:
            made["base"] = {"page": self.page_name(page), "pointer": ""}
            others = [place for place in others if place.kind != "json"]
        elif kind == "json" and (objects := _numbered_objects([one.document for one in members])):
            body["content"] = objects
        carry: list[dict[str, Any]] = []
        for place in others:
            with_it = [one for one in members if place in one.fields]
            kept = fixed and place not in untouched - boxes
            found = self._others.meaning(place, with_it, len(with_it) == len(members), kept)
            if isinstance(found, str):
                return found
            if isinstance(found, Token):
                self.put(place, self.token(found), made, body)
            elif isinstance(found, Constant):
                self.put(place, found.value, made, body)
            elif found is not None:
                carry.append(self._carried(place, found))
        if fixed:
            never = self._others.never_checked(members, settings)
            if isinstance(never, str):
                return never
            carry += [self._carried(place, found) for place, found in never.items()]
        if carry:
            made["carry"] = carry
        if body:
            made["body"] = body
        return None

    def _base(self, members: list[Exchange], settings: set[Place]) -> Page | None:
        """A JSON page that shows everything that the request carries, at the same pointers."""
        wanted = {place for one in members for place in one.fields if place.kind == "json"}
        for page in sorted(self.reader.pages):
            exchanges = self.reader.pages[page]
            if exchanges[-1].shown[0] == "json" and page.path == members[-1].path:
                shown = {place for one in exchanges for place in one.shown[1]}
                if wanted - settings <= shown:
                    return page
        return None

    def _carried(self, place: Place, found: Carried) -> dict[str, Any]:
        return {"at": place_of(place), "page": self.page_name(found.page), "from": place_of(found.place)}

    @cached_property
    def _others(self) -> OtherFields:
        return OtherFields(self.timeline, self.reader)

    def put(self, place: Place, value: Any, made: dict[str, Any], body: dict[str, Any]) -> None:
        """Put a constant, or a placeholder, at its place."""
        if place.kind == "query":
            made.setdefault("query", {})[place.name] = str(value)
        elif place.kind == "form":
            body.setdefault("content", {})[place.name] = str(value)
        else:
            body["content"] = _set(body.get("content"), place.name.split("/")[1:], value)


def _is_whole(timeline: Timeline, members: list[Exchange], untouched: set[Place]) -> bool:
    """Whether the page sends all its fields, or so many that nobody has touched that the camera may reset those that are missing."""
    names = [set(units_of(one)) - untouched for one in members]
    if len(names) > 1 and all(name == names[0] for name in names):
        return len(names[0]) > 1
    # a field that is greyed out is not sent
    path = {(one.method, one.path) for one in members}
    alike = [one for burst in timeline.bursts for one in burst if (one.method, one.path) in path]
    return share_restated(timeline, alike, cells=True) >= WHOLE


def _set(document: Any, parts: list[str], value: Any) -> Any:
    if not parts:
        return value
    head = parts[0].replace("~1", "/").replace("~0", "~")
    document = document if isinstance(document, dict) else {}
    return {**document, head: _set(document.get(head), parts[1:], value)}


def place_of(place: Place) -> dict[str, str]:
    """A place as profiles write it."""
    return {"in": place.kind, {"json": "pointer", "lines": "key"}.get(place.kind, "name"): place.name}


def _free_name(path: str, taken: Mapping[str, Any]) -> str:
    words = [word for word in re.split(r"[^A-Za-z0-9]+", path) if word and not word.isdigit()]
    base = "_".join(words[-2:]).lower() or "page"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def _numbered_objects(documents: list[Any]) -> dict[str, Any]:
    """Objects whose keys are numbers, as empty ones where they stand: without a word an index would make an array."""
    found: dict[str, Any] = {}
    for document in documents:
        if isinstance(document, Mapping):
            for key, item in document.items():
                if not isinstance(item, Mapping):
                    continue
                inner = {} if all(str(name).isdecimal() for name in item) else _numbered_objects([item])
                if inner or (item and all(str(name).isdecimal() for name in item)):
                    found[str(key)] = {**found.get(str(key), {}), **inner}
    return found
