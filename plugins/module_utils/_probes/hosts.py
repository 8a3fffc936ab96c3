# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Host access restriction: the same request from a second address of this host, which the camera should refuse.

A refusal that is said (403, reset, closed) is one. Silence is not taken for one: a missing way back looks the same.
"""

from __future__ import annotations

from .finding import Finding, not_seen, seen, unknown
from .visit import Visit
from .web import Browser, Web
from .wire import CLOSED, NO_SOURCE, REFUSED, RESET, SILENT, WireError

HOST_RESTRICTION = "host_restriction"


def probe_hosts(visit: Visit) -> Finding:
    """Seen: what works from the first address is refused from the second."""
    second = visit.target.second_source_address
    if second is None:
        return unknown(HOST_RESTRICTION, "no second address is given (option second_source_address)")
    web, first = _first_that_answers(visit)
    if web is None:
        return unknown(
            HOST_RESTRICTION, f"nothing to compare with: from this host {first}", second_source_address=second
        )
    answer = _status(visit, web, second)
    facts = {"over": web.scheme, "port": web.port, "second_source_address": second}
    if isinstance(answer, int):
        facts |= {"first": first, "second": answer}
        if first == 403:
            return unknown(HOST_RESTRICTION, "the camera answers 403 to this host already", **facts)
        if answer == 403:
            return seen(HOST_RESTRICTION, f"from {second} the camera answers 403", **facts)
        return not_seen(
            HOST_RESTRICTION, f"from {second} the camera answers as to this host (status {answer})", **facts
        )
    facts |= {"first": first, "second": answer.kind}
    if answer.kind == NO_SOURCE:
        return unknown(HOST_RESTRICTION, f"{second} is not an address of this host", **facts)
    if first == 403:
        return unknown(HOST_RESTRICTION, "the camera answers 403 to this host already", **facts)
    if answer.kind in (REFUSED, RESET, CLOSED):
        return seen(HOST_RESTRICTION, f"from {second}: {answer}", **facts)
    if answer.kind == SILENT:
        reason = (
            f"from {second} the camera does not answer: it may drop what this address sends, or have no way back to it"
        )
        return unknown(HOST_RESTRICTION, reason, **facts)
    return unknown(HOST_RESTRICTION, f"from {second}: {answer}", **facts)


def _first_that_answers(visit: Visit) -> tuple[Web | None, int | str]:
    reasons = []
    for web in (Web("http", visit.target.http_port), Web("https", visit.target.https_port)):
        answer = _status(visit, web, None)
        if isinstance(answer, int):
            return web, answer
        reasons.append(f"{web.scheme}: {answer}")
    return None, "; ".join(reasons)


def _status(visit: Visit, web: Web, source: str | None) -> int | WireError:
    try:
        with Browser(visit, web, source) as browser:
            return browser.get("/").status
    except WireError as error:
        return error
