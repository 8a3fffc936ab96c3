# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Plain HTTP, the login that is asked for, and what a stranger gets: findings out of a walk."""

from __future__ import annotations

from typing import Any

from .challenges import schemes_of
from .crawl import Shown, Walk
from .finding import Finding, clean, not_seen, seen, unknown
from .wire import REFUSED, SILENT, WireError

HTTP, HTTP_AUTH, ANONYMOUS = "http", "http_auth", "anonymous"


def judge_http(walk: Walk) -> Finding:
    """Whether plain HTTP is open. Seen: something answers HTTP; a redirection to HTTPS is said in the facts."""
    port = walk.web.port
    page = walk.top
    if page is None:
        error = walk.error or WireError(SILENT, "nothing answered")
        if error.kind in (REFUSED, SILENT):
            return not_seen(HTTP, f"port {port}: {error}", port=port, answer=error.kind)
        if error.alive:
            return unknown(HTTP, f"port {port} accepts connections, but does not answer HTTP: {error}", port=port)
        return unknown(HTTP, f"port {port}: {error}", port=port)
    facts: dict[str, Any] = {
        "port": port,
        "answer": "redirect" if walk.to_https else "prohibited" if page.status == 403 else "open",
        "status": page.status,
        "server": clean(page.head.get("server")) or None,
    }
    words = {
        "redirect": "plain HTTP answers, and leads to HTTPS",
        "prohibited": "plain HTTP answers 403: this host is prohibited",
        "open": f"plain HTTP is open (status {page.status})",
    }
    return seen(HTTP, f"port {port}: {words[facts['answer']]}", **facts)


def judge_auth(walks: list[Walk]) -> Finding:
    """Which logins are asked for. Seen: at least one."""
    found = [(walk, walk.challenges()) for walk in walks]
    facts: dict[str, Any] = {
        "schemes": schemes_of(challenge for _walk, challenges in found for challenge in challenges),
        "challenges": [
            {"over": walk.web.scheme, **challenge.as_dict()} for walk, challenges in found for challenge in challenges
        ],
    }
    if facts["schemes"]:
        said = [
            f"{walk.web.scheme}: " + ", ".join(" ".join(filter(None, (c.scheme, c.algorithm))) for c in challenges)
            for walk, challenges in found
            if challenges
        ]
        return seen(HTTP_AUTH, f"login asked for by {'; '.join(said)}", **facts)
    why = _no_answer(walks)
    if why is not None:
        return unknown(HTTP_AUTH, why, **facts)
    return not_seen(HTTP_AUTH, "nothing that was asked for wants a login", **facts)


def judge_anonymous(walk: Walk | None) -> Finding:
    """What a stranger gets that he should not. Seen: at least one guarded page or picture."""
    why = _no_answer([walk] if walk else [])
    if walk is None or why is not None:
        return unknown(ANONYMOUS, why or "the web server does not answer")
    guarded = [one for one in walk.shown if one.wanted.guarded]
    facts: dict[str, Any] = {"over": walk.web.scheme, "pages": [_as_fact(one) for one in walk.shown]}
    facts["open"] = [one.wanted.name for one in guarded if one.open]
    if facts["open"]:
        return seen(ANONYMOUS, f"without a login: {', '.join(facts['open'])}", **facts)
    if not any(one.page is not None for one in guarded):
        late = next((str(one.error) for one in guarded if one.error), None)
        return unknown(ANONYMOUS, late or "none of the known pages exists on this camera (option paths)", **facts)
    late_ones = [one.wanted.name for one in guarded if one.page is None]
    if late_ones:
        return unknown(ANONYMOUS, f"no answer for {', '.join(late_ones)}", **facts)
    if all(one.page is not None and one.page.status == 503 for one in guarded):
        return unknown(ANONYMOUS, "the camera is busy, or keeps this host out (503)", **facts)
    return not_seen(ANONYMOUS, f"{len(guarded)} pages and calls are closed to strangers", **facts)


def _as_fact(one: Shown) -> dict[str, Any]:
    page = one.page
    return {
        "name": clean(one.wanted.name),
        "kind": one.wanted.kind,
        "guarded": one.wanted.guarded,
        "open": one.open,
        "status": page.status if page else None,
        "size": page.body.size if page else None,
        "content_type": clean(page.content_type, 64) or None if page else None,
    }


def _no_answer(walks: list[Walk]) -> str | None:
    """Why the web servers say nothing on logins; None when one does."""
    if not any(walk.answered for walk in walks):
        reasons = [f"{walk.web.scheme}: {walk.error}" for walk in walks if walk.error]
        return "; ".join(reasons) or "no web server answers"
    told = [walk for walk in walks if walk.answered and not walk.to_https]
    if told and all(walk.prohibited for walk in told):
        return "the camera answers 403 to everything: its host access restrictions prohibit this host"
    if not told:
        return "plain HTTP leads to HTTPS, and HTTPS does not answer"
    return None
