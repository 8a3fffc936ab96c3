# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The requests of a profile of version 2: what stands in them beside settings is a token, passed on as read, or a harmless constant.

What is none of these makes a request that nobody can repeat: its settings are then not part of the profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from .exchange import DEEPEST, Exchange, Place, pointer
from .expected import wire_key
from .reading import Page, Reader
from .surroundings import harmless
from .timeline import Group, Timeline
from .tokens import Source, Token, find_token, header_names

_XHR = "x-requested-with"
#: A constant under such a name is somebody's password, however short it is.
_SECRETIVE = re.compile(r"pass|pwd|secret|psk|credential", re.IGNORECASE)


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
        name = _free_name(group.path, self.templates)
        self.names[group] = name
        self.templates[name] = made
        return None

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
        kind = members[-1].kind
        if any(one.kind != kind for one in members):
            return "its requests have bodies of several kinds"
        if kind == "other":
            return "its body is of a kind that is not known"
        fixed = _is_whole(members, settings, untouched)
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
            problem = self._other(place, with_it, len(with_it) == len(members), made, body, carry)
            if problem is not None:
                return problem
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

    def _other(
        self,
        place: Place,
        members: list[Exchange],
        always: bool,
        made: dict[str, Any],
        body: dict[str, Any],
        carry: list[dict[str, Any]],
    ) -> str | None:
        values = {wire_key(one.fields[place]): one.fields[place] for one in members}
        token = find_token(self.timeline, members, place)
        if token is not None and (token.lifetime == "request" or not harmless(next(iter(values.values())))):
            self.put(place, self.token(token), made, body)
            return None
        source = self._shown(place, members)
        if source is not None:
            page, at = source
            carry.append({"at": place_of(place), "page": self.page_name(page), "from": place_of(at)})
            return None
        if not always:
            # it belongs to something that no checklist asks for
            return None
        plain = not is_secretive(place) or set(values.values()) <= {"", None}
        if len(values) == 1 and plain and harmless(next(iter(values.values()))):
            self.put(place, next(iter(values.values())), made, body)
            return None
        return f"its field {place.name} holds something that no answer had shown"

    def _shown(self, place: Place, members: list[Exchange]) -> tuple[Page, Place] | None:
        """A page whose field of the same name had the value each time."""
        for page in sorted(self.reader.pages):
            exchanges = self.reader.pages[page]
            for at in exchanges[-1].shown[1]:
                if at.name == place.name and all(_was_shown(exchanges, at, one, place) for one in members):
                    return page, at
        return None

    def put(self, place: Place, value: Any, made: dict[str, Any], body: dict[str, Any]) -> None:
        """Put a constant, or a placeholder, at its place."""
        if place.kind == "query":
            made.setdefault("query", {})[place.name] = str(value)
        elif place.kind == "form":
            body.setdefault("content", {})[place.name] = str(value)
        else:
            body["content"] = _set(body.get("content"), place.name.split("/")[1:], value)


def _is_whole(members: list[Exchange], settings: set[Place], untouched: set[Place]) -> bool:
    """Whether the page sends all its fields, or so many that nobody has touched that the camera may reset those that are missing."""
    names = [_names(one) - untouched for one in members]
    always = frozenset.intersection(*names)
    if len(names) < 2 or len(set(names)) == 1:
        return len(names) > 1 and len(always) > 1
    # a field that is greyed out is not sent
    own = always & settings
    return len(own) > 1 and all(
        any(one.fields[place] == later.fields[place] for place in own) for one, later in pairwise(members)
    )


def _names(exchange: Exchange) -> frozenset[Place]:
    """What a request states. An array of a JSON body is one thing, whatever number of rows it has at the time."""
    if exchange.kind != "json":
        return frozenset(exchange.fields)
    others = (place for place in exchange.fields if place.kind != "json")
    return frozenset((*others, *(Place("json", at) for at in _without_rows(exchange.document, ()))))


def _without_rows(document: Any, parts: tuple[str, ...]) -> Iterator[str]:
    if isinstance(document, Mapping) and len(parts) < DEEPEST:
        for key, item in document.items():
            yield from _without_rows(item, (*parts, str(key)))
    else:
        yield pointer(parts)


def _was_shown(exchanges: Iterable[Exchange], at: Place, request: Exchange, place: Place) -> bool:
    before = [one.shown[1].get(at) for one in exchanges if one.number < request.number]
    return bool(before) and str("" if before[-1] is None else before[-1]) == str(request.fields[place])


def _set(document: Any, parts: list[str], value: Any) -> Any:
    if not parts:
        return value
    head = parts[0].replace("~1", "/").replace("~0", "~")
    document = document if isinstance(document, dict) else {}
    return {**document, head: _set(document.get(head), parts[1:], value)}


def is_secretive(place: Place) -> bool:
    """Whether a field is called like one that holds a password."""
    return _SECRETIVE.search(place.name) is not None


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
