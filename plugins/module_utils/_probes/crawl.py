# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One walk through what a camera's web server shows a stranger; several findings are made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .._onvif.soap import envelope
from .._onvif.xml import tag
from .challenges import Challenge, parse_challenges
from .paths import CALL, INFORMATION, TOP_PAGE, pages_for
from .paths import Page as Wanted
from .visit import Visit
from .web import MAX_PAGE, MAX_TEXT_ANSWER, Browser, Page, Web
from .wire import WireError

#: The camera does not have such a page.
_MISSING = (404, 405, 410, 501)


@dataclass
class Shown:
    """One thing that was asked for: the answer, or why there is none."""

    wanted: Wanted
    page: Page | None = None
    error: WireError | None = None

    @property
    def missing(self) -> bool:
        """Whether the camera has no such page."""
        return self.page is not None and self.page.status in _MISSING

    @property
    def open(self) -> bool:
        """Whether a stranger got what was asked for."""
        page = self.page
        if page is None or page.status != 200 or page.refused:
            return False
        if self.wanted.kind == CALL:
            return f"{self.wanted.call}Response" in page.text
        if self.wanted.kind == "picture":
            return page.picture
        return page.body.size > 0


@dataclass
class Walk:
    """What one web server showed. C(error): why it showed nothing at all."""

    web: Web
    shown: list[Shown] = field(default_factory=list)
    error: WireError | None = None

    @property
    def top(self) -> Page | None:
        """The top page."""
        return next((one.page for one in self.shown if one.wanted is TOP_PAGE), None)

    @property
    def answered(self) -> list[Shown]:
        """What was answered in any way."""
        return [one for one in self.shown if one.page is not None]

    @property
    def prohibited(self) -> bool:
        """Whether everything is 403: not a login is wanting, this host is not welcome."""
        return bool(self.answered) and all(one.page is not None and one.page.status == 403 for one in self.answered)

    @property
    def to_https(self) -> bool:
        """Whether the top page leads to HTTPS."""
        return self.top is not None and self.top.redirect == "https"

    def challenges(self) -> list[Challenge]:
        """Every challenge that was seen, each once."""
        headers = [
            value
            for one in self.answered
            if one.page is not None and one.page.status == 401
            for value in one.page.head.all("www-authenticate")
        ]
        return parse_challenges(headers)

    def challenged(self) -> Wanted | None:
        """The first thing that a login was asked for."""
        return next((one.wanted for one in self.answered if one.page is not None and one.page.status == 401), None)


def walk(visit: Visit, web: Web) -> Walk:
    """Ask for everything that is known; what does not come within the time of the visit is marked with its reason."""
    found = Walk(web)
    with Browser(visit, web) as browser:
        top = _fetch(browser, TOP_PAGE)
        found.shown.append(top)
        if top.page is None:
            found.error = top.error
            return found
        if found.to_https or top.page.status == 403:
            # the rest leads there as well, or is as prohibited
            return found
        for group in pages_for(visit.target.families, visit.target.paths):
            for wanted in group:
                one = _fetch(browser, wanted)
                if one.missing and wanted is group[0] and wanted.maker:
                    break
                if not one.missing or not wanted.maker:
                    found.shown.append(one)
    return found


def _fetch(browser: Browser, wanted: Wanted) -> Shown:
    try:
        if wanted.kind == CALL:
            body = envelope(tag(f"tds:{wanted.call}"))
            return Shown(wanted, browser.post(wanted.path, body, "application/soap+xml; charset=utf-8"))
        return Shown(wanted, browser.get(wanted.path, MAX_TEXT_ANSWER if wanted.kind == INFORMATION else MAX_PAGE))
    except WireError as error:
        return Shown(wanted, error=error)
