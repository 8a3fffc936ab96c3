# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Tokens: values of a request that come from an earlier answer. What is fetched anew is a token, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple

from .exchange import Exchange, Place
from .timeline import Timeline

#: A shorter value turns up by chance.
_SHORTEST = 8
#: Headers that browsers and servers make by themselves.
_OWN = frozenset(
    [
        "accept",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "authorization",
        "cache-control",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "dnt",
        "expires",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "keep-alive",
        "origin",
        "pragma",
        "priority",
        "proxy-connection",
        "range",
        "referer",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "upgrade-insecure-requests",
        "user-agent",
        "via",
        "x-requested-with",
    ]
)


class Source(NamedTuple):
    """Where a token comes from: the request that shows it, and the place in its answer."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True)
class Token:
    """One token. C(lifetime) is request when it differs from write to write."""

    source: Source
    lifetime: str


def header_names(exchange: Exchange) -> list[str]:
    """Headers that a page's own script has set."""
    return sorted(
        name for name in exchange.entry.headers
        if name not in _OWN and not name.startswith((":", "sec-", "x-playwright"))
    )  # fmt: skip


def find_token(timeline: Timeline, requests: Sequence[Exchange], place: Place) -> Token | None:
    """The one source that had shown this header or field before each of the requests. None without any, or with several."""
    values = [(one.number, _value(one, place)) for one in requests]
    if not values or any(not isinstance(value, str) or len(value) < _SHORTEST for _number, value in values):
        return None
    shown = [set(_sources(timeline, number, value)) for number, value in values]
    if not all(shown):
        return None
    # the same field may come with the page first, and with an answer of its own afterwards
    places = set.intersection(*({source.place for source in sources} for sources in shown))
    ranked = sorted(
        {source for sources in shown for source in sources if source.place in places},
        key=lambda source: (-sum(source in sources for sources in shown), _shown(timeline, source), source),
    )
    distinct = {value for _number, value in values}
    return Token(ranked[0], "request" if len(distinct) > 1 else "session") if ranked else None


def _value(one: Exchange, place: Place) -> Any:
    return one.entry.headers.get(place.name) if place.kind == "header" else one.fields.get(place)


def _sources(timeline: Timeline, number: int, value: str) -> Iterator[Source]:
    for one in timeline.exchanges:
        if one.number >= number:
            return
        if value in one.entry.answer:
            # nobody fetches a token by sending a form; a page that answers one can be asked for as well
            asked = [one] if one.method == "GET" or not one.fields else _same_pages(timeline, one)
            for place, shown in one.shown[1].items():
                if shown == value:
                    yield from (Source(page.method, page.path, page.query, place) for page in asked)
        for name, cookie in cookies_of(one).items():
            if cookie == value:
                yield Source(one.method, one.path, one.query, Place("cookie", name))
        for name, header in one.entry.answer_headers.items():
            if header == value:
                yield Source(one.method, one.path, one.query, Place("header", name))


def _same_pages(timeline: Timeline, one: Exchange) -> list[Exchange]:
    """Pages that were asked for, and are what a form was answered with."""
    found: dict[tuple[Any, ...], Exchange] = {}
    for other in timeline.exchanges:
        alike = other.good and other.method == "GET" and other.shown[0] == one.shown[0] == "html" and other.shown[1]
        if alike and other.shown[1].keys() <= one.shown[1].keys():
            found.setdefault(other.page, other)
    return list(found.values())


def _shown(timeline: Timeline, source: Source) -> int:
    pages = [one for one in timeline.exchanges if (one.method, one.path, one.query) == source[:3]]
    return min(len(one.shown[1]) for one in pages)


def cookies_of(exchange: Exchange) -> dict[str, str]:
    """Cookies that an answer sets."""
    found: dict[str, str] = {}
    for line in exchange.entry.answer_headers.get("set-cookie", "").split("\n"):
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(line)
        except CookieError:
            continue
        found.update({name: morsel.value for name, morsel in jar.items()})
    return found
