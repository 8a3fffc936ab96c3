# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What is asked of a camera's web and RTSP server without a login, as data per maker.

Only what reads is here. C(sure) is false for paths that are known from the community only; a camera that lacks a path
answers 404, and then it is left out. A maker's first page decides whether the others are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CANON, IPRO, ONVIF = "canon", "ipro", "onvif"
MAKERS = (CANON, IPRO, ONVIF)

TOP, PAGE, PICTURE, INFORMATION, CALL = "top", "page", "picture", "information", "call"


@dataclass(frozen=True)
class Page:
    """One thing to ask for. C(guarded): a stranger should not get it. C(call): an ONVIF operation of the device service."""

    maker: str
    kind: str
    path: str
    guarded: bool = True
    sure: bool = True
    call: str = ""

    @property
    def name(self) -> str:
        """How it is named in results: its path, or the operation."""
        return self.call or self.path


DEVICE_SERVICE = "/onvif/device_service"
INFO_CGI = "/-wvhttp-01-/info.cgi"

TOP_PAGE = Page("", TOP, "/", guarded=False)
PAGES: tuple[Page, ...] = (
    # HTTP WebView Protocol Specifications YT1-1019-001 (reference: canon.md 2 and 7): guests may when they have an authority
    Page(CANON, INFORMATION, INFO_CGI),
    Page(CANON, PICTURE, "/-wvhttp-01-/image.cgi"),
    Page(CANON, PAGE, "/viewer/"),
    Page(CANON, PAGE, "/admin/", sure=False),
    Page(CANON, PAGE, "/viewer/admin/en/admin.html"),
    # i-PRO: product information and capability are for level 3 (official command document); the picture: community
    Page(IPRO, INFORMATION, "/cgi-bin/getinfo?FILE=1"),
    Page(IPRO, PICTURE, "/cgi-bin/camera", sure=False),
    Page(IPRO, INFORMATION, "/cgi-bin/get_capability"),
    # ONVIF Core, default access policy: the clock is for everybody, the others are not
    Page(ONVIF, CALL, DEVICE_SERVICE, guarded=False, call="GetSystemDateAndTime"),
    Page(ONVIF, CALL, DEVICE_SERVICE, call="GetDeviceInformation"),
    Page(ONVIF, CALL, DEVICE_SERVICE, call="GetUsers"),
)

#: Streams to DESCRIBE, tried in this order until one is asked a login for or opens. All but the first are the community's.
STREAMS: tuple[tuple[str, str], ...] = (
    ("", "/"),
    (CANON, "/rtpstream/config1"),
    (IPRO, "/MediaInput/h264/stream_1"),
)

#: Accounts that manuals print. Only Canon's models of before 2022 have one (guide p. B-6; operation manuals); i-PRO's and the
#: newer ones have none until somebody makes the first.
FACTORY_ACCOUNTS: dict[str, tuple[str, str]] = {CANON: ("root", "camera")}


def pages_for(makers: Iterable[str], own: Iterable[str]) -> list[list[Page]]:
    """Pages in groups by maker, and the user's own paths as a last one. No makers means all."""
    wanted = tuple(makers) or MAKERS
    groups = [[page for page in PAGES if page.maker == maker] for maker in wanted]
    mine = [Page("", PAGE, path) for path in own]
    return [group for group in (*groups, mine) if group]


def streams_for(makers: Iterable[str], own: Iterable[str]) -> list[str]:
    """Paths to DESCRIBE: the user's own first."""
    wanted = tuple(makers) or MAKERS
    known = [path for maker, path in STREAMS if not maker or maker in wanted]
    return list(dict.fromkeys([*own, *known]))
