# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""All probes of one camera at the same time, within one limit. Safe for many cameras at once in one process.

A thread per protocol, because nearly all of the time is waiting. The threads are daemons: none of them can hold up the end
of the process, whatever it is still waiting for. What is late is unknown, and its result, should it come, is dropped.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .account import FACTORY_ACCOUNT, judge_account
from .clock import CLOCK, judge_clock
from .crawl import Walk, walk
from .finding import NOT_SEEN, Finding, unknown
from .ftp import FTP, probe_ftp
from .hosts import HOST_RESTRICTION, probe_hosts
from .http import ANONYMOUS, HTTP, HTTP_AUTH, judge_anonymous, judge_auth, judge_http
from .https import TLS, probe_tls
from .mdns import MDNS, probe_mdns
from .ports import PORTS, knock, probe_ports
from .rtsp import RTSP, probe_rtsp
from .snmp import SNMP, SNMP_V3, probe_snmp, probe_snmp_v3
from .visit import Target, Visit, look_up
from .web import Web
from .wire import Deadline, WireError
from .ws_discovery import WS_DISCOVERY, probe_ws_discovery

#: These five are read off the same pages.
_WEB = (HTTP, HTTP_AUTH, ANONYMOUS, CLOCK, FACTORY_ACCOUNT)
_SINGLE: dict[str, Callable[[Visit], Finding]] = {
    TLS: probe_tls,
    RTSP: probe_rtsp,
    SNMP: probe_snmp,
    SNMP_V3: probe_snmp_v3,
    MDNS: probe_mdns,
    WS_DISCOVERY: probe_ws_discovery,
    FTP: probe_ftp,
    HOST_RESTRICTION: probe_hosts,
    PORTS: probe_ports,
}
#: Every probe, in the order of results.
PROBES = (*_WEB, *_SINGLE)

#: What a thread may be late without being given up: its socket ends at the deadline, its turn may come after it.
_GRACE = 1.0
_Results = queue.SimpleQueue[Finding]


@dataclass(frozen=True)
class Sight:
    """Every wanted probe's finding, in the order of C(PROBES), and whether anything at the address answered at all."""

    findings: dict[str, Finding]
    alive: bool


def look(target: Target, probes: Iterable[str] = PROBES) -> Sight:
    """Look at one camera. Takes the target's time limit at most, and a moment. Never raises for what a camera does.

    Where the camera gives no sign of life, nothing is C(not_seen): silence proves nothing then.
    """
    wanted = [name for name in PROBES if name in set(probes)]
    started = time.monotonic()
    deadline = Deadline(target.time_limit)
    try:
        visit = Visit(target, look_up(target.host, deadline), deadline)
    except WireError as error:
        return Sight({name: unknown(name, str(error)) for name in wanted}, False)
    results: _Results = queue.SimpleQueue()
    found: dict[str, Finding] = {}
    _start(visit, wanted, results, started)
    while len(found) < len(wanted):
        try:
            finding = results.get(timeout=deadline.left() + _GRACE)
        except queue.Empty:
            break
        found[finding.probe] = finding
    if not visit.alive and any(finding.state == NOT_SEEN for finding in found.values()):
        # only silence so far: is there anybody at all?
        knock(visit, (target.http_port, target.https_port, target.rtsp_port))
    for name in wanted:
        if name not in found:
            found[name] = unknown(name, f"not finished within {target.time_limit:g} s")
            found[name].seconds = time.monotonic() - started
        elif not visit.alive and found[name].state == NOT_SEEN:
            found[name] = unknown(name, "the camera gave no sign of life", **found[name].facts)
    return Sight({name: found[name] for name in wanted}, visit.alive)


def _start(visit: Visit, wanted: list[str], results: _Results, started: float) -> None:
    """A thread per protocol."""

    def single(name: str) -> None:
        _deliver([name], lambda: [_SINGLE[name](visit)], results, started)

    for name in wanted:
        if name in _SINGLE:
            threading.Thread(target=single, args=(name,), name=f"netcam-{name}", daemon=True).start()
    web = [name for name in wanted if name in _WEB]
    if web:

        def pages() -> None:
            _deliver(web, lambda: _look_at_pages(visit, web), results, started)

        threading.Thread(target=pages, name="netcam-web", daemon=True).start()


def _deliver(names: list[str], work: Callable[[], list[Finding]], results: _Results, started: float) -> None:
    try:
        findings = work()
    except Exception as error:
        # a stranger's answer must not take the other probes down; the text of the error may hold anything
        findings = [unknown(name, f"unexpected {type(error).__name__}; please report it") for name in names]
    for finding in findings:
        finding.seconds = time.monotonic() - started
        results.put(finding)


def _look_at_pages(visit: Visit, wanted: list[str]) -> list[Finding]:
    """HTTP first; HTTPS too, in whatever way HTTP answers, because both may be open and differ."""
    target = visit.target
    plain = walk(visit, Web("http", target.http_port))
    walks = [plain]
    if wanted != [HTTP]:
        walks.append(walk(visit, Web("https", target.https_port)))
    judged = {
        HTTP: lambda: judge_http(plain),
        HTTP_AUTH: lambda: judge_auth(walks),
        ANONYMOUS: lambda: judge_anonymous(_open_walk(walks)),
        CLOCK: lambda: judge_clock(walks),
        FACTORY_ACCOUNT: lambda: judge_account(visit, walks),
    }
    return [judged[name]() for name in wanted]


def _open_walk(walks: list[Walk]) -> Walk | None:
    """The web server whose pages count: the first that shows something else than the way to the other."""
    told = [one for one in walks if one.answered and not one.to_https]
    return told[0] if told else (walks[-1] if walks else None)
